"""The one door to networks: views of a graph, and matrices of coded statements or of a graph's positions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg.discourse import Matrix, Statements, make_options, matrices, read_statements, select
from kg.errors import SettingsError
from kg.view.coded import statements_of
from kg.view.networks import view_network
from kg.view.rows import position_rows

if TYPE_CHECKING:
    import networkx as nx

    from kg.store import GraphStore

ORDER = ("document_id", "statement_id", "start_position", "stop_position")
"""What sorts statements besides their time, where their order counts."""


@overload
def network(source: GraphStore, view: str = "position", **filters: Any) -> nx.Graph: ...  # noqa: ANN401
@overload
def network(
    source: GraphStore | Statements | str | Path,
    *,
    type: str,
    **options: Any,  # noqa: ANN401
) -> Matrix | list[Matrix] | Statements: ...


def network(
    source: GraphStore | Statements | str | Path,
    view: str | None = None,
    *,
    type: str | None = None,  # noqa: A002 - the field's word
    **options: Any,
) -> nx.Graph | Matrix | list[Matrix] | Statements:
    """Return a network of a graph's positions or of coded statements.

    Without `type` a view of a graph: `position`, `congruence` or `conflict`, with the options of `view_network`. With
    `type` a matrix, `twomode` or `onemode`; a list of matrices where there is a `window`; the statements that count for
    `eventlist`.

    Args:
        source: An open graph, a table of statements, or the path of one.
        view: The view of a graph; `position` unless given.
        type: `twomode`, `onemode` or `eventlist`.
        **options: `v1`, `v2`, `qualifier`, `agg`, `norm`, `dup`, `start`, `stop`, `window`, `size`, `kernel`, `indent`,
            `isolates`, `exclude`, `only`, `compat`, `week_start`, `seed`, as `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option is unknown or does not fit the others.
        ReadError: If the table cannot be read.

    Examples:
        >>> from kg.discourse import Statements, column_of
        >>> table = {"organization": "AAB", "concept": "xyx", "agreement": "101"}
        >>> said = Statements(columns={name: column_of(texts) for name, texts in table.items()})
        >>> network(said, type="twomode", agg="subtract").dense().tolist()
        [[1.0, -1.0], [1.0, 0.0]]
    """
    if type is None:
        if isinstance(source, (Statements, str, Path)):
            raise SettingsError("coded statements need a type: twomode, onemode or eventlist.", option="type")
        return view_network(source, view or "position", **options)
    if view is not None:
        raise SettingsError("--view and --type: give one of them.", option="view")
    table = _table(source, type, options)
    chosen = make_options(table, type=type, **options)
    if type == "eventlist":
        return select(table, chosen).kept
    made = matrices(table, chosen)
    return list(made) if chosen.window != "no" else next(made)


def _table(source: GraphStore | Statements | str | Path, wanted: str, options: Mapping[str, Any]) -> Statements:
    if isinstance(source, Statements):
        return source
    if isinstance(source, (str, Path)):
        return read_statements(source, columns=None if wanted == "eventlist" else columns_for(options))
    return statements_of(position_rows(source))


def columns_for(options: Mapping[str, Any]) -> Collection[str] | None:
    """Return the columns that a matrix needs; None, which is all, where variables are not named."""
    named = [options.get("v1"), options.get("v2"), options.get("qualifier", "agreement")]
    if None in named[:2]:
        return None
    for filters in (options.get("exclude", ()), options.get("only", ())):
        named += [str(one).partition("=")[0] for one in filters]
    both = {str(name) for name in named} | {f"document_{name}" for name in named}
    once = options.get("dup", "include") != "include"
    ordered = options.get("window", "no") != "no" or (once and options.get("agg", "ignore") == "ignore")
    return both | {"time", "document_id"} | (set(ORDER) if ordered else set())
