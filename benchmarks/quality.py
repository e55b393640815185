"""Score the whole pipeline, in process and without a store, against gold documents.

    python -m benchmarks.quality --set positions            # the development set
    python -m benchmarks.quality --set positions-train --limit 60 --misses 40
    python -m benchmarks.quality --set polnear-dev

The figures in RESULTS.md come from `kg build` itself (benchmarks/build.py); this is the quick look while working.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import orjson

from benchmarks import corpora
from kg.export import record_to_json
from kg.model import Document, Record
from kg.pipeline import Pipeline
from kg.read import make_document
from kg.settings import Settings


def documents(gold: Path, *, limit: int | None) -> list[Document]:
    """Return the gold file's texts as documents."""
    return [make_document(text, input=name) for name, text in corpora.texts_of(gold, limit=limit)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="positions")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    if not corpora.available():
        return
    polnear = args.set.startswith("polnear-")
    gold = corpora.gold_polnear(args.set.removeprefix("polnear-")) if polnear else corpora.gold_positions(args.set)
    predicted = corpora.WORK / f"predicted-{args.set}.jsonl"
    corpora.WORK.mkdir(parents=True, exist_ok=True)
    some = corpora.WORK / f"gold-{args.set}-some.jsonl"
    with gold.open(encoding="utf-8") as lines, some.open("w", encoding="utf-8") as out:
        out.writelines(line for i, line in enumerate(lines) if args.limit is None or i < args.limit)
    with predicted.open("wb") as out:
        for result in Pipeline(Settings()).records(documents(gold, limit=args.limit)):
            if isinstance(result, Record):
                out.write(orjson.dumps(record_to_json(result)) + b"\n")
            else:
                print("FAILED", result.document.input, result.reason)
                print(result.detail)
    for script in ("score_attributions.py", *(() if polnear else ("score_documents.py",))):
        print(corpora.score(script, some, predicted, misses=args.misses))


if __name__ == "__main__":
    main()
