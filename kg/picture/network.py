"""Networks as pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

import networkx as nx
import numpy as np
from matplotlib.path import Path

from kg.counts import number_of
from kg.errors import SettingsError
from kg.picture.key import Entry, Key
from kg.picture.labels import block_size
from kg.picture.marks import (
    CLUSTER_FILLS,
    DASHES,
    ISSUE_FILL,
    ISSUE_SHAPE,
    NODE_FILL,
    round_steps,
    shape_path,
    shapes_of,
    width_of,
)
from kg.picture.page import WIDTH, Frame, Picture
from kg.picture.palettes import FAINT, INK, PAPER, Palette, palette_of
from kg.picture.plans import HEADING_SIZE, Floats, Name, Plan, columns_plan, force_plan
from kg.picture.ties import Ties, most_of, strongest_ties, ties_of, verbs

LAYOUTS = ("columns", "force")
MOST_TIES, MOST_NODES = 150, 45
"""More cannot be read on a page; nodes are those of a column."""
MOST_ASKED = 1000
"""Nodes of a column where `top` asks for more ties: the picture is then no page any more, but still can be opened."""
HEADINGS = {
    "position": "Who takes which position on what",
    "congruence": "Who takes the same positions as whom",
    "conflict": "Who stands against whom",
    "subtract": "Who agrees and who disagrees",
    "issue": "Which issues belong together",
    "relation": "Who does what to whom",
    "statement": "Who speaks about whom",
}


def draw_network(
    graph: nx.Graph,
    *,
    layout: str | None = None,
    palette: str = "green-purple",
    title: str = "",
    source: str | None = None,
    top: int | None = None,
    seed: int = 0,
) -> Picture:
    """Draw a network: ties by sign and weight, nodes by type and number of statements.

    Args:
        graph: A network of `kg.view`, or any of networkx; nodes may have `label`, `kind` (`actor`, `issue`) or
            `bipartite`, `type`, `statements` and `cluster`, edges `weight`, `sign`, `first`, `last`, `statement_ids`.
        layout: `columns` (actors left, issues right) or `force`; columns for a two-mode network unless given.
        palette: One of `PALETTES`.
        title: Above the picture.
        source: Where the statements are from; counts and period are put behind. None leaves the line out.
        top: So many ties, the strongest; None takes what can be read on a page.
        seed: For the force-directed layout.

    Raises:
        ExportError: If there is no edge.
        SettingsError: If the layout or palette is unknown, or columns are asked for a one-mode network.
    """
    colours = palette_of(palette)
    nodes = MOST_NODES if top is None else MOST_ASKED
    network = strongest_ties(ties_of(graph), ties=most_of(top, usual=MOST_TIES, asked=MOST_ASKED**2), nodes=nodes)
    chosen = layout or ("columns" if network.first_mode else "force")
    if chosen not in LAYOUTS:
        raise SettingsError(f"--layout {chosen}: unknown. Known: {', '.join(LAYOUTS)}.", layout=chosen)
    if chosen == "columns" and not network.first_mode:
        raise SettingsError("--layout columns: needs actors and issues. This network has one kind: --layout force.")
    plan = columns_plan(network) if chosen == "columns" else force_plan(network, seed=seed)
    heading = title or HEADINGS.get(network.view, HEADINGS["position"])
    left_out = _left_out(network, plan)
    frame = Frame(title, [_source_line(network, source), left_out])
    key = Key(_key_groups(network, plan, colours))
    page = Picture(WIDTH, frame.top + plan.height + key.height + frame.bottom, heading=heading)
    page.left_out, page.is_short = left_out, bool(network.left_out)
    page.description = _description(network)
    bottom = frame.bottom + key.height
    _draw_ties(page, network, plan, colours, bottom)
    _draw_nodes(page, network, plan, bottom)
    _draw_names(page, plan, bottom)
    frame.draw(page)
    key.draw(page, bottom)
    return page


def _left_out(network: Ties, plan: Plan) -> str:
    unnamed = sum(name is None for name in plan.names)
    return " ".join(filter(None, [network.left_out, f"{number_of(unnamed, 'name')} found no room." if unnamed else ""]))


def _source_line(network: Ties, source: str | None) -> str:
    if source is None:
        return ""
    facts = network.counts + (f", {network.period}" if network.period else "")
    return f"{source.rstrip('. ')}. {facts}." if source.strip() else f"{facts}."


def _description(network: Ties) -> str:
    told = "; ".join(tie.said for tie in network.ties[:10])
    period = f", {network.period}" if network.period else ""
    return " ".join(filter(None, [f"{network.counts}{period}.", network.left_out, f"The strongest: {told}."]))


def _draw_ties(page: Picture, network: Ties, plan: Plan, colours: Palette, bottom: float) -> None:
    most = abs(network.ties[0].weight)
    shift = np.array([0.0, bottom])
    for number, tie in enumerate(network.ties):
        start, end = plan.places[tie.a] + shift, plan.places[tie.b] + shift
        width = width_of(tie.weight, most, ties=len(network.ties))
        looks = {"edgecolor": colours.of(tie.sign), "linewidth": width, "linestyle": DASHES[tie.sign], "alpha": 0.8}
        if network.directed:
            end = _draw_arrow(page, start, end, plan.radii[tie.b], width, colours.of(tie.sign))
        path = _level_curve(start, end) if plan.curved else Path([start, end])
        page.draw_path(path, gid=f"tie-{number}", tip=tie.said, facecolor="none", zorder=1, capstyle="butt", **looks)


def _level_curve(start: Floats, end: Floats) -> Path:
    reach = (end[0] - start[0]) * 0.45
    points = [start, (start[0] + reach, start[1]), (end[0] - reach, end[1]), end]
    return Path(np.array(points), [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def _draw_arrow(page: Picture, start: Floats, end: Floats, radius: float, width: float, colour: str) -> Floats:
    """Draw an arrow's head at the rim of a node and return where its line ends."""
    way = end - start
    far = float(np.hypot(*way)) or 1.0
    way = way / far
    across = np.array([-way[1], way[0]])
    long = min(0.08 + width / 72, far / 3)
    tip = end - way * radius
    back = tip - way * long
    points = np.array([tip, back + across * long * 0.4, back - across * long * 0.4, tip])
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    page.draw_path(Path(points, codes), facecolor=colour, edgecolor="none", zorder=1.5)
    return back


