"""Who thinks well or ill of whom in whole articles, by the least probability of a relation `SUPPORT` or `ACCUSE`.

    python -m benchmarks.views

The articles of PolNeAR whose views we annotated and that training holds back. A relation between actors is right where
a sentence is annotated with it: the same one thinks, by name, of what the text names there. Views of what is no actor of the
text do not count. `kg.position.attitudes.LEAST` is chosen here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from benchmarks import corpora
from kg.annotate import load_pipeline
from kg.model import Actor, Record, Span
from kg.pipeline import Pipeline
from kg.position import attitudes
from kg.read import make_document
from kg.settings import load_settings
from training.position.annotations import ViewAnnotation, annotated_views, held_back, polnear_with_positions

LOWEST = 0.1
LEVELS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8)
STANCES = {"SUPPORT": "support", "ACCUSE": "oppose"}


class Judged(NamedTuple):
    """A relation's score, whether its pair is annotated, and whether with its stance."""

    score: float
    pair: bool
    right: bool


def judge(gold: dict, record: Record, sentences: Sequence[int]) -> tuple[list[Judged], int]:
    """Return an article's relations of the two types, and how many views of actors are annotated."""
    alike = corpora.scorer("score_stances").alike
    actors = {actor.id: actor for actor in record.actors}
    named = [(mention.actor, span) for mention in record.mentions for span in mention.spans]
    free = [
        view for view in annotated_views().get(gold["doc"], ()) if any(_meet(view.object, span) for _, span in named)
    ]
    wanted, found = len(free), []
    relations = [one for one in record.relations if one.type in STANCES and one.mode == "said"]
    for relation in sorted(relations, key=lambda one: -one.score):
        place = _sentence(relation.cue[0].start, sentences)
        fits = [
            view for view in free
            if _sentence(view.object[0], sentences) == place
            and (alike(view.name, _names(actors[relation.source])) or _is_subject(view, relation.source, named))
            and any(actor == relation.target and _meet(view.object, span) for actor, span in named)
        ]  # fmt: skip
        best = max(fits, key=lambda view: view.stance == STANCES[relation.type], default=None)
        if best is not None:
            free.remove(best)
        right = best is not None and best.stance == STANCES[relation.type]
        found.append(Judged(relation.score, best is not None, right))
    return found, wanted


def _names(actor: Actor) -> list[str]:
    return [actor.name, *actor.aliases]


def _meet(place: tuple[int, int], span: Span) -> bool:
    return span.start < place[1] and span.end > place[0]


def _is_subject(view: ViewAnnotation, source: str, named: Sequence[tuple[str, Span]]) -> bool:
    """Tell whether the words that name who thinks are a mention of an actor."""
    return view.subject is not None and any(actor == source and _meet(view.subject, span) for actor, span in named)


def _sentence(place: int, starts: Sequence[int]) -> int:
    return sum(start <= place for start in starts)


def rows(found: Sequence[Judged], wanted: int) -> Iterator[str]:
    """Yield the lines of a table: precision, recall and F1 with the right stance, by the least score."""
    yield f"{wanted} views of actors by actors\n"
    yield "| least score | relations | P | R | F1 | right stance, of the pairs annotated |"
    yield "|---|---|---|---|---|---|"
    for level in LEVELS:
        kept = [one for one in found if one.score >= level]
        right, pairs = sum(one.right for one in kept), sum(one.pair for one in kept)
        precision, f1 = right / max(1, len(kept)), 2 * right / max(1, len(kept) + wanted)
        yield f"| {level} | {len(kept)} | {precision:.3f} | {right / wanted:.3f} | {f1:.3f} | {right / max(1, pairs):.3f} |"


def main() -> None:
    if not corpora.available():
        return
    attitudes.LEAST = LOWEST
    golds = held_back(polnear_with_positions(corpora.SHARED / "data"))
    documents = [make_document(gold["text"], input=gold["doc"]) for gold in golds]
    records = list(Pipeline(load_settings(environ={})).records(documents))
    found: list[Judged] = []
    wanted = 0
    for gold, record, doc in zip(golds, records, load_pipeline().pipe(g["text"] for g in golds), strict=True):
        if isinstance(record, Record) and record.document.text == gold["text"]:
            some, count = judge(gold, record, [sentence.start_char for sentence in doc.sents])
            found += some
            wanted += count
    print("\n".join(rows(found, wanted)))


if __name__ == "__main__":
    main()
