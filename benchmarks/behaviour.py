"""How the whole pipeline, or the rules alone, behave on short texts written for one capability each.

    python -m benchmarks.behaviour                       # capability | cases | passed
    python -m benchmarks.behaviour --misses 50           # the failing cases too
    python -m benchmarks.behaviour --rules --misses 50   # the sign that the lexicon gives each target, and nothing else
    python -m benchmarks.behaviour --only votes

The cases stand in `tests/golden/positions/behaviour.toml`, whose head explains their fields.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.model import Actor, Record
from kg.pipeline import Failure, Pipeline
from kg.position.evaluation import evaluate
from kg.position.lexicon import load_lexicon
from kg.read import make_document
from kg.settings import Settings

CASES = Path(__file__).resolve().parent.parent / "tests" / "golden" / "positions" / "behaviour.toml"
SAME = 0.5
"""Word Dice from which two targets are the same, as in the scorer of the annotated documents."""
SIGNS = {"support": "+", "oppose": "-", "ambivalent": "~"}
_OPPOSITE = {"support": "oppose", "oppose": "support", "ambivalent": "ambivalent"}
_TITLES = re.compile(r"^(the|mr|mrs|ms|dr|president|prime minister|foreign minister|minister|ambassador)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A position that a text shows: holder's name, stance, and the target as a piece of the text."""

    holder: str
    stance: str
    target: str

    def __str__(self) -> str:
        return f"{self.holder} | {self.stance} | {self.target}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text with the positions that are all to be found, and those of which one is enough; neither: nobody's."""

    text: str
    every: tuple[Expected, ...] = ()
    either: tuple[Expected, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Texts that stand or fall together."""

    capability: str
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A case and what is wrong with it, nothing where it passes."""

    case: Case
    faults: tuple[str, ...]


Judge = Callable[[Reading], list[str]]


def load_cases(path: Path = CASES) -> list[Case]:
    """Return the cases in the order of the file."""
    return [
        Case(capability=capability["name"], readings=tuple(_readings(row)))
        for capability in _capabilities(path)
        for row in capability["case"]
    ]


def load_levels(path: Path = CASES) -> dict[str, float]:
    """Return for each capability the share of cases that has to pass."""
    return {capability["name"]: capability["level"] for capability in _capabilities(path)}


def _capabilities(path: Path) -> list[dict]:
    return tomllib.loads(path.read_text(encoding="utf-8"))["capability"]


def _readings(row: Mapping) -> Iterator[Reading]:
    every, either = _expected(row.get("positions", ())), _expected(row.get("either", ()))
    for text in (row["text"], *row.get("same", ())):
        yield Reading(text=text, every=every, either=either)
    if "flip" in row:
        yield Reading(text=row["flip"], every=_flipped(every), either=_flipped(either))
    for name, others in row.get("names", {}).items():
        for other in others:
            renamed = [[line.replace(name, other) for line in row.get(key, ())] for key in ("positions", "either")]
            yield Reading(
                text=row["text"].replace(name, other), every=_expected(renamed[0]), either=_expected(renamed[1])
            )


def _expected(lines: Iterable[str]) -> tuple[Expected, ...]:
    rows = (line.split(" | ") for line in lines)
    return tuple(Expected(holder=holder, stance=stance, target=target) for holder, stance, target in rows)


def _flipped(every: Iterable[Expected]) -> tuple[Expected, ...]:
    return tuple(Expected(holder=e.holder, stance=_OPPOSITE[e.stance], target=e.target) for e in every)


def faults(reading: Reading, record: Record) -> list[str]:
    """Return what is wrong with the positions found in a text.

    A position expected is found where the best of those with its holder and target has its stance.
    """
    found = _found(record)
    missed = [f"not found: {one}" for one in reading.every if not _is_found(one, found)]
    if reading.either and not any(_is_found(one, found) for one in reading.either):
        missed.append(f"none found of: {'; '.join(map(str, reading.either))}")
    said = [f"{'/'.join(sorted(names))} | {stance} | {target}" for names, stance, target in found]
    if not reading.every and not reading.either:
        return [f"nobody's position: {one}" for one in said]
    return [f"{line}   (found: {'; '.join(said) or 'nothing'})" for line in missed]


def _found(record: Record) -> list[tuple[frozenset[str], str, str]]:
    """Return (names of the holder, stance, target) of each position."""
    actors = {actor.id: _names(actor) for actor in record.actors}
    return [
        (actors[p.holder], p.stance, " ".join(span.of(record.document.text) for span in p.target))
        for p in record.positions
    ]


def _names(actor: Actor) -> frozenset[str]:
    return frozenset(_plain(name) for name in (actor.name, *actor.aliases))


def _plain(name: str) -> str:
    return _TITLES.sub("", re.sub(r"[^\w\s&-]", "", name.casefold()).strip())


def _is_found(wanted: Expected, found: Sequence[tuple[frozenset[str], str, str]]) -> bool:
    same = [
        (share, stance == wanted.stance)
        for names, stance, target in found
        if _plain(wanted.holder) in names and (share := dice(target, wanted.target)) >= SAME
    ]
    return bool(same) and max(same)[1]


def dice(first: str, second: str) -> float:
    """Return the Dice coefficient of two phrases' words.

    >>> dice("the embargo", "lift the embargo")
    0.8
    """
    a, b = (set(re.findall(r"\w+", phrase.casefold())) for phrase in (first, second))
    return 2 * len(a & b) / max(1, len(a) + len(b))


def judge_pipeline(cases: Sequence[Case], pipeline: Pipeline) -> list[Outcome]:
    """Run the whole pipeline once over the texts of all cases."""
    texts = list(dict.fromkeys(reading.text for case in cases for reading in case.readings))
    results = dict(zip(texts, pipeline.records(make_document(text, input=text) for text in texts), strict=True))

    def judge(reading: Reading) -> list[str]:
        result = results[reading.text]
        return [result.reason] if isinstance(result, Failure) else faults(reading, result)

    return _outcomes(cases, judge)


def judge_rules(cases: Sequence[Case], pipeline: Pipeline) -> list[Outcome]:
    """Compare the sign that the lexicon's rules give the head of each target; texts without positions are left out."""
    lexicon = load_lexicon()

    def judge(reading: Reading) -> list[str]:
        doc = pipeline.nlp(reading.text)

        def seen(one: Expected) -> str:
            start = reading.text.index(one.target)
            head = doc.char_span(start, start + len(one.target), alignment_mode="expand").root
            found = evaluate(head, lexicon)
            return (
                "" if found.sign == SIGNS[one.stance] else f"{one}   ({head}: {found.sign or 'no sign'} {found.rule})"
            )

        wrong = [line for one in reading.every if (line := seen(one))]
        others = [seen(one) for one in reading.either]
        return wrong + ([] if "" in others else others)

    return _outcomes([case for case in cases if any(r.every or r.either for r in case.readings)], judge)


def _outcomes(cases: Iterable[Case], judge: Judge) -> list[Outcome]:
    return [
        Outcome(case=case, faults=tuple(f"{r.text}\n      {line}" for r in case.readings for line in judge(r)))
        for case in cases
    ]


def table(outcomes: Iterable[Outcome]) -> list[tuple[str, int, int]]:
    """Return (capability, cases, passed) in the order of the file."""
    rows: dict[str, list[bool]] = defaultdict(list)
    for outcome in outcomes:
        rows[outcome.case.capability].append(not outcome.faults)
    return [(name, len(passed), sum(passed)) for name, passed in rows.items()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", action="store_true", help="judge the signs of the lexicon alone")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--only", help="one capability")
    args = parser.parse_args()
    cases = [case for case in load_cases() if args.only in (None, case.capability)]
    judge = judge_rules if args.rules else judge_pipeline
    outcomes = judge(cases, Pipeline(Settings()))
    rows = table(outcomes)
    print("| capability | cases | passed | share |\n|---|---|---|---|")
    for name, count, passed in (*rows, ("all", sum(r[1] for r in rows), sum(r[2] for r in rows))):
        print(f"| {name:52} | {count:4} | {passed:4} | {passed / max(1, count):.3f} |")
    for outcome in [outcome for outcome in outcomes if outcome.faults][: args.misses]:
        print(f"{outcome.case.capability}:")
        for fault in outcome.faults:
            print(f"    {fault}")


if __name__ == "__main__":
    main()
