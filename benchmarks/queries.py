"""Named questions on graphs of 10 thousand to a million quads, and of 50,000 positions: seconds, and how they grow.

python -m benchmarks.queries [POSITIONS …]

Each is asked as people ask it, with an actor, an issue or a document, and for everything at once. Times are seconds of the
processor in this process: the median of three, or one where it takes more than two seconds. What others do on the machine is
not counted. The store is as `kg compact`, a build or the first question after a load leaves it: it has kept the answers to
what takes long. "Not kept" is the time on the largest graph where it has not, as in a store that another program wrote to.
Exponents are those of a power law in positions and rows together, since who asks for everything gets ever more rows: 1 is
linear growth. Times below ten milliseconds are left out of them, and none is told from fewer than three.
"""

from __future__ import annotations

import math
import shutil
import statistics
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks import corpora, synthetic
from kg.query import run_named
from kg.store import GraphStore

SIZES = (180, 1_800, 18_800, 50_000)
"""Positions; the first three are about 10 thousand, 100 thousand and a million quads."""
ACTOR, ISSUE = "Country 8", "treaty 5 on port fees"
ASKED: Mapping[str, Mapping[str, object]] = {
    "actors": {"document": "Session 7 opens"},
    "changes": {"actor": ACTOR},
    "disagreements": {"actor": ACTOR},
    "evidence": {"position": "position-7-3"},
    "issues": {"actor": ACTOR},
    "positions": {"actor": ACTOR},
    "stance-matrix": {"actor": ACTOR},
    "statements": {"speaker": "Person 9"},
    "timeline": {"actor": ACTOR, "issue": ISSUE},
}
REPEATS, LONG = 3, 2.0
"""What takes more than `LONG` seconds is measured once."""
STEADY = 0.01
"""Seconds below which a time says little of how it grows."""
PICTURE = corpora.ROOT / "docs" / "images" / "queries.svg"


def cases() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield each question with its filters and without."""
    for filters in (True, False):
        for name, given in ASKED.items():
            yield name, given if filters else {}


def measure(store: GraphStore, folder: Path, name: str, filters: Mapping[str, object]) -> tuple[float, float, int]:
    """Return the seconds of an answer that is looked for, and of the same again, and its rows."""
    first: list[float] = []
    while len(first) < REPEATS + 1 and not (len(first) > 1 and first[-1] > LONG):
        shutil.rmtree(folder / ".store.answers", ignore_errors=True)
        taken, rows = _timed(store, name, filters)
        first.append(taken)
    again = [_timed(store, name, filters)[0] for _ in range(REPEATS)]
    return statistics.median(first[1:]), statistics.median(again), rows


def _timed(store: GraphStore, name: str, filters: Mapping[str, object]) -> tuple[float, int]:
    began = time.process_time()
    rows = len(run_named(store, name, **filters))
    return time.process_time() - began, rows


def growth(sizes: list[int], seconds: list[float]) -> float:
    """Return the exponent of a power law through the times, by least squares in logarithms; NaN where fewer than three are steady."""
    pairs = [(math.log(size), math.log(taken)) for size, taken in zip(sizes, seconds, strict=True) if taken >= STEADY]
    return statistics.linear_regression(*zip(*pairs, strict=True)).slope if len(pairs) > 2 else float("nan")


def label(name: str, filters: Mapping[str, object]) -> str:
    """Return the question as it is typed."""
    options = "".join(
        f" --{option} {value!r}" if " " in str(value) else f" --{option} {value}" for option, value in filters.items()
    )
    return name + options


def draw(results: Mapping[str, list[float]], quads: list[int], path: Path) -> None:
    """Save a log-log plot: questions as asked to the left, everything at once to the right."""
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcParams |= {"svg.hashsalt": "kg", "svg.fonttype": "none"}
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(1, 2, figsize=(11, 4.5), sharey=True)
    for axis, filtered, title in zip(axes, (True, False), ("with a filter", "everything at once"), strict=True):
        for case, seconds in results.items():
            if ("--" in case) == filtered:
                axis.loglog(quads[: len(seconds)], seconds, marker="o", label=case.partition(" ")[0])
        axis.loglog(quads, [1e-2 * size / quads[0] for size in quads], "k:", label="linear")
        axis.axhline(1, color="0.7", linewidth=1)
        axis.set(title=title, xlabel="quads")
        axis.grid(visible=True, alpha=0.3)
    axes[0].set_ylabel("seconds")
    axes[1].legend(fontsize="small", loc="upper left", bbox_to_anchor=(1, 1))
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    print(f"\nplot: {path.relative_to(corpora.ROOT)}", file=sys.stderr)


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    corpora.WORK.mkdir(parents=True, exist_ok=True)
    quads = [int((synthetic.built(corpora.WORK, size) / "quads.txt").read_text()) for size in sizes]
    looked_for: dict[str, list[float]] = {label(*case): [] for case in cases()}
    kept: dict[str, list[float]] = {case: [] for case in looked_for}
    rows: dict[str, list[int]] = {case: [] for case in looked_for}
    for size in sizes:
        folder = corpora.WORK / f"synthetic-{size}"
        with GraphStore.open(folder / "store", read_only=True) as store:
            for name, filters in cases():
                case = label(name, filters)
                taken, again, found = measure(store, folder, name, filters)
                looked_for[case].append(taken)
                kept[case].append(again)
                rows[case].append(found)
                print(f"{size} {case} {taken:.3f} {again:.3f}", file=sys.stderr, flush=True)
    heads = " | ".join(f"{size:,} positions, {count:,} quads" for size, count in zip(sizes, quads, strict=True))
    print(
        f"| question: seconds (rows) | {heads} | exponent | not kept | exponent |\n|---|{'---|' * len(sizes)}---|---|---|"
    )
    for case, seconds in kept.items():
        cells = [f"{taken:.3f} ({found:,})" for taken, found in zip(seconds, rows[case], strict=True)]
        work = [size + found for size, found in zip(sizes, rows[case], strict=True)]
        exponents = [growth(work, seconds), growth(work, looked_for[case])]
        written = ["–" if math.isnan(one) else f"{one:.2f}" for one in exponents]
        print(f"| `{case}` | {' | '.join(cells)} | {written[0]} | {looked_for[case][-1]:.3f} | {written[1]} |")
    if len(sizes) > 1:
        draw(kept, quads, PICTURE)


if __name__ == "__main__":
    main()
