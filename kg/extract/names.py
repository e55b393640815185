"""Names of persons, states and bodies: what the model finds, corrected by capital letters, titles and known names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract.layout import find_datelines, find_headlines, lies_in, starts_line
from kg.extract.lexicon import FIRST_WORD, known_names, words
from kg.extract.titles import Title, find_titles
from kg.model import Form

ACTOR_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
COUNTRY_LABELS = frozenset({"GPE", "NORP"})
ACRONYM_SIZES = range(2, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name as tokens `[start, end)` with its NER label; `inside` when it is part of a longer name."""

    start: int
    end: int
    label: str
    form: Form = "name"
    inside: bool = False
    known: bool = False


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
    hits = _known_hits(doc)
    taken = {i for hit in hits for i in range(hit.start, hit.end) if doc[hit.start : hit.end].text[0].isupper()}
    titles = find_titles(doc, taken=taken)
    pieces = _Pieces(doc, hits=hits, titles=titles)
    names = _settle_labels(doc, list(pieces.names()))
    return Found(names=tuple(sorted(names, key=lambda n: (n.start, -n.end))), titles=titles)


def _known_hits(doc: Doc) -> tuple[Name, ...]:
    """Match the gazetteers at token boundaries, longest first: "European Union" before "European"."""
    text, ends = doc.text, {token.idx + len(token): token.i + 1 for token in doc}
    lookup, found, reached = known_names(), [], 0
    for token in doc:
        first = FIRST_WORD.match(token.text)
        if token.i < reached or first is None or not token.text[0].isupper():
            continue
        for surface, label in lookup.get(first.group(), ()):
            end = ends.get(token.idx + len(surface))
            if end and text.startswith(surface, token.idx) and not _is_trap(doc, token, end):
                found.append(Name(start=token.i, end=end, label=label, known=True, form=_form(surface)))
                reached = end
                break
    return tuple(found)


def _is_trap(doc: Doc, token: Token, end: int) -> bool:
    """Refuse one-word bodies that open a sentence ("Council members said") or stand in a longer word ("Iran-")."""
    following = doc[end] if end < len(doc) else None
    joined = following is not None and following.text == "-" and not doc[end - 1].whitespace_
    after = doc[end + 1] if joined and end + 1 < len(doc) and not following.whitespace_ else None
    return (
        after is not None
        and after.text[0].islower()
        and after.lower_ not in words("words", "hyphened")
        and len(after) < 3
    )


def _form(surface: str) -> Form:
    letters = surface.replace(".", "")
    return "acronym" if letters.isupper() and len(letters) in ACRONYM_SIZES else "name"


