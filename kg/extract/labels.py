"""Say for each run of capitals whether it names a person, a state, a body, or something that is no actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.extract.capitals import Capitals
from kg.extract.lexicon import words
from kg.extract.names import ACTOR_LABELS, Name, find_known, name_form, states_inside
from kg.extract.namesakes import mark_namesakes
from kg.extract.small_bodies import with_small_bodies
from kg.extract.titles import Title, find_titles
from kg.extract.vessels import names_vessel

THING = "THING"
"""Label of what has a name but is no actor: treaties, wars, awards. Dropped in the end."""
STRONG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The names and titles of one document, in reading order."""

    names: tuple[Name, ...]
    titles: tuple[Title, ...]


def find_names(doc: Doc) -> Found:
    """Find every name in the document and the titles around them.

    Args:
        doc: Needs `tagger`; entities help but are not required.

    Returns:
        Names without titles, and titles without names. A state's name inside a body's name
        ("Iraqi" in "Iraqi Security Forces") is kept as well, marked `inside`.
    """
    known = mark_namesakes(doc, find_known(doc))
    titles = find_titles(doc, taken={i for name in known for i in range(name.start, name.end)})
    capitals = Capitals(doc, known=known, titles=titles)
    titled = {title.end for title in titles}
    names = [name for start, end in capitals.runs() for name in _label(capitals, start, end, titled)]
    settled = list(_settle(doc, names, titled))
    return Found(names=tuple(with_small_bodies(doc, settled)), titles=titles)


def _label(capitals: Capitals, start: int, end: int, titled: Set[int]) -> Iterator[Name]:
    """Yield the name with its label, and the states' names inside a body's name."""
    known = capitals.known.get(start)
    if (
        known is not None
        and known.label == "GPE"
        and end - known.end > 1
        and start
        and capitals.doc[start - 1].lower_ == "of"
    ):
        yield known  # "the foreign minister of | Poland | Pavel Jablonski"
        start, known = known.end, None
    if known is not None and known.end == end:
        name = known
    else:
        form = name_form(capitals.doc[start:end].text)
        name = Name(start=start, end=end, label=_choose(capitals, start, end, titled), form=form)
    yield name
    if name.label in ("ORG", THING):
        yield from states_inside(capitals.doc, start, end)


def _choose(capitals: Capitals, start: int, end: int, titled: Set[int]) -> str:
    """Return the label of a run, empty when nothing tells it."""
    doc, heads = capitals.doc, words("bodies", "heads")
    last = doc[end - 1].lower_
    if end - start == 1 and last == "government":
        return ""  # "the Australian | Government" is the state, as in small letters
    if names_vessel(doc, start, end):
        return THING
    if _is_titled(doc, start, titled) and last not in heads:
        return "PERSON"
    if last in words("bodies", "not_actors"):
        return THING
    if any(doc[i].lower_ in heads for i in range(start, end)):
        return "ORG"
    if start in capitals.known and end - 1 in capitals.ents and capitals.ents[end - 1].label_ == "PERSON":
        return "PERSON"
    seen = Counter(capitals.ents[i].label_ for i in range(start, end) if i in capitals.ents)
    if seen:
        return seen.most_common(1)[0][0]
    known = {capitals.in_known[i].label for i in range(start, end) if i in capitals.in_known}
    if "ORG" in known or name_form(doc[start:end].text) == "acronym":
        return "ORG"
    return "PERSON" if _looks_personal(doc, start, end) else ""


def _looks_personal(doc: Doc, start: int, end: int) -> bool:
    """Tell whether an unknown run has the shape of a person's name: "Ivica Dacic", "Ban Ki-moon"."""
    capitals = [token for token in doc[start:end] if token.text[0].isupper()]
    return 2 <= len(capitals) <= 4 and all(t.pos_ in ("PROPN", "X") and not t.is_upper for t in capitals[:2])


def _is_titled(doc: Doc, start: int, titled: Set[int]) -> bool:
    return start in titled or (start > 0 and doc[start - 1].lower_ in words("titles", "honorifics"))


def _settle(doc: Doc, names: Sequence[Name], titled: Set[int]) -> Iterator[Name]:
    """Give names that are alike one label, and unsure ones the label of their namesake.

    "Ri Yong Ho" makes a later "Ri" a person; a label seen more often wins over a rarer one.
    """
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.label and not name.inside:
            strong = _is_titled(doc, name.start, titled) or names_vessel(doc, name.start, name.end)
            weight = STRONG if name.entry or strong else 1
            votes.setdefault(_plain(doc, name), Counter())[name.label] += weight
    persons = _person_words(doc, names, votes)
    for name in names:
        vote = votes.get(_plain(doc, name))
        label = vote.most_common(1)[0][0] if vote else ""
        if not name.entry and name.end - name.start == 1 and doc[name.start].lower_ in persons:
            label = "PERSON"
        if label in ACTOR_LABELS:
            yield replace(name, label=label)


def _person_words(doc: Doc, names: Sequence[Name], votes: dict[str, Counter[str]]) -> set[str]:
    """Return the first and last words of the persons' names of two words or more."""
    full = [
        n
        for n in names
        if n.end - n.start > 1
        and votes.get(_plain(doc, n), Counter()).most_common(1)[:1]
        and votes[_plain(doc, n)].most_common(1)[0][0] == "PERSON"
    ]
    return {doc[n.end - 1].lower_ for n in full} | {doc[n.start].lower_ for n in full}


def _plain(doc: Doc, name: Name) -> str:
    return doc[name.start : name.end].text.casefold()
