"""Find the parties of a document: who acts, speaks or is spoken about, with every mention and office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from kg.errors import ExtractError
from kg.extract.belonging import give_states
from kg.extract.coref import resolve
from kg.extract.groups import find_groups
from kg.extract.labels import find_names
from kg.extract.names import Name
from kg.extract.parties import Party, gather, is_kind, parts
from kg.extract.posts import Office, find_members, find_offices, offices_by_holder
from kg.extract.seats import without_mere_places
from kg.extract.standing import keep_parties
from kg.model import Cluster, Document, Mention, PostMention, Span

SHORT = 3
"""Letters: so short a name in capitals may be one's initials."""


def find_clusters(doc: Doc, document: Document) -> tuple[Cluster, ...]:
    """Find the parties of one document and cluster their mentions.

    Args:
        doc: The parsed text; needs `tagger`, `parser` and, for persons, `ner`.
        document: The text that `doc` was made from.

    Returns:
        Clusters in the order of their first mention; keys are `c0`, `c1`, ... in that order. Places that are only
        places are left out. Adjectives and demonyms ("Chinese") are clusters of their own with label NORP.

    Raises:
        ExtractError: If `doc` has no dependency parse, or was not made from the document's text.
    """
    _check(doc, document)
    parties = keep_parties(doc, find_parties(doc))
    ordered = sorted((p for p in parties if p.spots), key=lambda p: (p.first, p.label, sorted(p.texts)))
    return tuple(_cluster(doc, f"c{number}", party) for number, party in enumerate(ordered))


def _check(doc: Doc, document: Document) -> None:
    if doc.text != document.text:
        raise ExtractError(
            f"Document {document.id}: the parse is of another text, so offsets would be wrong; parse `document.text`.",
            document_id=document.id,
        )
    if len(doc) and not doc.has_annotation("DEP"):
        raise ExtractError(
            f"Document {document.id}: the parse has no dependencies; use a pipeline with a parser.",
            document_id=document.id,
        )


def find_parties(doc: Doc) -> list[Party]:
    """Return the parties before those that only say where are left out; seats as mere places are left out already."""
    found = find_names(doc)
    offices = find_offices(doc, found)
    groups = list(find_groups(doc, found.names))
    covered = {i for start, end, _ in groups for i in range(start, end)}
    names = [
        name for name in found.names if name.label == "NORP" or not covered.issuperset(range(name.start, name.end))
    ]
    parties = gather(doc, [*names, *_as_names(groups)])
    give_states(doc, parties, found.names)
    _hand_out_posts(parties, offices, find_members(doc, found.names))
    return list(without_mere_places(doc, resolve(doc, parties, offices)))


def _as_names(groups: Sequence[tuple[int, int, str]]) -> list[Name]:
    return [Name(start=start, end=end, label="GROUP") for start, end, _ in groups]


def _hand_out_posts(
    parties: Sequence[Party], offices: Sequence[Office], members: Iterable[tuple[Name, PostMention]]
) -> None:
    by_name = {name: party for party in parties for name in party.names}
    for name, office in offices_by_holder(offices):
        party = by_name.get(name)
        if party is not None:
            party.hold(office.post, office.of)
            party.phrases.append((min(office.start, name.start), max(office.end, name.end)))
    for name, post in members:
        party = by_name.get(name)
        if party is not None and not any(known.organization or known.country for known in party.posts):
            party.hold(post, ())


def _cluster(doc: Doc, key: str, party: Party) -> Cluster:
    texts = sorted(party.texts, key=lambda text: _plainness(text, party))
    spots = {*party.spots, *((start, end, "nominal") for start, end in party.phrases)}
    return Cluster(
        key=key,
        name=_in_small_letters(texts[0], party) if texts else _unnamed(party),
        label=party.label,
        aliases=(*texts[1:], *sorted(party.styles)),
        mentions=tuple(
            Mention(actor=key, spans=(_span(doc, start, end),), form=form) for start, end, form in sorted(spots)
        ),
        posts=tuple(dict.fromkeys(party.posts)),
        of=min(party.states, key=lambda state: (-party.states[state], state), default=None),
    )


def _plainness(text: str, party: Party) -> tuple[bool, int, bool, int, str]:
    """Return what sorts the fullest name first, one in capitals behind the same in small letters."""
    return is_kind(parts(text)), -len(parts(text)), _is_shouted(text, party), -party.texts[text], text


def _in_small_letters(text: str, party: Party) -> str:
    """Return a person's name as it is written outside labels: "CARRIER" is Carrier."""
    return text.title() if _is_shouted(text, party) else text


def _is_shouted(text: str, party: Party) -> bool:
    return party.label == "PERSON" and text.isupper() and len(text) > SHORT


def _unnamed(party: Party) -> str:
    post = party.posts[0]
    return " ".join(filter(None, [post.country or post.organization, post.title]))


def _span(doc: Doc, start: int, end: int) -> Span:
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