class _Pieces:
    """Cuts runs of capitalised words into names, at titles and at names of states."""

    def __init__(self, doc: Doc, *, hits: Sequence[Name], titles: Sequence[Title]) -> None:
        self.doc = doc
        self.hits: Mapping[int, Name] = {hit.start: hit for hit in hits}
        self.in_hit: Mapping[int, Name] = {i: hit for hit in hits for i in range(hit.start, hit.end)}
        self.in_title = {i for title in titles for i in range(title.start, title.end)}
        self.title_ends = {title.end for title in titles}
        self.ents = {i: ent for ent in doc.ents if ent.label_ in ACTOR_LABELS for i in range(ent.start, ent.end)}
        self.headlines = find_headlines(doc.text)
        self.datelines = find_datelines(doc.text)

    def names(self) -> Iterator[Name]:
        """Yield the names in reading order."""
        at = 0
        while at < len(self.doc):
            if lies_in(self.doc[at], self.datelines) or not self._opens(at):
                at += 1
                continue
            end = self._reach(at)
            yield from self._label(at, end)
            at = max(end, at + 1)

    def _opens(self, at: int) -> bool:
        if at in self.hits:
            return True
        return at not in self.in_title and self._is_nameish(at)

    def _is_nameish(self, at: int) -> bool:
        """Tell whether the token looks like part of a name."""
        token = self.doc[at]
        if not token.text[0].isupper():
            return token.lower_ in words("words", "particles") and at in self.ents and self.ents[at].label_ == "PERSON"
        if token.lower_ in words("words", "calendar") or token.lower_ in words("titles", "honorifics"):
            return False
        if at in self.ents or at in self.in_hit:
            return token.lower_ not in words("words", "not_names")
        if lies_in(token, self.headlines) or token.lower_ in words("words", "not_names"):
            return False
        return (
            token.pos_ == "PROPN" if starts_line(self.doc, at) else token.pos_ in ("PROPN", "NOUN", "ADJ", "X", "VERB")
        )

    def _reach(self, at: int) -> int:
        """Go right to the end of the name that opens at `at`."""
        hit = self.hits.get(at)
        end = hit.end if hit else at + 1
        if hit and hit.label in COUNTRY_LABELS and not self._heads_body(end) and not self._is_longer_ent(at, end):
            return end
        while end < len(self.doc):
            step = self._step(end, start=at)
            if step is None:
                break
            end = step
        return end

    def _is_longer_ent(self, at: int, end: int) -> bool:
        """Tell whether the model sees a longer name around a state's name: "Israel Katz", "Bank of China"."""
        ent = self.ents.get(at)
        return (
            ent is not None
            and ent.start == at
            and ent.end > end
            and ent.label_ in ("PERSON", "ORG")
            and end not in self.in_title
            and end not in self.hits
            and self.doc[end].text[0].isupper()
        )

    def _heads_body(self, at: int) -> bool:
        """Tell whether the capitals from here on end in the head of a body: "Iraqi | Security Forces"."""
        heads, last = words("bodies", "heads"), None
        while (
            at < len(self.doc)
            and self.doc[at].text[0].isupper()
            and (at not in self.in_title or self._title_in_body(at))
        ):
            if at in self.hits and self.hits[at].label in COUNTRY_LABELS:
                break
            last, at = at, at + 1
        return last is not None and self.doc[last].lower_ in heads

    def _title_in_body(self, at: int) -> bool:
        return (
            at + 1 < len(self.doc)
            and self.doc[at + 1].text[0].isupper()
            and self.doc[at + 1].lower_ in words("bodies", "heads")
        )

    def _step(self, end: int, *, start: int) -> int | None:
        """Return the end after taking in one more word, or None when the name is over."""
        doc = self.doc
        if "\n" in doc[end - 1].text_with_ws:
            return None
        if doc[end].text == "-" and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
            return self._step_hyphen(end)
        hit = self.hits.get(end)
        if hit is not None:
            return hit.end if hit.label == "ORG" or not self._closes(start, end) else None
        if end not in self.in_title and self._is_nameish(end) and end not in self.in_hit:
            return end + 1
        return self._step_connector(end, start=start)

    def _closes(self, start: int, end: int) -> bool:
        """Tell whether a state's name after this one begins a new name, unless the model sees one ("Air China")."""
        ent = self.ents.get(start)
        return ent is None or ent.end <= end or ent.label_ not in ("ORG", "PERSON")

    def _step_hyphen(self, end: int) -> int | None:
        """Join "Ki | - moon" and "al | - Assad" but not "Saudi | - led"."""
        following = self.doc[end + 1] if end + 1 < len(self.doc) else None
        if following is None or end + 1 in self.hits or following.lower_ in words("words", "hyphened"):
            return None
        single = end - 1 in self.in_hit
        if following.text[0].islower() and (single or len(following) > 6 or self.doc[end - 1].is_upper):
            return None
        return end + 2 if following.is_alpha and not single else None

    def _step_connector(self, end: int, *, start: int) -> int | None:
        """Join a body's complement: "Office | of the | High Commissioner | for | Human Rights"."""
        doc = self.doc
        heads = any(doc[i].lower_ in words("bodies", "heads") and doc[i].text[0].isupper() for i in range(start, end))
        joint = doc[end].lower_ in ("and", "&", ",") and any(
            doc[i].lower_ in words("words", "connectors") for i in range(start, end)
        )
        if not heads or not (doc[end].lower_ in words("words", "connectors") or joint):
            return None
        at = end + 1
        while at < len(doc) and doc[at].lower_ in ("the", "and"):
            at += 1
        if at >= len(doc) or not doc[at].text[0].isupper() or lies_in(doc[at], self.headlines):
            return None
        if (at in self.in_hit and (joint or doc[end].lower_ != "of")) or doc[at].lower_ in words("words", "calendar"):
            return None
        if joint and ((at in self.ents and self.ents[at].start == at) or self._heads_body(at)):
            return None
        if doc[end].lower_ in ("in", "to", "on", "against") and (
            at in self.ents and self.ents[at].label_ in ("GPE", "LOC", "PERSON")
        ):
            return None
        return self.hits[at].end if at in self.hits else at + 1

    def _label(self, start: int, end: int) -> Iterator[Name]:
        """Yield the name with its label, and the state's name that opens a body's name."""
        doc, hit = self.doc, self.hits.get(start)
        if hit is not None and hit.end == end:
            yield self._prefer_ent(hit)
            return
        label = self._choose(start, end)
        yield Name(start=start, end=end, label=label, form=_form(doc[start:end].text))
        if label == "ORG":
            inner = [h for i, h in self.hits.items() if start <= i < end and h.label in COUNTRY_LABELS]
            yield from (replace(h, inside=True) for h in inner)

    def _prefer_ent(self, hit: Name) -> Name:
        """Keep the gazetteer's label unless the model sees a person of that name: "Chad said he"."""
        ent = self.ents.get(hit.start)
        if (
            ent is not None
            and ent.label_ == "PERSON"
            and hit.label == "ORG"
            and (ent.start, ent.end) == (hit.start, hit.end)
        ):
            return replace(hit, label="PERSON", known=False)
        return hit

    def _choose(self, start: int, end: int) -> str:
        doc = self.doc
        last = doc[end - 1].lower_
        if start in self.title_ends or (start and doc[start - 1].lower_ in words("titles", "honorifics")):
            if last not in words("bodies", "heads"):
                return "PERSON"
        if last in words("bodies", "not_actors"):
            return "THING"
        if any(doc[i].lower_ in words("bodies", "heads") for i in range(start, end)):
            return "ORG"
        seen = Counter(self.ents[i].label_ for i in range(start, end) if i in self.ents)
        if seen:
            return seen.most_common(1)[0][0]
        known = [self.in_hit[i].label for i in range(start, end) if i in self.in_hit]
        if "ORG" in known:
            return "ORG"
        return "ORG" if _form(doc[start:end].text) == "acronym" else ""


def _settle_labels(doc: Doc, names: list[Name]) -> list[Name]:
    """Give names that are alike one label, and unlabelled ones the label of their namesake.

    "Ri Yong Ho" (PERSON) makes a later "Ri" a person; a label seen more often wins over a rarer one.
    """
    votes: dict[str, Counter[str]] = {}
    for name in names:
        if name.label and not name.inside:
            votes.setdefault(_plain(doc, name), Counter())[name.label] += 3 if name.known else 1
    persons = {doc[n.end - 1].lower_ for n in names if n.label == "PERSON"} | {
        doc[n.start].lower_ for n in names if n.label == "PERSON" and n.end - n.start > 1
    }
    settled = []
    for name in names:
        vote = votes.get(_plain(doc, name))
        label = vote.most_common(1)[0][0] if vote else ""
        if not label and name.end - name.start == 1 and doc[name.start].lower_ in persons:
            label = "PERSON"
        if label in ACTOR_LABELS:
            settled.append(replace(name, label=label))
    return settled


def _plain(doc: Doc, name: Name) -> str:
    return doc[name.start : name.end].text.casefold()
