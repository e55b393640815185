"""Offices and roles in the text: "Foreign Minister", "the permanent representative", "Minister of Foreign Affairs"."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.lexicon import words

AFFAIRES = frozenset({"d'affaires", "d’affaires"})
"""Behind "chargé", of one or several."""
LINKS = frozenset({"of", "for", "the", "and", ",", "&"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """An office as tokens `[start, end)`; `former` for "former", "ex-", "then" before it."""

    start: int
    end: int
    former: bool = False
    plural: bool = False
    weak: bool = False


def find_titles(doc: Doc, *, taken: Set[int]) -> tuple[Title, ...]:
    """Find the phrases that name an office or a role.

    Args:
        doc: Needs tokens only.
        taken: Tokens inside the names of bodies ("General" in "General Assembly"), which are no titles.

    Returns:
        Titles in reading order, not overlapping.
    """
    heads = words("titles", "heads")
    found: list[Title] = []
    for token in doc:
        reached = found[-1].end if found else 0
        if token.i < reached or token.lower_ not in heads or token.i in taken or token.pos_ == "VERB":
            continue
        if not _is_in_body(token):
            found.append(_title_at(token, floor=reached, taken=taken))
    return tuple(found)


def _is_in_body(token: Token) -> bool:
    """Tell whether the word belongs to a body's name: "Justice | Department"."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    capital = after is not None and token.text[0].isupper() and after.text[0].isupper()
    return after is not None and capital and after.lower_ in words("bodies", "heads")


def _title_at(head: Token, *, floor: int, taken: Set[int]) -> Title:
    doc = head.doc
    start, former = _before(head, floor=floor, taken=taken)
    last = _last_head(head, taken)
    return Title(
        start=start,
        end=_complement(doc, last + 1, taken),
        former=former,
        plural=doc[last].lower_ not in AFFAIRES
        and (doc[last].tag_ in ("NNS", "NNPS") or doc[last].lower_.endswith("s")),
        weak=start == head.i and last == head.i and head.lower_ in words("titles", "weak"),
    )


def _before(head: Token, *, floor: int, taken: Set[int]) -> tuple[int, bool]:
    """Go left over "deputy", "foreign", "former": "the former deputy prime | minister"."""
    doc, start, former = head.doc, head.i, False
    modifiers = words("titles", "modifiers")
    while start > floor and start - 1 not in taken and doc[start - 1].lower_ in modifiers:
        start -= 1
        former = former or doc[start].lower_ in words("titles", "former")
    while doc[start].lower_ in words("titles", "former") | {"new", "current", "then", "-", "late"} and start < head.i:
        start += 1
    return start, former


def _last_head(head: Token, taken: Set[int]) -> int:
    """Join what belongs to one office: "Secretary | General", "Secretary | - General", "Chief | of Staff"."""
    doc, last = head.doc, head.i
    heads = words("titles", "heads") | {"elect", "designate"} | AFFAIRES
    while last + 1 < len(doc) and last + 1 not in taken:
        if doc[last + 1].lower_ in heads and doc[last + 1].lower_ not in ("sir",):
            last += 1
        elif doc[last + 1].text == "-" and last + 2 < len(doc) and doc[last + 2].lower_ in heads:
            last += 2
        else:
            break
    return last


def _complement(doc: Doc, end: int, taken: Set[int]) -> int:
    """Take in what the office is for: "Minister | of Foreign Affairs and Trade", "Secretary | of State"."""
    portfolios = words("titles", "portfolios")
    at = end
    while at < len(doc) and (at not in taken or (at + 1 < len(doc) and doc[at + 1].lower_ == "affairs")):
        affairs = at + 1 < len(doc) and doc[at + 1].lower_ == "affairs"
        joined = affairs or doc[at].lower_ in LINKS or doc[at].lower_ in portfolios
        if not joined or (at == end and doc[at].lower_ not in ("of", "for")):
            break
        at += 1
    while at > end and doc[at - 1].lower_ in LINKS:
        at -= 1
    return at


def title_text(doc: Doc, title: Title) -> str:
    """Return the title's words with single spaces."""
    return " ".join(doc[title.start : title.end].text.split())


def by_start(titles: Sequence[Title]) -> dict[int, Title]:
    """Index titles by their first token."""
    return {title.start: title for title in titles}
