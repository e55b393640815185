"""positions.csv, statements.csv, actors.csv."""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.export import write_actors_csv, write_positions_csv, write_statements_csv
from kg.export.spreadsheet import guarded
from kg.model import Actor, Post
from tests.unit.export.sample import sample


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows as a spreadsheet would read them."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def test_position_in_words(tmp_path: Path) -> None:
    """A row says who is for or against what, and the words that prove it."""
    write_positions_csv([sample()], tmp_path / "positions.csv")
    row = rows(tmp_path / "positions.csv")[0]
    assert (row["holder"], row["stance"], row["issue"], row["target"]) == ("Kenya", "oppose", "mining", "“mining”")
    assert (row["evidence"], row["speaker"], row["on_behalf_of"]) == ("rejects “mining”", "Grace Otieno", "Kenya")
    assert (row["cue"], row["content"]) == ("told … said", "that Kenya … rejects “mining”")
    assert (row["published"], row["stated_on"], row["score"]) == ("2025-02-24", "2025-02-23", "0.8")


def test_position_without_statement(tmp_path: Path) -> None:
    """A position from an act leaves the statement's cells empty and names who ascribes it."""
    write_positions_csv([sample()], tmp_path / "positions.csv")
    row = rows(tmp_path / "positions.csv")[1]
    assert (row["speaker"], row["content"], row["statement_id"], row["ascribed_by"]) == ("", "", "", "Grace Otieno")


def test_offsets_slice_the_text(tmp_path: Path) -> None:
    """Offsets count in the document's text."""
    write_statements_csv([sample()], tmp_path / "statements.csv")
    pairs = rows(tmp_path / "statements.csv")[0]["content_offsets"].split(";")
    text = sample().document.text
    assert [text[slice(*map(int, pair.split("-")))] for pair in pairs] == ["that Kenya", "rejects “mining”"]


def test_statement_in_words(tmp_path: Path) -> None:
    """A row says who spoke, for whom, to whom, where and how."""
    write_statements_csv([sample()], tmp_path / "statements.csv")
    (row,) = rows(tmp_path / "statements.csv")
    assert (row["speaker"], row["on_behalf_of"], row["addressees"]) == ("Grace Otieno", "Kenya", "Norway")
    assert (row["venue"], row["quotation"], row["negated"]) == ("the bay", "mixed", "no")


def test_formulas_are_guarded(tmp_path: Path) -> None:
    """Text that a spreadsheet would run is written with an apostrophe in front; numbers are not touched."""
    write_positions_csv([sample()], tmp_path / "positions.csv")
    row = rows(tmp_path / "positions.csv")[1]
    assert (row["target"], row["issue"], row["document_title"]) == ("'=SUM(1)", "'+sums", "'-1 degrees")
    assert row["score"] == "1.0"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_every_formula_start_is_guarded(start: str) -> None:
    """Each sign that starts a formula is guarded."""
    assert guarded(f"{start}cmd") == f"'{start}cmd"


def test_actors_are_merged(tmp_path: Path) -> None:
    """An actor of two documents is one row, under its commonest name, with counts over both."""
    first = sample()
    renamed = replace(first.actors[0], name="Republic of Kenya", aliases=("KE",))
    other = replace(first, actors=(renamed, *first.actors[1:]))
    write_actors_csv([other, first, first], tmp_path / "actors.csv")
    row = rows(tmp_path / "actors.csv")[0]
    assert (row["actor_id"], row["name"], row["aliases"]) == ("actor-ken", "Kenya", "KE; Nairobi; Republic of Kenya")
    assert (row["documents"], row["mentions"], row["statements"], row["positions"]) == ("3", "3", "3", "3")


def test_actors_do_not_depend_on_order(tmp_path: Path) -> None:
    """The same records in another order give the same bytes."""
    first = sample()
    other = replace(first, actors=(replace(first.actors[0], name="Aaa"), *first.actors[1:]))
    write_actors_csv([first, other], tmp_path / "one.csv")
    write_actors_csv([other, first], tmp_path / "two.csv")
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_posts_are_spelled_out(tmp_path: Path) -> None:
    """A post is its title, organisation and the state it represents."""
    write_actors_csv([sample()], tmp_path / "actors.csv")
    assert rows(tmp_path / "actors.csv")[2]["posts"] == "minister, Ministry of Seas (for Kenya)"


def test_lines_end_as_the_standard_says(tmp_path: Path) -> None:
    """RFC 4180: CRLF ends every line."""
    write_positions_csv([], tmp_path / "positions.csv")
    content = (tmp_path / "positions.csv").read_bytes()
    assert content.startswith(b"position_id,holder,")
    assert content.endswith(b"\r\n")


def test_unwritable_file_is_explained(tmp_path: Path) -> None:
    """A folder in the place of the file cannot be replaced."""
    with pytest.raises(ExportError, match="cannot be written"):
        write_actors_csv([sample()], tmp_path)


def test_days_in_office_are_spelled_out(tmp_path: Path) -> None:
    """The first and the last day stand behind the post, where they are known."""
    days = {"start": dt.date(2021, 1, 26), "end": dt.date(2025, 1, 20)}
    minister = Actor(id="actor-a", name="Ada", type="Person", posts=(Post(title="envoy", **days), Post(title="judge")))
    write_actors_csv([replace(sample(), actors=(minister,))], tmp_path / "actors.csv")
    assert rows(tmp_path / "actors.csv")[0]["posts"] == "envoy from 2021-01-26 to 2025-01-20; judge"
