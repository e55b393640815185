"""To whom, where and when something is said, by the words that the parse ties to its cue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.attribution.days import resolve_day
from kg.extract.attribution.denial import governors
from kg.extract.attribution.lexicon import after_verb, listed, numbered
from kg.extract.attribution.phrases import noun_phrase, subtree, to_spans
from kg.model import Span

NOUNS = ("NOUN", "PROPN", "PRON")
OBLIQUES = ("obl", "obl:unmarked", "obl:tmod", "nmod", "nmod:unmarked", "advmod")
PLACES = ("GPE", "LOC", "FAC")
EVENTS = ("EVENT", "ORG")
MEDIA = ("ORG", "WORK_OF_ART")


def hearers(verb: Token, content: frozenset[int]) -> list[Token]:
    """Return the heads of the noun phrases told, in order of the text: "told the Council", "in a letter to the Pope".

    Args:
        verb: The head of the cue.
        content: Indices of the content's words.
    """
    found = {t.i: t for t in _told(verb, content)}
    for anchor in _anchors(verb):
        found |= {t.i: t for t in _spoken_to(anchor, content)}
        for medium in anchor.children:
            if medium.i not in content and _is_medium(medium):
                found |= {t.i: t for t in _sent_to(medium)}
    return [found[i] for i in sorted(found)]


def addressee(doc: Doc, hearer: Token) -> tuple[Span, ...]:
    """Return the span of the noun phrase of one who was told, without the place where reporters were told."""
    places = [c for c in hearer.children if _is_press(hearer) and _is_place_of(c)]
    return to_spans(doc, noun_phrase(hearer) - {i for place in places for i in subtree(place)})[:1]


def venue(verb: Token, content: frozenset[int]) -> str | None:
    """Return the event or medium in which something was said, else the place: "a news conference in Geneva".

    Args:
        verb: The head of the cue.
        content: Indices of the content's words.
    """
    ranked = []
    for anchor in _anchors(verb):
        for child in anchor.children:
            if child.i not in content:
                ranked += [(rank, token.i) for rank, token in _venues(anchor, child)]
    if not ranked:
        return None
    token = verb.doc[min(ranked)[1]]
    spans = to_spans(verb.doc, _venue_phrase(token))
    return " ".join(spans[0].of(verb.doc.text).split()) if spans else None


def day(verb: Token, source: Token | None, content: frozenset[int], published: dt.date | None) -> dt.date | None:
    """Return the day on which something was said; None where the words give none, or one that is to come.

    Args:
        verb: The head of the cue.
        source: The head of the source: "Austria on Tuesday urged".
        content: Indices of the content's words.
        published: The day of publication, from which "Monday" is counted.
    """
    if _is_to_come(verb):
        return None
    phrases = (t for t in _day_phrases(verb, source) if t.i not in content and _is_day(t))
    days = (resolve_day(_text(t), published) for t in phrases)
    return next((d for d in days if d is not None), None)


def _anchors(verb: Token) -> Iterator[Token]:
    """Yield the words whose adverbials are those of the cue: "declined on Monday to say", "speaking in Rome, he said"."""
    yield verb
    for governor in governors(verb):
        yield governor
    for token in (verb, *governors(verb)):
        yield from (c for c in token.children if _is_speaking(c))


def _is_speaking(token: Token) -> bool:
    return token.dep_ == "advcl" and token.tag_ == "VBG" and token.lemma_.lower() in listed("venue", "speaking")


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _told(verb: Token, content: frozenset[int]) -> Iterator[Token]:
    """Yield objects of telling and subjects of being told, which content may begin with: "urged Moscow to withdraw"."""
    telling = verb.lemma_.lower() in listed("addressees", "telling")
    for child in verb.children:
        whole = content <= subtree(child)
        if child.pos_ not in NOUNS or (child.i in content and (whole or not telling)):
            continue
        if child.dep_ == "iobj" or (child.dep_ == "obj" and telling):
            yield child
        elif child.dep_ == "nsubj:pass" and telling:
            yield verb.head if child.tag_ in ("WP", "WDT") and verb.dep_ == "acl:relcl" else child


def _spoken_to(anchor: Token, content: frozenset[int]) -> Iterator[Token]:
    """Yield what follows "to", or the verb's own preposition: "said to the envoy", "called on Israel"."""
    lemma = anchor.lemma_.lower()
    own = after_verb(lemma)
    for child in anchor.children:
        case = _case(child)
        to = case == "to" and child.i not in content and lemma not in listed("addressees", "not_to")
        if child.dep_ == "obl" and (to or case in own) and _hears(child) and not content <= subtree(child):
            yield child
        elif child.dep_ == "obj" and _is_speaking(anchor) and lemma in ("address", "brief"):
            yield child


