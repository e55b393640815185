"""Tests of kg.discourse: weights worked out by hand.

A says x+ x+ y+, B says x+ y-, C says x-.
"""

from __future__ import annotations

import numpy as np
import pytest

from kg.discourse import Statements, bars, column_of, distances, make_options, matrices, nested_backbone
from kg.errors import SettingsError

SAID = (("A", "x", "1"), ("A", "x", "1"), ("A", "y", "1"), ("B", "x", "1"), ("B", "y", "0"), ("C", "x", "0"))


def table(rows=SAID, days=None, **more: list[str]) -> Statements:
    """Return statements; `days` are days of January 2021, all the first unless given."""
    days = days or [1] * len(rows)
    columns = dict(zip(("organization", "concept", "agreement"), map(list, zip(*rows, strict=True)), strict=True))
    columns |= {"time": [f"2021-01-{day:02}" for day in days], "document_id": [str(day) for day in days]}
    columns["statement_id"] = [str(i) for i in range(len(rows))]
    return Statements(columns={name: column_of(texts) for name, texts in {**columns, **more}.items()})


def weights(said: Statements, **options) -> list[list[float]]:
    """Return the weights of one network."""
    (matrix,) = matrices(said, make_options(said, **options))
    return matrix.dense().round(12).tolist()


@pytest.mark.parametrize(
    ("agg", "norm", "expected"),
    [
        ("ignore", "no", [[2, 1], [1, 1], [1, 0]]),
        ("subtract", "no", [[2, 1], [1, -1], [-1, 0]]),
        ("combine", "no", [[1, 1], [1, 2], [2, 0]]),
        ("subtract", "activity", [[2 / 3, 1 / 3], [0.5, -0.5], [-1, 0]]),
        ("subtract", "prominence", [[0.5, 0.5], [0.25, -0.5], [-0.25, 0]]),
        ("combine", "prominence", [[1 / 3, 0.5], [1 / 3, 1], [2 / 3, 0]]),
    ],
)
def test_two_mode(agg: str, norm: str, expected: list[list[float]]):
    """Every aggregation and norm, combine with prominence too."""
    assert weights(table(), type="twomode", agg=agg, norm=norm) == np.round(expected, 12).tolist()


@pytest.mark.parametrize(
    ("agg", "norm", "ab", "ac", "bc"),
    [
        ("ignore", "no", 3, 2, 1),
        ("congruence", "no", 2, 0, 0),
        ("conflict", "no", 1, 2, 1),
        ("subtract", "no", 1, -2, -1),
        ("congruence", "average", 2 / 2.5, 0, 0),
        # |A| = sqrt(2^2 + 1), |B| = sqrt(1 + 1)
        ("congruence", "cosine", 2 / np.sqrt(5 * 2), 0, 0),
        # A has {x+, y+}, B {x+, y-}: one of three
        ("congruence", "jaccard", 1 / 3, 0, 0),
        # A and B both speak of both issues; C of one of two
        ("ignore", "jaccard", 1, 0.5, 0.5),
    ],
)
def test_one_mode(agg: str, norm: str, ab: float, ac: float, bc: float):
    """Every aggregation; true cosine and Jaccard."""
    expected = np.round([[0, ab, ac], [ab, 0, bc], [ac, bc, 0]], 12).tolist()
    assert weights(table(), type="onemode", agg=agg, norm=norm) == expected


@pytest.mark.parametrize(("norm", "expected"), [("cosine", 2 / (3 * 2)), ("jaccard", 2 / (1 + 1 + 2))])
def test_norms_of_the_reference(norm: str, expected: float):
    """Under `compat dna` cosine divides by totals, and Jaccard mixes products and counts."""
    made = weights(table(), type="onemode", agg="congruence", norm=norm, compat="dna")
    assert made[0][1] == pytest.approx(expected)


def test_integers_are_alike_by_their_distance():
    """-2 and 2 oppose, 0 is halfway; texts are the same or not."""
    rows = (("A", "x", "-2"), ("B", "x", "2"), ("C", "x", "0"))
    assert weights(table(rows), type="onemode", agg="congruence") == [[0, 0, 0.5], [0, 0, 0.5], [0.5, 0.5, 0]]
    assert weights(table(rows), type="twomode", agg="subtract") == [[-2], [2], [0]]
    rows = (("A", "x", "risk"), ("B", "x", "cost"), ("C", "y", "risk"))
    assert weights(table(rows), type="onemode", agg="conflict") == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    dna = weights(table(rows), type="onemode", agg="conflict", compat="dna")
    assert dna == [[0, 2, 2], [2, 0, 2], [2, 2, 0]]


def test_duplicates():
    """The same is counted once in a document or period; under `compat dna` months of all years are one."""
    rows = (("A", "x", "1"),) * 4
    times = {"time": ["2020-01-01", "2020-01-01", "2020-01-06", "2021-01-05"], "document_id": ["1", "1", "2", "3"]}
    said = table(rows, **times)
    counts = {"include": 4, "document": 3, "week": 3, "month": 2, "year": 2, "acrossrange": 1}
    for dup, number in counts.items():
        assert weights(said, type="twomode", dup=dup) == [[number]], dup
    assert weights(said, type="twomode", dup="month", compat="dna") == [[1]]
    assert weights(said, type="twomode", dup="week", compat="dna") == [[2]]


