"""How lines are set: headline case, datelines, all capitals. Capital letters mean less there."""

from __future__ import annotations

import re

from spacy.tokens import Doc, Token

DATELINE = re.compile(
    r"^\s*(?:[A-Z][\w.'’-]*,?\s){0,5}?[A-Z][\w.'’-]+,?\s*(?:\([^)\n]{2,40}\)\s*)?(?:[A-Z]?[a-z]*\.?\s*\d{0,2}\s*)?(?:\(\s*\w+\s*\)\s*)?\s*(?:—|–|--|-(?=\s)|_)\s",
)
LINE = re.compile(r"[^\n]+")


def find_headlines(text: str) -> tuple[tuple[int, int], ...]:
    """Return the lines (character spans) in which nearly every word is capitalised, so that capitals mark no names."""
    return tuple(line.span() for line in LINE.finditer(text) if _is_headline(line.group()))


def _is_headline(line: str) -> bool:
    long = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    ends = line.rstrip().endswith((".", "?", "!", ".”", '."'))
    return len(long) >= 3 and capitals >= 0.75 * len(long) and (not ends or line.isupper()) and len(line) < 200


def find_datelines(text: str) -> tuple[tuple[int, int], ...]:
    """Return the datelines (character spans): "BEIJING (Reuters) - " says where a report was written, not who acts."""
    spans = []
    for line in LINE.finditer(text):
        match = DATELINE.match(line.group()[:90])
        if match and (match.group().split()[0].strip(",").isupper() or "(" in match.group()):
            spans.append((line.start(), line.start() + match.end()))
    return tuple(spans)


def lies_in(token: Token, spans: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether the token starts in one of the character spans."""
    return any(start <= token.idx < end for start, end in spans)


def starts_line(doc: Doc, index: int) -> bool:
    """Tell whether the token opens a sentence, a line or a quotation, where any word is capitalised."""
    token = doc[index]
    if index == 0 or token.is_sent_start:
        return True
    before = doc[index - 1]
    return "\n" in before.text_with_ws or before.text in {
        '"',
        "“",
        "‘",
        "'",
        "``",
        ":",
        "•",
        "-",
        "—",
        "–",
        ".",
        "?",
        "!",
        "(",
        "...",
    }
