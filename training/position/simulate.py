"""Gold annotations as the records that the stages before `position` would give, so that it can be tuned alone."""

from __future__ import annotations

import re
from collections import Counter

from kg.model import Actor, Document, Mention, Span, Statement, Turn, TurnSpeaker
from kg.read.turns import find_turns


def spans(pairs):
    return tuple(Span(*p) for p in pairs)


def simulate(gold: dict) -> dict:
    """Return the keyword arguments of `find_positions` (with `document`) for one gold document."""
    text = gold["text"]
    actors = tuple(
        Actor(id=a["name"], name=a["name"], type=a["type"], aliases=tuple(a.get("aliases", ()))) for a in gold["actors"]
    )
    mentions = _mentions(text, gold["actors"])
    statements = tuple(
        Statement(
            id=f"st-{number}", source=spans(a["source"]), cue=spans(a["cue"]), content=spans(a["content"]), speaker=a["speaker"],
            on_behalf_of=a["on_behalf_of"], quotation=a["quotation"] or "indirect",
        )
        for number, a in enumerate(gold["attributions"])
    )  # fmt: skip
    turns, speakers = _turns(gold)
    document = Document(id="doc", input=gold["doc"], sha256="", text=text, turns=turns)
    return {
        "document": document, "linked_actors": actors, "mentions": mentions, "statements": statements,
        "turn_speakers": speakers,
    }  # fmt: skip


def _mentions(text: str, actors: list[dict]) -> tuple[Mention, ...]:
    names = sorted(
        ((n, a["name"]) for a in actors for n in [a["name"], *a.get("aliases", [])]), key=lambda p: -len(p[0])
    )
    taken, found = [False] * len(text), []
    for name, actor in names:
        for match in re.finditer(r"(?<!\w)" + re.escape(name) + r"(?!\w)", text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found.append(Mention(actor=actor, spans=(Span(*match.span()),), form="name"))
    return tuple(found)


def _turns(gold: dict) -> tuple[tuple[Turn, ...], tuple[TurnSpeaker, ...]]:
    text = gold["text"]
    loose = [
        p for p in gold["positions"]
        if not any(c[0] <= p["target"][0][0] and p["target"][0][1] <= c[1] for a in gold["attributions"] for c in a["content"])
    ]  # fmt: skip
    turns = find_turns(text)
    counts = Counter(p["holder"] for p in loose).most_common()
    if not turns and len(loose) >= 7 and counts[0][1] >= 0.6 * len(loose):
        turns = (Turn(kind="heading", speakers=(), body=Span(0, len(text))),)
    whole = _joint(counts)
    people = {n: a.get("represents") or a["name"] for a in gold["actors"] for n in [a["name"], *a.get("aliases", [])]}
    speakers = []
    for number, turn in enumerate(turns):
        inside = Counter(
            p["holder"] for p in loose if turn.body.start <= p["target"][0][0] < turn.body.end
        ).most_common()
        named = [holder for s in turn.speakers for name, holder in people.items() if name.lower() in s.of(text).lower()]
        holders = _joint(inside) or tuple(dict.fromkeys(named))[:1] or (whole if turn.kind == "heading" else ())
        speakers.append(TurnSpeaker(turn=number, speakers=holders, on_behalf_of=holders))
    return tuple(turns), tuple(speakers)


def _joint(counts: list[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(h for h, n in counts if counts and n >= 0.8 * counts[0][1] and (n >= 4 or h == counts[0][0]))[:3]
