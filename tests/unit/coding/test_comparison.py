"""The report of who agrees with whom."""

from __future__ import annotations

import pytest

from kg.coding import CodedSheet, Coding, Comparison, compare
from kg.errors import ReadError

KENYA = ("kenya", "mining", "oppose")


def coding(number: int, *coded: str | None, score: float = 0.8, proposed: tuple[str, str, str] = KENYA) -> Coding:
    """Return a coder's row; without values, kg's are confirmed."""
    values = coded or proposed
    return Coding(position=f"p{number}", score=score, proposed=proposed, coded=(values[0], values[1], values[2]))


def sheet(name: str, *codings: Coding) -> CodedSheet:
    return CodedSheet(coder=name, codings=codings)


def line(lines: list[Comparison], between: str, variable: str) -> Comparison:
    (found,) = [one for one in lines if (one.between, one.variable) == (between, variable)]
    return found


ANN = sheet(
    "ann",
    coding(1),
    coding(2, "kenya", "mining", "support"),
    coding(3, "norway", "mining", "oppose", proposed=("norway", "mining", "oppose")),
    coding(4, None, None, "none"),
    coding(5, None, None, None),
    coding(6, "kenya", None, None, score=0.2),
)


def test_accuracy_of_kg() -> None:
    """The tool is measured on what the coder coded; a position that is none is wrong in stance and as a whole."""
    lines = compare([ANN])
    assert [(one.measure, one.between, one.variable) for one in lines] == [
        ("accuracy", "kg – ann", variable) for variable in ("holder", "issue", "stance", "position")
    ]
    assert [(one.units, one.agreement) for one in lines] == [(4, 1.0), (3, 1.0), (4, 0.5), (4, 0.5)]
    assert (lines[0].kappa, lines[0].alpha) == (1.0, 1.0)
    assert (lines[1].kappa, lines[1].alpha) == (None, None)


def test_interval() -> None:
    """The share has its 95 % interval."""
    stance = line(compare([ANN]), "kg – ann", "stance")
    assert (round(stance.low or 0, 2), round(stance.high or 0, 2)) == (0.15, 0.85)


def test_score_at_least() -> None:
    """Positions scored lower are left out."""
    assert line(compare([ANN], min_score=0.5), "kg – ann", "holder").units == 3


def test_reliability_of_two() -> None:
    """Coders are compared where both coded; a confirmed and a written value are the same."""
    bob = sheet("bob", coding(2), coding(1), coding(4, None, None, "none"), coding(9))
    lines = compare([ANN, bob])
    stance = line(lines, "ann – bob", "stance")
    assert (stance.measure, stance.units, stance.agreement) == ("reliability", 3, pytest.approx(2 / 3))
    assert stance.kappa == pytest.approx(0.5)
    assert line(lines, "ann – bob", "position").units == 3
    assert line(lines, "kg – bob", "holder").units == 3


def test_reliability_of_three() -> None:
    """Three coders are compared two by two and all together, alpha over what at least two coded."""
    lines = compare([ANN, sheet("bob", coding(1), coding(2)), sheet("bob", coding(1))])
    assert {one.between for one in lines if one.measure == "reliability"} == {
        *("ann – bob (2)", "ann – bob (3)", "bob (2) – bob (3)", "all coders"),
    }
    together = line(lines, "all coders", "stance")
    assert (together.units, together.agreement, together.kappa) == (1, 1.0, None)
    assert together.alpha == pytest.approx(0.0)


def test_nothing_in_common() -> None:
    """Coders of different rows have nothing to compare."""
    stance = line(compare([ANN, sheet("bob", coding(9))]), "ann – bob", "stance")
    assert (stance.units, stance.agreement, stance.low, stance.kappa, stance.alpha) == (0, None, None, None, None)


def test_nothing_coded() -> None:
    """A sheet without a coded row says what to do."""
    with pytest.raises(ReadError, match="ann: no row is coded"):
        compare([sheet("ann", coding(5, None, None, None))])
