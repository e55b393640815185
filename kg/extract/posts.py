"""Who holds which office: titles before names, appositions after them, and offices without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.belonging import POSSESSIVE, states_of
from kg.extract.labels import Found
from kg.extract.lexicon import words
from kg.extract.names import COUNTRY_LABELS, Name
from kg.extract.offices import LOWERING
from kg.extract.titles import Title, title_text
from kg.model import PostMention

REACH = 9
PLACED = frozenset({"ambassador", "envoy", "representative", "consul", "ambassadors", "envoys", "negotiator"})
AIDES = frozenset({"aide", "aides", "adviser", "advisers", "advisor", "advisors", "assistant"})
VOICES = frozenset({"spokesman", "spokesperson", "spokeswoman", "spokesmen", "spokespersons", "spokespeople"})
STYLED = frozenset({"the", "republic", "kingdom", "federal", "state", "government", "people", "of"})
"""Words between "of" and the name of a state or body."""
OWNING = frozenset({"his", "her", "its", "their", "our", "my"}) | POSSESSIVE
SENDERS = frozenset({"eu", "au"})
"""Bodies that send ambassadors."""

ISO_CODE = re.compile("[A-Z]{3}")
"""The entry of a state in the gazetteer."""
FOR_A_STATE: Mapping[tuple[str, ...], str] = {
    ("(",): ")",
    ("of",): "",
    (",", "for"): ",",
    (",", "speaking", "for"): ",",
    (",", "speaking", "on", "behalf", "of"): ",",
    (",", "representing"): ",",
    (",", "who", "represents"): "",
}
"""What stands between a person and the state that the person speaks for, and what must follow the state, if anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office in the text. `holder` is the name it stands beside, None when the office stands alone.

    `start` and `end` cover the whole phrase with the state and the body named: "China's permanent representative to
    the UN Office in Geneva". `of` is the state or body, comparable: a gazetteer entry or the words in lower case.
    `owner` is the word before "'s", or the pronoun, that says whose office it is without naming it: "the country's".
    """

    title: Title
    post: PostMention
    start: int
    end: int
    holder: Name | None = None
    of: frozenset[str] = frozenset()
    owner: int | None = None


def find_offices(doc: Doc, found: Found) -> tuple[Office, ...]:
    """Find the offices in the text with who holds them and for which state or body, in reading order."""
    whole = [name for name in found.names if not name.inside]
    inside = [name for name in found.names if name.inside]
    starts = {name.start: name for name in whole}
    ends = {name.end: name for name in (*inside, *whole)}
    return tuple(_office(doc, title, starts=starts, ends=ends) for title in found.titles)


def _office(doc: Doc, title: Title, *, starts: Mapping[int, Name], ends: Mapping[int, Name]) -> Office:
    possessor = _possessor(doc, title, ends)
    complement = _complement(doc, title, starts)
    sent_to = possessor if complement is None and _is_sent_to(doc, title, possessor) else None
    start = possessor.start if possessor else title.start
    possessor = None if sent_to else possessor
    end = complement.end if complement else title.end
    before, after = (possessor, complement)
    country = next(
        (n for n in (before, after if not _is_posting(doc, title, after) else None) if n and n.label in COUNTRY_LABELS),
        None,
    )
    if after is not None and after.label in COUNTRY_LABELS and doc[title.end].lower_ == "for":
        complement = _after_portfolio(doc, after, starts) or complement
        after = complement
        end = complement.end if complement else end
    owned = before is not None and after is not None and doc[title.end].lower_ == "for"
    body = next((n for n in ((before, after) if owned else (after, before)) if n and n.label == "ORG"), None)
    if country is None and body is not None:
        country = next(states_of(doc, body, ends), None)
    words_of = title_text(doc, title)
    if after is not None and after is not country and after is not body:
        words_of = f"{words_of} {doc[title.end : after.end].text}"
    while start and possessor and doc[start - 1].lower_ in LOWERING:  # "deputy assistant | US | secretary of state"
        start -= 1
        words_of = f"{doc[start].lower_} {words_of}"
    if sent_to is not None:
        words_of = f"{words_of} to the {_text(doc, sent_to)}"
    post = PostMention(
        title=words_of,
        organization=_text(doc, body),
        country=_text(doc, country),
        former=title.former or not words("titles", "former").isdisjoint(words_of.lower().split()),
    )
    holder = _holder(doc, title, start=start, end=end, starts=starts, ends=ends)
    of = frozenset(_identity(doc, name) for name in (country, body) if name is not None)
    owner = None if of else _owner(doc, title)
    return Office(title=title, post=post, start=_left_edge(doc, start), end=end, holder=holder, of=of, owner=owner)


def _owner(doc: Doc, title: Title) -> int | None:
    """Return the word that owns the office without naming a state or body: "the | country | 's president", "his"."""
    at = title.start - 1
    while at > 0 and doc[at].pos_ in ("ADJ", "ADV") and "\n" not in doc[at].text_with_ws:
        at -= 1
    if at < 0:
        return None
    if doc[at].lower_ in ("his", "her", "its", "their"):
        return at
    return at - 1 if at > 0 and doc[at].text in ("'s", "’s", "'", "’") else None


def _identity(doc: Doc, name: Name) -> str:
    """Return what is the same for "Poland" and "Polish", "UN" and "United Nations"."""
    if name.entry is not None:
        return name.entry.split("-people")[0].split("-seat")[0]
    return doc[name.start : name.end].text.casefold()


def _text(doc: Doc, name: Name | None) -> str | None:
    return None if name is None else " ".join(doc[name.start : name.end].text.split())


def _possessor(doc: Doc, title: Title, ends: Mapping[int, Name]) -> Name | None:
    """Find the state or body before the title: "China's | permanent representative", "the Kremlin | spokesman"."""
    at, head = title.start, doc[title.start : title.end].root
    for _ in range(6):
        name = ends.get(at)
        if name is not None and name.label in COUNTRY_LABELS | {"ORG"}:
            return name
        if at == 0 or "\n" in doc[at - 1].text_with_ws:
            return None
        before = doc[at - 1]
        if (
            before.tag_ == "POS"
            or before.text in ("'s", "’s", "’", "'")
            or before.pos_ in ("ADJ", "ADV", "NUM")
            or before.lower_ in words("titles", "modifiers")
            or (before.is_lower and before.pos_ in ("NOUN", "CCONJ") and head.is_ancestor(before))
        ):
            at -= 1
        else:
            return None
    return None


def _complement(doc: Doc, title: Title, starts: Mapping[int, Name]) -> Name | None:
    """Find the state or body after the title: "president | of Ecuador", "ambassador | to the United Nations"."""
    at = title.end
    if at >= len(doc) or doc[at].lower_ not in ("of", "to", "for", "at", "in", "with", "from"):
        return None
    preposition, at = doc[at].lower_, at + 1
    while at < len(doc) and at not in starts and (doc[at].lower_ in STYLED or _leads_to_of(doc, at)):
        at += 1
    name = starts.get(at)
    if name is not None and doc[name.end : name.end + 2].text == "-based":
        name = starts.get(name.end + 2)
    if name is not None and name.label in COUNTRY_LABELS:
        owner = name.end + (doc[name.end : name.end + 1].text in POSSESSIVE)
        held = starts.get(owner)  # "of the Russian | Hermitage Museum", "of Russia's | MFA"
        name = held if held is not None and held.label == "ORG" else name
    if name is None or name.label not in COUNTRY_LABELS | {"ORG"}:
        return None
    return name if preposition in ("of", "to", "for", "from") or name.label == "ORG" or _placed(doc, title) else None


def _leads_to_of(doc: Doc, at: int) -> bool:
    """Tell whether a word belongs to a common noun with "of" after it: "of the | administrative council | of Taiwan"."""
    end = at
    while end < len(doc) and end - at < 3 and doc[end].is_lower and doc[end].pos_ in ("ADJ", "NOUN"):
        end += 1
    return at < end < len(doc) and doc[end].lower_ == "of"


def _after_portfolio(doc: Doc, region: Name, starts: Mapping[int, Name]) -> Name | None:
    """Return the body after the states that an office looks after: "secretary for Korea and Japan at the | Department"."""
    at = region.end
    while at + 1 < len(doc) and doc[at].lower_ in ("and", ",") and at + 1 in starts:
        at = starts[at + 1].end
    if at + 2 >= len(doc) or doc[at].lower_ not in ("at", "in", "of"):
        return None
    name = starts.get(at + 1) or (starts.get(at + 2) if doc[at + 1].lower_ == "the" else None)
    return name if name is not None and name.label == "ORG" else None


def _placed(doc: Doc, title: Title) -> bool:
    return any(doc[i].lower_ in PLACED for i in range(title.start, title.end))


def _is_posting(doc: Doc, title: Title, name: Name | None) -> bool:
    """Tell whether the complement is where the office is held, not for whom: "ambassador to China", "its envoy from China"."""
    if name is None or name.label not in COUNTRY_LABELS:
        return False
    preposition = doc[title.end].lower_
    if preposition == "to" and doc[title.end - 1].lower_ in AIDES:  # "aide to the Russian president"
        return False
    recalled = (
        preposition == "from" and _placed(doc, title) and title.start > 0 and doc[title.start - 1].lower_ in OWNING
    )
    return (
        recalled
        or preposition in ("to", "in", "at", "with")
        or (preposition == "for" and doc[title.end - 1].lower_ not in VOICES)
    )


def _is_sent_to(doc: Doc, title: Title, name: Name | None) -> bool:
    """Tell whether a state keeps the ambassador at the body named before: "the UN ambassador", but "the EU ambassador"."""
    return (
        name is not None
        and name.label == "ORG"
        and name.end == title.start
        and doc[title.end - 1].lower_ == "ambassador"
        and name.entry not in SENDERS
    )


def _left_edge(doc: Doc, start: int) -> int:
    while (
        start
        and (
            doc[start - 1].lower_ in ("the", "a", "an", "his", "her", "their", "its", "our")
            or doc[start - 1].pos_ == "ADJ"
        )
        and "\n" not in doc[start - 1].text_with_ws
    ):
        start -= 1
    return start


def _holder(
    doc: Doc, title: Title, *, start: int, end: int, starts: Mapping[int, Name], ends: Mapping[int, Name]
) -> Name | None:
    """Find the person who stands beside the office, directly or in apposition."""
    edge = _left_edge(doc, start)
    after = _after(doc, end, starts)
    if after is not None and (after.start == end or not _closes_apposition(doc, edge, ends)):
        return after
    for _ in range(REACH):
        if edge == 0 or "\n" in doc[edge - 1].text_with_ws:
            return None
        if doc[edge - 1].text in (",", "(", "-", "–", "—") and (name := ends.get(edge - 1)) is not None:
            return name if name.label == "PERSON" and not title.plural else None
        if (
            doc[edge - 1].pos_ not in ("ADJ", "NOUN", "PROPN", "DET", "ADV", "NUM", "PART", "PRON", "ADP", "CCONJ")
            and doc[edge - 1].tag_ != "POS"
        ):
            return None
        edge -= 1
    return None


def _closes_apposition(doc: Doc, edge: int, ends: Mapping[int, Name]) -> bool:
    """Tell whether a person and a comma stand right before: "Phelim Kine, | director of a group, Jokowi's pledges"."""
    name = ends.get(edge - 1) if edge and doc[edge - 1].text == "," else None
    return name is not None and name.label == "PERSON"


def _after(doc: Doc, end: int, starts: Mapping[int, Name]) -> Name | None:
    """Find a person right after the office: "Minister | Wang Yi", "the foreign minister, | Wang Yi,"."""
    at = end
    between = words("titles", "honorifics", "ranks") | {",", ":", "-", "for", "of"}
    while at < len(doc) and at - end < 3 and doc[at].lower_ in between:
        if doc[at].lower_ in ("for", "of"):
            return None
        at += 1
    name = starts.get(at)
    if name is None or name.label != "PERSON" or "\n" in doc[end - 1].text_with_ws:
        return None
    direct = not any(doc[i].text in (",", ":", "-") for i in range(end, at))
    closed = (
        name.end >= len(doc)
        or doc[name.end].is_punct
        or doc[name.end].tag_ == "POS"
        or doc[name.end].pos_ in ("VERB", "AUX", "CCONJ", "SCONJ", "ADP")
    )
    return name if direct or closed else None


def offices_by_holder(offices: Sequence[Office]) -> Iterator[tuple[Name, Office]]:
    """Yield each office that has a holder, with the holder."""
    for office in offices:
        if office.holder is not None:
            yield office.holder, office


def find_members(doc: Doc, names: Sequence[Name]) -> Iterator[tuple[Name, PostMention]]:
    """Yield persons who are told to be of a body or a state, without a title.

    "Jean Fabre, of the UN Development Programme"; "Ada Obi (Togo)", as records of meetings have it; "Togo's Ada Obi".
    """
    starts = {name.start: name for name in names if not name.inside}
    ends = {name.end: name for name in starts.values()}
    for name in starts.values():
        if name.label != "PERSON":
            continue
        if (state := _state_beside(doc, name, starts, ends)) is not None:
            yield name, PostMention(title="delegate", organization=None, country=_text(doc, state), former=False)
        elif (body := _body_after(doc, name, starts)) is not None:
            yield name, PostMention(title="member", organization=_text(doc, body), country=None, former=False)


def _state_beside(doc: Doc, name: Name, starts: Mapping[int, Name], ends: Mapping[int, Name]) -> Name | None:
    """Return the state that is named behind a person, as in `FOR_A_STATE`, or with "'s" before."""
    for between, closer in FOR_A_STATE.items():
        at = name.end + len(between)
        if tuple(word.lower_ for word in doc[name.end : at]) != between:
            continue
        after = starts.get(at + (doc[at : at + 1].text == "the"))
        if after is not None and _is_state(after) and closer in ("", doc[after.end : after.end + 1].text):
            return after
    before = ends.get(name.start - 1) if name.start and doc[name.start - 1].text in POSSESSIVE else None
    return before if before is not None and _is_state(before) else None


def _is_state(name: Name) -> bool:
    return name.label == "GPE" and name.entry is not None and ISO_CODE.fullmatch(name.entry) is not None


def _body_after(doc: Doc, name: Name, starts: Mapping[int, Name]) -> Name | None:
    """Return the body after "of" or "from" behind a name."""
    at = name.end + (doc[name.end : name.end + 1].text == ",")
    if doc[at : at + 1].text not in ("of", "from"):
        return None
    at += 1
    while (
        at < len(doc)
        and at not in starts
        and (doc[at].lower_ == "the" or (doc[at].is_lower and doc[at].pos_ == "NOUN"))
    ):
        at += 1
    body = starts.get(at)
    return body if body is not None and body.label == "ORG" else None
