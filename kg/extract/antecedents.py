"""Which party a pronoun refers to: a linear model over what was said of each party so far, or none of them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from spacy.tokens import Token

from kg.extract.parties import Party
from kg.extract.roles import governed, is_subject, speaks
from kg.extract.story import Seen, Story
from kg.linear import read_weights, weigh

CLASSES = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "themselves"), "they"),
}
"""What pronouns of the third person are forms of."""
GENDERS = {"he": "male", "she": "female"}
POSSESSIVE = frozenset({"his", "her", "its", "their"})
LABELS = {
    "he": frozenset({"PERSON"}),
    "she": frozenset({"PERSON"}),
    "it": frozenset({"ORG", "GPE", "GROUP"}),
    "they": frozenset({"PERSON", "ORG", "GPE", "GROUP", "NORP"}),
}
FAR = 6
"""So many sentences back a party may stand."""
CLEAR = 2
"""So many more pronouns of one gender tell that a person has it; one alone may be a slip, or a country's "her"."""
Features = Mapping[str, float]


def antecedent(at: int, story: Story, *, speaking: Collection[int] = ()) -> Party | None:
    """Return the likeliest party for the pronoun at a token; None where it is likelier to refer to none of them.

    Args:
        at: The pronoun.
        story: What has been mentioned before it.
        speaking: Whose words it stands in, as `id` of parties: nobody says "he" or "she" of oneself.
    """
    weights = load_weights()
    others = speaking if CLASSES[story.doc[at].lower_] in GENDERS else ()
    scored = [(weigh(features, weights), party) for party, features in candidates(at, story) if id(party) not in others]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] > 0 else None


def load_weights() -> Mapping[str, float]:
    """Return the weight of each feature, fitted by `training/coreference/fit.py`; no party has the score 0."""
    return read_weights("kg.extract", "antecedent_weights.csv")


def candidates(at: int, story: Story) -> list[tuple[Party, Features]]:
    """Return the parties that the pronoun may refer to, the last mentioned first, each with its features."""
    pronoun = CLASSES[story.doc[at].lower_]
    latest: dict[int, Seen] = {}
    for seen in story.recent(at, FAR):
        if seen.party.label in LABELS[pronoun] and _may_have(seen.party, pronoun):
            latest.setdefault(id(seen.party), seen)
    mentions: dict[int, list[Seen]] = defaultdict(list)
    for seen in story.seen:
        mentions[id(seen.party)].append(seen)
    return [
        (seen.party, dict(_describe(story.doc[at], seen, mentions[key], rank, story)))
        for rank, (key, seen) in enumerate(latest.items())
    ]


def _may_have(party: Party, pronoun: str) -> bool:
    """Tell whether a party's title and the pronouns that it had so far allow a pronoun's gender."""
    gender = GENDERS.get(pronoun)
    if gender is None:
        return True
    other = "female" if gender == "male" else "male"
    return party.gender in (None, gender) and party.pronouns[other] - party.pronouns[gender] < CLEAR


def _describe(
    token: Token, seen: Seen, mentions: Sequence[Seen], rank: int, story: Story
) -> Iterator[tuple[str, float]]:
    """Yield the features of one candidate, last mentioned as `seen`; most are apart for each pronoun, "she" is as "he"."""
    gender = GENDERS.get(CLASSES[token.lower_], "")
    pronoun = "he" if gender else CLASSES[token.lower_]
    back = story.sentences[token.i] - seen.sentence
    yield pronoun, 1.0
    yield f"{pronoun} for {seen.party.label}", 1.0
    yield f"{pronoun} {min(back, 4)} back", 1.0
    yield f"{pronoun} rank {min(rank, 3)}", 1.0
    yield f"{pronoun} mentions", math.log(len(mentions))
    if seen.subject:
        yield f"{pronoun} of subject", 1.0
        yield f"{pronoun} of subject {min(back, 2)} back", 1.0
    if seen.speaks:
        yield f"{pronoun} of speaker", 1.0
    if seen.subject and is_subject(token):
        yield f"{pronoun} subject of subject", 1.0
    if speaks(token):
        yield f"{pronoun} speaks for {seen.party.label}", 1.0
    if back and any(one.subject and one.sentence == story.sentences[token.i] - 1 for one in mentions):
        yield f"{pronoun} of subject before", 1.0
    if token.lower_ in POSSESSIVE and token.dep_ == "nmod:poss":
        yield f"{pronoun} possessive", 1.0
        yield f"{pronoun} possessive {min(back, 2)} back", 1.0
    elif back == 0 and governed(token).head == governed(story.doc[seen.token]).head:
        yield "beside it", 1.0
    if token.dep_ == "expl":
        yield "expletive", 1.0
    inside, around = story.quoted[token.i], seen.quoted
    if inside != around:
        yield "out of a quotation" if around else "into a quotation", 1.0
        if inside and seen.speaks and back <= 1:
            yield "into the speaker's own words", 1.0
    if seen.party.gender or seen.party.pronouns[gender]:
        yield "gender known", 1.0
