"""Relations between actors in sentences written for this, by type, direction and mode, with the shipped pipeline.

    python -m benchmarks.relations
    python -m benchmarks.relations --misses 40

The sentences are `tests/golden/relations/relations.csv`. A relation of the table counts as found with its type where kg has
one of that type between the two actors, and with its direction where kg has one from the same source to the same target.
Sentences without a relation are right where kg finds none. `unseen` sentences were written last and no rule follows them.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.model import Record
from kg.pipeline import Pipeline
from kg.read import make_document
from kg.settings import load_settings

TABLE = Path(__file__).parent.parent / "tests/golden/relations/relations.csv"
ROW = re.compile(r"(?P<source>.+) (?P<way><?>) (?P<target>.+?) (?P<type>[A-Z]+)(?: (?P<mode>future|hypothetical))?")
ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A relation as the table has it; `mode` is future, hypothetical or actual."""

    source: str
    type: str
    target: str
    mode: str


@dataclass(frozen=True, slots=True)
class Case:
    """A text with the relations that it tells."""

    part: str
    phenomenon: str
    text: str
    relations: tuple[Wanted, ...]


@dataclass
class Score:
    """Counts over cases; `misses` are lines to read."""

    counts: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, Counter[str]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def share(self, hits: str, total: str) -> float:
        """Return one count over another."""
        return self.counts[hits] / max(1, self.counts[total])

    @property
    def type_accuracy(self) -> float:
        """The share of relations found with their type, sentences without any being one case each."""
        right = self.counts["type"] + self.counts["silent"]
        return right / max(1, self.counts["relations"] + self.counts["without"])

    @property
    def direction_accuracy(self) -> float:
        """The share of relations whose actors kg relates in the same direction; those it does not relate are wrong."""
        return self.share("direction", "relations")


def read_cases(path: Path = TABLE) -> list[Case]:
    """Return the rows of the table; `<>` stands for one relation in each direction."""
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Case(row["part"], row["phenomenon"], row["text"], tuple(_wanted(row["relations"])))
            for row in csv.DictReader(rows)
        ]


def _wanted(cell: str) -> Iterator[Wanted]:
    for one in filter(None, cell.split("; ")):
        found = ROW.fullmatch(one)
        if found is None:
            raise ValueError(f"{TABLE.name}: {one!r} is no relation")
        source, target, mode = found["source"], found["target"], found["mode"] or ACTUAL
        yield Wanted(source, found["type"], target, mode)
        if found["way"] == "<>":
            yield Wanted(target, found["type"], source, mode)


def find(cases: Iterable[Case]) -> Iterator[tuple[Case, Record]]:
    """Yield each case with what the pipeline finds, with default settings."""
    pipeline, kept = Pipeline(load_settings(environ={})), list(cases)
    records = pipeline.records(make_document(case.text, input="sentence.txt") for case in kept)
    for case, record in zip(kept, records, strict=True):
        if not isinstance(record, Record):
            raise RuntimeError(record.reason)
        yield case, record


def score(pairs: Iterable[tuple[Case, Record]]) -> Score:
    """Return the counts over cases and what is found in them."""
    total = Score()
    for case, record in pairs:
        names = {actor.id: {actor.name, *actor.aliases} for actor in record.actors}
        mode = {r.id: r.mode if r.mode in ("future", "hypothetical") else ACTUAL for r in record.relations}
        told = [f"{min(names[r.source])} {r.type} {min(names[r.target])} {r.mode}" for r in record.relations]
        wrong = not case.relations and bool(record.relations)
        total.counts["without"] += not case.relations
        total.counts["silent"] += not case.relations and not record.relations
        for want in case.relations:
            same = [r for r in record.relations if want.source in names[r.source] and want.target in names[r.target]]
            back = [r for r in record.relations if want.target in names[r.source] and want.source in names[r.target]]
            typed = [r for r in (*same, *back) if r.type == want.type]
            row = total.by_type.setdefault(want.type, Counter())
            for key, right in (("relations", True), ("type", typed), ("direction", same), ("related", same or back)):
                total.counts[key] += bool(right)
                row[key] += bool(right)
            total.counts["mode"] += any(mode[r.id] == want.mode for r in typed)
            wrong |= not typed or not same
        fitting = {(want.source, want.type, want.target) for want in case.relations}
        total.counts["found"] += len(record.relations)
        total.counts["fitting"] += sum(
            any((s, r.type, t) in fitting for s in names[r.source] for t in names[r.target]) for r in record.relations
        )
        if wrong:
            total.misses.append(f"{case.phenomenon}: {case.text}  found: {', '.join(told) or 'nothing'}")
    return total


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--misses", type=int, default=0)
    arguments = parser.parse_args()
    pairs = list(find(read_cases()))
    parts = {part: score(p for p in pairs if p[0].part == part) for part in dict.fromkeys(c.part for c, _ in pairs)}
    scores = parts | {"all": score(pairs)}
    print(
        "| sentences | relations | type | direction | direction of pairs met | mode of types met | without, silent | precision |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name, one in scores.items():
        shares = (
            one.type_accuracy,
            one.direction_accuracy,
            one.share("direction", "related"),
            one.share("mode", "type"),
        )
        silent = f"{one.counts['silent']} of {one.counts['without']}"
        cells = [*(f"{share:.3f}" for share in shares), silent, f"{one.share('fitting', 'found'):.3f}"]
        print(f"| {name} | {one.counts['relations']} | " + " | ".join(cells) + " |")
    print("\n| type | relations | type right | direction right |\n|---|---|---|---|")
    for name, row in sorted(scores["all"].by_type.items()):
        print(f"| {name} | {row['relations']} | {row['type']} | {row['direction']} |")
    for miss in scores["all"].misses[: arguments.misses]:
        print("missed", miss)


if __name__ == "__main__":
    main()
