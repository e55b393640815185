"""Who speaks: the actor at a source's head, behind a pronoun, or on a transcript's label."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kg.link.entities import Drafts, normal_name
from kg.link.voice import own_voice
from kg.model import Attribution, Document, Mention, Span, TurnSpeaker

SAME = 0.6
"""A mention that shares so much of a source's characters names the source."""
PREPOSITION = re.compile(r"\b(?:of|for|in|to|from|on|with|at|by)\b")
FORM_ORDER = {"name": 0, "acronym": 0, "nominal": 1, "pronoun": 2}


class Speakers:
    """Finds the actor behind spans of one document.

    Args:
        drafts: The document's actors.
        mentions: Where they are mentioned, by actor id.
        document: The text and its turns.
    """

    def __init__(self, drafts: Drafts, mentions: Sequence[Mention], document: Document) -> None:
        self.drafts = drafts
        self.document = document
        self._turns: tuple[TurnSpeaker, ...] = ()
        self.places = sorted((span, mention) for mention in mentions for span in mention.spans)

    def of(self, attribution: Attribution) -> str | None:
        """Return the speaker's actor id; None where the text names none, or several at once."""
        head = attribution.source_head
        if head is None:
            return self._in_turn(attribution)
        if self._is_joint(attribution):
            return None
        at_head = self._same_phrase(attribution.source) or self._covering(head)
        if at_head is not None:
            return at_head
        word = head.of(self.document.text).lower()
        if word in ("i", "we", "us", "my", "our"):
            return self._in_turn(attribution)
        if word in ("you", "your"):
            return self._asked(attribution)
        return self._near(attribution.source, head)

    def behalf(self, speaker: str | None, day: dt.date | None = None) -> str | None:
        """Return the state or body for which a person speaks, on a day if known, or to which a government body belongs."""
        if speaker is None:
            return None
        draft = self.drafts.by_id[speaker]
        if draft.type == "Person":
            return self.drafts.represents(speaker, day)
        if draft.type != "GovernmentBody":
            return None
        country = draft.entity.country if draft.entity else None
        state = self.drafts.gazetteer.entities.get(f"actor-{country.lower()}") if country else draft.state
        return self.drafts.add_entity(state) if state else None

    def addressees(self, attribution: Attribution, speaker: str | None) -> tuple[str, ...]:
        """Return who was told."""
        found = (self._covering(span) or self._near((span,), span) for span in attribution.addressees)
        return tuple(dict.fromkeys(actor for actor in found if actor and actor != speaker))

    def turns(self) -> tuple[TurnSpeaker, ...]:
        """Return who speaks in each turn, and for whom."""
        made = []
        for number, turn in enumerate(self.document.turns):
            speakers = [] if turn.kind == "question" else [s for span in turn.speakers for s in self._labelled(span)]
            known = tuple(dict.fromkeys(speakers))
            behalf = tuple(dict.fromkeys(b for s in known if (b := self.behalf(s) or self._state(s) or self._host())))
            if not behalf and turn.kind != "question" and (state := self._own_voice()):
                behalf = (state,)
            made.append(TurnSpeaker(turn=number, speakers=known, on_behalf_of=behalf))
        self._turns = tuple(made)
        return self._turns

    def _state(self, actor: str) -> str | None:
        return actor if self.drafts.by_id[actor].type != "Person" else None

    def _host(self) -> str | None:
        """Return the one state or body that the head of a transcript names: "Briefing of the Foreign Ministry of Norway"."""
        start = self.document.turns[0].body.start
        named = [self.behalf(m.actor) or self._state(m.actor) for span, m in self.places if span.end <= start]
        states = {actor for actor in named if actor and self.drafts.by_id[actor].type == "Country"}
        return min(states) if len(states) == 1 else None

    def _own_voice(self) -> str | None:
        """Return the state that the text speaks for, where no label tells: the one that speaks of itself."""
        states = {actor for actor, draft in self.drafts.by_id.items() if draft.type == "Country"}
        named = ((s, m.actor) for s, m in self.places if m.actor in states and m.form != "pronoun")
        return own_voice(self.document.text, named)

    def _labelled(self, span: Span) -> list[str]:
        """Return the actors on a label: the several states that it lists, else who is mentioned there or ends as it does."""
        states = [
            m.actor
            for s, m in self.places
            if _within(s, span) and m.form != "pronoun" and self.drafts.by_id[m.actor].type == "Country"
        ]
        if len(set(states)) > 1 and "," in span.of(self.document.text):
            return list(dict.fromkeys(states))
        inside = self._near((span,), span)
        if inside:
            return [inside]
        words = normal_name(span.of(self.document.text)).split()
        for actor, draft in self.drafts.by_id.items():
            if words and any(normal_name(name).split()[-1:] == words[-1:] for name in (draft.name, *draft.aliases)):
                return [actor]
        return []

    def _in_turn(self, attribution: Attribution) -> str | None:
        at = attribution.cue[0].start if attribution.cue else attribution.content[0].start
        for number, turn in enumerate(self.document.turns):
            if turn.body.start <= at < turn.body.end and attribution.source:
                speakers = self._turns[number].speakers
                return speakers[0] if len(speakers) == 1 else None
        return None

    def _asked(self, attribution: Attribution) -> str | None:
        """Return who answers the question in which somebody is told what they said: "You said that …"."""
        at = attribution.cue[0].start if attribution.cue else attribution.content[0].start
        turns = self.document.turns
        for number, turn in enumerate(turns):
            if turn.body.start <= at < turn.body.end and turn.kind == "question":
                answers = (
                    self._turns[n].speakers for n in range(number + 1, len(turns)) if turns[n].kind != "question"
                )
                speakers = next(answers, ())
                return speakers[0] if len(speakers) == 1 else None
        return None

    def _is_joint(self, attribution: Attribution) -> bool:
        """Tell whether a source names two actors of equal rank: "Norway and Chile said"."""
        text = " ".join(span.of(self.document.text) for span in attribution.source)
        if " and " not in text:
            return False
        named = {
            m.actor
            for s, m in self.places
            if m.form in ("name", "acronym") and any(_within(s, span) for span in attribution.source)
        }
        kinds = {self.drafts.by_id[actor].type for actor in named}
        return len(named) > 1 and len(kinds) == 1

    def _covering(self, span: Span) -> str | None:
        """Return the actor of the smallest mention that holds a span, names first."""
        holding = [
            (FORM_ORDER[m.form], s.end - s.start, m.actor)
            for s, m in self.places
            if s.start <= span.start and span.end <= s.end
        ]
        return min(holding)[2] if holding else None

    def _same_phrase(self, spans: Sequence[Span]) -> str | None:
        """Return the actor whose mention is nearly the source itself, persons first: "NATO Secretary-General Jan Holm"."""
        ranked = [
            (overlap, self.drafts.by_id[mention.actor].type == "Person", mention.actor)
            for span, mention in self.places
            if (overlap := max((_overlap(span, source) for source in spans), default=0.0)) >= SAME
        ]
        return max(ranked)[2] if ranked else None

    def _near(self, spans: Sequence[Span], head: Span) -> str | None:
        """Return the actor mentioned inside spans: persons first, those behind a preposition last, then the nearest."""
        text = self.document.text
        inside = [(s, m) for s, m in self.places if any(_within(s, span) for span in spans)]
        ranked = [
            (
                self.drafts.by_id[m.actor].type != "Person",
                FORM_ORDER[m.form],
                PREPOSITION.search(text[head.end : s.start]) is not None,
                abs(s.start - head.start),
                m.actor,
            )
            for s, m in inside
        ]
        return min(ranked)[-1] if ranked else None


def _overlap(a: Span, b: Span) -> float:
    """Return the Jaccard coefficient of two spans' characters."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / (a.end - a.start + b.end - b.start - shared)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
