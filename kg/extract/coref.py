"""Resolve pronouns and definite noun phrases to the parties of the document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from kg.extract.antecedents import CLASSES, GENDERS, antecedent
from kg.extract.holders import find_holder, introduces, owned, stands_alone, unnamed_holder
from kg.extract.issuers import Issuers, is_document
from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS
from kg.extract.parties import Party
from kg.extract.posts import Office
from kg.extract.story import Seen, Story

NEAR = 3
MODIFIERS = frozenset({"amod", "compound", "nmod", "nmod:poss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Referring:
    """A phrase that refers to a party: known already (`party`), by office (`office`), by its head word, or as its text."""

    start: int
    end: int
    kind: Literal["known", "office", "nominal", "pronoun", "document"]
    party: Party | None = None
    office: Office | None = None

    @property
    def last(self) -> int:
        """Return the token by which the phrase is known: a title's last word, else the phrase's."""
        return self.end - 1 if self.office is None else self.office.title.end - 1


def resolve(doc: Doc, parties: Sequence[Party], offices: Sequence[Office]) -> list[Party]:
    """Add pronouns and noun phrases to the parties they refer to.

    Args:
        doc: Needs a dependency parse and sentences.
        parties: Parties by name, with the posts beside their names. They are changed in place.
        offices: Every office of the text; those without a holder are resolved here.

    Returns:
        The parties, and one more for each office whose holder the text does not name.
    """
    story, everyone, issuers = Story.begin(doc), list(parties), Issuers()
    party_at = {i: party for party in parties for start, end, _ in party.spots for i in range(start, end)}
    for phrase in sorted(_phrases(doc, parties, offices), key=lambda p: (p.start, -p.end)):
        if phrase.kind != "known" and phrase.last in party_at:
            continue
        if phrase.kind == "document":
            party = issuers.referent(doc[phrase.last], story, party_at)
        else:
            party = phrase.party or _referent(phrase, everyone, story, party_at)
        if party is None:
            continue
        if phrase.kind != "known":
            party.spots.append((phrase.start, phrase.end, "pronoun" if phrase.kind == "pronoun" else "nominal"))
            party_at[phrase.last] = party
        story.pass_by(party, phrase.start, phrase.end)
    _give_owned(offices, party_at)
    return everyone


def _give_owned(offices: Sequence[Office], party_at: Mapping[int, Party]) -> None:
    """Add to the posts beside names whose they are: "its director, Ada Obi"."""
    for office in offices:
        holder = party_at.get(office.holder.start) if office.holder is not None else None
        if holder is None or office.owner is None:
            continue
        known = owned(office, party_at.get(office.owner))
        if known.of:
            holder.posts = [known.post if post == office.post else post for post in holder.posts]
            holder.of |= known.of


def _phrases(doc: Doc, parties: Sequence[Party], offices: Sequence[Office]) -> Iterator[Referring]:
    """Yield everything that refers: names, offices that stand alone, states' organs, pronouns, definite phrases."""
    owners: dict[int, Party] = {}
    for party in parties:
        for start, end, _ in party.spots:
            owners.update(dict.fromkeys(range(start, end), party))
            yield Referring(start=start, end=end, kind="known", party=party)
    titled: set[int] = set()
    for office in offices:
        titled.update(range(office.title.start, office.title.end))
        last = doc[office.title.end - 1]
        if stands_alone(doc, office) and _owner_of_organ(last, owners) is None:
            yield Referring(start=office.start, end=office.end, kind="office", office=office)
    for token in doc:
        if token.lower_ in CLASSES and token.pos_ == "PRON":
            yield Referring(start=token.i, end=token.i + 1, kind="pronoun")
        elif token.i not in owners and is_document(token):
            yield Referring(start=_left(token), end=token.i + 1, kind="document")
        elif token.i not in owners and token.pos_ in ("NOUN", "PROPN"):
            state = _owner_of_organ(token, owners)
            if state is not None or (token.i not in titled and _is_definite(token)):
                yield Referring(
                    start=_left(token), end=token.i + 1, kind="nominal", party=None if state is None else state
                )


