"""`kg build` with nothing new against the first time, start-up of Python included: the examples, and about 100 documents.

    python -m benchmarks.rebuild

The hundred are the examples again and again, each time with another last line. Seconds are of processors, workers included.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

from benchmarks import corpora
from benchmarks.store import KG, run

DOCUMENTS, REPEATS = 100, 3


def write_copies(folder: Path, number: int) -> Path:
    """Write so many articles, no two the same."""
    articles = sorted((corpora.ROOT / "examples" / "news").glob("*.txt"))
    for count in range(number):
        article = articles[count % len(articles)]
        text = article.read_text(encoding="utf-8")
        (folder / f"{count:03}-{article.name}").write_text(
            f"{text.rstrip()}\n\nThis is copy {count}.\n", encoding="utf-8"
        )
    return folder


def row(name: str, inputs: list[Path], out: Path) -> str:
    """Build twice and return a line of the table."""
    command = [*KG, "build", *map(str, inputs), "--out", str(out)]
    first = run(command)
    again = [run(command) for _ in range(REPEATS)]
    seconds = statistics.median(cost.processor for cost in again)
    clock = statistics.median(cost.clock for cost in again)
    return (
        f"| {name} | {first.processor:.2f} | {seconds:.2f} | {first.processor / seconds:.1f} | "
        f"{first.clock / clock:.1f} | at least 10 |"
    )


def main() -> None:
    print(
        "| what | first time, s | nothing new, s | times faster | by the clock | required |\n|---|---|---|---|---|---|"
    )
    folder = Path(tempfile.mkdtemp(prefix="kg-rebuild-"))
    try:
        (folder / "copies").mkdir()
        examples = [corpora.ROOT / "examples" / name for name in ("news", "wire.jsonl")]
        print(row("`examples/`", examples, folder / "examples"), flush=True)
        print(
            row(f"{DOCUMENTS} documents", [write_copies(folder / "copies", DOCUMENTS)], folder / "hundred"), flush=True
        )
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
