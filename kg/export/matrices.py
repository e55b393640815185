"""Matrices and event lists as files of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import numpy as np

from kg.discourse.table import time_text
from kg.errors import ExportError
from kg.store.atomic import writing

if TYPE_CHECKING:
    from kg.discourse import Bars, Matrix, Statements
    from kg.discourse.spectra import BackboneStep

INDEX = ("slice", "start", "middle", "stop", "statements")
DNA_ORDER = ("start_position", "stop_position", "text", "coder", "document_id", "document_title", "document_author")
DNA_TAIL = (*DNA_ORDER, "document_source", "document_section", "document_type")


def to_matrix_csv(matrix: Matrix, out: TextIO) -> None:
    """Write labels in the first row and column and every weight as its shortest exact decimal, separated by commas."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["", *matrix.columns])
    for label, weights in _rows(matrix):
        writer.writerow([label, *weights])


def to_dna_csv(matrix: Matrix, out: TextIO) -> None:
    """Write the reference's own CSV: semicolons, six decimals, double quotes in labels as single ones."""
    out.write(";".join(['""', *(_single(label) for label in matrix.columns)]))
    for label, weights in _rows(matrix):
        out.write("\n" + ";".join([_single(label), *(_six(weight, whole=matrix.whole) for weight in weights)]))


def to_dna_dl(matrix: Matrix, out: TextIO) -> None:
    """Write the reference's own DL file for UCINET: a full matrix, labels without any quotes in them."""
    two = matrix.type == "twomode"
    size = f"nr = {len(matrix.rows)}, nc = {len(matrix.columns)}" if two else f"n = {len(matrix.rows)}"
    lines = [f"dl {size}, format = fullmatrix", "row labels:" if two else "labels:"]
    lines += [f'"{_bare(label)}"' for label in matrix.rows]
    lines += ["col labels:", *(f'"{_bare(label)}"' for label in matrix.columns)] if two else []
    out.write("\n".join([*lines, "data:"]))
    for _, weights in _rows(matrix):
        out.write("\n" + "".join(" " + _six(weight, whole=matrix.whole) for weight in weights))


MATRIX_FORMATS: dict[str, tuple[Callable[[Matrix, TextIO], None], str]] = {
    "matrix-csv": (to_matrix_csv, "csv"),
    "dna-csv": (to_dna_csv, "csv"),
    "dna-dl": (to_dna_dl, "dl"),
}
"""By name: what writes a matrix, and the suffix of its files."""


