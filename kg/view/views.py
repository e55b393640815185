"""Views: from a store or from coded statements to networks that are cut, described and measured."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.errors import SettingsError
from kg.view.backbone import disparity, edge_arrays, noise_corrected
from kg.view.cut import drop_isolates, keep_edges, keep_ego, keep_giant, only_around
from kg.view.draft import Draft
from kg.view.measures import measured
from kg.view.networks import POSITION_VIEWS
from kg.view.projection import Significance, sdsm
from kg.view.relations import relation_ties, statement_ties, tie_network
from kg.view.rows import PositionRow, position_rows

if TYPE_CHECKING:
    from kg.store import GraphStore

TIE_VIEWS = {"relation": relation_ties, "statement": statement_ties}
CODED_VIEWS = tuple(POSITION_VIEWS)
"""Those that coded statements have too."""
VIEWS = (*CODED_VIEWS, *TIE_VIEWS)
BACKBONES = ("disparity", "noise-corrected", "sdsm")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """What a network is reduced to, in this order.

    Attributes:
        around: Ids or labels of nodes; only edges of theirs are kept. None keeps all.
        backbone: `disparity`, `noise-corrected` or `sdsm`: only edges that are significant; each has its probability `p`.
        alpha: The probability up to which an edge is significant, in (0, 1).
        min_weight: Edges of a lower absolute weight are left out.
        ego: Ids or labels of nodes; only what is within `radius` steps of one of them is kept. None keeps all.
        radius: At least 1.
        top: Only so many edges, the strongest by absolute weight.
        giant: Only the largest part that hangs together.
        isolates: Keep nodes that have no edge.
        seed: For the search for clusters.
    """

    around: Collection[str] | None = None
    backbone: str | None = None
    alpha: float = 0.05
    min_weight: float = 0.0
    ego: Collection[str] | None = None
    radius: int = 1
    top: int | None = None
    giant: bool = False
    isolates: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if self.backbone is not None and self.backbone not in BACKBONES:
            known = ", ".join(BACKBONES)
            raise SettingsError(
                f"--backbone {self.backbone}: unknown. Known: {known}; of a onemode matrix also nested.",
                option="backbone",
            )
        if not 0 < self.alpha < 1:
            raise SettingsError(f"--alpha {self.alpha}: a probability between 0 and 1.", option="alpha")
        if self.radius < 1:
            raise SettingsError(f"--radius {self.radius}: at least 1 step.", option="radius")
        if self.top is not None and self.top < 0:
            raise SettingsError(f"--top {self.top}: a number of edges, 0 or more.", option="top")


CUTS = frozenset(field.name for field in fields(Cuts))


def view_network(
    store: GraphStore,
    view: str = "position",
    *,
    since: str | None = None,
    until: str | None = None,
    min_score: float = 0.0,
    only: Collection[str] | None = None,
    **cuts: Any,  # noqa: ANN401 - of several types; each is checked
) -> nx.Graph:
    """Return a view of the graph; whatever no edge is left of is left out.

    Args:
        store: An open graph.
        view: `position`, `congruence`, `conflict`, `subtract`, `issue`, `relation` or `statement`.
        since: First day of publication, `YYYY-MM-DD`.
        until: Last day.
        min_score: Positions (relations, statements) scored lower are left out.
        only: IRIs of the positions that count; None takes all.
        **cuts: As in `Cuts`.

    Raises:
        SettingsError: If there is no such view, or an option does not fit it.
    """
    check_view(view, VIEWS)
    chosen = make_cuts(**cuts)
    if view in TIE_VIEWS:
        if only is not None:
            raise SettingsError(
                f"--view {view}: holds no positions to choose. Leave out --issue, --stance, --speaker, --document, --type.",
                view=view,
            )
        ties = TIE_VIEWS[view](store, since=since, until=until, min_score=min_score)
        return finished(tie_network(ties, view), chosen)
    rows = position_rows(store, since=since, until=until, min_score=min_score)
    return rows_network((row for row in rows if only is None or row.position in only), view, chosen)


def rows_network(rows: Iterable[PositionRow], view: str, cuts: Cuts) -> nx.Graph:
    """Return a view of positions: one of `position`, `congruence`, `conflict`, `subtract` and `issue`."""
    check_view(view, POSITION_VIEWS)
    return finished(POSITION_VIEWS[view](rows), cuts)


def check_view(view: str, known: Collection[str]) -> None:
    """Refuse a view that does not exist.

    Raises:
        SettingsError: If it is none of those that are known.
    """
    if view not in known:
        raise SettingsError(f"--view {view}: unknown. Known: {', '.join(sorted(known))}.", view=view)


def finished(draft: Draft, cuts: Cuts) -> nx.Graph:
    """Return the network cut, its edges described and its nodes measured."""
    graph = draft.graph
    if cuts.around is not None:
        only_around(graph, cuts.around)
    if cuts.backbone is not None:
        _keep_significant(draft, cuts.backbone, cuts.alpha)
    keep_edges(graph, min_weight=cuts.min_weight)
    if cuts.ego is not None:
        keep_ego(graph, cuts.ego, cuts.radius)
    keep_edges(graph, top=cuts.top)
    if cuts.giant:
        keep_giant(graph)
    if not cuts.isolates:
        drop_isolates(graph)
    return measured(draft.described(), seed=cuts.seed)


def _keep_significant(draft: Draft, method: str, alpha: float) -> None:
    """Keep the edges of the backbone, each with its probability `p`."""
    graph = draft.graph
    found = _significance(draft, method)
    graph.graph |= {"backbone": method, "alpha": alpha}
    for number, (a, b, data) in enumerate(list(graph.edges(data=True))):
        chance = float(found.chance[number])
        if chance > alpha:
            graph.remove_edge(a, b)
        else:
            data["p"] = chance
            if found.signs is not None:
                data["sign"] = int(found.signs[number])


def _significance(draft: Draft, method: str) -> Significance:
    graph = draft.graph
    if method == "sdsm":
        if draft.table is None or draft.mode is None:
            view = graph.graph["view"]
            raise SettingsError(
                f"--backbone sdsm: not of {view}, but of views that join actors, or issues, by positions."
            )
        return sdsm(graph, draft.table, draft.mode)
    test: Callable[..., np.ndarray] = disparity if method == "disparity" else noise_corrected
    return Significance(chance=test(*edge_arrays(graph), directed=graph.is_directed()), signs=None)


def make_cuts(**given: Any) -> Cuts:  # noqa: ANN401 - of several types; each is checked
    """Return the cuts, or say which option is unknown.

    Raises:
        SettingsError: If an option is unknown or has no meaning.
    """
    unknown = sorted(given.keys() - CUTS)
    if unknown:
        raise SettingsError(f"option {unknown[0]}: unknown.", option=unknown[0])
    for name in ("around", "ego"):
        if isinstance(given.get(name), str):
            given[name] = {given[name]}
    return Cuts(**given)