def _sent_to(medium: Token) -> Iterator[Token]:
    """Yield to whom a letter or speech is: "a letter to the Pope", "a message addressed to the Pope"."""
    for child in medium.children:
        if child.dep_ == "nmod" and _case(child) == "to" and _hears(child) and medium.lemma_ not in ("visit", "trip"):
            yield child
        elif child.dep_ == "acl" and child.lemma_.lower() in listed("addressees", "sent"):
            yield from (c for c in child.children if c.dep_ == "obl" and _case(c) == "to")


def _hears(token: Token) -> bool:
    return token.pos_ in NOUNS and token.lemma_.lower() not in listed("addressees", "deaf") and not _is_day(token)


def _is_press(token: Token) -> bool:
    return token.lemma_.lower() in listed("addressees", "press")


def _is_place_of(token: Token) -> bool:
    return token.dep_ == "nmod" and _case(token) in ("in", "at") and not _is_day(token)


def _is_medium(token: Token) -> bool:
    return token.dep_ in OBLIQUES and token.lemma_.lower() in listed("venue", "nouns") and _has_place_case(token)


def _has_place_case(token: Token) -> bool:
    return _case(token) in listed("venue", "prepositions")


def _venues(anchor: Token, child: Token) -> Iterator[tuple[int, Token]]:
    """Yield venues that a word beside the cue gives, with a rank: events and media first, bare places last."""
    if _is_press(child):
        yield from ((rank, t) for c in child.children if _is_place_of(c) for rank, t in _venues(anchor, c))
    if child.dep_ not in OBLIQUES or not _has_place_case(child) or _is_day(child):
        return
    lemma, case = child.lemma_.lower(), _case(child)
    if lemma in listed("venue", "edges"):
        yield from ((0, c) for c in child.children if c.dep_ == "nmod" and _is_event(c))
    elif lemma in listed("venue", "nouns"):
        yield 0, child
    elif lemma in listed("venue", "bodies") and case in ("before", "in", "at"):
        yield 1, child
    elif (case == "at" and child.ent_type_ in EVENTS) or (anchor.lemma_.lower() == "write" and case == "in"):
        yield 1, child
    elif case in ("in", "at", "from", "on") and child.ent_type_ in PLACES:
        yield 2, child


def _is_event(token: Token) -> bool:
    nouns = listed("venue", "nouns") | listed("venue", "bodies")
    return token.lemma_.lower() in nouns or token.ent_type_ in EVENTS


def _venue_phrase(token: Token) -> set[int]:
    """Return a venue's words without days, clauses and what it is about."""
    words = noun_phrase(token)
    for i in sorted(words):
        one = token.doc[i]
        extra = one.dep_ in ("acl", "acl:relcl") or _is_day(one) or _case(one) in listed("venue", "about")
        if one != token and one.dep_ not in ("compound", "amod", "nmod:poss", "nummod") and extra:
            words -= subtree(one)
    return words


def _is_to_come(verb: Token) -> bool:
    auxiliaries = {c.lower_ for token in (verb, *governors(verb)) for c in token.children if c.dep_ == "aux"}
    above = {token.lemma_.lower() for token in governors(verb)}
    return bool(
        auxiliaries & listed("negation", "future_auxiliaries") or above & listed("negation", "future_governors")
    )


def _day_phrases(verb: Token, source: Token | None) -> Iterator[Token]:
    """Yield what may be the day of a cue, nearest first: its adverbials, those of its medium, one after the source."""
    media = []
    for anchor in _anchors(verb):
        for child in anchor.children:
            if child.dep_ in OBLIQUES:
                yield child
                media.append(child)
    for medium in media:
        for child in medium.children:
            if child.dep_ in ("acl", "acl:relcl"):
                yield from child.children
            elif child.dep_ in OBLIQUES:
                yield child
    if source is not None:
        yield from (c for c in source.children if c.dep_ in OBLIQUES and _ends_before(c, verb))


def _ends_before(phrase: Token, verb: Token) -> bool:
    """Tell whether nothing stands between a phrase and the verb: "Austria on Tuesday urged"."""
    return phrase.right_edge.i + 1 == verb.i


def _is_day(token: Token) -> bool:
    """Tell whether a word is the head of a phrase that may name a day."""
    if _case(token) not in ("", *listed("date", "prepositions")):
        return False
    named = any(token.lower_.rstrip(".") in numbered("date", table) for table in ("weekdays", "months", "days_before"))
    return named or token.ent_type_ in ("DATE", "TIME")


def _text(token: Token) -> str:
    return " ".join(token.doc[i].text for i in sorted(noun_phrase(token)))
