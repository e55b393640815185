"""Properties of kg.discourse: the sparse formulas are those written out as loops over statements."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.discourse import Statements, column_of, make_options, matrices

ACTORS, CONCEPTS = ("A", "a", "Ö", "\U0001f600", "\uffff", ""), ("x", "y", "z", "")
QUALIFIERS = {
    "boolean": ("agreement", ("0", "1")),
    "integer": ("strength", ("-2", "-1", "0", "1", "2")),
    "text": ("frame", ("risk", "cost", "")),
    "document": ("document_section", ("front", "back", "")),
}
FIRST = dt.datetime(2019, 12, 20)


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """Return rows of statements; several share a time, a document and all that they say."""
    rows = []
    for number in range(draw(st.integers(1, 25))):
        time = FIRST + dt.timedelta(days=draw(st.integers(0, 40)) * draw(st.sampled_from((1, 1, 30))))
        row = {"statement_id": str(number), "time": str(time), "start_position": str(draw(st.integers(0, 9)))}
        row |= {"document_id": str(draw(st.integers(1, 12))), "organization": draw(st.sampled_from(ACTORS))}
        row |= {"concept": draw(st.sampled_from(CONCEPTS))}
        row |= {name: draw(st.sampled_from(values)) for name, values in QUALIFIERS.values()}
        rows.append(row)
    return rows


def table_of(rows: list[dict[str, str]]) -> Statements:
    """Return the rows as a table."""
    columns = {name: column_of(row[name] for row in rows) for name in rows[0]}
    return Statements(columns=columns, kinds={"agreement": "boolean", "strength": "integer", "frame": "text"})


def kept(rows, name, agg, dup):
    """Return the statements that count, as loops over all pairs."""
    text = name in ("frame", "document_section")
    rows = sorted(
        rows, key=lambda r: (r["time"], int(r["document_id"]), int(r["start_position"]), int(r["statement_id"]))
    )
    out = []
    for row in rows:
        if not row["organization"] or not row["concept"] or (agg != "ignore" and text and not row[name]):
            continue
        same = (
            all(row[k] == old[k] for k in ("organization", "concept"))
            and (agg == "ignore" or row[name] == old[name])
            and period(row, dup) == period(old, dup)
            for old in out
        )
        if dup == "include" or not any(same):
            out.append(row)
    return out


def period(row, dup):
    """Return what two duplicates have in common, as the reference has it."""
    time = dt.datetime.fromisoformat(row["time"])
    saturday = time + dt.timedelta(days=(5 - time.weekday()) % 7)
    week = (saturday.timetuple().tm_yday - 1) // 7 + 1
    return {"document": row["document_id"], "week": week, "month": time.month, "year": time.year}.get(dup, 0)


def levels_of(rows, within, name):
    """Return the levels, and their numbers or None."""
    if name == "agreement":
        return ["0", "1"], [0, 1]
    if name == "strength":
        found = sorted({int(row[name]) for row in within})
        return [str(n) for n in found], found
    source = rows if name.startswith("document_") else within
    return sorted({row[name] for row in source}, key=lambda v: v.encode("utf-16-be")), None


def counted(rows, name, levels):
    """Return X[a][c][k] as a Counter."""
    return Counter((row["organization"], row["concept"], levels.index(row[name])) for row in rows)


def utf16(label):
    """Return the key of the reference's order of labels."""
    return label.encode("utf-16-be", "surrogatepass")


def labels(rows, name):
    """Return the labels in the reference's order."""
    return sorted({row[name] for row in rows}, key=utf16)


def one_mode(rows, within, name, agg, norm):
    """Return the one-mode weights as loops."""
    levels, numbers = levels_of(rows, within, name)
    x = counted(rows, name, levels)
    actors, concepts, ks = labels(rows, "organization"), labels(rows, "concept"), range(len(levels))
    made = np.zeros((len(actors), len(actors)))
    for (i, a), (j, b) in product(enumerate(actors), repeat=2):
        if i != j:
            weight = sum(pair(x, a, b, c, ks, numbers, agg) for c in concepts)
            made[i, j] = over(weight, divisor(x, a, b, concepts, ks, norm))
    return made


def over(weight, norm):
    """Return the quotient, 0 where the norm is 0."""
    return weight / norm if norm else 0.0


