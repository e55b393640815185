"""Which state speaks of itself in a text: "Chad's commitment", "Chad welcomes", "Chad played a role in"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from kg.model import Span

_QUALITY = r"(?:(?:strong|continued|continuing|own|full|deep|firm|long-?standing)\s+)?"
_NOUNS = r"commitment|support|position|stance|view|concerns?|condolences|assistance|policy"
_ATTITUDES = r"welcomes?|supports|remains|urges|condemns"
_ACTS = (
    r"Government|calls|reaffirms|reiterates|regrets|believes|is|has|will|takes|plans|decided|voted|stands|hopes|notes"
)
OF_ITSELF = re.compile(rf"(?:['’]s?)?\s+(?:{_QUALITY}(?:{_NOUNS})|{_ATTITUDES})\b")
OF_ITS_ACTS = re.compile(rf"\s+(?:{_ACTS})\b")
QUOTES = ('"', "“")
LEAST = 2
"""How often a state must speak of itself for the text to be its own: once may be chance."""


def speaks_of_itself(text: str, span: Span) -> bool:
    """Tell whether a name of a state is followed by what states say of themselves, or opens a quotation.

    >>> speaks_of_itself("Chad's commitment to peace", Span(0, 4)), speaks_of_itself("Chad in May", Span(0, 4))
    (True, False)
    """
    return text[max(0, span.start - 1) : span.start] in QUOTES or OF_ITSELF.match(text, span.end) is not None


def own_voice(text: str, names: Iterable[tuple[Span, str]]) -> str | None:
    """Return the state that speaks of itself and its acts most often; None where none does twice, or two do equally.

    Args:
        text: The text.
        names: Where states are named, and which.
    """
    counted = Counter(
        state for span, state in names if speaks_of_itself(text, span) or OF_ITS_ACTS.match(text, span.end)
    ).most_common(2)
    if not counted or counted[0][1] < LEAST or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return counted[0][0]
