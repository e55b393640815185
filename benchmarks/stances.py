"""Who supports or opposes whom and what, sentence by sentence, on SEESAW's development part (evaluation only).

    python -m benchmarks.stances
    python -m benchmarks.stances --misses 40

Positions and relations of the default pipeline, scored by `score_stances.py` beside the data; `human` is one annotator
against another.
"""

from __future__ import annotations

import argparse
import json

from benchmarks import corpora
from kg.export import write_documents_jsonl
from kg.model import Record
from kg.pipeline import Pipeline
from kg.read import make_document
from kg.settings import load_settings

GOLD = corpora.SHARED / "data/seesaw/seesaw-dev.jsonl"


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
    records = Pipeline(load_settings(environ={})).records(documents)
    write_documents_jsonl((record for record in records if isinstance(record, Record)), predicted)
    print("```\n" + corpora.score("score_stances.py", GOLD, predicted, misses=arguments.misses).strip() + "\n```")


if __name__ == "__main__":
    main()
