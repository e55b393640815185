"""Resolve pronouns and definite noun phrases to the parties of the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract.lexicon import same_offices, words
from kg.extract.names import COUNTRY_LABELS
from kg.extract.parties import Party
from kg.extract.posts import Office
from kg.extract.roles import is_subject, speaks

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "themselves"})
GENDER = {**dict.fromkeys(HE, "male"), **dict.fromkeys(SHE, "female")}
FAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A mention passed on the way through the text."""

    token: int
    sentence: int
    party: Party
    subject: bool
    speaks: bool
    quoted: bool


@dataclass(slots=True, kw_only=True)
class Story:
    """What has been mentioned so far, in reading order."""

    doc: Doc
    sentence_of: Sequence[int]
    quoted: Sequence[bool]
    seen: list[Seen] = field(default_factory=list)

    def pass_by(self, party: Party, start: int, end: int) -> None:
        """Record one mention."""
        head = self.doc[start:end].root
        self.seen.append(
            Seen(
                token=start,
                sentence=self.sentence_of[start],
                party=party,
                subject=is_subject(head),
                speaks=speaks(head),
                quoted=self.quoted[start],
            )
        )

    def best(self, token: Token, candidates: Sequence[Seen]) -> Party | None:
        """Return the most salient of the parties mentioned before."""
        ranked = [(self._salience(seen, token), seen.token, i) for i, seen in enumerate(candidates)]
        return candidates[max(ranked)[2]].party if ranked else None

    def _salience(self, seen: Seen, token: Token) -> float:
        distance = self.sentence_of[token.i] - seen.sentence
        score = -1.0 * distance + (1.2 if seen.subject else 0.0) + (0.6 if seen.speaks else 0.0)
        inner = self.quoted[token.i]
        if seen.quoted and not inner:
            score -= 2.0
        if inner and not seen.quoted and seen.speaks and distance <= 1:
            score -= 3.0
        return score


def resolve(doc: Doc, parties: list[Party], offices: Sequence[Office]) -> list[Party]:
    """Add pronouns and noun phrases to the parties they refer to.

    Args:
        doc: Needs a dependency parse and sentences.
        parties: Parties by name, with the posts beside their names. They are changed in place.
        offices: Every office of the text; those without a holder are resolved here.

    Returns:
        The parties, and one more for each office whose holder the text does not name.
    """
    story = Story(doc=doc, sentence_of=_sentences(doc), quoted=_quoted(doc))
    events = sorted(_events(doc, parties, offices), key=lambda event: (event[0], -event[1]))
    unnamed: list[Party] = []
    claimed: set[int] = set()
    for start, end, what in events:
        if isinstance(what, Party):
            story.pass_by(what, start, end)
            claimed.update(range(start, end))
            continue
        if start in claimed and not isinstance(what, Office):
            continue
        party = (
            _office_holder(doc, what, parties, unnamed, story)
            if isinstance(what, Office)
            else _refer(doc[start], story)
        )
        if party is not None:
            left, right = (start, end) if isinstance(what, Office) else _phrase(doc[start])
            party.spots.append((left, right, "nominal" if isinstance(what, Office) or what == "nominal" else "pronoun"))
            story.pass_by(party, left, right)
    return [*parties, *unnamed]


def _events(
    doc: Doc, parties: Sequence[Party], offices: Sequence[Office]
) -> Iterator[tuple[int, int, Party | Office | str]]:
    """Yield everything that refers: names, offices that stand alone, pronouns, definite phrases."""
    for party in parties:
        for start, end, _ in party.spots:
            yield start, end, party
    in_office = set()
    for office in offices:
        in_office.update(range(office.title.start, office.title.end))
        if office.holder is None and not office.title.plural and _stands_alone(doc, office):
            yield office.start, office.end, office
    for token in doc:
        if token.lower_ in HE | SHE | IT | THEY and token.pos_ == "PRON":
            yield token.i, token.i + 1, "pronoun"
        elif token.i not in in_office and _is_definite(token):
            yield token.i, token.i + 1, "nominal"


def _stands_alone(doc: Doc, office: Office) -> bool:
    """Tell whether an office refers by itself: "the minister", "Germany's foreign minister", not "a minister"."""
    first = doc[office.start].lower_
    if first in ("a", "an", "no", "any", "some", "another"):
        return False
    if office.title.weak and not (office.post.country or office.post.organization) and first != "the":
        return False
    head = doc[office.title.start : office.title.end].root
    return head.dep_ not in ("compound", "amod", "flat") and (
        first == "the" or bool(office.post.country or office.post.organization) or head.text[0].isupper()
    )


def _is_definite(token: Token) -> bool:
    """Tell whether the token heads "the country", "the alliance", "the ministry" with nothing that says which."""
    if token.lower_ not in words("nominals", "country") | words("nominals", "body") | words("nominals", "anyone"):
        return False
    children = [
        child
        for child in token.children
        if not child.is_punct and child.dep_ not in ("acl:relcl", "conj", "cc", "case")
    ]
    kinds = {child.lower_ for child in children}
    return (
        bool(kinds & {"the", "this"})
        and len([c for c in children if c.dep_ in ("amod", "compound", "nmod", "nmod:poss")]) <= 1
        and not any(c.dep_ in ("nmod", "nmod:poss", "acl") for c in children)
    )