def pair(x, a, b, c, ks, numbers, agg):
    """Return what two actors have in common on one concept."""
    if agg == "ignore":
        return sum(x[a, c, k] for k in ks) * sum(x[b, c, k] for k in ks)
    if numbers is not None:
        span = abs(numbers[-1] - numbers[0])
        both = [
            (x[a, c, k] * x[b, c, m], abs(numbers[k] - numbers[m]) / span if span else math.nan) for k in ks for m in ks
        ]
        agree, against = sum(n * (1 - d) for n, d in both), sum(n * d for n, d in both)
    else:
        agree = sum(x[a, c, k] * x[b, c, k] for k in ks)
        against = sum(x[a, c, k] for k in ks if not x[b, c, k]) + sum(x[b, c, k] for k in ks if not x[a, c, k])
    return {"congruence": agree, "conflict": against, "subtract": agree - against}[agg]


def divisor(x, a, b, concepts, ks, norm):
    """Return what the reference divides by."""
    cells = list(product(concepts, ks))
    total = {one: sum(x[one, c, k] for c, k in cells) for one in (a, b)}
    if norm == "average":
        return (total[a] + total[b]) / 2
    if norm == "cosine":
        return total[a] * total[b]
    if norm == "jaccard":
        alone = sum(x[a, c, k] for c, k in cells if not x[b, c, k]) + sum(
            x[b, c, k] for c, k in cells if not x[a, c, k]
        )
        return alone + sum(x[a, c, k] * x[b, c, k] for c, k in cells)
    return 1


def two_mode(rows, within, name, agg, norm):
    """Return the two-mode weights as loops."""
    levels, numbers = levels_of(rows, within, name)
    x = counted(rows, name, levels)
    actors, concepts, ks = labels(rows, "organization"), labels(rows, "concept"), range(len(levels))
    made, count = np.zeros((len(actors), len(concepts))), np.zeros((len(actors), len(concepts)))
    for (i, a), (j, c) in product(enumerate(actors), enumerate(concepts)):
        found = [x[a, c, k] for k in ks]
        if agg == "combine":
            made[i, j] = sum(2 ** (len(levels) - 1 - k) for k in ks if found[k])
            count[i, j] = made[i, j] > 0
        else:
            count[i, j] = sum(found)
            signs = {"agreement": [-1, 1], "strength": numbers}.get(name) if agg == "subtract" else None
            made[i, j] = sum(n * q for n, q in zip(found, signs, strict=True)) if signs else sum(found)
    if norm == "no" or not made.size:
        return made
    totals = count.sum(axis=1, keepdims=True) if norm == "activity" else count.sum(axis=0, keepdims=True)
    return np.divide(made, totals, out=np.zeros_like(made), where=totals != 0)


ONE = product(("ignore", "congruence", "conflict", "subtract"), ("no", "average", "jaccard", "cosine"))
TWO = (
    case
    for case in product(("ignore", "subtract", "combine"), ("no", "activity", "prominence"))
    if case != ("combine", "prominence")
)
CASES = [("onemode", *case) for case in ONE] + [("twomode", *case) for case in TWO]


@pytest.mark.parametrize("qualifier", QUALIFIERS)
@pytest.mark.parametrize(("type_", "agg", "norm"), CASES)
@given(rows=tables(), dup=st.sampled_from(("include", "document", "week", "month", "year", "acrossrange")))
@settings(max_examples=12)
def test_weights_are_the_formulas(
    type_: str, agg: str, norm: str, qualifier: str, rows: list[dict[str, str]], dup: str
):
    """Under `compat dna` every aggregation, norm, kind of qualifier and rule for duplicates gives what loops give."""
    name = QUALIFIERS[qualifier][0]
    options = make_options(
        table_of(rows),
        type=type_,
        v1="organization",
        v2="concept",
        qualifier=name,
        agg=agg,
        norm=norm,
        dup=dup,
        compat="dna",
    )
    (matrix,) = matrices(table_of(rows), options)
    found = kept(rows, name, agg, dup)
    assert list(matrix.rows) == labels(found, "organization")
    assert matrix.statements == len(found)
    expected = (one_mode if type_ == "onemode" else two_mode)(found, rows, name, agg, norm)
    np.testing.assert_allclose(matrix.dense(), expected, rtol=0, atol=1e-9)


