"""What coded statements say as stances, as signs and in words."""

from __future__ import annotations

import numpy as np

from kg.discourse.table import IntArray, Statements

WORDS = {1: "support", -1: "oppose", 0: "ambivalent"}


def signs_of(statements: Statements, qualifier: str, *, neutral: int = 0) -> IntArray:
    """Return 1 for support, -1 for opposition and 0 for neither, shape `(n_statements,)`; an empty boolean counts as false.

    Args:
        statements: A table.
        qualifier: A boolean column, or one of integers.
        neutral: The integer above which a statement supports and below which it opposes.

    Raises:
        ReadError: If a cell is no number.
    """
    numbers = statements.integers(qualifier)
    return numbers * 2 - 1 if statements.kind(qualifier) == "boolean" else np.sign(numbers - neutral)


def stances_of(statements: Statements, qualifier: str | None) -> list[str]:
    """Return the stance of each statement in words; a text is the stance itself, and what has no value an empty text.

    Args:
        statements: A table.
        qualifier: The column; None for none.
    """
    if qualifier is None:
        return [""] * len(statements)
    texts = statements.column(qualifier).texts()
    if statements.kind(qualifier) == "text":
        return texts
    signed = zip(signs_of(statements, qualifier).tolist(), texts, strict=True)
    return [WORDS[sign] if text.strip() else "" for sign, text in signed]
