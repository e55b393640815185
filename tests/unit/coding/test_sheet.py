"""The spreadsheet, as it is written and as a coder hands it back."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from kg.coding import CodingUnit, read_sheet, write_sheet
from kg.coding.sheet import BLIND_COLUMNS, COLUMNS
from kg.errors import ExportError, ReadError


def unit(number: int = 1, **values: object) -> CodingUnit:
    """Return a unit; the first one is Kenya's."""
    standard = CodingUnit(
        position=f"position-{number}",
        document="doc-1",
        title="=Summit",
        published=dt.date(2025, 2, 24),
        url=None,
        before="",
        sentence="Kenya opposes deep-sea mining.",
        after="Norway does not.",
        holder="Kenya",
        issue="deep-sea mining",
        target="deep-sea mining",
        stance="oppose",
        score=0.8,
    )
    return dataclasses.replace(standard, **values)


def fill(path: Path, *rows: dict[str, object], sheet: str = "coding") -> Path:
    """Write a coder's cells into the rows of a sheet, from the first on."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    places = {cell.value: cell.column for cell in page[1]}
    for number, cells in enumerate(rows, start=2):
        for name, value in cells.items():
            page.cell(number, places[name]).value = value
    book.save(path)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sheet of three units."""
    target = tmp_path / "coded.xlsx"
    write_sheet([unit(1), unit(2, holder="Norway", stance="support"), unit(3)], target)
    return target


def test_row_has_the_proposal_and_room_for_the_coder(path: Path) -> None:
    """Proposals stand in their columns, the coder's are empty, text that looks like a formula is text."""
    page = openpyxl.load_workbook(path)["coding"]
    header, first = ([cell.value for cell in row] for row in page.iter_rows(max_row=2))
    assert tuple(header) == COLUMNS
    row = dict(zip(header, first, strict=True))
    assert (row["kg_holder"], row["kg_stance"], row["kg_score"]) == ("Kenya", "oppose", 0.8)
    assert {value for name, value in row.items() if name.startswith("coder_")} == {None}
    title = page.cell(2, COLUMNS.index("document_title") + 1)
    assert (title.value, title.data_type) == ("=Summit", "s")
    assert row["published"].date() == dt.date(2025, 2, 24)


def test_stances_are_chosen_from_a_list(path: Path) -> None:
    """The coder chooses stances from the known ones, holders and issues from those that occur or freely."""
    book = openpyxl.load_workbook(path)
    rules = {str(rule.sqref): rule for rule in book["coding"].data_validations.dataValidation}
    letters = {cell.value: cell.column_letter for cell in book["coding"][1]}
    stance, holder = (rules[f"{letters[name]}2:{letters[name]}4"] for name in ("coder_stance", "coder_holder"))
    assert stance.formula1 == '"support,oppose,ambivalent,none,ok"'
    assert (stance.showErrorMessage, holder.showErrorMessage) == (True, False)
    assert [cell.value for cell in book["lists"]["A"]] == ["Kenya", "Norway"]


def test_blind_sheet_hides_the_proposal(tmp_path: Path) -> None:
    """What kg proposes is hidden but there, so that it can be compared; nothing is confirmed by silence."""
    target = tmp_path / "blind.xlsx"
    write_sheet([unit()], target, blind=True)
    page = openpyxl.load_workbook(target)["coding"]
    hidden = {cell.value for cell in page[1] if page.column_dimensions[cell.column_letter].hidden}
    assert {"kg_holder", "kg_issue", "kg_target", "kg_stance", "kg_score"} <= hidden
    assert tuple(cell.value for cell in page[1]) == BLIND_COLUMNS
    (coding,) = read_sheet(fill(target, {"coder_stance": "support"})).codings
    assert (coding.proposed, coding.coded) == (("kenya", "deep-sea mining", "oppose"), (None, None, "support"))


def test_what_a_coder_writes(path: Path) -> None:
    """Done confirms what is left empty, ok confirms a cell, an untouched row says nothing."""
    sheet = read_sheet(
        fill(
            path,
            {"coder_done": "x", "coder_stance": " Support "},
            {"coder_holder": "OK", "coder_issue": "Fish  quotas"},
        )
    )
    assert sheet.coder == "coded"
    assert [one.coded for one in sheet.codings] == [
        ("kenya", "deep-sea mining", "support"),
        ("norway", "fish quotas", None),
        (None, None, None),
    ]


def test_no_position(path: Path) -> None:
    """Where there is no position, holder and issue are nobody's and nothing's."""
    first = read_sheet(fill(path, {"coder_done": "x", "coder_stance": "none"})).codings[0]
    assert first.coded == (None, None, "none")


def test_columns_and_rows_may_be_moved(path: Path) -> None:
    """Columns are found by name, rows by their position; empty rows are passed over."""
    book = openpyxl.load_workbook(path)
    rows = [list(row) for row in book["coding"].iter_rows(values_only=True)]
    moved = openpyxl.Workbook()
    moved.active.append(["a sheet of the coder's own"])
    page = moved.create_sheet("mine")
    for row in (rows[0], rows[3], [None] * len(rows[0]), rows[1]):
        page.append(row[::-1])
    moved.save(path)
    assert [one.position for one in read_sheet(path).codings] == ["position-3", "position-1"]


def test_unknown_stance_names_the_row(path: Path) -> None:
    """A stance that does not exist is refused with its row and the known ones."""
    with pytest.raises(ReadError, match=r"row 3: coder_stance 'against' is unknown. Write support, oppose"):
        read_sheet(fill(path, {}, {"coder_stance": "against"}))


def test_position_in_two_rows(path: Path) -> None:
    """A position that stands in two rows is refused."""
    with pytest.raises(ReadError, match="row 3: position-1 stands in an earlier row"):
        read_sheet(fill(path, {}, {"position_id": "position-1"}))


def test_what_is_no_such_sheet(tmp_path: Path) -> None:
    """Other files say what is wanted."""
    (tmp_path / "text.xlsx").write_text("no spreadsheet")
    openpyxl.Workbook().save(tmp_path / "empty.xlsx")
    other = openpyxl.Workbook()
    other.active.append(["position_id"])
    other.save(tmp_path / "other.xlsx")
    cases = {"text": "no .xlsx", "empty": "no sheet", "other": "no column 'coder_holder'", "missing": "cannot be read"}
    for name, said in cases.items():
        with pytest.raises(ReadError, match=said):
            read_sheet(tmp_path / f"{name}.xlsx")


def test_coders_work_is_not_overwritten(path: Path) -> None:
    """A file that is there is only replaced on demand."""
    with pytest.raises(ExportError, match="--force"):
        write_sheet([unit()], path)
    write_sheet([unit()], path, replace=True)
    assert len(read_sheet(path).codings) == 1


def test_other_endings_are_refused(tmp_path: Path) -> None:
    """A spreadsheet ends in .xlsx."""
    with pytest.raises(ExportError, match=r"ends in \.xlsx"):
        write_sheet([unit()], tmp_path / "coding.csv")


def test_words_that_no_cell_takes(tmp_path: Path) -> None:
    """Control characters are replaced, and what is too long is cut."""
    target = tmp_path / "long.xlsx"
    write_sheet([unit(sentence="a\x00b" + "c" * 40_000)], target)
    page = openpyxl.load_workbook(target)["coding"]
    words = page.cell(2, COLUMNS.index("sentence") + 1).value
    assert words.startswith("a\N{REPLACEMENT CHARACTER}b")
    assert len(words) < 32_767
