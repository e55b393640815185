"""The one door to networks: views of a graph, and matrices of coded statements or of a graph's positions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from kg.discourse import Matrix, Statements, columns_for, make_options, matrices, read_statements, select
from kg.errors import SettingsError
from kg.view.coded import statements_of
from kg.view.coded_rows import rows_of
from kg.view.rows import position_rows
from kg.view.views import CUTS, make_cuts, rows_network, view_network

if TYPE_CHECKING:
    import networkx as nx

    from kg.store import GraphStore


@overload
def network(source: GraphStore | Statements | str | Path, view: str = "position", **options: Any) -> nx.Graph: ...  # noqa: ANN401
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

    Without `type` a view: of a graph with the options of `view_network`, of coded statements with `v1`, `v2`,
    `qualifier`, `dup`, `start`, `stop`, `exclude`, `only` and those of `Cuts`, such as `min_weight` and `backbone`. With
    `type` a matrix, `twomode` or `onemode`; a list of matrices where there is a `window`; the statements that count for
    `eventlist`.

    Args:
        source: An open graph, a table of statements, or the path of one.
        view: `position`, `congruence`, `conflict`, `subtract` or `issue`, of a graph also `relation` or `statement`; of a
            graph `position` unless given.
        type: `twomode`, `onemode` or `eventlist`.
        **options: For matrices `v1`, `v2`, `qualifier`, `agg`, `norm`, `dup`, `start`, `stop`, `window`, `size`, `kernel`,
            `indent`, `isolates`, `exclude`, `only`, `compat`, `week_start`, `seed`, as `kg.discourse.make_options` takes them.

    Raises:
        SettingsError: If an option is unknown or does not fit the others.
        ReadError: If the table cannot be read.

    Examples:
        >>> from kg.discourse import Statements, column_of
        >>> table = {"organization": "AAB", "concept": "xyx", "agreement": "101"}
        >>> said = Statements(columns={name: column_of(texts) for name, texts in table.items()})
        >>> network(said, type="twomode", agg="subtract").dense().tolist()
        [[1.0, -1.0], [1.0, 0.0]]
        >>> list(network(said, "congruence").edges(data="weight"))
        [('organization:A', 'organization:B', 1.0)]
    """
    if type is None:
        if not isinstance(source, (Statements, str, Path)):
            return view_network(source, view or "position", **options)
        if view is None:
            raise SettingsError(
                "coded statements need a type (twomode, onemode or eventlist) or a view.", option="type"
            )
        return coded_view(source, view, **options)
    if view is not None:
        raise SettingsError("--view and --type: give one of them.", option="view")
    table = _table(source, type, options)
    chosen = make_options(table, type=type, **options)
    if type == "eventlist":
        return select(table, chosen).kept
    made = matrices(table, chosen)
    return list(made) if chosen.window != "no" else next(made)


def coded_view(source: Statements | str | Path, view: str, **options: Any) -> nx.Graph:  # noqa: ANN401
    """Return a view of coded statements, each of which is a position of `v1` on `v2`.

    Args:
        source: The table, or its path.
        view: `position`, `congruence`, `conflict`, `subtract` or `issue`.
        **options: As for `network`.

    Raises:
        SettingsError: If an option is unknown or does not fit.
    """
    table = source if isinstance(source, Statements) else read_statements(source)
    cuts = {name: options.pop(name) for name in tuple(options) if name in CUTS}
    chosen = make_options(table, type="twomode", **options)
    if chosen.window != "no" or chosen.norm != "no" or chosen.agg != "ignore":
        raise SettingsError(
            "--window, --agg and --norm are of matrices. Give --type in place of --view.", option="view"
        )
    # With a qualifier in use, two statements of another stance are no duplicates.
    counted = replace(chosen, agg="ignore" if chosen.qualifier is None else "subtract")
    return rows_network(rows_of(select(table, counted).kept, chosen), view, make_cuts(**cuts))


def _table(source: GraphStore | Statements | str | Path, wanted: str, options: Mapping[str, Any]) -> Statements:
    if isinstance(source, Statements):
        return source
    if isinstance(source, (str, Path)):
        return read_statements(source, columns=None if wanted == "eventlist" else columns_for(options))
    return statements_of(position_rows(source))
