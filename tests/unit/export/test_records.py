"""Records as JSON: the contract of documents.jsonl."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ExportError, ReadError
from kg.export import (
    read_documents_jsonl,
    record_from_json,
    record_from_line,
    record_line,
    record_to_json,
    write_documents_jsonl,
)
from kg.model import Record
from tests.unit.export.sample import sample

REFERENCE = Path(__file__).parents[3] / "docs" / "reference" / "documents-jsonl.md"


def test_keys_are_the_contract() -> None:
    """The keys and their order are those of the documented line."""
    found = record_to_json(sample())
    assert list(found) == [
        *("id", "input", "sha256", "title", "published", "publisher", "url", "language", "text", "turns"),
        *("actors", "mentions", "statements", "positions", "relations", "issues"),
    ]
    assert list(found["actors"][0]) == ["id", "name", "type", "aliases", "wikidata", "iso3", "posts"]
    assert list(found["actors"][2]["posts"][0]) == ["title", "organization", "represents", "start", "end"]
    assert list(found["mentions"][0]) == ["actor", "spans", "form"]
    assert list(found["statements"][0]) == [
        *("id", "source", "cue", "content", "speaker", "on_behalf_of", "addressees", "venue"),
        *("quotation", "negated", "parent", "date", "score"),
    ]
    assert list(found["positions"][0]) == [
        *("id", "holder", "issue", "target", "stance", "statement", "evidence", "intensity", "ascribed_by", "score")
    ]
    assert list(found["relations"][0]) == [
        *("id", "source", "target", "type", "cue", "mode", "date", "place", "statement", "score")
    ]
    assert list(found["issues"][0]) == ["id", "label", "kind", "broader"]


def test_every_key_is_documented() -> None:
    """The reference page names every key."""
    page = REFERENCE.read_text(encoding="utf-8")
    documented = set(re.findall(r"[`\"](\w+)[`\"]", page))
    assert keys_in(record_to_json(sample())) <= documented


def keys_in(value: Any) -> set[str]:
    """Return every key at every depth."""
    if isinstance(value, dict):
        return set(value).union(*map(keys_in, value.values()))
    return set().union(*map(keys_in, value)) if isinstance(value, list) else set()


def test_turns_only_where_there_are_any() -> None:
    """A document without turns has no such key."""
    record = sample()
    assert "turns" not in record_to_json(replace(record, document=replace(record.document, turns=())))


def test_line_is_plain_json() -> None:
    """A line is UTF-8 JSON with spans as pairs and without a line break."""
    line = record_line(sample())
    found = json.loads(line)
    assert b"\n" not in line
    start, end = found["positions"][0]["target"][0]
    assert found["text"][start:end] == "“mining”"


def test_round_trip() -> None:
    """A record comes back from its line, and from its JSON, as it was."""
    assert record_from_line(record_line(sample())) == sample()
    assert record_from_json(record_to_json(sample())) == sample()


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        (("extra",), 1, "extra"),
        (("actors", 0, "extra"), 1, "actors.0.extra"),
        (("actors", 2, "posts", 0, "extra"), 1, "posts.0.extra"),
        (("turns", 0, "extra"), 1, "turns.0.extra"),
        (("actors", 0, "type"), "Planet", "Person"),
        (("positions", 0, "stance"), "against", "support"),
        (("positions", 0, "score"), "0.5", "valid number"),
        (("positions", 0, "target"), [[5, 3]], "reversed"),
        (("positions", 0, "target"), [["1", 3]], "valid integer"),
        (("positions", 0, "target"), [[1, 9999]], "outside the text"),
        (("turns", 0, "body"), [1, 9999], "outside the text"),
        (("published",), "yesterday", "valid date"),
        (("id",), 5, "valid string"),
        (("text",), None, "valid string"),
    ],
)
def test_strict_reading(place: tuple[Any, ...], value: object, said: str) -> None:
    """Unknown keys, other types and impossible spans are refused, and the error says where."""
    found = copy.deepcopy(record_to_json(sample()))
    inner: Any = found
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    with pytest.raises(ReadError, match=re.escape(said)):
        record_from_json(found)


def test_missing_key_is_refused() -> None:
    """A line without a key of the contract is refused; `issues` and `turns` may be absent."""
    found = record_to_json(sample())
    del found["turns"], found["issues"]
    assert isinstance(record_from_json(found), Record)
    del found["positions"]
    with pytest.raises(ReadError, match="positions"):
        record_from_json(found)


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"null", b"\xff"])
def test_no_json_is_a_read_error(line: bytes) -> None:
    """What is no JSON object gives a ReadError."""
    with pytest.raises(ReadError, match="not a record"):
        record_from_line(line)


def test_file_round_trip(tmp_path: Path) -> None:
    """A file holds a line a record and is read back lazily."""
    records = [sample(), sample(published=None)]
    write_documents_jsonl(records, tmp_path / "documents.jsonl")
    assert (tmp_path / "documents.jsonl").read_bytes().count(b"\n") == 2
    assert list(read_documents_jsonl(tmp_path / "documents.jsonl")) == records


def test_error_names_the_line(tmp_path: Path) -> None:
    """A broken line is named by its number."""
    path = tmp_path / "documents.jsonl"
    path.write_bytes(record_line(sample()) + b"\n{}\n")
    with pytest.raises(ReadError, match="line 2"):
        list(read_documents_jsonl(path))


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a ReadError."""
    with pytest.raises(ReadError, match="cannot be read"):
        list(read_documents_jsonl(tmp_path / "none.jsonl"))


def test_surrogates_cannot_be_written() -> None:
    """Text that is no Unicode is refused with the input's name."""
    record = sample()
    broken = replace(record, document=replace(record.document, title="\ud800"))
    with pytest.raises(ExportError, match=r"bay\.txt"):
        record_line(broken)


def test_failed_writing_keeps_the_old_file(tmp_path: Path) -> None:
    """When a record cannot be written, the file that was there is unchanged."""
    path = tmp_path / "documents.jsonl"
    path.write_text("old", encoding="utf-8")

    def records() -> Any:
        yield sample()
        raise ExportError("no more")

    with pytest.raises(ExportError, match="no more"):
        write_documents_jsonl(records(), path)
    assert [entry.read_text(encoding="utf-8") for entry in tmp_path.iterdir()] == ["old"]


def test_posts_without_days_are_read() -> None:
    """A line of an older kg has posts without `start` and `end`; days in the wrong order are refused."""
    old = record_to_json(sample())
    post = old["actors"][2]["posts"][0]
    post.pop("start"), post.pop("end")
    assert record_from_json(old) == sample()
    post |= {"start": "2025-02-01", "end": "2025-01-31"}
    with pytest.raises(ReadError, match=r"posts.0.*before it starts"):
        record_from_json(old)