def _owner_of_organ(token: Token, owners: Mapping[int, Party]) -> Party | None:
    """Return the party that a noun stands for: "the Iranian | government", "ASEAN | leaders", "the | government of Mali"."""
    labels = COUNTRY_LABELS if token.lower_ in words("bodies", "governments") else frozenset[str]()
    if token.lower_ in words("bodies", "membership"):
        labels = frozenset({"ORG"})
    for child in token.children:
        owner = owners.get(child.i)
        if child.dep_ in MODIFIERS and owner is not None and owner.label in labels:
            return owner
    return None


def _is_definite(token: Token) -> bool:
    """Tell whether the token heads "the country", "the alliance", "the ministry" with nothing that says which."""
    if token.lower_ not in words("nominals", "country", "body", "anyone"):
        return False
    children = [child for child in token.children if child.dep_ not in ("acl:relcl", "conj", "cc", "case", "punct")]
    definite = any(child.lower_ in ("the", "this") for child in children)
    telling = [child.dep_ for child in children if child.dep_ in MODIFIERS | {"acl"}]
    return definite and len(telling) <= 1 and not set(telling) & {"nmod", "nmod:poss", "acl"}


def _left(token: Token) -> int:
    """Return where the phrase of a noun begins, what follows the noun left aside."""
    inner = [child.left_edge.i for child in token.children if child.i < token.i and child.dep_ in MODIFIERS | {"det"}]
    return min([token.i, *inner])


def _referent(phrase: Referring, everyone: list[Party], story: Story, party_at: Mapping[int, Party]) -> Party | None:
    """Resolve an office, a pronoun or a definite phrase."""
    if phrase.office is not None:
        return _office_party(phrase.office, everyone, story, party_at)
    at, word = phrase.last, story.doc[phrase.last].lower_
    if phrase.kind == "pronoun":
        speaking = {id(party_at[i]) for i in story.speaking(at) if i in party_at}
        return _with_pronoun(antecedent(at, story, speaking=speaking), word)
    if word in words("nominals", "anyone"):
        return story.best(at, lambda s: s.party.label == "PERSON" and s.speaks, within=NEAR)
    if word in words("nominals", "country"):
        return story.best(at, lambda s: s.party.label == "GPE" and s.subject, within=NEAR)
    return _body(word, at, story)


def _office_party(office: Office, everyone: list[Party], story: Story, party_at: Mapping[int, Party]) -> Party | None:
    """Return who holds an office that stands without a name; a new party when nobody named does."""
    office = owned(office, party_at.get(office.owner) if office.owner is not None else None)
    party = None if introduces(story.doc, office) else find_holder(office, everyone, story)
    if party is None:
        party = unnamed_holder(office)
        everyone += [party] if party is not None else []
    elif office.post not in party.posts:
        party.hold(office.post, office.of)
    return party


def _with_pronoun(party: Party | None, word: str) -> Party | None:
    """Keep which pronouns a person had."""
    gender = GENDERS.get(CLASSES[word])
    if party is not None and gender is not None:
        party.pronouns[gender] += 1
    return party


def _body(word: str, at: int, story: Story) -> Party | None:
    """Resolve "the council", "the alliance", "the bank": the last body of that kind, else the last one that spoke."""
    known = {name.casefold() for name in words("nominals", word)} if word in ("alliance", "bloc") else set()

    def fits(seen: Seen) -> bool:
        party = seen.party
        return party.label == "ORG" and (word in party.kinds or any(text.casefold() in known for text in party.texts))

    def spoke(seen: Seen) -> bool:
        return seen.party.label == "ORG" and seen.speaks

    found = story.best(at, fits) or story.best(at, spoke, within=1)
    if found is None and word in words("nominals", "any_body"):
        found = story.best(at, lambda s: s.party.label == "ORG", within=NEAR)
    return found
