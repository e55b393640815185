"""The one door to networks: views of a graph, and matrices of coded statements or of a graph's positions."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard, overload

from kg.discourse import Matrix, Statements, columns_for, make_options, matrices, read_source, select
from kg.errors import SettingsError
from kg.view.coded import statements_of
from kg.view.coded_rows import rows_of
from kg.view.matrix_graph import cut_matrix, is_cut
from kg.view.rows import position_rows
from kg.view.views import CUTS, make_cuts, rows_network, view_network

if TYPE_CHECKING:
    import networkx as nx

    from kg.store import GraphStore

SHARED = ("isolates", "seed")
"""Options of matrices that are also of what networks are reduced to."""
WHOLE_SERIES = "--window: a series is written whole. Leave out --backbone, --min-weight, --top, --ego, --giant."


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
        source: A table of statements or its path; a graph, its folder or its open store.
        view: `position`, `congruence`, `conflict`, `subtract` or `issue`, of a graph also `relation` or `statement`; of a
            graph `position` unless given.
        type: `twomode`, `onemode` or `eventlist`.
        **options: For matrices `v1`, `v2`, `qualifier`, `agg`, `norm`, `dup`, `start`, `stop`, `window`, `size`, `kernel`,
            `indent`, `isolates`, `exclude`, `only`, `compat`, `week_start`, `seed`, as `kg.discourse.make_options` takes them,
            and what is left of it, as in `Cuts`. For files of statements `map`, `statement_type` and `qualifier_type`.

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
    if _is_graph(source):
        from kg.store import GraphStore

        with GraphStore.open(Path(source) / "store", read_only=True) as store:
            return network(store, view, type=type, **options)  # type: ignore[arg-type]
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
    cuts = {name: value for name, value in options.items() if name in CUTS}
    table, rest = _table(source, type, options)
    chosen = make_options(table, type=type, **{name: rest[name] for name in rest if name not in CUTS or name in SHARED})
    if type == "eventlist":
        return select(table, chosen).kept
    if chosen.window != "no":
        if is_cut(cuts):
            raise SettingsError(WHOLE_SERIES, option="window")
        return list(matrices(table, chosen))
    return cut_matrix(next(matrices(table, chosen)), table, chosen, cuts)


def coded_view(source: Statements | str | Path, view: str, **options: Any) -> nx.Graph:  # noqa: ANN401
    """Return a view of coded statements, each of which is a position of `v1` on `v2`.

    Args:
        source: The table, or its path.
        view: `position`, `congruence`, `conflict`, `subtract` or `issue`.
        **options: As for `network`.

    Raises:
        SettingsError: If an option is unknown or does not fit.
    """
    table, options = read_source(source, options)
    cuts = {name: options.pop(name) for name in tuple(options) if name in CUTS}
    chosen = make_options(table, type="twomode", **options)
    if chosen.window != "no" or chosen.norm != "no" or chosen.agg != "ignore":
        raise SettingsError(
            "--window, --agg and --norm are of matrices. Give --type in place of --view.", option="view"
        )
    # With a qualifier in use, two statements of another stance are no duplicates.
    counted = replace(chosen, agg="ignore" if chosen.qualifier is None else "subtract")
    return rows_network(rows_of(select(table, counted).kept, chosen), view, make_cuts(**cuts))


def _is_graph(source: object) -> TypeGuard[str | os.PathLike[str]]:
    return isinstance(source, str | os.PathLike) and Path(source).is_dir()


def _table(
    source: GraphStore | Statements | str | Path, wanted: str, options: Mapping[str, Any]
) -> tuple[Statements, dict[str, Any]]:
    if not isinstance(source, Statements | str | Path):
        source = statements_of(position_rows(source))
    lean = wanted != "eventlist" and not is_cut(options)
    return read_source(source, options, columns=columns_for(options) if lean else None)
