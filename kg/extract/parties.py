"""Gather the names of one document that refer to one party."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from kg.extract.lexicon import body_kinds, head_word, leader_homes, words
from kg.extract.names import Name
from kg.model import Form, PostMention

GENDERS = ("female", "male")
GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
"""What follows a name that another of the family has too."""
MINISTRY_HEAD = re.compile("head|chief", re.I)
MINISTRY = re.compile(r"\bMinistry of (?:the )?(\w+(?: Affairs)?)")


@dataclass(slots=True, kw_only=True)
class Party:
    """One party while its mentions are being gathered.

    `spots` are token spans `(start, end, form)` in any order; `phrases` cover a name with the office beside it.
    `titles` and `of` tell a person's offices and for whom; `kinds` the common nouns that name a body ("bank"); `states`
    the names of states to which a body is said to belong; `home` the state (ISO code) that a known leader has led;
    `gender` is told by a title, `pronouns` counts how often a pronoun of a gender was taken for the person.
    """

    label: str
    names: list[Name] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    spellings: set[tuple[str, ...]] = field(default_factory=set)
    posts: list[PostMention] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    phrases: list[tuple[int, int]] = field(default_factory=list)
    styles: set[str] = field(default_factory=set)
    gender: str | None = None
    home: str | None = None
    pronouns: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    spots: list[tuple[int, int, Form]] = field(default_factory=list)

    @property
    def first(self) -> int:
        """Return the first token of the first mention."""
        return min(start for start, _, _ in self.spots)

    def add(self, doc: Doc, name: Name) -> None:
        """Take in one more name."""
        self.names.append(name)
        self.texts[name_text(doc, name)] += 1
        self.spellings.add(parts(name_text(doc, name)))
        self.spots.append((name.start, name.end, name.form))
        if name.label == "PERSON":
            self.home = self.home or leader_homes().get(name_text(doc, name))
        if name.label == "ORG":
            self.kinds.update(kinds_beside(doc, name))
            self.kinds |= {head_word(parts(name_text(doc, name))), body_kinds().get(name.entry or "", "")}
        if name.label == "PERSON" and name.start and doc[name.start - 1].lower_ in words("titles", "styles"):
            self.styles.add(f"{doc[name.start - 1].text} {name_text(doc, name)}")

    def hold(self, post: PostMention, of: Iterable[str]) -> None:
        """Take in an office, and the state or body it is of."""
        self.posts.append(post)
        self.titles.add(post.title.casefold())
        if MINISTRY_HEAD.fullmatch(post.title) and (ministry := MINISTRY.search(post.organization or "")):
            self.titles.add(f"minister of {ministry[1].casefold()}")
        self.of.update(of)

    @property
    def identity(self) -> frozenset[str]:
        """Return what is the same for all names of one state or body: its gazetteer entries, or its names."""
        entries = {name.entry.split("-people")[0].split("-seat")[0] for name in self.names if name.entry}
        return frozenset(entries or {text.casefold() for text in self.texts})

    def near(self, token: int) -> int:
        """Return how far before `token` the last mention stands, in tokens; a large number when all come after."""
        return min((token - start for start, _, _ in self.spots if start <= token), default=1_000_000)


def kinds_beside(doc: Doc, name: Name) -> Iterator[str]:
    """Yield the common nouns for a body: its last word, the noun beside it ("bank HSBC", "CIVICUS, a group")."""
    yield doc[name.end - 1].lower_
    if name.start and doc[name.start - 1].pos_ == "NOUN":
        yield doc[name.start - 1].lower_
    if name.end + 1 < len(doc) and doc[name.end].text == "," and doc[name.end + 1].lower_ in ("a", "an", "the"):
        for token in doc[name.end + 2 : name.end + 7]:
            if token.pos_ not in ("NOUN", "ADJ", "PROPN", "PUNCT"):
                break
            if token.pos_ == "NOUN":
                yield token.lower_


def name_text(doc: Doc, name: Name) -> str:
    """Return the words of a name with single spaces."""
    return " ".join(doc[name.start : name.end].text.split())


def parts(text: str) -> tuple[str, ...]:
    """Return the comparable words of a name: no case, accents, hyphens, full stops or article.

    >>> parts("Ri Yong-ho"), parts("the U.N.")
    (('ri', 'yong', 'ho'), ('un',))
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"\b(\w)\.", r"\1", plain).replace("’", "'")
    found = tuple(re.findall(r"[\w']+", plain))
    return found[1:] if len(found) > 1 and found[0] == "the" else found


def gather(doc: Doc, names: Sequence[Name]) -> list[Party]:
    """Cluster names into parties: the fullest first, then the short forms that fit them.

    "Wang Yi" takes in "Wang"; "Human Rights Council" takes in "HRC"; "Bill Clinton" and "Hillary Clinton" stay apart.
    """
    parties: list[Party] = []
    for name in sorted(names, key=lambda n: (n.label == "NORP", -len(parts(name_text(doc, n))), n.start)):
        party = _find_party(doc, name, parties)
        if party is None:
            party = Party(label=name.label)
            parties.append(party)
        party.add(doc, name)
        party.gender = party.gender or gender_before(doc, name.start)
    _join_brackets(doc, parties)
    return sorted(parties, key=lambda p: p.first)


