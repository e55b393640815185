"""What a mention does in its sentence: acts, is addressed, possesses, or only says where something happens."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.lexicon import words

SUBJECT = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj", "nsubjpass"})
OBJECT = frozenset({"obj", "iobj", "dobj", "dative"})
CARRIED = frozenset({"conj", "appos", "flat", "flat:name", "compound", "list", "dep", "nmod:desc", "goeswith"})
ADDRESSING = frozenset({"by", "to", "with", "from", "on", "against", "between", "among"})


def head_of(doc: Doc, start: int, end: int) -> Token:
    """Return the word of `[start, end)` that hangs on a word outside."""
    return doc[start:end].root


def governed(token: Token) -> Token:
    """Follow conjunctions, appositions and flat names up: in "Russia and China said", from "China" to "Russia"."""
    seen = 0
    while token.dep_ in CARRIED and token.head is not token and seen < 8:
        if token.dep_ == "compound" and token.head.pos_ not in ("PROPN",):
            break
        token, seen = token.head, seen + 1
    return token


def preposition(token: Token) -> str:
    """Return the preposition or possessive marker of a phrase, lower case; empty without one."""
    return next(
        (child.lower_ for child in token.children if child.dep_ in ("case", "prep") and child.tag_ != "POS"), ""
    )


def is_subject(token: Token) -> bool:
    """Tell whether the phrase headed by the token is a subject, passive ones included."""
    return governed(token).dep_ in SUBJECT


def speaks(token: Token) -> bool:
    """Tell whether the phrase headed by the token is the subject of a verb of speech."""
    top = governed(token)
    return top.dep_ in SUBJECT and top.head.lemma_.lower() in words("words", "speech")


def describe(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Yield the features of one mention by which a party is told from a place."""
    head = head_of(doc, start, end)
    top = governed(head)
    case = preposition(top) or preposition(head)
    dep = top.dep_.split(":")[0] if top.dep_ != "nmod:poss" else "poss"
    yield f"dep={dep}"
    if top.dep_ in SUBJECT:
        yield "speaks" if speaks(head) else "acts"
    if case:
        yield f"case={case if case in words('words', 'prepositions') else 'other'}"
    if head.dep_ == "conj":
        yield "conj"
    if dep in ("amod", "compound", "nmod", "poss"):
        yield from _describe_governor(top, dep)
    if top.head.lemma_.lower() in words("words", "speech"):
        if top.dep_ in OBJECT:
            yield "addressed"
        elif dep == "obl" and case in ADDRESSING:
            yield "addressed by preposition"


def _describe_governor(top: Token, dep: str) -> Iterator[str]:
    noun = top.head.lower_
    kind = "noun"
    if noun in words("bodies", "organs"):
        kind = "organ"
    elif noun in words("titles", "heads"):
        kind = "title"
    elif noun in words("bodies", "heads"):
        kind = "body"
    elif noun in words("groups", "heads"):
        kind = "group"
    elif top.head.pos_ == "PROPN":
        kind = "name"
    yield f"{dep}-of={kind}"
    if is_subject(top.head):
        yield f"{dep}-of-subject"