def write_series(series: Iterable[Matrix], folder: str | Path, format: str = "matrix-csv") -> int:  # noqa: A002 - the field's word
    """Write each slice to `0000.csv`, `0001.csv` and so on, and `index.csv` that tells their times; return how many.

    The folder may be there, but must hold nothing else than an earlier series, which is overwritten.

    Raises:
        ExportError: If the format is unknown or the folder cannot be written.
    """
    write, suffix = _format(format)
    target = Path(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        old = [path for path in target.iterdir() if not _is_slice(path)]
        if old:
            raise ExportError(f"{target}: holds {old[0].name}, which is no slice. Name another folder.", path=target)
        for path in target.iterdir():
            path.unlink()
        with (target / "index.csv").open("w", encoding="utf-8", newline="") as index:
            rows = csv.writer(index, lineterminator="\n")
            rows.writerow(INDEX)
            number = 0
            for number, matrix in enumerate(series, start=1):
                with (target / f"{number - 1:04}.{suffix}").open("w", encoding="utf-8", newline="") as out:
                    write(matrix, out)
                times = (time_text(time) for time in (matrix.start, matrix.middle, matrix.stop))
                rows.writerow([f"{number - 1:04}", *times, matrix.statements])
    except OSError as exc:
        raise ExportError(f"{target}: cannot be written ({exc.strerror}). Name another folder.", path=target) from exc
    return number


def write_text(write: Callable[[TextIO], None], target: Path | TextIO) -> None:
    """Write to a stream, or whole or not at all to a file."""
    if not isinstance(target, Path):
        write(target)
        return
    with writing(target) as raw:
        out = io.TextIOWrapper(raw, encoding="utf-8", newline="")
        write(out)
        out.detach()


def write_matrix(matrix: Matrix, target: Path | TextIO, format: str = "matrix-csv") -> None:  # noqa: A002 - the field's word
    """Write one matrix.

    Raises:
        ExportError: If the format is unknown or the file cannot be written.
    """
    write, _ = _format(format)
    write_text(lambda out: write(matrix, out), target)


def to_event_list(statements: Statements, out: TextIO) -> None:
    """Write one row a statement with all its columns, separated by commas (RFC 4180)."""
    writer = csv.writer(out)
    writer.writerow(statements.columns)
    writer.writerows(zip(*(column.texts() for column in statements.columns.values()), strict=True))


def to_dna_event_list(statements: Statements, out: TextIO) -> None:
    """Write the reference's own event list: semicolons, and in texts `,` for `;` and `'` for double quotes."""
    columns = statements.columns
    own = [name for name in columns if name not in (*DNA_TAIL, "statement_id", "time")]
    order = ["statement_id", "time", *own, *DNA_TAIL]
    plain = {"statement_id", "time", "start_position", "stop_position", "coder", "document_id"}
    plain |= {name for name in own if statements.kind(name) != "text"}
    out.write(";".join(f'"{name}"' for name in order))
    texts = [columns[name].texts() if name in columns else [""] * len(statements) for name in order]
    for row in zip(*texts, strict=True):
        cells = (value if name in plain else _event(value) for name, value in zip(order, row, strict=True))
        out.write("\n" + ";".join(cells))


def to_bars_csv(bars: Bars, out: TextIO) -> None:
    """Write one row a label with its counts by level."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["entity", *bars.levels])
    writer.writerows([label, *map(int, counts)] for label, counts in zip(bars.labels, bars.counts, strict=True))


def to_backbone_csv(steps: Iterable[BackboneStep], out: TextIO) -> None:
    """Write one row a column that was taken out, in the order of that."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["iteration", "entity", "backboneLoss", "redundantLoss", "statements"])
    writer.writerows((s.iteration, s.entity, s.backbone_loss, s.redundant_loss, s.statements) for s in steps)


def to_distance_csv(apart: np.ndarray, out: TextIO) -> None:
    """Write the distances of slices, one row a slice, without labels."""
    csv.writer(out, lineterminator="\n").writerows(apart.tolist())


def _format(name: str) -> tuple[Callable[[Matrix, TextIO], None], str]:
    if name not in MATRIX_FORMATS:
        raise ExportError(f"--format {name}: unknown. Known: {', '.join(MATRIX_FORMATS)}.", format=name)
    return MATRIX_FORMATS[name]


def _is_slice(path: Path) -> bool:
    return path.name == "index.csv" or (path.stem.isdigit() and path.suffix in (".csv", ".dl"))


def _rows(matrix: Matrix) -> Iterator[tuple[str, list[float]]]:
    """Yield each row's label and weights; one row at a time is full."""
    values, width = matrix.values, len(matrix.columns)
    for i, label in enumerate(matrix.rows):
        row = np.zeros(width)
        part = slice(values.indptr[i], values.indptr[i + 1])
        np.add.at(row, values.indices[part], values.data[part])
        yield label, row.tolist()


def _six(weight: float, *, whole: bool) -> str:
    if whole:
        return str(int(weight)) if weight == weight else "0"
    return f"{weight:.6f}"


def _single(label: str) -> str:
    return '"' + label.replace('"', "'") + '"'


def _bare(label: str) -> str:
    return label.replace('"', "").replace("'", "")


def _event(value: str) -> str:
    return '"' + value.replace(";", ",").replace('"', "'") + '"'