def gender_before(doc: Doc, start: int) -> str | None:
    """Return the gender that the word before a name tells: "Mrs", "spokeswoman", "King"."""
    if start == 0:
        return None
    before = doc[start - 1].lower_
    return next((gender for gender in GENDERS if before in words("titles", gender)), None)


def _find_party(doc: Doc, name: Name, parties: Iterable[Party]) -> Party | None:
    own = parts(name_text(doc, name))
    gender, kind = gender_before(doc, name.start), _as_kind(name, own)
    exact, partial = [], []
    for party in parties:
        if party.label != name.label or (gender and party.gender and gender != party.gender):
            continue
        if kind in party.kinds:
            partial.append(party)
        elif _is_namesake(own, name, party):
            continue
        elif own in party.spellings:
            exact.append(party)
        elif any(_is_short_for(own, full, label=name.label) for full in party.spellings):
            partial.append(party)
    fitting = [party for party in exact or partial if not _is_younger(own, party, exact or partial)]
    return min(fitting, key=lambda p: (p.near(name.start), p.first)) if len(fitting) > 1 else next(iter(fitting), None)


def _is_namesake(own: tuple[str, ...], name: Name, party: Party) -> bool:
    """Tell whether a person bears a party's name, but for "Jr.", before it: who is named first is named in full."""
    if len(own) < 2 or name.start > party.first:
        return False
    return own not in party.spellings and own in _elders(party)


def _is_younger(own: tuple[str, ...], party: Party, others: Sequence[Party]) -> bool:
    """Tell whether a name does not mean a party because another has the same without "Jr."."""
    if own and own[-1] in GENERATIONS:
        return False
    elders = _elders(party)
    return any(elders & other.spellings for other in others if other is not party)


def _elders(party: Party) -> set[tuple[str, ...]]:
    """Return a party's names without "Jr.", which another of the family may bear."""
    return {full[:-1] for full in party.spellings if full and full[-1] in GENERATIONS}


def _as_kind(name: Name, own: tuple[str, ...]) -> str | None:
    """Return the kind of body that a name is no more than: "the Court", "the Council"."""
    return own[0] if name.label == "ORG" and is_kind(own) else None


def is_kind(own: tuple[str, ...]) -> bool:
    """Tell whether the words of a name only say what kind of body it is: "Court"."""
    return len(own) == 1 and own[0] in words("bodies", "heads") - words("bodies", "alone")


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...], *, label: str) -> bool:
    """Tell whether a name is a short form of a longer one of the same label."""
    if not short or not full or len(short) > len(full):
        return False
    if label == "PERSON":
        return _is_short_person(short, full)
    if label == "GROUP":
        return full[-len(short) :] == short
    return label == "ORG" and _is_short_body(short, full)


def _is_short_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Match "Wang" and "Wang Yi", "George Bush" and "George W. Bush", "D. Russell" and "Daniel Russell"."""
    if len(short) > 1 and len(short[0]) == 1:
        return full[0].startswith(short[0]) and short[1:] == full[-len(short) + 1 :]
    return set(short) <= set(full) and (short[-1] == full[-1] or short[0] == full[0] or len(short) == 1)


def _is_short_body(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    heads = words("bodies", "heads")
    if len(short) == 1 and short[0] == initials(full):
        return True
    if full[-len(short) :] == short:
        return len(short) > 1 or is_kind(short)
    if full[: len(short)] == short:
        return full[len(short)] in heads | {"of"} and not is_kind(short)
    return False


def initials(full: Sequence[str]) -> str:
    """Return the acronym that a name would have.

    >>> initials(("organisation", "of", "american", "states"))
    'oas'
    """
    small = {"of", "the", "and", "for", "on", "in", "to", "de"}
    return "".join(word[0] for word in full if word not in small)


def _join_brackets(doc: Doc, parties: list[Party]) -> None:
    """Join a name and the acronym that brackets introduce after it: "Human Rights Council (HRC)"."""
    by_end = {name.end: party for party in parties for name in party.names}
    for party in list(parties):
        for name in party.names:
            if name.start < 2 or doc[name.start - 1].text != "(" or name.end >= len(doc) or doc[name.end].text != ")":
                continue
            longer = by_end.get(name.start - 1)
            if longer is not None and longer is not party and _is_bracket_pair(doc, longer, name):
                _merge(longer, party)
                parties.remove(party)
                break


def _is_bracket_pair(doc: Doc, longer: Party, name: Name) -> bool:
    text = name_text(doc, name)
    return (
        longer.label in ("ORG", "GPE")
        and name.form == "acronym"
        and any(text[0].casefold() == p[0][0] for p in map(parts, longer.texts) if p)
    )


def _merge(into: Party, other: Party) -> None:
    into.names += [replace(name, label=into.label) for name in other.names]
    into.texts += other.texts
    into.spellings |= other.spellings
    into.spots += other.spots
    into.posts += other.posts
    into.titles |= other.titles
    into.kinds |= other.kinds
    into.styles |= other.styles
