"""Clusters and attributions of one document -> actors, mentions, statements with their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.link.entities import Drafts, finished
from kg.link.gazetteer import Gazetteer
from kg.link.speakers import Speakers
from kg.model import Actor, Attribution, Cluster, Document, Mention, Statement, TurnSpeaker, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """A document's actors, the mentions of them, what they said, and who speaks in its turns."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    turn_speakers: tuple[TurnSpeaker, ...] = ()


class Linker:
    """Links one document after another with lists that are read once.

    Args:
        actors_file: The user's `actors.csv`; its actors go before the known ones.

    Raises:
        LinkError: If the file cannot be used.
    """

    def __init__(self, *, actors_file: Path | None = None) -> None:
        self.gazetteer = Gazetteer(actors_file)

    def link(self, clusters: Sequence[Cluster], attributions: Sequence[Attribution], *, document: Document) -> Linked:
        """Return who is who and who said what in a document."""
        drafts = Drafts(self.gazetteer, document, clusters)
        mentions = tuple(
            replace(mention, actor=drafts.of_cluster[cluster.key])
            for cluster in clusters
            for mention in cluster.mentions
        )
        speakers = Speakers(drafts, mentions, document)
        turns = speakers.turns()
        statements = _statements(attributions, speakers, document)
        return Linked(
            actors=finished(drafts.by_id.items()),
            mentions=tuple(sorted(dict.fromkeys(mentions), key=lambda m: m.spans)),
            statements=statements,
            turn_speakers=turns,
        )


def _statements(attributions: Sequence[Attribution], speakers: Speakers, document: Document) -> tuple[Statement, ...]:
    ids = [content_id("statement", document.id, a.source, a.cue, a.content) for a in attributions]
    made = {}
    for attribution, own in zip(attributions, ids, strict=True):
        speaker = speakers.of(attribution)
        made[own] = Statement(
            id=own,
            source=attribution.source,
            cue=attribution.cue,
            content=attribution.content,
            speaker=speaker,
            on_behalf_of=speakers.behalf(speaker, attribution.date or document.published),
            addressees=speakers.addressees(attribution, speaker),
            venue=attribution.venue,
            quotation=attribution.quotation,
            negated=attribution.negated,
            parent=None if attribution.parent is None or ids[attribution.parent] == own else ids[attribution.parent],
            date=attribution.date,
            score=attribution.score,
        )
    return tuple(made.values())
