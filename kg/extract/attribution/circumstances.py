"""To whom, where and when something is said, by the words that the parse ties to its cue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.attribution.days import resolve_day
from kg.extract.attribution.denial import SUBJECTS, governors, is_denied, silenced
from kg.extract.attribution.lexicon import keyed, listed, numbered
from kg.extract.attribution.phrases import noun_phrase, subtree, to_spans
from kg.model import Span

NOUNS = ("NOUN", "PROPN", "PRON")
OBLIQUES = ("obl", "obl:unmarked", "obl:tmod", "nmod", "nmod:unmarked", "advmod")
PLACES = ("GPE", "LOC", "FAC")
EVENTS = ("EVENT", "ORG")


@dataclass(frozen=True, slots=True)
class Setting:
    """What circumstances are read from: the head of the cue, that of the source, the content's words.

    `strays` are words beside the cue that the parse hangs on the content: "said on Monday that talks failed".
    """

    verb: Token
    source: Token | None
    content: frozenset[int]
    strays: tuple[Token, ...]

    def beside(self, anchor: Token) -> list[Token]:
        """Return what depends on a word and is not content, in order of the text."""
        found = [c for c in anchor.children if c.i not in self.content]
        return sorted([*found, *self.strays] if anchor == self.verb else found, key=lambda t: t.i)


def make_setting(verb: Token, source: Token | None, content: frozenset[int]) -> Setting:
    """Return the setting of a frame, the words beside its cue taken out of its content.

    Args:
        verb: The head of the cue.
        source: The head of the source.
        content: Indices of the content's words.
    """
    strays = tuple(_strays(verb, content))
    return Setting(verb, source, content - {i for stray in strays for i in subtree(stray)}, strays)


def hearers(setting: Setting) -> list[Token]:
    """Return the heads of the noun phrases told, in order of the text: "told the Council", "in a letter to the Pope"."""
    found = list(_told(setting))
    for anchor in _anchors(setting):
        found += _spoken_to(setting, anchor)
        found += [t for medium in setting.beside(anchor) if _is_medium(medium) for t in _sent_to(medium)]
    return sorted(set(found), key=lambda t: t.i)


def addressee(hearer: Token) -> tuple[Span, ...]:
    """Return the span of the noun phrase of one who was told, without days and the place where reporters were told."""
    extra = [c for c in hearer.children if c.dep_ == "nmod" and (_is_day(c) or (_is_press(hearer) and _is_place_of(c)))]
    return to_spans(hearer.doc, noun_phrase(hearer) - {i for one in extra for i in subtree(one)})[:1]


def venue(setting: Setting) -> str | None:
    """Return the event or medium in which something was said, else the place: "a news conference in Geneva"."""
    ranked = [
        (rank, token.i)
        for anchor in _anchors(setting)
        for child in setting.beside(anchor)
        for rank, token in _venues(anchor, child)
    ]
    doc = setting.verb.doc
    spans = to_spans(doc, _venue_phrase(doc[min(ranked)[1]])) if ranked else ()
    return " ".join(spans[0].of(doc.text).split()) if spans else None


def day(setting: Setting, published: dt.date | None) -> dt.date | None:
    """Return the day on which something was said; None where the words give none, or one that is to come.

    Args:
        setting: What stands beside the cue.
        published: The day of publication, from which "Monday" is counted.
    """
    if _is_to_come(setting.verb):
        return None
    days = (resolve_day(_text(t), published) for t in _day_phrases(setting) if _is_day(t))
    return next((d for d in days if d is not None), None)


def _strays(verb: Token, content: frozenset[int]) -> Iterator[Token]:
    """Yield what the parse hangs on the content's head though it stands on the cue's side of it, and whom "that" follows."""
    for child in verb.children:
        after = child.right_edge.i + 1
        addressed = child.dep_ in ("obj", "iobj") and child.i in content and after in content
        if addressed and verb.doc[after].lower_ in ("that", "whether"):
            yield child
    heads = [c for c in (*verb.children, verb.head) if c.i in content and c != verb]
    for head in heads:
        yield from (c for c in head.children if c.i > verb.i and c.i in content and _is_stray(c, head, verb))


def _is_stray(child: Token, head: Token, verb: Token) -> bool:
    """Tell whether a word stands before the content's "that", after a cue that the content precedes, or ends a demand.

    Examples: "told the Council, when asked, that …"; "“…,” he told reporters on Monday"; "called for talks in a tweet".
    """
    that = next((t for t in verb.doc[verb.i : head.i] if t.lower_ in ("that", "whether")), None)
    if that is not None and child.right_edge.i < that.i:
        return child.dep_ != "punct" and (that.head == head or child.dep_ in OBLIQUES)
    if any(t.is_punct for t in verb.doc[verb.i + 1 : child.right_edge.i + 1]):
        return False
    if child.dep_ == "nmod" and head.i > verb.i:
        return head.pos_ == "NOUN" and _has_place_case(child) and child.lemma_.lower() in listed("venue", "utterances")
    return head.i < verb.i and child.dep_ in (*OBLIQUES, *SUBJECTS)


def _anchors(setting: Setting) -> list[Token]:
    """Return the words whose adverbials are those of the cue: "declined on Monday to say", "speaking in Rome, he said"."""
    above = [setting.verb, *governors(setting.verb), *silenced(setting.verb)]
    beside = above if setting.source is None else [*above, setting.source]
    return above + [c for token in beside for c in token.children if _is_speaking(c)]


def _is_speaking(token: Token) -> bool:
    return (
        token.dep_ in ("advcl", "acl") and token.tag_ == "VBG" and token.lemma_.lower() in listed("venue", "speaking")
    )


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _told(setting: Setting) -> Iterator[Token]:
    """Yield objects of telling and subjects of being told, which content may begin with: "urged Moscow to withdraw"."""
    verb = setting.verb
    telling = verb.lemma_.lower() in listed("addressees", "telling")
    for child in {*verb.children, *setting.strays}:
        if child.pos_ not in NOUNS or (child.i in setting.content and not (telling and _is_part(child, setting))):
            continue
        if child.dep_ == "iobj" or (telling and (child.dep_ == "obj" or _is_object(child, setting))):
            yield child
        elif child.dep_ == "nsubj:pass" and telling:
            yield verb.head if child.tag_ in ("WP", "WDT") and verb.dep_ == "acl:relcl" else child


def _is_part(child: Token, setting: Setting) -> bool:
    """Tell whether there is more to the content than a word of it: not so in "told the truth"."""
    return not setting.content <= subtree(child)


def _is_object(child: Token, setting: Setting) -> bool:
    """Tell whether a word is the object by its place, whatever its label: "told the Council that …"."""
    return child != setting.source and child.left_edge.i == setting.verb.i + 1 and not _case(child)


def _spoken_to(setting: Setting, anchor: Token) -> Iterator[Token]:
    """Yield what follows "to" or the verb's own preposition: "said to the envoy", "called on Israel"; "addressing NATO"."""
    lemma = anchor.lemma_.lower()
    beside = setting.beside(anchor)
    for child in {*anchor.children, *beside}:
        to = _case(child) == "to" and child in beside and lemma not in listed("addressees", "not_to")
        own = _case(child) in keyed("addressees", "after", lemma) and _is_part(child, setting)
        addressed = child.dep_ == "obj" and _is_speaking(anchor) and lemma in listed("addressees", "telling")
        if addressed or (child.dep_ == "obl" and (to or own) and _hears(child)):
            yield child


