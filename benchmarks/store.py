"""Loads and dumps of 100,000 and 1,000,000 quads, against pyoxigraph alone: time, start-up of Python included, and memory.

python -m benchmarks.store [QUADS ...]

Figures are the least of three runs in turns: what else a machine does can only add to them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks import corpora
from benchmarks.synthetic import write_nquads

SIZES = (100_000, 1_000_000)
QUADS_A_POSITION = 50
REPEATS = 3
KG = [sys.executable, "-m", "kg", "-q"]
OXIGRAPH = [sys.executable, "-c"]
LOAD = "import sys, pyoxigraph as ox; ox.Store(sys.argv[1]).bulk_load(path=sys.argv[2], format=ox.RdfFormat.N_QUADS)"
DUMP = "import sys, pyoxigraph as ox; ox.Store.read_only(sys.argv[1]).dump(sys.argv[2], ox.RdfFormat.N_QUADS)"
TURTLE = (
    "import sys, pyoxigraph as ox; from kg.rdf.prefixes import PREFIXES; "
    "ox.Store.read_only(sys.argv[1]).dump(sys.argv[2], ox.RdfFormat.TURTLE, from_graph=ox.DefaultGraph(), prefixes={**PREFIXES})"
)


class Cost(NamedTuple):
    """What a process took: seconds by the clock, seconds of processors, MiB at its peak."""

    clock: float
    processor: float
    peak: float

    def over(self, other: Cost) -> str:
        """Return the ratio of both times."""
        return f"{self.processor / other.processor:.2f} ({self.clock / other.clock:.2f} by the clock)"


def run(command: list[str]) -> Cost:
    """Run a command to its end."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=corpora.ROOT)
    _, status, usage = os.wait4(process.pid, 0)
    clock = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command} failed")
    return Cost(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def least(*work: tuple[list[str], Path]) -> list[Cost]:
    """Return the least that each command took of a few runs, one after the other in turns, each without what it made before."""
    costs: list[list[Cost]] = [[] for _ in work]
    for _ in range(REPEATS):
        for found, (command, made) in zip(costs, work, strict=True):
            if made.is_dir():
                shutil.rmtree(made)
            made.unlink(missing_ok=True)
            found.append(run(command))
    return [Cost(*map(min, zip(*found, strict=True))) for found in costs]


def measure(quads: int, folder: Path) -> list[str]:
    """Return the rows of one size."""
    source, graph = folder / "source.nq", folder / "graph"
    number = write_nquads(source, quads // QUADS_A_POSITION)
    store, out = str(graph / "store"), str(folder / "out")
    load_alone, load = least(
        ([*OXIGRAPH, LOAD, str(folder / "alone"), str(source)], folder / "alone"),
        ([*KG, "load", str(source), "--out", str(graph), "--no-validate"], graph),
    )
    dump_alone, dump = least(
        ([*OXIGRAPH, DUMP, store, out], folder / "out"),
        ([*KG, "export", str(graph), "--format", "nq", "--out", f"{out}.nq"], folder / "out.nq"),
    )
    if _sorted(source) != (folder / "out.nq").read_bytes():
        sys.exit("the dump is not what was loaded")
    unready = run([*KG, "export", str(graph), "--format", "ttl", "--out", f"{out}.ttl"])
    union = run([*KG, "compact", str(graph)])
    turtle_alone, turtle = least(
        ([*OXIGRAPH, TURTLE, store, out], folder / "out"),
        ([*KG, "export", str(graph), "--format", "ttl", "--out", f"{out}.2.ttl"], folder / "out.2.ttl"),
    )
    if (folder / "out.ttl").read_bytes() != (folder / "out.2.ttl").read_bytes():
        sys.exit("Turtle depends on whether the union is made")
    return [
        f"| {number:,} quads: `kg load --no-validate` over bulk_load alone | {load.over(load_alone)} | at most 1.3 |",
        f"| {number:,} quads: `kg export --format nq` over dump alone | {dump.over(dump_alone)} | at most 1.3 |",
        f"| {number:,} quads: `kg export --format ttl` over Turtle alone | {turtle.over(turtle_alone)} | at most 2 |",
        f"| {number:,} quads: the same before the union is made | {unready.over(turtle_alone)} | |",
        f"| {number:,} quads: peak memory of `kg export --format nq`, of dump alone | {dump.peak:.0f} MiB, "
        f"{dump_alone.peak:.0f} MiB | flat |",
        f"| {number:,} quads: peak memory of `kg load`, of bulk_load alone | {load.peak:.0f} MiB, {load_alone.peak:.0f} MiB | |",
        f"| {number:,} quads: peak memory of Turtle, of Turtle alone | {turtle.peak:.0f} MiB, {turtle_alone.peak:.0f} MiB | |",
        f"| {number:,} quads: seconds of processors of `kg load`, of `kg compact` after it, which makes the union | "
        f"{load.processor:.1f}, {union.processor:.1f} | |",
    ]


def _sorted(path: Path) -> bytes:
    """Return the lines as a dump orders them: by graph, then by themselves, each once."""
    lines = {line: line.rsplit(b" ", 2)[1].strip(b"<>") for line in path.read_bytes().splitlines(keepends=True)}
    return b"".join(sorted(lines, key=lambda line: (lines[line], line.rsplit(b" ", 2)[0])))


def main() -> None:
    print("| what: seconds of processors | figure | required |\n|---|---|---|")
    for quads in [int(size) for size in sys.argv[1:]] or SIZES:
        folder = Path(tempfile.mkdtemp(prefix="kg-store-"))
        try:
            print("\n".join(measure(quads, folder)), flush=True)
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
