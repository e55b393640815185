"""What coded statements say as stances, in words."""

from __future__ import annotations

from kg.discourse.table import Statements

WORDS = {1: "support", -1: "oppose", 0: "ambivalent"}


def stances_of(statements: Statements, qualifier: str | None) -> list[str]:
    """Return the stance of each statement.

    A boolean is support or opposition, an integer is either by its sign or, if 0, ambivalence; a text is the stance
    itself. Without a value or a qualifier it is an empty text.

    Args:
        statements: A table.
        qualifier: The column.
    """
    if qualifier is None:
        return [""] * len(statements)
    texts = statements.column(qualifier).texts()
    if statements.kind(qualifier) == "text":
        return texts
    numbers = statements.integers(qualifier)
    signs = numbers * 2 - 1 if statements.kind(qualifier) == "boolean" else numbers
    signed = zip(signs.tolist(), texts, strict=True)
    return [WORDS[(number > 0) - (number < 0)] if text.strip() else "" for number, text in signed]
