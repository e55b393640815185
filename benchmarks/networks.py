"""Time and memory of matrices of coded statements: `python -m benchmarks.networks`.

Random statements, seeded. On a busy machine the processor time tells more than the clock. Discourse Network Analyzer took 0.98 s for congruence and 82 s for subtract, average and the
duplicate filter by document with 20,000 statements of 300 actors and 80 concepts, on two cores, loading included.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

REFERENCE = {"congruence": 0.98, "subtract": 82.0}
SIZES = (1_000, 10_000, 100_000, 1_000_000)
REPEATS = 7
OPTIONS = {
    "congruence": {"agg": "congruence"},
    "subtract": {"agg": "subtract", "norm": "average", "dup": "document"},
}
VIEWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("position", {}),
    ("congruence", {}),
    ("issue", {}),
    ("congruence", {"backbone": "disparity"}),
    ("congruence", {"backbone": "noise-corrected"}),
    ("subtract", {"backbone": "sdsm"}),
)
NAMES = {"v1": "organization", "v2": "concept", "type": "onemode"}


def write_statements(path: Path, number: int, actors: int, concepts: int, *, seed: int = 1) -> None:
    """Write random statements as a table with the columns of coded statements."""
    chance = np.random.default_rng(seed)
    days = chance.integers(0, 3650, number)
    who, what, how = (
        chance.integers(0, actors, number),
        chance.integers(0, concepts, number),
        chance.integers(0, 2, number),
    )
    start = chance.integers(0, 5000, number)
    times = np.datetime_as_string(np.datetime64("2010-01-01") + days)
    with path.open("w", encoding="utf-8") as out:
        out.write("statement_id,time,person,organization,concept,agreement,document_id,document_title,")
        out.write("document_author,document_source,document_section,document_type,start_position,stop_position,text\n")
        for i in range(number):
            day = days[i]
            out.write(f"{i},{times[i]} 00:00:00,Person {who[i]},Organization {who[i]},Concept {what[i]},{how[i]},")
            out.write(f"{day},Title {day},Author {day % 50},Source {day % 9},,,{start[i]},{start[i] + 90},")
            out.write('"What was said, in so many words as a sentence of a newspaper has."\n')


def seconds(path: Path, case: str, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the best of several times of reading a table and making a network of it."""
    from kg.view import network

    best = float("inf")
    for _ in range(REPEATS):
        began = clock()
        network(path, **NAMES, **OPTIONS[case])
        best = min(best, clock() - began)
    return best


def print_views(path: Path) -> None:
    """Print how long views take, from the file to a network whose edges know their statements."""
    from kg.view import network

    print("\n| view of the 20,000 statements | edges | s |\n|---|---|---|")
    for view, options in VIEWS:
        began = time.perf_counter()
        made = network(path, view, **options)
        took = time.perf_counter() - began
        print(f"| {view} {' '.join(map(str, options.values()))} | {made.number_of_edges():,} | {took:.1f} |")


def largest() -> tuple[float, float]:
    """Return the seconds and the gigabytes of 1,000,000 statements x 5,000 actors x 2,000 concepts, in a new process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.csv"
        write_statements(path, 1_000_000, 5_000, 2_000)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.networks", str(path)], capture_output=True, text=True, check=True
        )
    took, peak = map(float, done.stdout.split())
    return took, peak


def _measure(path: str) -> None:
    from kg.view import network

    began = time.perf_counter()
    network(path, **NAMES, **OPTIONS["congruence"])
    took = time.perf_counter() - began
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6)


def main() -> None:
    """Print the tables."""
    print(
        "| 20,000 statements, 300 actors, 80 concepts, reading included | reference | kg | times faster | processor time |"
    )
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coded.csv"
        write_statements(path, 20_000, 300, 80)
        for case, label in (("congruence", "congruence"), ("subtract", "subtract, average, duplicates by document")):
            took, alone = seconds(path, case), seconds(path, case, time.process_time)
            faster = REFERENCE[case] / took
            print(f"| {label} | {REFERENCE[case]:.2f} s | {took:.3f} s | {faster:.0f} | {alone:.3f} s |")
        print_views(path)
        print(
            "\n| statements (300 actors, 80 concepts) | congruence | subtract, average, duplicates by document |\n|---|---|---|"
        )
        times: dict[str, list[float]] = {case: [] for case in OPTIONS}
        for number in SIZES:
            write_statements(path, number, 300, 80)
            for case, found in times.items():
                found.append(seconds(path, case))
            print(f"| {number:,} | {times['congruence'][-1]:.3f} s | {times['subtract'][-1]:.3f} s |")
        slopes = [np.polyfit(np.log10(SIZES), np.log10(found), 1)[0] for found in times.values()]
        print(f"| slope, log-log | {slopes[0]:.2f} | {slopes[1]:.2f} |")
    took, peak = largest()
    print(f"\n1,000,000 statements, 5,000 actors, 2,000 concepts, congruence: {took:.1f} s, {peak:.2f} GB at most.")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _measure(sys.argv[1])
    else:
        main()
