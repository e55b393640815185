"""The spreadsheet for coders, and back.

The sheet `coding` has one row a position: where it stands, what kg proposes (`kg_…`), and empty columns for the coder
(`coder_…`). The sheet `lists` feeds the choices, `how` says what to do. Rows may be sorted, filtered or deleted; columns
are found by their names.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from kg.coding.units import CodingUnit
from kg.errors import ExportError, ReadError
from kg.model import Stance
from kg.store.atomic import writing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

VARIABLES = ("holder", "issue", "stance")
STANCES = get_args(Stance)
NONE = "none"
"""The stance of what is no position."""

CONFIRMED = "ok"
"""A cell that confirms the proposal."""

CODER_COLUMNS = ("coder_done", "coder_holder", "coder_issue", "coder_stance", "coder_comment")
COLUMNS = (
    *("position_id", "document_id", "document_title", "published", "url", "before", "sentence", "after"),
    *("kg_holder", "kg_issue", "kg_target", "kg_stance", "kg_score"),
    *CODER_COLUMNS,
)
PROPOSED = tuple(name for name in COLUMNS if name.startswith("kg_"))
BLIND_COLUMNS = tuple(name for name in COLUMNS if name != "coder_done")
WIDTHS = {
    "before": 40,
    "sentence": 60,
    "after": 40,
    "document_title": 28,
    "kg_issue": 24,
    "kg_target": 24,
    "coder_comment": 30,
}
CELL_LIMIT = 32_000
"""Characters that go into a cell; spreadsheets take 32,767."""

UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HOW = (
    "Each row of the sheet `coding` is one position that kg found. Read the sentence, and the document where you need to.",
    "coder_holder: whose position is it? The state or body where somebody speaks for one.",
    "coder_issue: what is it about?",
    "coder_stance: support, oppose or ambivalent; none where the text shows no position of anybody on this.",
    "coder_comment: what you want to remember.",
)
HOW_OPEN = (
    "Write x into coder_done when you have looked at a row: cells that you leave empty then confirm what kg proposes.",
    "Or write ok into a cell to confirm it. In a row that is not done, only the cells that you fill in count.",
)
HOW_BLIND = ("Fill in all three cells. What kg found is hidden; leave it so until you have finished.",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """One row of a coded sheet: what kg proposed and what the coder holds, each None where it is not known.

    `proposed` and `coded` are holder, issue and stance, folded so that the same words are equal; `written` are the
    coder's cells as they stand.
    """

    position: str
    score: float | None
    proposed: tuple[str | None, str | None, str | None]
    coded: tuple[str | None, str | None, str | None]
    written: tuple[str | None, str | None, str | None] = (None, None, None)
    comment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedSheet:
    """A coder's sheet: the file's name without its ending, and its rows."""

    coder: str
    codings: tuple[Coding, ...]


def write_sheet(units: Sequence[CodingUnit], path: str | Path, *, blind: bool = False, replace: bool = False) -> None:
    """Write a spreadsheet with one row a unit.

    Args:
        units: What is to be coded.
        path: The `.xlsx` file.
        blind: Hide what kg proposes, so that it does not lead the coder.
        replace: Overwrite a file that is there.

    Raises:
        ExportError: If the file is there already, has another ending, or cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise ExportError(f"{target}: a spreadsheet ends in .xlsx. Name it so.", path=target)
    if target.exists() and not replace:
        raise ExportError(
            f"{target}: is there already, perhaps with a coder's work. Name another file, or give --force.", path=target
        )
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "coding"
    _fill(sheet, units, BLIND_COLUMNS if blind else COLUMNS, blind=blind)
    lists = book.create_sheet("lists")
    choices = (sorted({unit.holder for unit in units}), sorted({unit.issue for unit in units}))
    for number, words in enumerate(zip(*_padded(choices), strict=True), start=1):
        _write_row(lists, number, words)
    _add_choices(sheet, [len(words) for words in choices], rows=len(units))
    how = book.create_sheet("how")
    how.column_dimensions["A"].width = 120
    for number, line in enumerate((*HOW, *(HOW_BLIND if blind else HOW_OPEN)), start=1):
        _write_row(how, number, (line,))
    with writing(target) as out:
        book.save(out)


def read_sheet(path: str | Path) -> CodedSheet:
    """Return what a coder filled in.

    Raises:
        ReadError: If it is no such spreadsheet, a stance is none of the known ones, or a position stands in two rows;
            it names the row.
    """
    source = Path(path)
    header, rows = _rows(source)
    missing = [name for name in ("position_id", *(f"coder_{one}" for one in VARIABLES)) if name not in header]
    if missing:
        raise ReadError(
            f"{source}: no column {missing[0]!r} in the first row. Take a sheet that `kg code` wrote.", path=source
        )
    codings: dict[str, Coding] = {}
    for number, row in rows:
        cells = {name: row[place] for name, place in header.items() if place < len(row)}
        coding = _coding(cells, source, number)
        if coding is None:
            continue
        if coding.position in codings:
            raise ReadError(
                f"{source}, row {number}: {coding.position} stands in an earlier row as well. Delete one.", path=source
            )
        codings[coding.position] = coding
    return CodedSheet(coder=source.stem, codings=tuple(codings.values()))