def _draw_nodes(page: Picture, network: Ties, plan: Plan, bottom: float) -> None:
    shapes = shapes_of([node.type for node in network.nodes if not node.is_issue])
    fills = _fills(network)
    for number, (node, (x, y), radius) in enumerate(zip(network.nodes, plan.places, plan.radii, strict=True)):
        path = shape_path(ISSUE_SHAPE if node.is_issue else shapes[node.type], x, y + bottom, radius)
        fill, edge = fills[number], INK if node.is_issue else PAPER
        said = f"{node.label} ({node.type or 'node'}): {node.statements:g}"
        page.draw_path(path, gid=f"node-{number}", tip=said, facecolor=fill, edgecolor=edge, linewidth=0.6, zorder=2)


def _fills(network: Ties) -> list[str]:
    """Return a colour for each node: by cluster in a one-mode network that has some, else one of actors, one of issues."""
    colours = _cluster_colours(network)
    return [colours.get(node.cluster, ISSUE_FILL if node.is_issue else NODE_FILL) for node in network.nodes]


def _cluster_colours(network: Ties) -> dict[str, str]:
    """Return a colour for each cluster of several nodes, in the order of their names; the largest as colours last."""
    sizes = Counter(node.cluster for node in network.nodes if node.cluster)
    if network.first_mode or len(sizes) < 2:
        return {}
    several = sorted((one for one in sizes if sizes[one] > 1), key=lambda one: (-sizes[one], one))
    shown = sorted(several[: len(CLUSTER_FILLS)], key=lambda one: (len(one), one))
    return dict(zip(shown, CLUSTER_FILLS, strict=False))


def _draw_names(page: Picture, plan: Plan, bottom: float) -> None:
    for text, x, side in plan.headings:
        page.write(
            x, bottom + plan.height - 0.09, text, ha=side, weight="bold", size=HEADING_SIZE, gid=f"heading-{side}"
        )
    for number, name in enumerate(plan.names):
        if name is not None:
            _draw_name(page, plan, number, name, bottom)


