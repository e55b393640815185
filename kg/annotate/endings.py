"""English endings: whether one word can be a form of another, by spelling alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

PREFIXES = ("counter", "under", "over", "fore", "with", "mis", "out", "dis", "pre", "re", "un", "co", "up")
"""Before a verb; the longest that fits comes first."""
NO_VERB = re.compile(r"[^aeiou][^aeiourl]l$|[ldnr]g$(?<!ng)|[nr]c$|[vuj]$|(?<!z)z$|([bdgmnprt])\1e?$")
"""How no verb of English ends, such as what is left of "settling", "charged", "balanced", "moving", "ramming"."""
SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
"""Verbs of one syllable that double their last letter: "ram"."""


def can_be_form(form: str, lemma: str, pos: str) -> bool:
    """Tell whether regular endings make a form of a lemma.

    >>> can_be_form("mining", "mine", "VERB"), can_be_form("mining", "min", "VERB")
    (True, False)
    >>> can_be_form("quotas", "quota", "NOUN"), can_be_form("Storting", "stort", "NOUN")
    (True, False)
    """
    low, base = form.lower(), lemma.lower()
    if low == base:
        return True
    if pos == "NOUN":
        return low in _plurals(base)
    return not NO_VERB.search(base) and low in _verb_forms(base)


def without_prefix(form: str) -> Iterator[tuple[str, str]]:
    """Yield the prefixes of a verb with what is left of it: "re", "written"."""
    low = form.lower()
    yield from ((prefix, low.removeprefix(prefix)) for prefix in PREFIXES if low.startswith(prefix))


def _plurals(base: str) -> set[str]:
    made = {f"{base}s", f"{base}es", f"{base[:-1]}ies" if base.endswith("y") else ""}
    made |= {f"{base[:-1]}ves"} if base.endswith("f") else {f"{base[:-2]}ves"} if base.endswith("fe") else set()
    return made | ({f"{base[:-2]}en"} if base.endswith("man") else set())


def _verb_forms(base: str) -> set[str]:
    if base.endswith("e"):
        ing = base[:-2] + "ying" if base.endswith("ie") else base[:-1] + "ing"
        return {f"{base}s", f"{base}d", ing, f"{base}ing"}
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return {f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing"}
    doubled = {f"{base}{base[-1:]}{ending}" for ending in ("ed", "ing")}
    plain = {f"{base}{ending}" for ending in ("ed", "ing", "ked", "king")}
    return {f"{base}s", f"{base}es"} | doubled | (set() if SHORT.fullmatch(base) else plain)
