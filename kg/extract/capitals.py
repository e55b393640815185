"""Cut runs of capitalised words into names, at titles and at the names of states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Span

from kg.extract.layout import find_datelines, find_headlines, lies_in, starts_line
from kg.extract.lexicon import words
from kg.extract.names import ACTOR_LABELS, COUNTRY_LABELS, Name
from kg.extract.roles import SUBJECT
from kg.extract.titles import Title

NUMERALS = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "X", "XI", "XII", "XIV", "XVI"})
LONGEST_REST = 2
"""Words that may follow a state's name in a longer name which the model sees: "Georgia | Meloni Harper"."""
NAME_TAGS = frozenset({"PROPN", "NOUN", "ADJ", "X", "VERB"})


class Capitals:
    """The capitalised words of one document, with what is known about each.

    Args:
        doc: Needs `tagger`; entities help where capitals do not tell, as in headlines.
        known: The gazetteers' names in the text.
        titles: Offices, which bound names.
    """

    def __init__(self, doc: Doc, *, known: Sequence[Name], titles: Sequence[Title]) -> None:
        self.doc = doc
        self.known: Mapping[int, Name] = {name.start: name for name in known}
        self.in_known: Mapping[int, Name] = {i: name for name in known for i in range(name.start, name.end)}
        self.in_title = {i for title in titles for i in range(title.start, title.end)}
        self.ents: Mapping[int, Span] = {
            i: ent for ent in doc.ents if ent.label_ in ACTOR_LABELS for i in range(ent.start, ent.end)
        }
        text = doc.text
        self.headlines = find_headlines(text)
        self.datelines = find_datelines(text)
        self.title_ends = {title.end for title in titles}
        self.elsewhere = {
            token.text
            for token in doc
            if token.pos_ == "PROPN" and not lies_in(token, self.headlines) and not starts_line(doc, token.i)
        }

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the names as token spans, in reading order; datelines are passed over."""
        at = 0
        while at < len(self.doc):
            if lies_in(self.doc[at], self.datelines) or not self._opens(at):
                at += 1
                continue
            end = self._reach(at)
            yield from self._split(at, end)
            at = end

    def _split(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Part a body from the person after it: "General Intelligence Services | Majed Faraj"."""
        heads = [i for i in range(start, end) if self.doc[i].lower_ in words("bodies", "heads")]
        cut = heads[-1] + 1 if heads else end
        if end - cut >= 2 and all(self.doc[i].text[0].isupper() and i not in self.in_known for i in range(cut, end)):
            yield start, cut
            start = cut
        yield start, end

    def _opens(self, at: int) -> bool:
        return at in self.known or (at not in self.in_title and (self._is_nameish(at) or self._is_particle(at)))

    def _is_nameish(self, at: int) -> bool:
        """Tell whether the token looks like part of a name by its capital, its tag and its place in the line."""
        token, opening = self.doc[at], starts_line(self.doc, at)
        if not token.text[0].isupper() or token.lower_ in words("titles", "honorifics"):
            return False
        if at in self.in_known:
            return True
        if token.lower_ in words("words", "calendar"):
            return at in self.ents and self.ents[at].label_ == "PERSON" and self.ents[at].start < at
        if (token.lower_ in words("words", "not_names") or (opening and token.is_stop)) and not self._opens_person(at):
            return False
        if at in self.ents:
            return True
        if lies_in(token, self.headlines):
            return token.pos_ == "PROPN" and (token.text in self.elsewhere or at in self.title_ends)
        if opening:
            return token.pos_ == "PROPN"
        return token.pos_ in NAME_TAGS or token.text in NUMERALS

    def _opens_person(self, at: int) -> bool:
        """Tell whether a small word is a first name: "the negotiator, | Per Otnes"."""
        ent = self.ents.get(at)
        named = ent is not None and ent.label_ == "PERSON" and ent.start == at and ent.end - at > 1
        return named and self.doc[at].pos_ == "PROPN" and self.doc[at + 1].pos_ == "PROPN"

    def _is_particle(self, at: int) -> bool:
        """Tell whether a small word opens or joins a name: "| al-Muhandis", "Ursula | von der Leyen"."""
        doc, small = self.doc, words("words", "particles")
        if doc[at].lower_ not in small or at in self.in_title:
            return False
        before = doc[at - 1] if at else None
        joined = (
            before is not None and at - 1 not in self.in_known and (before.text[0].isupper() or before.lower_ in small)
        )
        after = at + 1
        while after < len(doc) and (doc[after].text == "-" or doc[after].lower_ in small):
            joined = joined or doc[after].text == "-"
            after += 1
        return joined and after < len(doc) and doc[after].text[0].isupper() and after not in self.in_known

    def _reach(self, start: int) -> int:
        """Go right to the end of the name that opens at `start`."""
        known = self.known.get(start)
        end = known.end if known else start + 1
        if known and known.label in COUNTRY_LABELS and not self._heads_body(end) and not self._is_longer(known):
            return end
        while end < len(self.doc) and "\n" not in self.doc[end - 1].text_with_ws:
            step = self._step(start, end)
            if step is None:
                break
            end = step
        return end

    def _is_longer(self, known: Name) -> bool:
        """Tell whether the model sees a longer name around a state's name: "Israel Katz", "Air China"."""
        ent, follower = self.ents.get(known.start), known.end
        if follower >= len(self.doc) or not self._is_free(follower) or self._is_portfolio(known.start):
            return False
        if ent is not None and ent.label_ in ("PERSON", "ORG") and follower < ent.end <= follower + LONGEST_REST:
            return all(self._is_free(at) for at in range(follower, ent.end))
        return self._is_given_name(known)

    def _is_free(self, at: int) -> bool:
        return at not in self.in_title and at not in self.known and self.doc[at].text[0].isupper()

    def _is_portfolio(self, at: int) -> bool:
        """Tell whether an office before a state's name is for the state: "Special Envoy for | Iran" Robert Malley."""
        return at > 1 and at - 2 in self.in_title and self.doc[at - 1].lower_ in words("words", "connectors")

    def _is_given_name(self, known: Name) -> bool:
        """Tell whether a state's name is a person's first: the parse joins it to a surname, as in "India | Hale"."""
        first, ent = self.doc[known.start], self.ents.get(known.end)
        if known.end - known.start > 1 or ent is None or ent.label_ != "PERSON" or ent.start != known.end:
            return False
        surname = self.doc[known.end]
        if surname.head == first.head:
            return first.dep_ in SUBJECT and surname.dep_ in SUBJECT
        joined = surname.head == first and surname.dep_.startswith("flat")
        return joined or (first.head == surname and first.dep_ in ("compound", "flat"))

    def _heads_body(self, at: int) -> bool:
        """Tell whether the capitals from here on end in the head of a body: "Iraqi | Security Forces"."""
        last = None
        while at < len(self.doc) and self.doc[at].text[0].isupper() and at not in self.in_title:
            known = self.known.get(at)
            if known is not None and known.label in COUNTRY_LABELS:
                break
            last, at = at, at + 1
        return last is not None and self.doc[last].lower_ in words("bodies", "heads")

    def _step(self, start: int, end: int) -> int | None:
        """Return the end after taking in one more word, or None when the name is over."""
        doc = self.doc
        if doc[end].text in ("-", "–") and not doc[end - 1].whitespace_ and not doc[end].whitespace_:
            return self._step_hyphen(end)
        after_body = start in self.known and self.known[start].label == "ORG" and self.known[start].end == end
        if after_body and not self._heads_body(end):
            return self._step_connector(start, end)
        known = self.known.get(end)
        if known is not None:
            return known.end if known.label == "ORG" or self._spans_known(start, end) else None
        if end not in self.in_title and (self._is_nameish(end) or self._is_particle(end)):
            return end + 1
        return self._step_connector(start, end)

    def _spans_known(self, start: int, end: int) -> bool:
        """Tell whether the model sees one name across a state's name: "Air | China"."""
        ent = self.ents.get(start)
        return ent is not None and ent.end > end and ent.label_ in ("ORG", "PERSON")

    def _step_hyphen(self, end: int) -> int | None:
        """Join "Ki | - moon" and "al | - Assad" but not "Saudi | - led" nor "US | - China"."""
        if end + 1 >= len(self.doc) or end + 1 in self.known or end - 1 in self.in_known:
            return None
        after = self.doc[end + 1]
        if not after.is_alpha or after.lower_ in words("words", "hyphened"):
            return None
        common = after.text[0].islower() and (len(after) > 6 or self.doc[end - 1].is_upper)
        return None if common else end + 2

    def _step_connector(self, start: int, end: int) -> int | None:
        """Join a body's complement: "Office | of the | High Commissioner | for | Human Rights"."""
        doc, links = self.doc, words("words", "connectors")
        inner = [doc[i] for i in range(start, end)]
        joint = doc[end].lower_ in ("and", "&", ",") and any(token.lower_ in links for token in inner)
        headed = any(token.lower_ in words("bodies", "heads") and token.text[0].isupper() for token in inner)
        if not headed or not (joint or doc[end].lower_ in links):
            return None
        at = end + 1
        while at < len(doc) and doc[at].lower_ in ("the", "and"):
            at += 1
        if at >= len(doc) or not doc[at].text[0].isupper() or lies_in(doc[at], self.headlines):
            return None
        return self._complement_end(at, link=doc[end].lower_, joint=joint)

    def _complement_end(self, at: int, *, link: str, joint: bool) -> int | None:
        """Return where the first word of a complement ends, or None when it is a name of its own."""
        if self.doc[at].lower_ in words("words", "calendar") or (at in self.in_known and (joint or link != "of")):
            return None
        ent = self.ents.get(at)
        if joint and ((ent is not None and ent.start == at) or self._heads_body(at)):
            return None
        if link in ("in", "to", "on", "against") and ent is not None and ent.label_ in ("GPE", "LOC", "PERSON"):
            return None
        return self.known[at].end if at in self.known else at + 1
