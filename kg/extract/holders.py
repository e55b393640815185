"""Find who holds an office that stands without a name: "the minister", "Germany's foreign minister"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.lexicon import international_bodies, words
from kg.extract.names import COUNTRY_LABELS
from kg.extract.offices import NONE, SAME, WITHIN, title_fit
from kg.extract.parties import GENDERS, Party
from kg.extract.posts import ISO_CODE, Office
from kg.extract.roles import SUBJECT
from kg.extract.story import Seen, Story

NEAR = 3
ORIGIN = frozenset({"diplomat", "politician"})
MEMBERS = frozenset({"member", "members"})
"""What a state or a body may be said to be."""
INDEFINITE = frozenset({"a", "an", "no", "any", "some", "another", "one", "each", "every"})


def stands_alone(doc: Doc, office: Office) -> bool:
    """Tell whether an office refers to somebody by itself.

    "The minister", "Germany's foreign minister", "a U.S. official", "Iranian officials" do; "a minister" does not.
    """
    first, head = doc[office.start].lower_, doc[office.title.start : office.title.end].root
    if office.holder is not None or head.dep_ in ("compound", "amod", "flat", "nmod:desc"):
        return False
    if head.lower_ in MEMBERS and not _acts(head):
        return False
    if office.of:
        return True
    if office.title.plural or first in INDEFINITE:
        return False
    return first == "the" or (head.text[0].isupper() and not office.title.weak)


def _acts(head: Token) -> bool:
    """Tell whether a noun is the subject of a verb, and not what another subject is said to be."""
    return head.dep_ in SUBJECT and not any(child.dep_ == "cop" for child in head.children)


def introduces(doc: Doc, office: Office) -> bool:
    """Tell whether an office brings in somebody not spoken of before: "a U.S. official", "Iranian officials"."""
    return office.title.plural or doc[office.start].lower_ in INDEFINITE


def find_holder(office: Office, parties: Sequence[Party], story: Story) -> Party | None:
    """Return the person who holds an office that stands without a name.

    First whoever was given a fitting title before, then whoever is given one later, then the person nearest by who
    has no title yet: "North Korea's foreign minister told ... Ri Yong Ho told ...".
    """
    title, token = office.post.title, office.title.start

    def fit(party: Party) -> int:
        apart = party.of and office.of and not party.of & office.of
        if party.label != "PERSON" or (apart and not _is_origin(office, party)):
            return NONE
        if party.home and office.of and party.home not in office.of and all(map(_is_elsewhere, office.of)):
            return NONE
        return max((title_fit(title, own) for own in party.titles), default=NONE)

    seen = {id(s.party) for s in story.seen}
    for level in (SAME, WITHIN, 1):
        found = story.best(token, lambda s, level=level: fit(s.party) >= level)  # type: ignore[misc]
        if found is not None:
            return found
        later = [party for party in parties if id(party) not in seen and fit(party) >= level]
        if len(later) == 1 and (office.of or level == SAME):
            return later[0]
    return _named_next(office, parties, story) or _spoke_last(office, story)


def _is_origin(office: Office, party: Party) -> bool:
    """Tell whether a state may say where the servant of an international body is from: "the Norwegian diplomat"."""
    return office.post.title.casefold() in ORIGIN and party.of <= international_bodies()


def _is_elsewhere(of: str) -> bool:
    """Tell whether what an office is of is a state, or a body of no state, so that no leader of another state holds it."""
    return bool(ISO_CODE.fullmatch(of)) or of in international_bodies()


def _named_next(office: Office, parties: Sequence[Party], story: Story) -> Party | None:
    """Return the next person named, when nothing else is said of who that is and the name speaks soon."""
    at = office.title.end
    later = [p for p in parties if p.label == "PERSON" and p.spots and p.first >= at]
    following = min(later, key=lambda p: p.first, default=None)
    if following is None or following.titles or not office.of or not following.names:
        return None
    if _stands_between(office, following, story):
        return None
    return following if story.sentences[following.first] - story.sentences[at - 1] <= NEAR else None


def _stands_between(office: Office, following: Party, story: Story) -> bool:
    return any(office.end <= s.token < following.first and s.party.label == "PERSON" for s in story.seen)


def _spoke_last(office: Office, story: Story) -> Party | None:
    """Return the person who spoke last, for a bare "the minister" whose title was never given."""

    def fits(seen: Seen) -> bool:
        return seen.party.label == "PERSON" and seen.speaks and not seen.quoted and not seen.party.titles

    return None if office.of else story.best(office.title.start, fits, within=NEAR)


def owned(office: Office, owner: Party | None) -> Office:
    """Return the office with the state or body that its owner is: "the country's president", "his spokeswoman".

    What belongs to a person is of whatever the person's office is of.
    """
    if owner is None or office.of:
        return office
    post = office.post
    if owner.label in COUNTRY_LABELS:
        return replace(office, post=replace(post, country=max(owner.texts)), of=owner.identity)
    if owner.label == "ORG":
        return replace(office, post=replace(post, organization=max(owner.texts, key=len)), of=owner.identity)
    given = next((held for held in owner.posts if held.country or held.organization), None)
    if owner.label != "PERSON" or given is None:
        return office
    return replace(office, post=replace(post, country=given.country or given.organization), of=frozenset(owner.of))


def unnamed_holder(office: Office) -> Party | None:
    """Return a party for an office of a known state or body whose holder the text does not name."""
    if not office.of:
        return None
    last = office.post.title.casefold().split()[-1]
    gender = next((g for g in GENDERS if last in words("titles", g)), None)
    return Party(
        label="PERSON", posts=[office.post], titles={office.post.title.casefold()}, of=set(office.of), gender=gender
    )
