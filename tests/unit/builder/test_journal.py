"""The journal: one row a document, replaced and compared with what the store holds."""

from __future__ import annotations

import pytest

from kg.builder.journal import Built, Journal


def built(name: str, *, given: str = "a.txt", url: str | None = None, mark: str = "m", conforms: bool = True) -> Built:
    return Built(
        id=f"doc-{name}", input=given, url=url, fingerprint=mark, conforms=conforms, record=b"{}", quads=b"", report=b""
    )


def test_document_is_kept_over_a_restart(tmp_path):
    """What was put is there when the file is opened again."""
    path = tmp_path / "journal.sqlite"
    with Journal(path) as journal:
        journal.put([built("1")], keep=set())
    with Journal(path) as journal:
        assert [row.id for row in journal.rows()] == ["doc-1"]
        assert journal.fingerprint("doc-1") == "m"


def test_changed_text_of_one_input_replaces_the_old(tmp_path):
    """Another text from the same input takes the place of the first."""
    with Journal(tmp_path / "j") as journal:
        journal.put([built("1")], keep=set())
        assert journal.put([built("2")], keep={"doc-2"}) == ["doc-1"]
        assert [row.id for row in journal.rows()] == ["doc-2"]


def test_changed_text_of_one_address_replaces_the_old(tmp_path):
    """So does another text from the same URL."""
    with Journal(tmp_path / "j") as journal:
        journal.put([built("1", given="x", url="https://a.example/")], keep=set())
        assert journal.put([built("2", given="y", url="https://a.example/")], keep=set()) == ["doc-1"]


def test_documents_without_address_do_not_replace_each_other(tmp_path):
    """A missing URL equals no other missing URL."""
    with Journal(tmp_path / "j") as journal:
        journal.put([built("1", given="x"), built("2", given="y")], keep=set())
        assert journal.count() == 2


def test_store_is_brought_up_to_the_journal(tmp_path):
    """The journal tells what the store lacks and what it holds too much."""
    with Journal(tmp_path / "j") as journal:
        journal.put([built("1", given="x"), built("2", given="y", conforms=False)], keep=set())
        assert [row.id for row in journal.unstored()] == ["doc-1"]
        journal.mark_stored([("doc-1", "m")])
        assert list(journal.unstored()) == []
        journal.put([built("1", given="x", mark="n")], keep=set())
        assert [row.id for row in journal.unstored()] == ["doc-1"]
        journal.remove("x")
        assert journal.overstored() == ["doc-1"]
        journal.mark_stored([], gone=["doc-1"])
        assert journal.overstored() == []


def test_failed_transaction_leaves_nothing(tmp_path):
    """A batch is written whole or not at all."""
    with Journal(tmp_path / "j") as journal:
        with pytest.raises(AttributeError):
            journal.put([built("1"), None], keep=set())  # type: ignore[list-item]
        assert journal.count() == 0


def test_state_tells_what_is_built_not_when(tmp_path):
    """Two journals with the same documents are in the same state, in any order."""
    one, other = [built("1", given="x"), built("2", given="y")], [built("2", given="y"), built("1", given="x")]
    with Journal(tmp_path / "a") as a, Journal(tmp_path / "b") as b:
        a.put(one, keep=set())
        b.put(other, keep=set())
        assert a.state() == b.state()
        b.remove("doc-1")
        assert a.state() != b.state()