def _draw_name(page: Picture, plan: Plan, number: int, name: Name, bottom: float) -> None:
    if name.leader is not None:
        x, y = plan.places[number]
        page.draw_line([(x, y + bottom), (name.leader[0], name.leader[1] + bottom)], linewidth=0.4, zorder=1.8)
    if not plan.curved:
        wide, high = block_size(name.lines, plan.size)
        corner = (name.x - wide / 2, name.y + bottom - high / 2)
        page.draw_box(*corner, wide, high, facecolor=PAPER, edgecolor="none", alpha=0.65, zorder=2.5)
    page.write_label(name.x, name.y + bottom, name.lines, size=plan.size, gid=f"label-{number}", ha=name.side, zorder=3)


def _key_groups(network: Ties, plan: Plan, colours: Palette) -> list[tuple[str, list[Entry]]]:
    groups = [("", _sign_entries(network, colours)), ("Width:", _width_entries(network))]
    shapes = shapes_of([node.type for node in network.nodes if not node.is_issue])
    types = [
        Entry(label=_spaced(name), width=0.13, draw=partial(_draw_sample, shape)) for name, shape in shapes.items()
    ]
    if not plan.curved and any(node.is_issue for node in network.nodes):
        issue = partial(_draw_sample, ISSUE_SHAPE, fill=ISSUE_FILL, edge=INK)
        types.append(Entry(label="issue", width=0.13, draw=issue))
    clusters = _cluster_colours(network)
    groups.append(("Node:", types if len(types) > 1 else []))
    groups.append((f"{network.sized_by.capitalize()}:", _size_entries(network, plan)))
    groups.append(
        (
            "Cluster:",
            [
                Entry(label=name, width=0.13, draw=partial(_draw_sample, "o", fill=fill))
                for name, fill in clusters.items()
            ],
        )
    )
    return groups


def _spaced(name: str) -> str:
    """Return `government body` for `GovernmentBody`.

    >>> _spaced("NonStateArmedGroup"), _spaced("organization")
    ('non state armed group', 'organization')
    """
    return "".join(f" {one.lower()}" if one.isupper() else one for one in name).strip() or "node"


def _sign_entries(network: Ties, colours: Palette) -> list[Entry]:
    words = verbs(network.view, two_mode=bool(network.first_mode))
    signs = [sign for sign in (1, -1, 0) if any(tie.sign == sign for tie in network.ties)]
    return [
        Entry(label=words[sign], width=0.3, draw=partial(_draw_line_sample, colours.of(sign), DASHES[sign], 2.0))
        for sign in signs
    ]


def _width_entries(network: Ties) -> list[Entry]:
    most = abs(network.ties[0].weight)
    steps = round_steps(most)
    if len(steps) == 1 or all(abs(tie.weight) == most for tie in network.ties):
        return []
    return [
        Entry(
            label=f"{step:.3g}",
            width=0.3,
            draw=partial(_draw_line_sample, FAINT, "solid", width_of(step, most, ties=len(network.ties))),
        )
        for step in steps
    ]


def _size_entries(network: Ties, plan: Plan) -> list[Entry]:
    sizes: Sequence[float] = [node.statements for node in network.nodes]
    low, high = min(range(len(sizes)), key=sizes.__getitem__), max(range(len(sizes)), key=sizes.__getitem__)
    if sizes[low] == sizes[high]:
        return []
    return [
        Entry(
            label=f"{sizes[place]:.3g}",
            width=2 * float(plan.radii[place]),
            draw=partial(_draw_sample, "o", radius=float(plan.radii[place])),
        )
        for place in (low, high)
    ]


def _draw_line_sample(colour: str, dashes: object, width: float, page: Picture, x: float, y: float) -> None:
    page.draw_line([(x, y), (x + 0.3, y)], edgecolor=colour, linewidth=width, linestyle=dashes, capstyle="butt")


def _draw_sample(
    shape: str, page: Picture, x: float, y: float, *, fill: str = NODE_FILL, edge: str = PAPER, radius: float = 0.06
) -> None:
    page.draw_path(shape_path(shape, x + radius, y, radius), facecolor=fill, edgecolor=edge, linewidth=0.6)
