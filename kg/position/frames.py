"""What a word says of others: its frames in the lexicon, and the sign of an argument in a slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.position import syntax
from kg.position.lexicon import Frame, Lexicon, Sign

if TYPE_CHECKING:
    from spacy.tokens import Token

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}
_COURT_REACH = 14
"""Words within which a court is named that something is taken to."""
_BEFORE = frozenset({"to", "before", "at", "in"})
"""How courts stand beside what is taken to them."""


def frames_of(token: Token, lexicon: Lexicon) -> tuple[Frame, ...]:
    """Return the frames of a word in its part of speech, trying it with its particle or adjective first."""
    pos = _POS.get(token.pos_, "")
    if not pos:
        return ()
    name = syntax.lemma(token)
    found: tuple[Frame, ...] = ()
    base = name
    if pos == "noun":
        found = next((frames for word in _before(token) if (frames := lexicon.of(f"{word} {name}", pos))), ())
    elif pos == "verb":
        known = lexicon.verb(token.lower_)  # the tagger's lemma may be wrong
        base = known or token.lemma_.lower()
        if known:
            found = lexicon.of(" ".join([known, *name.split(" ")[1:]]), pos) or lexicon.of(known, pos)
    if (at_court := lexicon.of(f"{base} to court", pos)) and _to_court(token, lexicon):
        found = at_court
    found = found or lexicon.of(name, pos) or lexicon.of(name.split(" ", 1)[0], pos)
    if not found and pos == "verb":  # participles in predicate use: "we are concerned about"
        found = lexicon.of(token.lower_, "adj")
    return found or (lexicon.of(token.lower_, "adj") if pos == "adj" else ())


@syntax.of_word
def _before(noun: Token) -> tuple[str, ...]:
    """Return the adjectives and prepositions of a noun that stand before it."""
    return tuple(child.lower_ for child in noun.children if child.i < noun.i and child.dep_ in ("amod", "case"))


def _to_court(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether something is taken before a court: "took it [to court]", "a challenge [before the tribunal]"."""
    doc, before = token.doc, False
    for word in doc[token.i + 1 : min(token.sent.end, token.i + _COURT_REACH)]:
        if word.lower_ in _BEFORE:
            before = True
        elif before and word.lower_ in lexicon.courts:
            return True
        elif word.pos_ in ("VERB", "AUX") or word.is_punct:
            return False
    return False


def slot_sign(token: Token, slot: str, lexicon: Lexicon) -> tuple[Sign, Frame | None]:
    """Return what the word says about its argument in that slot, and the frame that says so."""
    for frame in frames_of(token, lexicon):
        if slot in frame.slots:
            return frame.slots[slot], frame
    return "", None
