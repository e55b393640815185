"""Lemmas: what the training words have, else the edit that the network scores best of those that spelling allows."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from kg.annotate.endings import can_be_form, without_prefix

EDITS_TRIED = 5
MARGIN = 4.0
"""How far (in log odds) behind the best edit one may be that makes a lemma seen in training."""
EDIT = re.compile(r"([lkt])(\d+)(.*)", re.DOTALL)


class Lemmas:
    """Gives words their lemmas.

    Args:
        table: Lemmas of training words by `form|UPOS`; forms in lower case, or as printed where that makes a difference.
        edits: The labels of the network's lemma scores, see `apply_edit`.
    """

    def __init__(self, table: dict[str, str], edits: list[str]) -> None:
        self.table = table
        self.edits = edits
        self.seen = frozenset(f"{lemma}|{key.rpartition('|')[2]}" for key, lemma in table.items())

    def __call__(self, form: str, pos: str, scores: NDArray[np.float32]) -> str:
        """Return the lemma of a word, given its UPOS and the scores of the edits."""
        known = self.table.get(f"{form}|{pos}") or self.table.get(f"{form.lower()}|{pos}")
        if known:
            return known
        ranked = np.argsort(-scores, kind="stable")[:EDITS_TRIED]
        tried = [(apply_edit(form, self.edits[edit]), float(scores[ranked[0]] - scores[edit])) for edit in ranked]
        best = tried[0][0]
        if pos == "PROPN" or f"{best}|{pos}" in self.seen:
            return best
        if seen := next((lemma for lemma, behind in tried if behind < MARGIN and f"{lemma}|{pos}" in self.seen), ""):
            return seen
        return self._unseen(form, pos, [lemma for lemma, _ in tried])

    def _unseen(self, form: str, pos: str, tried: list[str]) -> str:
        """Return a lemma that no training word has: the first whose spelling makes the form, else the form itself."""
        if pos not in ("VERB", "NOUN"):
            return tried[0]
        for prefix, rest in without_prefix(form) if pos == "VERB" else ():
            known = self.table.get(f"{rest}|{pos}", rest)
            if known != rest:
                return prefix + known
        return next((lemma for lemma in tried if can_be_form(form, lemma, pos)), form.lower())


def apply_edit(form: str, edit: str) -> str:
    """Return the lemma that an edit makes of a form: keep, lower or title the case, cut so many characters, add these.

    >>> apply_edit("Ministers", "l1"), apply_edit("CHINA", "t0")
    ('minister', 'China')
    """
    match = EDIT.match(edit)
    if not match:
        return form
    case, cut, added = match[1], int(match[2]), match[3]
    base = form.lower() if case == "l" else form[:1] + form[1:].lower() if case == "t" else form
    return (base[: max(0, len(base) - cut)] + added) or form
