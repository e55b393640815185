"""Who supports or opposes whom and what, sentence by sentence, on SEESAW's development part (evaluation only).

    python -m benchmarks.stances
    python -m benchmarks.stances --misses 40

What the default pipeline says of it, scored by `score_stances.py` beside the data; `human` is one annotator against
another. First what actors think of each other: relations, of the types and modes that say it. Then the same with all positions,
most of which are on issues: the data name few of these, in words of their own.
"""

from __future__ import annotations

import argparse
import dataclasses
import json

from benchmarks import corpora
from kg.export import write_documents_jsonl
from kg.model import Record
from kg.pipeline import Pipeline
from kg.position.acts import HOSTILE
from kg.read import make_document
from kg.settings import load_settings

GOLD = corpora.SHARED / "data/seesaw/seesaw-dev.jsonl"
TELLING = HOSTILE | {"SUPPORT"}
"""Acts that tell themselves what the one thinks of the other."""
MERELY_POSSIBLE = "hypothetical"


def claims(record: Record, *, positions: bool) -> Record:
    """Return a record with nothing but what says who is for or against whom, or what."""
    told = tuple(one for one in record.relations if one.type in TELLING and one.mode != MERELY_POSSIBLE)
    return dataclasses.replace(record, relations=told, positions=record.positions if positions else ())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    if not corpora.available():
        return
    corpora.WORK.mkdir(parents=True, exist_ok=True)
    predicted = corpora.WORK / "seesaw-dev.documents.jsonl"
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    documents = [make_document(row["text"], input=row["doc"], published=row["date"]) for row in rows]
    found = [one for one in Pipeline(load_settings(environ={})).records(documents) if isinstance(one, Record)]
    for title, positions in ("Relations between actors", False), ("With positions on whatever issue", True):
        write_documents_jsonl((claims(one, positions=positions) for one in found), predicted)
        scored = corpora.score("score_stances.py", GOLD, predicted, misses=arguments.misses).strip()
        print(f"{title}:\n\n```\n{scored}\n```\n")


if __name__ == "__main__":
    main()
