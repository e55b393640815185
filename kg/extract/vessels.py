"""Names of ships, which look like those of persons: "the research vessel Marisol Vega"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.lexicon import words


def names_vessel(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words before a name, or its first word, show that a ship bears it.

    Example: "the frigate | Almirante Cruz", "the crew of the | Marisol Vega", "aboard the | Marisol Vega".
    """
    if end - start > 1 and doc[start].text in words("vessels", "prefixes"):
        return True
    before = [token.lower_ for token in doc[max(0, start - 3) : start]]
    if before[-1:] and before[-1] in words("vessels", "kinds"):
        return doc[start - 1].is_lower and "\n" not in doc[start - 1].text_with_ws
    if before[-1:] != ["the"] or _is_modifier(doc, start, end):
        return False
    return before[-2:-1] == ["aboard"] or (before[-2:-1] == ["of"] and before[0] in words("vessels", "parts"))


def _is_modifier(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name stands before the noun that it tells more of: "the crew of the | Vega | film"."""
    return bool(doc[start:end].root.dep_ in ("compound", "nmod:poss", "amod"))
