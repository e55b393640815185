"""What has been mentioned so far in a document, and which of it comes to mind first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.parties import Party
from kg.extract.roles import is_subject, speaks

SUBJECT_BONUS = 1.2
SPEAKER_BONUS = 0.6
QUOTED_COST = 2.0
OWN_QUOTE_COST = 3.0


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
    """The mentions of one document up to a point, in reading order.

    `sentences` and `quoted` tell for each token its sentence's number and whether it is inside a quotation.
    """

    doc: Doc
    sentences: Sequence[int]
    quoted: Sequence[bool]
    seen: list[Seen] = field(default_factory=list)

    @classmethod
    def begin(cls, doc: Doc) -> Story:
        """Return a story in which nothing has been mentioned."""
        return cls(doc=doc, sentences=number_sentences(doc), quoted=find_quoted(doc))

    def pass_by(self, party: Party, start: int, end: int) -> None:
        """Record one mention."""
        head = self.doc[start:end].root
        seen = Seen(
            token=start,
            sentence=self.sentences[start],
            party=party,
            subject=is_subject(head),
            speaks=speaks(head),
            quoted=self.quoted[start],
        )
        self.seen.append(seen)

    def best(self, token: int, fits: Callable[[Seen], bool], *, within: int | None = None) -> Party | None:
        """Return the most salient party among the mentions that fit.

        Args:
            token: Where the word stands that refers.
            fits: Which mentions it may refer to.
            within: How many sentences back to look; None for all.
        """
        ranked = [
            (self._salience(s, token), s.token, -n, s) for n, s in enumerate(self.recent(token, within)) if fits(s)
        ]
        return max(ranked, key=lambda r: r[:3])[3].party if ranked else None

    def recent(self, token: int, within: int | None = None) -> Iterator[Seen]:
        """Yield the mentions from the last one back, no further than `within` sentences before `token`."""
        oldest = -1 if within is None else self.sentences[token] - within
        for seen in reversed(self.seen):
            if seen.sentence < oldest:
                return
            yield seen

    def speaking(self, token: int) -> Iterator[int]:
        """Yield the words that say who utters a quoted token: subjects of speech in its sentence, outside the marks."""
        if self.quoted[token]:
            sentence = self.doc[token].sent
            yield from (word.i for word in sentence if not self.quoted[word.i] and is_subject(word) and speaks(word))

    def _salience(self, seen: Seen, token: int) -> float:
        distance = self.sentences[token] - seen.sentence
        score = -float(distance) + SUBJECT_BONUS * seen.subject + SPEAKER_BONUS * seen.speaks
        if seen.quoted and not self.quoted[token]:
            score -= QUOTED_COST
        if self.quoted[token] and not seen.quoted and seen.speaks and distance <= 1:
            score -= OWN_QUOTE_COST
        return score


def number_sentences(doc: Doc) -> list[int]:
    """Return for each token the number of its sentence."""
    numbers, number = [], -1
    for token in doc:
        number += bool(token.is_sent_start) or token.i == 0
        numbers.append(number)
    return numbers


def find_quoted(doc: Doc) -> list[bool]:
    """Tell for each token whether it stands between double quotation marks of its paragraph."""
    inside, flags = False, []
    for token in doc:
        if "“" in token.text or token.text == "``":
            inside = True
        elif "”" in token.text or token.text == "''":
            inside = False
        elif token.text == '"':
            inside = not inside
        flags.append(inside)
        if "\n" in token.text_with_ws:
            inside = False
    return flags
