"""A static site of 100 and of 1,000 documents: seconds of processors and memory, and whether they grow with the pages alone.

    python -m benchmarks.site [DOCUMENTS ...]

The graphs are synthetic (`benchmarks.synthetic`): 14 positions, 8 statements and 4 relations a document.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.store import KG, run
from benchmarks.synthetic import POSITIONS, write_nquads

SIZES = (100, 1_000)


def main() -> None:
    sizes = [int(word) for word in sys.argv[1:]] or list(SIZES)
    print(
        "| documents | quads | pages | files | seconds | milliseconds a page | peak memory |\n|---|---|---|---|---|---|---|"
    )
    for documents in sizes:
        folder = Path(tempfile.mkdtemp(prefix="kg-site-"))
        try:
            source, graph, site = folder / "source.nq", folder / "graph", folder / "site"
            quads = write_nquads(source, documents * POSITIONS)
            run([*KG, "load", str(source), "--out", str(graph), "--no-validate"])
            run([*KG, "compact", str(graph)])
            cost = run([*KG, "site", str(graph), "--out", str(site)])
            files = [path for path in site.rglob("*") if path.is_file()]
            pages = sum(path.suffix == ".html" for path in files)
            print(
                f"| {documents:,} | {quads:,} | {pages:,} | {len(files):,} | {cost.processor:.0f} | "
                f"{1000 * cost.processor / pages:.2f} | {cost.peak:.0f} MiB |",
                flush=True,
            )
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
