"""Who speaks through a text: "the statement said" after "a statement by the foreign ministry"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract.lexicon import words
from kg.extract.parties import Party
from kg.extract.roles import SUBJECT, speaks
from kg.extract.story import Story

NEAR = 2
OWNING = frozenset({"by", "of", "from"})
BESIDE = frozenset({"nmod:poss", "compound", "amod"})


def is_document(token: Token) -> bool:
    """Tell whether a noun is a text that may speak for somebody."""
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in words("nominals", "documents")


@dataclass(slots=True)
class Issuers:
    """The texts named so far, by their noun, with who issued them."""

    known: dict[str, Party] = field(default_factory=dict)

    def referent(self, token: Token, story: Story, party_at: Mapping[int, Party]) -> Party | None:
        """Return who speaks where a text does; None where it does not speak, or its phrase itself names who issued it.

        Args:
            token: The noun of the text.
            story: The mentions before it.
            party_at: The party of each token that names or means one.
        """
        word = token.lemma_.lower()
        owner = next((party_at[t.i] for t in _owners(token) if t.i in party_at), None)
        if owner is not None:
            self.known[word] = owner
            return None
        if not (speaks(token) or any(child.lower_ == "according" for child in token.children)):
            return None
        found = self.known.get(word) or next(reversed(self.known.values()), None)
        return found or story.best(token.i, lambda s: s.party.label in ("ORG", "GPE") and s.speaks, within=NEAR)


def _owners(token: Token) -> Iterator[Token]:
    """Yield the words that may name who issued a text: "the | ministry | 's statement", "a report published by | HRW"."""
    for child in token.children:
        case = next((c.lower_ for c in child.children if c.dep_ == "case"), "")
        if child.dep_ in BESIDE or (child.dep_ == "nmod" and case in OWNING):
            yield child
        elif child.dep_ == "acl" and child.lemma_ in words("nominals", "issuing"):
            yield from (c for c in child.children if c.dep_ == "obl:agent")
    verb = token.head
    if verb.lemma_ in words("nominals", "issuing"):
        yield from (c for c in verb.children if c.dep_ == ("obl:agent" if token.dep_ in SUBJECT else "nsubj"))
