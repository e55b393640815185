"""How far codings agree: kg with each coder, coders with each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from kg.coding.coefficients import cohen_kappa, krippendorff_alpha, percent_agreement, wilson_interval
from kg.coding.sheet import NONE, VARIABLES, CodedSheet, Coding
from kg.errors import ReadError

WHOLE = "position"
"""The variable that is right where holder, issue and stance all are."""

Value: TypeAlias = "str | tuple[str, ...] | None"
Values: TypeAlias = Mapping[str, Value]
"""From position to what one party says of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One line of the report.

    `measure` is `accuracy` (kg against a coder, who is taken to be right) or `reliability` (coders against each other).
    `units` were coded by all who are compared. `agreement` is the share of them on which all agree, with its 95 %
    interval from `low` to `high`. None where a number is not defined.
    """

    measure: Literal["accuracy", "reliability"]
    between: str
    variable: str
    units: int
    agreement: float | None
    low: float | None
    high: float | None
    kappa: float | None
    alpha: float | None


def compare(sheets: Sequence[CodedSheet], *, min_score: float = 0.0) -> list[Comparison]:
    """Return kg against each coder, each pair of coders, and all coders where there are more than two.

    Args:
        sheets: What the coders filled in; positions are matched by their id.
        min_score: Leave out positions that kg scores lower.

    Raises:
        ReadError: If nothing is coded.
    """
    kept = [[one for one in sheet.codings if (one.score or 0.0) >= min_score] for sheet in sheets]
    for sheet, codings in zip(sheets, kept, strict=True):
        if not any(any(one.coded) for one in codings):
            raise ReadError(f"{sheet.coder}: no row is coded. Fill in the columns coder_… first.", coder=sheet.coder)
    names = _distinct([sheet.coder for sheet in sheets])
    lines = [line for name, codings in zip(names, kept, strict=True) for line in _accuracy(name, codings)]
    for (one, first), (other, second) in combinations(list(zip(names, kept, strict=True)), 2):
        lines += _reliability(f"{one} – {other}", [first, second])
    if len(sheets) > 2:
        lines += _reliability("all coders", kept)
    return lines


def _distinct(names: Sequence[str]) -> list[str]:
    """Return the names, those that occur twice with their number behind."""
    return [name if names.count(name) == 1 else f"{name} ({number})" for number, name in enumerate(names, start=1)]


def _accuracy(name: str, codings: Sequence[Coding]) -> Iterator[Comparison]:
    for variable in (*VARIABLES, WHOLE):
        proposed = {one.position: _value(one.proposed, variable) for one in codings}
        coded = {one.position: _value(one.coded, variable) for one in codings}
        yield _comparison("accuracy", f"kg – {name}", variable, [proposed, coded])


def _reliability(between: str, coders: Sequence[Sequence[Coding]]) -> Iterator[Comparison]:
    for variable in (*VARIABLES, WHOLE):
        values = [{one.position: _value(one.coded, variable) for one in codings} for codings in coders]
        yield _comparison("reliability", between, variable, values)


def _value(cells: tuple[str | None, str | None, str | None], variable: str) -> Value:
    """Return what a party says of a variable; of the whole position only where it says all of it."""
    if variable != WHOLE:
        return cells[VARIABLES.index(variable)]
    if cells[2] == NONE:
        return (NONE,)
    known = tuple(cell for cell in cells if cell is not None)
    return known if len(known) == len(cells) else None


def _comparison(
    measure: Literal["accuracy", "reliability"], between: str, variable: str, parties: Sequence[Values]
) -> Comparison:
    everyone = sorted({position for values in parties for position in values})
    units = [tuple(values.get(position) for values in parties) for position in everyone]
    complete = [unit for unit in units if None not in unit]
    pairs = [(unit[0], unit[1]) for unit in complete] if len(parties) == 2 else []
    same = sum(len(set(unit)) == 1 for unit in complete)
    interval = wilson_interval(same, len(complete))
    return Comparison(
        measure=measure,
        between=between,
        variable=variable,
        units=len(complete),
        agreement=percent_agreement(pairs) if pairs else same / len(complete) if complete else None,
        low=interval[0] if interval else None,
        high=interval[1] if interval else None,
        kappa=cohen_kappa(pairs),
        alpha=krippendorff_alpha(units),
    )