@given(rows=tables(), agg=st.sampled_from(("ignore", "congruence", "conflict", "subtract")))
def test_one_mode_is_symmetric_without_loops(rows: list[dict[str, str]], agg: str):
    """Without compat one-mode networks are symmetric, have an empty diagonal, and cosine lies in [-1, 1]."""
    for name, _ in QUALIFIERS.values():
        options = make_options(table_of(rows), type="onemode", qualifier=name, agg=agg, norm="cosine")
        weights = next(matrices(table_of(rows), options)).dense()
        np.testing.assert_allclose(weights, weights.T, atol=1e-12)
        assert not weights.diagonal().any()
        assert np.abs(weights).max(initial=0) <= 1 + 1e-12


def zeta(time, middle, unit, width, kernel):
    """Return the reference's weight of a statement at a mid-point."""
    time, middle = dt.datetime.fromisoformat(time), dt.datetime.fromisoformat(str(middle))
    if unit in ("months", "years"):
        early, late, sign = (time, middle, 1) if time <= middle else (middle, time, -1)
        months = (late.year - early.year) * 12 + late.month - early.month - (late.day < early.day)
        apart = sign * (months if unit == "months" else months // 12)
    else:
        apart = int((middle - time).total_seconds() / 86400)
        apart = int(apart / 7) if unit == "weeks" else apart
    d = 2 * apart / width
    if kernel == "gaussian":
        return math.exp(-d * d / 2) / math.sqrt(2 * math.pi)
    height = {"uniform": 0.5, "triangular": abs(1 - d), "epanechnikov": 0.75 * (1 - d * d)}[kernel]
    return height if abs(d) <= 1 else 0.0


def smoothed(rows, matrix, name, agg, norm, z):
    """Return the reference's one-mode weights at a mid-point, as loops over pairs of statements."""
    levels = sorted({row[name] for row in rows}, key=utf16)
    text = name in ("frame", "document_section")
    made = np.zeros((len(matrix.rows),) * 2)
    for (i, a), (j, b) in product(enumerate(matrix.rows), repeat=2):
        factor = 0.0
        for c in labels(rows, "concept"):
            ours, theirs = ([r for r in rows if (r["organization"], r["concept"]) == (one, c)] for one in (a, b))
            for one, other in product(ours, theirs):
                apart = abs(levels.index(one[name]) - levels.index(other[name]))
                alike = 1.0 if text or agg == "ignore" else 1 - apart / (len(levels) - 1)
                by = {"ignore": 1.0, "congruence": alike, "conflict": 1 - alike, "subtract": 2 * alike - 1}[agg]
                made[i, j] += by * math.sqrt(z[one["statement_id"]] * z[other["statement_id"]])
            for k in levels:
                both = sum(r[name] == k for r in ours) + sum(r[name] == k for r in theirs)
                factor += 2 / both if both else 0
        made[i, j] *= factor if norm == "average" else 1
    return made


@pytest.mark.parametrize("qualifier", ["boolean", "integer", "text"])
@given(
    rows=tables(),
    agg=st.sampled_from(("ignore", "congruence", "conflict", "subtract")),
    norm=st.sampled_from(("no", "average")),
    unit=st.sampled_from(("days", "weeks", "months", "years")),
    kernel=st.sampled_from(("uniform", "triangular", "epanechnikov", "gaussian")),
    size=st.integers(1, 9),
)
@settings(max_examples=15)
def test_kernels_are_the_formulas(qualifier, rows, agg, norm, unit, kernel, size):
    """Under `compat dna` smoothed one-mode networks are what loops over pairs of statements give."""
    name = QUALIFIERS[qualifier][0]
    rows = [row for row in rows if row[name]]
    found = kept(rows, name, agg, "include")
    if len({row[name] for row in found}) < 2:
        return
    options = make_options(
        table_of(rows),
        type="onemode",
        v1="organization",
        v2="concept",
        qualifier=name,
        agg=agg,
        norm=norm,
        window=unit,
        size=size,
        kernel=kernel,
        indent=False,
        compat="dna",
    )
    for matrix in list(matrices(table_of(rows), options))[:4]:
        inside = {
            r["statement_id"]: str(matrix.start) <= r["time"].replace(" ", "T") <= str(matrix.stop) for r in found
        }
        z = {
            r["statement_id"]: zeta(r["time"], matrix.middle, unit, size + size % 2, kernel)
            if inside[r["statement_id"]]
            else 0.0
            for r in found
        }
        expected = smoothed(found, matrix, name, agg, norm, z)
        np.testing.assert_allclose(matrix.dense(), expected, rtol=1e-9, atol=1e-9)
