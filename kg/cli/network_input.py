"""What the options of `kg network` say of coded statements and of what is left of a network."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.discourse import Statements

CHOICES = (
    "v1",
    "v2",
    "qualifier",
    "dup",
    "start",
    "stop",
    "agg",
    "norm",
    "compat",
    "window",
    "size",
    "kernel",
    "indent",
)
FILTERS = ("since", "until", "actor", "issue", "stance", "speaker", "document", "min_score")
"""Of graphs alone, as is `actor_type`."""
OF_TABLES = ("map_", "statement_type", "qualifier_type")
OF_STATEMENTS = ("v1", "v2", "qualifier", "dup", "start", "stop", "exclude", "only")
OF_MATRICES = ("agg", "norm", "compat", "window", "size", "kernel", "indent", "week_start", "distance", "to_one")
CUTS = ("backbone", "alpha", "min_weight", "ego", "radius", "top", "giant", "isolates", "seed")


def refuse_unfit(said: Collection[str], *, table: bool, view: bool) -> None:
    """Refuse options of another kind of source or network, which would count for nothing.

    Args:
        said: Names of the options that were given.
        table: Whether statements come from a table; else from a graph.
        view: Whether a view is wanted; else a matrix, or a picture of stances.

    Raises:
        SettingsError: If there is one.
    """
    of_graphs = "of graphs. Choose coded statements with --only VARIABLE=VALUE, --start, --stop."
    of_tables = "of coded statements (--statements FILE). A graph needs none."
    other = "of matrices, and of coded statements. Add --type twomode, onemode or eventlist."
    days = f"{other[:-1]}; or take --since and --until."
    unfit = dict.fromkeys((*FILTERS, "actor_type"), of_graphs) if table else dict.fromkeys(OF_TABLES, of_tables)
    if view and not table:
        unfit |= {**dict.fromkeys((*OF_STATEMENTS, *OF_MATRICES), other), "start": days, "stop": days}
    for name, why in unfit.items():
        if name in said:
            option = name.strip("_").replace("_", "-")
            raise SettingsError(f"--{option}: {why}", option=option)


def cuts(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a network is reduced to, by the names of `kg.view.Cuts`."""
    return {name: given[name] for name in CUTS}


def statement_options(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of matrices, by the names of `kg.discourse.make_options`, but `type`, `isolates` and `seed`."""
    lists = {name: given[name] or [] for name in ("exclude", "only")}
    return {**{name: given[name] for name in CHOICES}, **lists, "week_start": given["week_start"]}


def read_table(given: Mapping[str, Any], *, columns: Collection[str] | None = None) -> Statements:
    """Return the table of coded statements, or only some of its columns."""
    from kg.discourse import declared_kinds, read_statements

    return read_statements(
        given["statements"],
        columns=columns,
        kinds=declared_kinds(given["qualifier_type"] or (), given["qualifier"]),
        mapping=given["map_"] or [],
        statement_type=given["statement_type"],
    )
