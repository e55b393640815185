"""The coefficients give what their authors printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.coding import cohen_kappa, krippendorff_alpha, percent_agreement, wilson_interval

VALUES = st.sampled_from("abc")
PAIRS = st.lists(st.tuples(VALUES, VALUES), max_size=30)


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    """Return a pair of values for each count in a table of agreement."""
    cells = [(i, j, count) for i, row in enumerate(table) for j, count in enumerate(row)]
    return [(i, j) for i, j, count in cells for _ in range(count)]


def test_cohen_1960() -> None:
    """Cohen (1960), table 2b on page 45: 200 diagnoses, kappa .492."""
    coded = pairs([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert percent_agreement(coded) == pytest.approx(0.70)
    assert cohen_kappa(coded) == pytest.approx(0.492, abs=5e-4)


def test_krippendorff_2011_nominal() -> None:
    """Krippendorff (2011), section B: two observers, twelve units, nominal data, alpha .692."""
    assert krippendorff_alpha(zip("aabbdcccedda", "babbbccceddd", strict=True)) == pytest.approx(0.692, abs=5e-4)


def test_krippendorff_2011_binary() -> None:
    """Krippendorff (2011), section A: two observers, ten units, binary data, alpha .095."""
    assert krippendorff_alpha(zip("0100000010", "1110010000", strict=True)) == pytest.approx(0.095, abs=5e-4)


def test_krippendorff_2011_missing() -> None:
    """Krippendorff (2011), section C: four observers, twelve units, values missing, nominal alpha .743."""
    coders = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
    rows = [[None if one == "." else one for one in coder] for coder in coders]
    assert krippendorff_alpha(zip(*rows, strict=True)) == pytest.approx(0.743, abs=5e-4)


def test_wilson_interval() -> None:
    """The interval stays within [0, 1] and is not a point where all agree."""
    assert wilson_interval(0, 0) is None
    low, high = wilson_interval(10, 10) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.7225, 1.0)


@pytest.mark.parametrize("coded", [[], [("a", "a")], [("a", "a")] * 5])
def test_undefined(coded: list[tuple[str, str]]) -> None:
    """Without pairs, or with one value throughout, neither coefficient is defined."""
    assert cohen_kappa(coded) is None
    assert krippendorff_alpha(coded) is None


@given(PAIRS)
def test_order_of_coders_does_not_matter(coded: list[tuple[str, str]]) -> None:
    """Both coefficients are symmetric, and never above 1."""
    swapped = [(other, one) for one, other in coded]
    for measure in (cohen_kappa, krippendorff_alpha):
        value = measure(coded)
        assert value == (None if value is None else pytest.approx(measure(swapped)))
        assert value is None or value <= 1 + 1e-12


@given(st.lists(VALUES, min_size=2))
def test_full_agreement_is_one(values: list[str]) -> None:
    """Coders who agree on everything, with more than one value, get 1."""
    coded = [(value, value) for value in values]
    expected = 1 if len(set(values)) > 1 else None
    assert cohen_kappa(coded) == (expected and pytest.approx(1))
    assert krippendorff_alpha(coded) == (expected and pytest.approx(1))


@given(PAIRS)
def test_units_coded_once_say_nothing(coded: list[tuple[str, str]]) -> None:
    """A unit that only one coder coded changes nothing."""
    assert krippendorff_alpha([*coded, ("a", None), (None, None)]) == krippendorff_alpha(coded)