def _fill(sheet: Worksheet, units: Iterable[CodingUnit], columns: Sequence[str], *, blind: bool) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    top, paper = Alignment(vertical="top", wrap_text=True), PatternFill("solid", fgColor="FFF8DC")
    _write_row(sheet, 1, columns)
    for number, unit in enumerate(units, start=2):
        values = {**_proposal(unit), **dict.fromkeys(CODER_COLUMNS)}
        _write_row(sheet, number, [values[name] for name in columns])
        for place, name in enumerate(columns, start=1):
            cell = sheet.cell(number, place)
            cell.alignment = top
            if name in CODER_COLUMNS:
                cell.fill = paper
    for place, name in enumerate(columns, start=1):
        sheet.cell(1, place).font = Font(bold=True)
        shape = sheet.column_dimensions[get_column_letter(place)]
        shape.width = WIDTHS.get(name, 16)
        shape.hidden = name in ("position_id", "document_id", "url") or (blind and name in PROPOSED)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _proposal(unit: CodingUnit) -> dict[str, str | float | dt.date | None]:
    return {
        "position_id": unit.position,
        "document_id": unit.document,
        "document_title": unit.title,
        "published": unit.published,
        "url": unit.url,
        "before": unit.before,
        "sentence": unit.sentence,
        "after": unit.after,
        "kg_holder": unit.holder,
        "kg_issue": unit.issue,
        "kg_target": unit.target,
        "kg_stance": unit.stance,
        "kg_score": unit.score,
    }


def _write_row(sheet: Worksheet, number: int, values: Sequence[str | float | dt.date | None]) -> None:
    """Write a row; text stays text, also where it looks like a formula."""
    for place, value in enumerate(values, start=1):
        if value is None or value == "":
            continue
        cell: Any = sheet.cell(number, place)
        if isinstance(value, str):
            fit = UNFIT.sub("\N{REPLACEMENT CHARACTER}", value)
            cell.value = fit if len(fit) <= CELL_LIMIT else fit[:CELL_LIMIT] + " …"
            cell.data_type = "s"
        else:
            cell.value = value


def _padded(columns: Sequence[Sequence[str]]) -> list[list[str]]:
    longest = max(map(len, columns))
    return [[*words, *[""] * (longest - len(words))] for words in columns]


def _add_choices(sheet: Worksheet, sizes: Sequence[int], *, rows: int) -> None:
    """Let the coder choose from lists; for holders and issues the list is an offer, for stances a rule."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not rows:
        return
    names = [str(cell.value) for cell in sheet[1]]
    stances = ",".join((*STANCES, NONE, CONFIRMED))
    formulas = {
        "coder_holder": f"lists!$A$1:$A${sizes[0]}",
        "coder_issue": f"lists!$B$1:$B${sizes[1]}",
        "coder_stance": f'"{stances}"',
    }
    for name, formula in formulas.items():
        letter = get_column_letter(names.index(name) + 1)
        choice = DataValidation(type="list", formula1=formula, allow_blank=True)
        choice.showErrorMessage = name == "coder_stance"
        choice.add(f"{letter}2:{letter}{rows + 1}")
        sheet.add_data_validation(choice)


def _rows(path: Path) -> tuple[dict[str, int], Iterator[tuple[int, tuple[object, ...]]]]:
    """Return the columns' places and the numbered rows of the first sheet that has positions."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as exc:
        raise ReadError(f"{path}: no .xlsx spreadsheet ({exc}). Save the coded sheet as .xlsx.", path=path) from exc
    except OSError as exc:
        raise ReadError(f"{path}: cannot be read ({exc.strerror or exc}).", path=path) from exc
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True)
        header = {str(name).strip(): place for place, name in enumerate(next(rows, ())) if name is not None}
        if "position_id" in header:
            return header, ((number, tuple(row)) for number, row in enumerate(rows, start=2))
    raise ReadError(f"{path}: no sheet with a column `position_id`. Take a sheet that `kg code` wrote.", path=path)


def _coding(cells: dict[str, object], path: Path, number: int) -> Coding | None:
    """Return a row's coding, or None for a row without a position."""
    position = str(cells.get("position_id") or "").strip()
    if not position:
        return None
    proposed = tuple(folded(cells.get(f"kg_{name}")) for name in VARIABLES)
    filled = tuple(folded(cells.get(f"coder_{name}")) for name in VARIABLES)
    if filled[2] not in (None, NONE, CONFIRMED, *STANCES):
        raise ReadError(
            f"{path}, row {number}: coder_stance {cells['coder_stance']!r} is unknown. "
            f"Write {', '.join((*STANCES, NONE, CONFIRMED))}, or nothing.",
            path=path,
            row=number,
        )
    done = folded(cells.get("coder_done")) not in (None, "no", "false", "0")
    coded = [own if own != CONFIRMED else said for own, said in zip(filled, proposed, strict=True)]
    if done and coded[2] != NONE:
        coded = [said if own is None else own for own, said in zip(coded, proposed, strict=True)]
    score = cells.get("kg_score")
    return Coding(
        position=position,
        score=float(score) if isinstance(score, int | float) else None,
        proposed=(proposed[0], proposed[1], proposed[2]),
        coded=(coded[0], coded[1], coded[2]),
        written=(_words(cells, "coder_holder"), _words(cells, "coder_issue"), _words(cells, "coder_stance")),
        comment=_words(cells, "coder_comment"),
    )


def _words(cells: dict[str, object], name: str) -> str | None:
    value = cells.get(name)
    return None if value is None else " ".join(str(value).split()) or None


def folded(value: object) -> str | None:
    """Return a cell's words so that the same words are equal: without case or differing spaces; None for an empty cell.

    >>> folded("  The  Netherlands ")
    'the netherlands'
    """
    if value is None:
        return None
    return " ".join(unicodedata.normalize("NFC", str(value)).casefold().split()) or None
