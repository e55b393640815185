"""Quotations by their marks, also such as go on over paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
STRAIGHT = frozenset({'"', "``", "''"})
LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
LONG = 4
"""A quotation of fewer words is a quoted term, not a quoted statement."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Tokens `[start, end)` from the opening to the closing mark; `open` where a paragraph ends before it is closed."""

    start: int
    end: int
    open: bool = False

    def is_long(self, doc: Doc) -> bool:
        """Tell whether it can be a statement of its own."""
        return sum(token.is_alpha for token in doc[self.start : self.end]) >= LONG


def find_quotes(doc: Doc) -> list[Quote]:
    """Return the quotations in order, not nested; an opening mark that is never closed ends with its paragraph."""
    quotes: list[Quote] = []
    start: int | None = None
    for token in doc:
        if token.is_space and not LINE_ENDS.isdisjoint(token.text):
            if start is not None:
                quotes.append(Quote(start, token.i, open=True))
            start = None
        elif token.text in OPENING or (token.text in STRAIGHT and start is None):
            if start is None:
                start = token.i
        elif start is not None and (token.text in CLOSING or token.text in STRAIGHT):
            quotes.append(Quote(start, token.i + 1))
            start = None
    if start is not None:
        quotes.append(Quote(start, len(doc), open=True))
    return [quote for quote in quotes if quote.end - quote.start > 1]