def _phrase(token: Token) -> tuple[int, int]:
    """Return the phrase up to its head: "the alliance"."""
    if token.pos_ == "PRON":
        return token.i, token.i + 1
    left = min(
        [
            token.i,
            *(child.i for child in token.children if child.dep_ in ("det", "amod", "compound") and child.i < token.i),
        ]
    )
    return left, token.i + 1


def _refer(token: Token, story: Story) -> Party | None:
    """Resolve a pronoun or a definite phrase."""
    word = token.lower_
    here = story.sentence_of[token.i]
    near = [seen for seen in story.seen if here - seen.sentence <= FAR]
    if word in GENDER:
        return _person(token, near, story, gender=GENDER[word])
    if word in IT | THEY:
        return _thing(token, near, story, plural=word in THEY)
    if word in words("nominals", "country"):
        return story.best(
            token,
            [
                seen
                for seen in near
                if seen.party.label in COUNTRY_LABELS and seen.subject and here - seen.sentence <= 3
            ],
        )
    if word in words("nominals", "anyone"):
        return story.best(token, [seen for seen in near if seen.party.label == "PERSON" and here - seen.sentence <= 3])
    return _body(token, story, near)


def _person(token: Token, near: Sequence[Seen], story: Story, *, gender: str) -> Party | None:
    fits = [s for s in near if s.party.label == "PERSON" and s.party.gender in (None, gender)]
    party = story.best(token, fits)
    if party is not None and party.gender is None:
        party.gender = gender
    return party


def _thing(token: Token, near: Sequence[Seen], story: Story, *, plural: bool) -> Party | None:
    """Resolve "it" and "they" only to a subject of this sentence or the one before."""
    labels = {"ORG", "GROUP", "NORP"} if plural else {"ORG", "GPE"}
    here = story.sentence_of[token.i]
    close = [
        s
        for s in near
        if s.subject and here - s.sentence <= 1 and (s.party.label in labels or s.party.label == "PERSON")
    ]
    if not close:
        return None
    recent = max(close, key=lambda s: s.token)
    return recent.party if recent.party.label in labels else None


def _body(token: Token, story: Story, near: Sequence[Seen]) -> Party | None:
    """Resolve "the council", "the alliance" to the last body whose name ends so or is known to be one."""
    word = token.lower_
    known = {
        name.casefold()
        for key in ("alliance", "bloc")
        if word == key or (key == "bloc" and word == "union")
        for name in words("nominals", key)
    }

    def fits(party: Party) -> bool:
        texts = [text.casefold() for text in party.texts]
        return party.label == "ORG" and any(word in text.split() or text in known for text in texts)

    return story.best(token, [seen for seen in story.seen if fits(seen.party)])


def _office_holder(
    doc: Doc, office: Office, parties: Sequence[Party], unnamed: list[Party], story: Story
) -> Party | None:
    """Resolve an office without a name: to the person who holds it, else to a party of its own."""
    title = office.post.title.casefold()
    persons = [seen for seen in story.seen if seen.party.label == "PERSON"]
    holders = [seen for seen in persons if _holds(seen.party, title) and _same_state(seen.party, office)]
    party = story.best(doc[office.title.start], holders)
    if party is None and not (office.post.country or office.post.organization):
        later = [p for p in parties if p.label == "PERSON" and _holds(p, title)]
        return later[0] if len(later) == 1 else None
    if party is None:
        party = _named_later(parties, office, title)
    if party is None:
        party = Party(label="PERSON", posts=[office.post], titles={title})
        party.gender = next((g for g in ("female", "male") if title.split()[-1] in words("titles", g)), None)
        unnamed.append(party)
    return party


def _named_later(parties: Sequence[Party], office: Office, title: str) -> Party | None:
    """Find the one person whom the text gives this office further on."""
    later = [p for p in parties if p.label == "PERSON" and _holds(p, title) and _same_state(p, office)]
    return later[0] if len(later) == 1 else None


def _holds(party: Party, title: str) -> bool:
    """Tell whether a person's titles fit: "the minister" is a "foreign minister", "the premier" a "prime minister"."""
    for own in party.titles:
        if own == title or own.endswith(" " + title) or title.endswith(" " + own):
            return True
        if any(own in group and title in group for group in same_offices()):
            return True
    return False


def _same_state(party: Party, office: Office) -> bool:
    """Tell whether nothing says that the office is another state's or body's."""
    mine = {(post.country or post.organization or "").casefold()[:4] for post in party.posts} - {""}
    other = (office.post.country or office.post.organization or "").casefold()[:4]
    return not mine or not other or other in mine


def _sentences(doc: Doc) -> list[int]:
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or token.i == 0
        numbers.append(number)
    return numbers


def _quoted(doc: Doc) -> list[bool]:
    """Tell for each token whether it stands between double quotation marks of its paragraph."""
    inside, flags = False, []
    for token in doc:
        if "“" in token.text or token.text in ("``",):
            inside = True
        elif "”" in token.text or token.text == "''":
            inside = False
        elif token.text == '"':
            inside = not inside
        flags.append(inside)
        if "\n" in token.text_with_ws:
            inside = False
    return flags