def test_filters_and_isolates():
    """Values are excluded or kept; isolates keep the labels of statements that were left out."""
    assert weights(table(), type="twomode", exclude=["organization=A"]) == [[1, 1], [1, 0]]
    assert weights(table(), type="twomode", only={"concept": ["y"]}) == [[1], [1]]
    kept = weights(table(), type="twomode", only={"concept": ["y"]}, isolates=True)
    assert kept == [[0, 1], [0, 1], [0, 0]]
    assert weights(table(), type="twomode", exclude=["agreement=0"], agg="subtract") == [[2, 1], [1, 0]]


def test_windows_of_days():
    """Windows lie wholly inside the range and include both ends; size 2 is as wide as size 3."""
    said = table(days=[1, 2, 3, 4, 5, 5])
    for size in (2, 3):
        made = list(matrices(said, make_options(said, type="twomode", window="days", size=size)))
        assert [(str(m.start)[8:10], str(m.stop)[8:10], m.statements) for m in made] == [
            ("01", "03", 3),
            ("02", "04", 3),
            ("03", "05", 4),
        ]
    assert made[0].rows == ("A",)


def test_windows_of_events_draw_ties_with_a_seed():
    """Half of the size to each side; the same seed draws the same."""
    said = table(days=[1, 1, 2, 3, 3, 3])
    options = {"type": "twomode", "window": "events", "size": 2}
    made = [list(matrices(said, make_options(said, **options, seed=7))) for _ in range(2)]
    assert [m.statements for m in made[0]] == [3, 3, 3, 3]
    assert [m.dense().tolist() for m in made[0]] == [m.dense().tolist() for m in made[1]]


def test_kernels_are_symmetric():
    """A day before and a day after the mid-point count alike; under `compat dna` the triangular one does not."""
    said = table((("A", "x", "1"), ("B", "x", "1")), days=[1, 3])
    options = {"type": "twomode", "window": "days", "size": 4, "kernel": "triangular", "indent": False}
    middle = list(matrices(said, make_options(said, **options)))[1]
    assert middle.dense().tolist() == [[0.5], [0.5]]
    dna = list(matrices(said, make_options(said, **options, compat="dna")))[1]
    assert dna.dense().tolist() == [[0.5], [1.5]]


def test_labels_are_sorted_by_code_units_under_compat():
    """An emoji comes before U+FFFF in UTF-16, after it by code points."""
    said = table((("\U0001f600", "x", "1"), ("\uffff", "x", "1")))
    orders = [next(matrices(said, make_options(said, compat=compat))).rows for compat in (None, "dna")]
    assert orders == [("\uffff", "\U0001f600"), ("\U0001f600", "\uffff")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"type": "onemode", "agg": "combine"}, "not of a onemode network"),
        ({"type": "twomode", "norm": "cosine"}, "not of a twomode network"),
        ({"agg": "subtract", "qualifier": None}, "needs a --qualifier"),
        ({"v1": "concept", "v2": "concept"}, "both concept"),
        ({"v1": "nobody"}, "no such column"),
        ({"kernel": "gaussian"}, "needs a --window"),
        ({"only": ["concept"]}, "VARIABLE=VALUE"),
        ({"start": "tomorrow"}, "--start tomorrow"),
        ({"window": "days", "size": 0}, "at least 1"),
        ({"compat": "R"}, "Known: dna"),
    ],
)
def test_what_does_not_fit_is_refused(options: dict[str, object], message: str):
    """The message names the option and what fits; under `compat dna` the reference's choice is taken."""
    with pytest.raises(SettingsError, match=message):
        make_options(table(), **options)


def test_options_that_do_not_fit_under_compat():
    """The reference goes on with `ignore` and `no`."""
    made = make_options(table(), type="onemode", agg="combine", norm="activity", compat="dna")
    assert (made.agg, made.norm) == ("ignore", "no")


def test_backbone_distances_and_bars():
    """What changes the network least goes first; a slice has no distance from itself; counts by level."""
    said = table(days=[1, 1, 1, 2, 2, 2])
    steps = nested_backbone(said, make_options(said, type="onemode", agg="congruence"))
    assert [step.entity for step in steps] == ["y", "x"]
    assert steps[0].backbone_loss == 0.0
    options = make_options(said, type="twomode", window="days", size=1, isolates=True)
    assert distances(list(matrices(said, options)), to_one=False).tolist() == [[0.0, 6.0], [6.0, 0.0]]
    counted = bars(said, make_options(said))
    assert counted.counts.tolist() == [[0, 3], [1, 1], [1, 0]]


def test_slices_of_opposition_stay_apart_from_support():
    """Scaled to one, a slice of opposition is not made one of support, as it is in the reference."""
    said = table((("A", "x", "1"), ("A", "x", "0")), [1, 3])
    series = list(matrices(said, make_options(said, agg="subtract", window="days", isolates=True)))
    ours, reference = (distances(series, dna=dna) for dna in (False, True))
    assert (ours[0, 2], reference[0, 2]) == (2.0, 0.0)
