"""Tests of kg.discourse: statements from files."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from kg.discourse import make_options, matrices, read_statements
from kg.errors import ReadError, SettingsError

CSV = 'time,organization,concept,agreement,text\n2020-01-01,"A, Inc.",x,1,"two\nlines"\n2020-01-02,B,x,0,plain\n'


def test_table_of_text_is_read(tmp_path: Path):
    """Quoted commas and line ends belong to their cells; types are seen from the values."""
    path = tmp_path / "coded.csv"
    path.write_text("\ufeff" + CSV, encoding="utf-8")
    table = read_statements(path)
    assert table.column("organization").texts() == ["A, Inc.", "B"]
    assert table.column("text").texts() == ["two\nlines", "plain"]
    assert [table.kind(name) for name in ("agreement", "concept")] == ["boolean", "text"]
    assert [str(time) for time in table.times] == ["2020-01-01T00:00:00", "2020-01-02T00:00:00"]


@pytest.mark.parametrize(
    ("cells", "kind"), [("0\n1\n\n", "boolean"), ("-1\n1\n2\n", "integer"), ("1\nno idea\n", "text")]
)
def test_kind_is_seen(tmp_path: Path, cells: str, kind: str):
    """Zeros and ones are truth values, other whole numbers integers, the rest text."""
    path = tmp_path / "coded.csv"
    path.write_text("q,r\n" + "".join(f"{cell},x\n" for cell in cells.splitlines()), encoding="utf-8")
    assert read_statements(path).kind("q") == kind
    assert read_statements(path, kinds={"q": "text"}).kind("q") == "text"


@pytest.mark.parametrize(
    ("content", "message"),
    [("a,b\n1,2,3\n", "row 2 has 3 cells"), ("a,a\n1,2\n", "name each column once"), ("", "name each column once")],
)
def test_broken_table_is_refused(tmp_path: Path, content: str, message: str):
    """The message says which row is wrong."""
    path = tmp_path / "coded.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_statements(path)


def test_missing_file_is_named(tmp_path: Path):
    """So is a file that is not there, of either kind."""
    for name in ("none.csv", "none.dna"):
        with pytest.raises(ReadError, match=name):
            read_statements(tmp_path / name)


def dna_file(path: Path) -> Path:
    """Write a small database with the tables of Discourse Network Analyzer 3 that matter, and a second statement type."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript("""
            CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT, Source TEXT,
                Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
            CREATE TABLE STATEMENTTYPES(ID INTEGER PRIMARY KEY, Label TEXT);
            CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
            CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
                Stop INTEGER, Coder INTEGER);
            CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
            CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
            CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value INTEGER);
            CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Entity INTEGER);
            CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER, Value TEXT);
            INSERT INTO DOCUMENTS VALUES
                (1, 'Monday', 'A likes x. B does not.', 1, 'Ann', 'News', 'front', '', 'article', 1577880000),
                (2, 'Later', 'Nothing.', 1, '', '', '', '', '', 1580558400);
            INSERT INTO STATEMENTTYPES VALUES (1, 'Position'), (2, 'Unused');
            INSERT INTO VARIABLES VALUES (1, 'organization', 'short text', 1), (2, 'concept', 'short text', 1),
                (3, 'agreement', 'boolean', 1), (4, 'strength', 'integer', 1), (5, 'note', 'long text', 1);
            INSERT INTO ENTITIES VALUES (1, 1, 'A'), (2, 1, 'B'), (3, 2, 'x');
            INSERT INTO STATEMENTS VALUES (7, 1, 1, 0, 10, 1), (8, 1, 1, 11, 22, 1);
            INSERT INTO DATASHORTTEXT VALUES (1, 7, 1, 1), (2, 7, 2, 3), (3, 8, 1, 2), (4, 8, 2, 3);
            INSERT INTO DATABOOLEAN VALUES (1, 7, 3, 1), (2, 8, 3, 0);
            INSERT INTO DATAINTEGER VALUES (1, 7, 4, 2), (2, 8, 4, -1);
            INSERT INTO DATALONGTEXT VALUES (1, 7, 5, 'sure');
        """)
    return path


def test_database_is_read(tmp_path: Path):
    """Variables have their declared types, documents their fields, and the range is that of all documents."""
    path = dna_file(tmp_path / "coded.dna")
    before = path.read_bytes()
    table = read_statements(path)
    assert table.column("organization").texts() == ["A", "B"]
    assert table.integers("strength").tolist() == [2, -1]
    assert table.kind("agreement") == "boolean"
    assert table.column("note").texts() == ["sure", ""]
    assert table.column("text").texts() == ["A likes x.", "B does not."]
    assert table.column("author").texts() == ["Ann", "Ann"]
    assert [str(time) for time in table.range()] == ["2020-01-01T12:00:00", "2020-02-01T12:00:00"]
    assert path.read_bytes() == before
    (matrix,) = matrices(table, make_options(table, type="twomode", agg="subtract", compat="dna"))
    assert matrix.dense().tolist() == [[1.0], [-1.0]]


def test_statement_type_must_be_there(tmp_path: Path):
    """A type without statements or of another name is refused with the names that are there."""
    path = dna_file(tmp_path / "coded.dna")
    assert len(read_statements(path, statement_type="Position")) == 2
    with pytest.raises(SettingsError, match="Position"):
        read_statements(path, statement_type="Unused")


def test_other_file_is_no_database(tmp_path: Path):
    """A text that is called a database is refused."""
    path = tmp_path / "coded.dna"
    path.write_text(CSV, encoding="utf-8")
    with pytest.raises(ReadError, match="no database of Discourse Network Analyzer 3"):
        read_statements(path)


SEGMENTS = """Document;Begin;End;Code;Segment
News 1;10;20;Actors\\Greens;They want it.
News 1;10;20;Issues\\Coal exit;They want it.
News 1;10;20;Stance\\1;They want it.
News 1;30;40;Actors\\Union;No.
News 1;30;40;Issues\\Coal exit;No.
News 1;30;40;Issues\\Jobs;No.
News 1;30;40;Stance\\0;No.
"""
RULES = ("document_id=Document", "start_position=Begin", "stop_position=End", "text=Segment")


def test_codes_of_one_segment_are_one_statement(tmp_path: Path):
    """Codes of the same segment are put together; two issues in one segment are two statements."""
    path = tmp_path / "segments.csv"
    path.write_text(SEGMENTS, encoding="utf-8")
    codes = ("actor=Code:Actors", "concept=Code:Issues", "agreement=Code:Stance")
    table = read_statements(path, mapping=[*RULES, *codes])
    rows = zip(*(table.column(name).texts() for name in ("actor", "concept", "agreement", "text")), strict=True)
    assert list(rows) == [
        ("Greens", "Coal exit", "1", "They want it."),
        ("Union", "Coal exit", "0", "No."),
        ("Union", "Jobs", "0", "No."),
    ]
    assert table.kind("agreement") == "boolean"


def test_plain_columns_are_renamed(tmp_path: Path):
    """A mapping without a code takes the column; one that names no column is refused with those there are."""
    path = tmp_path / "segments.csv"
    path.write_text(SEGMENTS, encoding="utf-8")
    assert read_statements(path, mapping=["concept=Code"]).column("concept").texts()[0] == "Actors\\Greens"
    with pytest.raises(SettingsError, match="Columns: Document, Begin"):
        read_statements(path, mapping=["concept=Codes"])
    with pytest.raises(SettingsError, match="VARIABLE=COLUMN"):
        read_statements(path, mapping=["concept"])


def test_a_spreadsheet_is_read_as_a_table(tmp_path: Path):
    """Numbers are whole, times ISO texts, truth is 1 and 0; empty rows and columns without a name are left out."""
    book = openpyxl.Workbook()
    rows = (
        ("organization", "concept", "agreement", "time", "document_id"),
        ("A", "x", True, dt.datetime(2020, 1, 2, 3, 4, 5), 7.0),
        (None,) * 5,
        ("B", "x", False, dt.datetime(2020, 1, 3), "8", "beside"),
    )
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "coded.xlsx")
    table = read_statements(tmp_path / "coded.xlsx")
    assert {name: column.texts() for name, column in table.columns.items()} == {
        "organization": ["A", "B"],
        "concept": ["x", "x"],
        "agreement": ["1", "0"],
        "time": ["2020-01-02 03:04:05", "2020-01-03 00:00:00"],
        "document_id": ["7", "8"],
    }
    assert table.kind("agreement") == "boolean"


def test_what_is_no_spreadsheet_is_refused(tmp_path: Path):
    """Text under a wrong name, no sheet with names, no file."""
    (tmp_path / "a.xlsx").write_text("organization,concept\n")
    openpyxl.Workbook().save(tmp_path / "b.xlsx")
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        with pytest.raises(ReadError, match=name):
            read_statements(tmp_path / name)
