"""Tables as Parquet."""

from __future__ import annotations

import datetime as dt
import io
import sys

import pyoxigraph as ox
import pytest

from kg.errors import ExportError
from kg.export import write_answer
from kg.store import Table

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(words: str, kind: str) -> ox.Literal:
    return ox.Literal(words, datatype=ox.NamedNode(XSD + kind))


TABLE = Table(
    ("holder", "positions", "score", "date", "own"),
    (
        (ox.Literal("Kenya"), ox.Literal(2), typed("0.5", "decimal"), typed("2025-02-24", "date"), ox.Literal(True)),
        (ox.Literal("-x"), None, typed("1", "integer"), None, None),
    ),
)
KINDS = {"holder": "text", "positions": "integer", "score": "number", "date": "date"}


def written(table: Table, **options: object):
    """Return the table as pyarrow reads it back."""
    pytest.importorskip("pyarrow", reason="comes with kg[parquet]")
    from pyarrow import parquet

    out = io.BytesIO()
    write_answer(table, out, format="parquet", **options)
    return parquet.read_table(io.BytesIO(out.getvalue()))


@pytest.mark.parametrize("kinds", [KINDS, None])
def test_values_come_back(kinds: dict[str, str] | None) -> None:
    """Every value comes back in its type, what is unknown as null, text without a guard against formulas."""
    assert written(TABLE, kinds=kinds).to_pylist() == [
        {"holder": "Kenya", "positions": 2, "score": 0.5, "date": dt.date(2025, 2, 24), "own": True},
        {"holder": "-x", "positions": None, "score": 1.0, "date": None, "own": None},
    ]


def test_schema_does_not_hang_on_what_was_found() -> None:
    """A column's type is the same whether or not anything is known in it."""
    full, empty = written(TABLE, kinds=KINDS), written(Table(TABLE.columns, ()), kinds=KINDS)
    for name in KINDS:
        assert full.schema.field(name) == empty.schema.field(name)


def test_ill_formed_values_are_null() -> None:
    """A value that does not fit its column's kind is null; in a text column it is its words."""
    table = Table(("date", "name"), ((typed("24 February", "date"), typed("24 February", "date")),))
    assert written(table, kinds={"date": "date", "name": "text"}).to_pylist() == [{"date": None, "name": "24 February"}]


def test_mixed_values_are_text() -> None:
    """Without a known kind, a column of several types is text."""
    table = Table(("n",), ((ox.Literal(1),), (ox.Literal("one"),), (typed("9" * 30, "integer"),)))
    assert [row["n"] for row in written(table).to_pylist()] == ["1", "one", "9" * 30]


def test_yes_or_no_is_no_table() -> None:
    """A truth value has no columns."""
    with pytest.raises(ExportError, match="yes or no"):
        write_answer(True, io.BytesIO(), format="parquet")


def test_missing_pyarrow_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the error names the extra, and what goes without it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ExportError, match=r"pip install 'kg\[parquet\]', or take csv"):
        write_answer(TABLE, io.BytesIO(), format="parquet")