def _sent_to(medium: Token) -> Iterator[Token]:
    """Yield to whom a letter or speech is: "a letter to the Pope", "a message addressed to the Pope"."""
    journey = medium.lemma_.lower() in listed("addressees", "journeys")
    for child in medium.children:
        if child.dep_ == "nmod" and _case(child) == "to" and _hears(child) and not journey:
            yield child
        elif child.dep_ == "acl" and child.lemma_.lower() in listed("addressees", "sent"):
            yield from (c for c in child.children if c.dep_.startswith("obl") and _case(c) == "to")


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
    if _is_press(child) or _is_day(child):
        yield from ((rank, t) for c in child.children if _is_place_of(c) for rank, t in _venues(anchor, c))
    if child.dep_ not in OBLIQUES or not _has_place_case(child) or _is_day(child):
        return
    lemma, case = child.lemma_.lower(), _case(child)
    if lemma in listed("venue", "edges"):
        yield from ((0, c) for c in child.children if c.dep_ == "nmod" and _is_event(c))
    elif lemma in listed("venue", "nouns"):
        yield 0, child
    elif _is_hall(child, case) or (anchor.lemma_.lower() == "write" and case == "in"):
        yield 1, child
    elif case in ("in", "at", "from", "on") and child.ent_type_ in PLACES:
        yield 2, child


def _is_hall(token: Token, case: str) -> bool:
    """Tell whether it is a body spoken to where it meets: "before the tribunal", "at the General Assembly"."""
    body = token.lemma_.lower() in listed("venue", "bodies") and case in ("before", "in", "at")
    return body or (case == "at" and token.ent_type_ in EVENTS)


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
    """Tell whether it is yet to be said: "will tell", "is expected to say"; not so in "would not say on Monday"."""
    above = list(governors(verb))
    auxiliaries = {c.lower_ for token in (verb, *above) for c in token.children if c.dep_ == "aux"}
    future = listed("date", "future_auxiliaries") | (frozenset() if is_denied(verb) else listed("date", "modals"))
    return bool(auxiliaries & future) or any(t.lemma_.lower() in listed("date", "future_governors") for t in above)


def _day_phrases(setting: Setting) -> Iterator[Token]:
    """Yield what may be the day of a cue, nearest first: its adverbials, those of its medium, one after the source.

    Examples: "said on Monday", "in a statement issued on Monday", "Austria on Tuesday urged".
    """
    verb, source = setting.verb, setting.source
    beside = [c for anchor in _anchors(setting) for c in setting.beside(anchor) if c.dep_ in OBLIQUES]
    yield from beside
    media = [c for c in beside if _is_medium(c)]
    if source is not None and source.lemma_.lower() in listed("venue", "nouns"):
        media.append(source)
    for medium in media:
        yield from (t for c in medium.children if c.dep_ == "acl" for t in c.children)
    for place in (*media, *hearers(setting), *(c for c in beside if c.ent_type_ in PLACES)):
        yield from (c for c in place.children if c.dep_ in OBLIQUES)
    if source is not None:
        yield from (c for c in source.children if c.dep_ in OBLIQUES and c.right_edge.i + 1 == verb.i)


def _is_day(token: Token) -> bool:
    """Tell whether a word is the head of a phrase that may name a day."""
    if _case(token) not in ("", *listed("date", "prepositions")):
        return False
    named = any(token.lower_.rstrip(".") in numbered("date", table) for table in ("weekdays", "months", "days_before"))
    return named or token.ent_type_ in ("DATE", "TIME")


def _text(token: Token) -> str:
    return " ".join(token.doc[i].text for i in sorted(noun_phrase(token)))
