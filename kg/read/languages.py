"""Which language a text is in, by py3langid's bundled model."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SURE = 0.9
"""A text is taken for another language than the wanted one only where that is at least so probable."""
MIN_LETTERS = 40
"""Shorter texts in Latin letters do not show their language; they are taken for one that is wanted."""
MIN_FOREIGN = 4
"""So many letters show it in other scripts."""
SAMPLE = 5000


def language_of(text: str, *, wanted: frozenset[str] | None = None) -> str:
    """Return the ISO 639-1 code of a text's language; the wanted one unless another is nearly sure.

    >>> language_of("Der Außenminister sagte am Montag in Berlin, die Gespräche seien gescheitert.")
    'de'
    """
    likely = "en" if wanted is None or "en" in wanted else min(wanted)
    sample = text.lstrip()[:SAMPLE].encode("utf-8", "replace").decode()
    letters = [c for c in sample if c.isalpha()]
    foreign = sum(not (c.isascii() or unicodedata.name(c, "").startswith("LATIN")) for c in letters)
    is_foreign = foreign >= max(MIN_FOREIGN, len(letters) / 2)
    if len(letters) < MIN_LETTERS and not is_foreign:
        return likely
    code, probability = _identifier().classify(sample)
    return str(code) if is_foreign or probability >= SURE else likely


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
