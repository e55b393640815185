"""Whether two titles can be one person's: "the minister" and "Foreign Minister", "the premier" and "Prime Minister"."""

from __future__ import annotations

from functools import lru_cache

from kg.extract.lexicon import canonical_titles, wider_titles

SMALL = frozenset({"of", "for", "the", "and", "to", "&", ",", "-"})
LOWERING = frozenset({"vice", "deputy", "former", "assistant", "deposed", "ousted", "shadow", "opposition"})
SAME, WITHIN, WIDER, NONE = 3, 2, 1, 0


@lru_cache(maxsize=4096)
def title_words(title: str) -> frozenset[str]:
    """Return the telling words of a title in one spelling.

    >>> sorted(title_words("Minister of Defense")) == sorted(title_words("defence minister"))
    True
    """
    canonical = canonical_titles()
    spelled = " ".join(canonical.get(word, word) for word in title.casefold().split())
    return frozenset(spelled.split()) - SMALL


def title_fit(title: str, own: str) -> int:
    """Return how well a title in the text fits one that a person is known to hold.

    Args:
        title: As the text has it now: "the minister".
        own: As it stood beside the person's name: "Foreign Minister".

    Returns:
        `SAME`, `WITHIN` (all its words are in the known title), `WIDER` ("diplomat" for an ambassador), or `NONE`.
    """
    short, full = title_words(title), title_words(own)
    if short == full:
        return SAME
    if short and short <= full:
        return WIDER if (full - short) & LOWERING else WITHIN
    if full and full < short and not (short - full) & LOWERING:
        return WIDER
    wide = wider_titles()
    covered = any(title_words(narrow) <= full for word in short for narrow in wide.get(word, ()))
    return WIDER if covered and not (full & LOWERING) else NONE
