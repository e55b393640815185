"""Facts -> pictures, each with its data as a table and what it shows in words."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.analysis import Table
from kg.analysis.tables import table_of
from kg.discourse.cells import Floats
from kg.discourse.table import IntArray
from kg.report.gathering import Facts

FOR, AGAINST, NEITHER = "#1b7837", "#762a83", "#8c8c8c"
"""Green and purple, which colour-blind readers tell apart, and grey."""
ACTORS, ISSUES, COALITIONS = 25, 15, 12
"""A picture shows the most frequent."""
LONG = 48
LOOKS: dict[Any, Any] = {
    "svg.hashsalt": "kg",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as SVG, its data, its title, and what it shows in words."""

    name: str
    title: str
    words: str
    svg: bytes
    data: Table


def pictures(facts: Facts) -> tuple[Picture, ...]:
    """Return the pictures of a report; those that the statements do not allow are left out."""
    made = [network_picture(facts)]
    if facts.coalitions is not None:
        made.append(coalition_picture(facts))
    if facts.periods.names:
        made.append(timeline_picture(facts))
    if facts.series is not None:
        made.append(polarisation_picture(facts))
    return tuple(made)


def drawn(draw: Callable[[Any], None], *, width: float, height: float) -> bytes:
    """Return what is drawn on a figure as SVG, the same bytes for the same picture.

    Args:
        draw: Draws on a figure of matplotlib.
        width: In inches.
        height: In inches.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    out = io.BytesIO()
    with mpl.rc_context(LOOKS), warnings.catch_warnings():
        # A script that the font lacks is drawn by the browser, which has others.
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure = Figure(figsize=(width, height), layout="constrained")
        FigureCanvasSVG(figure)
        draw(figure)
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()


def network_picture(facts: Facts) -> Picture:
    """Return actors on the left, issues on the right; a line for each pair, as wide as it has statements."""
    issues = _most(facts.totals(0), ISSUES)
    on_these = (facts.support + facts.oppose + facts.neither)[:, issues].sum(axis=1)
    actors = _most(on_these, min(ACTORS, int((on_these > 0).sum())))
    place = np.ix_(actors, issues)
    support, oppose, neither = facts.support[place], facts.oppose[place], facts.neither[place]
    number, net = support + oppose + neither, support - oppose
    coalition = _coalition_of(facts)[actors]
    left = _by_neighbours(net, np.arange(len(issues)), first=coalition)
    right = _by_neighbours(net.T, np.argsort(left), first=np.zeros(len(issues), dtype=np.int64))
    names = [facts.said.cells.rows[i] for i in actors], [facts.said.cells.columns[j] for j in issues]

    def draw(figure: Any) -> None:  # noqa: ANN401 - matplotlib's
        axes = figure.subplots()
        tall = max(len(actors), len(issues), 2) - 1
        y = np.argsort(left) * tall / max(1, len(actors) - 1), np.argsort(right) * tall / max(1, len(issues) - 1)
        order = sorted(zip(*np.nonzero(number), strict=True), key=lambda one: (number[one], one))
        for i, j in order:
            colour = FOR if net[i, j] > 0 else AGAINST if net[i, j] < 0 else NEITHER
            width = 0.6 + 5 * np.sqrt(number[i, j] / number.max())
            style = "-" if net[i, j] > 0 else "--" if net[i, j] < 0 else ":"
            axes.plot([0, 1], [y[0][i], y[1][j]], color=colour, linewidth=width, linestyle=style, alpha=0.75)
        for side, (where, labels) in enumerate(zip(y, names, strict=True)):
            axes.plot([side] * len(where), where, "o", color="#333333", markersize=4)
            for at, label in zip(where, labels, strict=True):
                align = "right" if side == 0 else "left"
                axes.text(side + (-0.03, 0.03)[side], at, _short(label), ha=align, va="center")
        axes.set_xlim(-0.75, 1.75)
        axes.invert_yaxis()
        axes.axis("off")

    rows = [
        (names[0][i], names[1][j], support[i, j], oppose[i, j], neither[i, j])
        for i, j in zip(*np.nonzero(number), strict=True)
    ]
    left_out = len(facts.said.cells.rows) - len(actors), len(facts.said.cells.columns) - len(issues)
    words = (
        "A line joins an actor with an issue, the wider the more statements: solid green mostly for it, broken purple "
    )
    words += "mostly against it, dotted grey neither."
    words += f" Not drawn: {left_out[0]} actors and {left_out[1]} issues that have fewer." if any(left_out) else ""
    return Picture(
        name="network",
        title="Who takes which position on what",
        words=words,
        svg=drawn(draw, width=9.5, height=1.2 + 0.26 * max(len(actors), len(issues))),
        data=table_of("network", ("actor", "issue", "for", "against", "neither"), _whole(rows)),
    )


def coalition_picture(facts: Facts) -> Picture:
    """Return issues by coalitions; each cell has the balance of for and against as its colour, and their counts."""
    coalition, issues = _coalition_of(facts), _most(facts.totals(0), ISSUES)
    members = np.bincount(coalition[coalition >= 0])
    sides = np.sort(_most(members.astype(np.float64), min(COALITIONS, max(1, int((members > 1).sum()))))).tolist()
    counts = [
        np.stack([part[coalition == side][:, issues].sum(axis=0) for side in sides], axis=1)
        for part in (facts.support, facts.oppose)
    ]
    both = counts[0] + counts[1]
    share = np.divide(counts[0] - counts[1], both, out=np.full(both.shape, np.nan), where=both > 0)
    names = [facts.said.cells.columns[j] for j in issues]

    def draw(figure: Any) -> None:  # noqa: ANN401 - matplotlib's
        axes = figure.subplots()
        axes.set_facecolor("#f4f4f4")
        axes.imshow(share, cmap="PRGn", vmin=-1.3, vmax=1.3, aspect="auto")
        axes.set_xticks(range(len(sides)), [f"coalition {side + 1}" for side in sides], rotation=30, ha="right")
        axes.set_yticks(range(len(names)), [_short(name) for name in names])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        axes.set_xticks(np.arange(1, len(sides)) - 0.5, minor=True)
        axes.set_yticks(np.arange(1, len(names)) - 0.5, minor=True)
        axes.grid(which="minor", color="white", linewidth=2)
        axes.tick_params(which="minor", length=0)
        for i, j in zip(*np.nonzero(both), strict=True):
            strong = abs(share[i, j]) > 0.9
            text = f"{int(counts[0][i, j])} : {int(counts[1][i, j])}"
            axes.text(j, i, text, ha="center", va="center", fontsize=8, color="white" if strong else "black")

    rows = [
        (names[i], side + 1, counts[0][i, j], counts[1][i, j])
        for i in range(len(names))
        for j, side in enumerate(sides)
        if both[i, j]
    ]
    return Picture(
        name="coalitions",
        title="What coalitions say",
        words="Each cell counts statements for and against an issue: green mostly for it, purple mostly against it. "
        "Coalitions of two members and more.",
        svg=drawn(draw, width=3.8 + 0.8 * len(sides), height=1.2 + 0.3 * len(names)),
        data=table_of("coalitions", ("issue", "coalition", "for", "against"), _whole(rows)),
    )


def timeline_picture(facts: Facts) -> Picture:
    """Return how many statements each span of time has, by what they say."""
    periods, signs = facts.periods, facts.said.signs
    parts = [(word, colour, periods.counts(signs, sign)) for word, colour, sign in _sides()]

    def draw(figure: Any) -> None:  # noqa: ANN401 - matplotlib's
        axes = figure.subplots()
        base = np.zeros(len(periods.names))
        for word, colour, counts in parts:
            axes.bar(range(len(base)), counts, bottom=base, color=colour, label=word)
            base += counts
        step = -(-len(base) // 12)
        axes.set_xticks(range(0, len(base), step), periods.names[::step], rotation=35, ha="right")
        axes.set_ylabel("statements")
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.legend(frameon=False)

    rows = [(name, *(counts[i] for _, _, counts in parts)) for i, name in enumerate(periods.names)]
    unit = "week, from Monday" if periods.unit == "week" else periods.unit
    return Picture(
        name="timeline",
        title="When they spoke",
        words=f"Statements by {unit}: for an issue, neither for nor against, and against it.",
        svg=drawn(draw, width=8.5, height=3.2),
        data=table_of("timeline", (periods.unit, *(word for word, _, _ in parts)), _whole(rows)),
    )


def polarisation_picture(facts: Facts) -> Picture:
    """Return how polarised the debate is through time."""
    slices = [one for one in (facts.series.slices if facts.series else ()) if one.partition]
    days = [one.middle.astype("datetime64[D]") for one in slices]

    def draw(figure: Any) -> None:  # noqa: ANN401 - matplotlib's
        axes = figure.subplots()
        axes.plot(days, [one.quality for one in slices], marker="o", markersize=3, color="#2166ac")
        axes.set_ylim(0, 1)
        axes.set_ylabel("polarisation")
        axes.grid(axis="y", color="#dddddd")
        figure.autofmt_xdate()

    rows = [(str(day), one.quality, one.statements, len(one.actors)) for day, one in zip(days, slices, strict=True)]
    return Picture(
        name="polarisation",
        title="How polarised they were",
        words="From 0, no two sides to be seen, to 1, two sides that agree within and differ between, in moving windows.",
        svg=drawn(draw, width=8.5, height=3.0),
        data=table_of("polarisation", ("middle", "polarisation", "statements", "actors"), rows),
    )


def _sides() -> tuple[tuple[str, str, int], ...]:
    return (("for", FOR, 1), ("neither", NEITHER, 0), ("against", AGAINST, -1))


def _coalition_of(facts: Facts) -> IntArray:
    """Return each actor's coalition, -1 without one."""
    found = facts.coalitions
    known = dict(zip(found.actors, found.best.clusters.tolist(), strict=True)) if found is not None else {}
    return np.array([known.get(name, -1) for name in facts.said.cells.rows], dtype=np.int64)


def _most(totals: Floats, number: int) -> IntArray:
    """Return the numbers of the largest, of equal ones the first."""
    return np.argsort(-totals, kind="stable")[:number]


def _by_neighbours(net: Floats, places: IntArray, *, first: IntArray) -> IntArray:
    """Return an order of rows: by group, then by the mean place of the columns that they join."""
    weight = np.abs(net) + 1e-9
    return np.lexsort(((weight @ places) / weight.sum(axis=1), first))


def _short(label: str) -> str:
    plain = " ".join(label.split())
    return plain if len(plain) <= LONG else plain[: LONG - 1] + "…"


def _whole(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the rows with whole numbers as such."""
    return [tuple(int(cell) if isinstance(cell, float) else cell for cell in row) for row in rows]
