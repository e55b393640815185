"""Who decides on positions: rules, features of the parse, the network, and all voices together, side by side.

    python -m benchmarks.positions

Each is run over the development documents with the same statements (`rules` with its own) and scored by
`score_documents.py` at the threshold that is best for it, so the figures are upper bounds of what each reaches elsewhere.
What the lexicon decides by itself (reserve, plain reports of acts) is the same in all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks import corpora
from benchmarks.quality import documents
from kg.export import record_to_json
from kg.model import Record
from kg.pipeline import Pipeline
from kg.position import deciding
from kg.position.deciding import Mixture
from kg.settings import ExtractSettings, Settings

LOW = 0.05
THRESHOLDS = [round(LOW + 0.025 * step, 3) for step in range(15)]
SILENT = {"features": 0.0, "rules": 0.0, "network": 0.0, "view": 0.0}
MIXTURES = {
    "(b) features of the parse decide": Mixture(
        {"one": 0.0, "features": 1.0, "network": 0.0}, SILENT | {"features": 1.0}
    ),
    "(c) the network marks targets and stances": Mixture(
        {"one": 0.0, "features": 0.0, "network": 1.0}, SILENT | {"network": 1.0}
    ),
    "(d) features, rules, network and views, weighed": None,
}
"""What decides; None for what kg ships."""


@contextmanager
def decided_by(mixture: Mixture | None) -> Iterator[None]:
    """Let positions be decided by a mixture, kept from a low threshold on."""
    before = deciding.mixture, deciding.MIXED_THRESHOLD, deciding.THRESHOLD
    if mixture is not None:
        deciding.mixture = lambda: mixture  # type: ignore[assignment]
    deciding.MIXED_THRESHOLD = deciding.THRESHOLD = LOW
    try:
        yield
    finally:
        deciding.mixture, deciding.MIXED_THRESHOLD, deciding.THRESHOLD = before


def records(attribution: str) -> list[dict]:
    """Return what the pipeline finds in the development documents."""
    settings = Settings(extract=ExtractSettings(attribution=attribution))
    found = Pipeline(settings).records(documents(corpora.gold_positions(), limit=None))
    return [record_to_json(one) for one in found if isinstance(one, Record)]


def best(found: Sequence[dict]) -> tuple[float, str, str, str]:
    """Return the threshold with the best F1 of position and stance, and what the scorer prints there."""
    figures = []
    path = corpora.WORK / "positions-compared.jsonl"
    for least in THRESHOLDS:
        kept = [one | {"positions": [p for p in one["positions"] if p["score"] >= least]} for one in found]
        path.write_text("".join(json.dumps(one) + "\n" for one in kept), encoding="utf-8")
        told = corpora.score("score_documents.py", corpora.gold_positions(), path)
        scores = {
            name: re.sub(r"\s+", " ", rest) for name, rest in re.findall(r"^(\S+) +(.*?)(?: *\(.*)?$", told, re.M)
        }
        figures.append((scores["position+stance"].rpartition(" ")[2], least, scores))
    _, least, scores = max(figures, key=lambda row: row[0])
    return least, scores["position"], scores["position+stance"], scores["stance"]


def main() -> None:
    if not corpora.available():
        return
    print(
        "| who decides | best threshold | position | position+stance | stance of those matched |\n|---|---|---|---|---|"
    )
    with decided_by(None):
        rows = {"(a) rules alone: their statements, features of the parse": best(records("rules"))}
    for name, mixture in MIXTURES.items():
        with decided_by(mixture):
            rows[name] = best(records("neural"))
    for name, (least, *scores) in rows.items():
        print(f"| {name} | {least} | {' | '.join(scores)} |")


if __name__ == "__main__":
    main()
