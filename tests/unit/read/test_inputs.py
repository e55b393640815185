"""Files, folders, archives and streams: what is read, in which order, and what is said of the rest."""

from __future__ import annotations

import io
import os

import pytest

from kg.model import Document, Unread
from kg.read import list_inputs, read_inputs
from tests.unit.read.samples import WORDS, zip_file, zip_of


def reasons(*inputs, **options) -> dict[str, str]:
    """Return what is said of the inputs that gave no document."""
    return {one.input: one.reason for one in read_inputs(inputs, **options) if isinstance(one, Unread)}


def names(*inputs, **options) -> list[str]:
    """Return the inputs that gave a document."""
    return [one.input for one in read_inputs(inputs, **options) if isinstance(one, Document)]


@pytest.fixture
def folder(tmp_path):
    """A folder with files of several kinds and depths."""
    for name in ("b.txt", "a.TXT", "sub/c.md", ".hidden/d.txt", ".e.txt", "picture.png", "pages.urls"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{name}: {WORDS}")
    return tmp_path


def test_folder_is_sorted_and_open_to_the_bottom(folder):
    """Readable files in it and below, sorted; hidden ones, other formats and lists of addresses are left out."""
    wanted = [str(folder / name) for name in ("a.TXT", "b.txt", "sub/c.md")]
    assert list_inputs([folder, folder / "b.txt"]) == wanted
    assert names(folder) == wanted


def test_links(folder):
    """A loop of links ends, a link to nothing is reported."""
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "dead.txt").symlink_to(folder / "nowhere")
    assert len(names(folder)) == 3
    assert "no such file" in reasons(folder)[str(folder / "dead.txt")]


def test_closed_folder_is_reported(folder, monkeypatch):
    """A folder that may not be opened is named with its reason, the rest is read."""
    walk = os.walk

    def closed(path, onerror):
        onerror(PermissionError(13, "Permission denied", str(folder / "sub")))
        return (step for step in walk(path) if not step[0].endswith("sub"))

    monkeypatch.setattr("kg.read.inputs.os.walk", closed)
    monkeypatch.setattr("kg.read.inputs.os.listdir", lambda path: (_ for _ in ()).throw(PermissionError(13, "no")))
    assert "no permission" in reasons(folder)[str(folder / "sub")]
    assert len(names(folder)) == 2


def test_what_cannot_be_opened(tmp_path, monkeypatch):
    """Missing, empty, odd, closed and unknown files are named with a reason, and the good one is read."""
    (tmp_path / "good.txt").write_text(WORDS)
    (tmp_path / "empty.txt").touch()
    (tmp_path / "blank.txt").write_text(" \n")
    (tmp_path / "a.odt").write_text("x")
    (tmp_path / "none.urls").write_text("# nothing\n")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    cases = {
        "missing.txt": "no such file",
        "empty.txt": "empty",
        "blank.txt": "empty",
        "a.odt": "unknown format .odt",
        "none.urls": "no addresses",
        "folder": "no readable files",
        "pipe.txt": "not a regular file",
        "x" * 5000: "too long",
        "a\0b.txt": "cannot be opened",
    }
    found = reasons(*(tmp_path / name for name in cases), tmp_path / "good.txt")
    for name, reason in cases.items():
        assert reason in found[str(tmp_path / name)]
        assert "\n" not in found[str(tmp_path / name)]
    assert names(*(tmp_path / name for name in cases), tmp_path / "good.txt") == [str(tmp_path / "good.txt")]

    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("kg.read.inputs.Path.open", refuse)
    assert "no permission" in reasons(tmp_path / "good.txt")[str(tmp_path / "good.txt")]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.zip", b"no archive", "damaged"),
        ("a.pdf", b"%PDF-1.4 truncated", "damaged"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.txt", b"\x89PNG\x00\x00\x00\xff\xfe\x00\x01" * 30, "binary"),
        ("a.html", b"<html><body></body></html>", "no article"),
    ],
)
def test_damaged_files(tmp_path, name, data, reason):
    """Each kind of damage has a reason of its own."""
    (tmp_path / name).write_bytes(data)
    assert reason in reasons(tmp_path / name)[str(tmp_path / name)]


def test_too_large(tmp_path):
    """The limit holds for files, streams and members."""
    (tmp_path / "a.txt").write_text(WORDS)
    (tmp_path / "a.zip").write_bytes(zip_file(a__txt=WORDS.encode()))
    found = reasons(tmp_path / "a.txt", tmp_path / "a.zip", "-", max_bytes=20, stdin=io.BytesIO(WORDS.encode()))
    assert len(found) == 3
    assert all("larger than 20 bytes" in reason for reason in found.values())


def test_standard_input():
    """`-` is plain text; without a stream it is an error."""
    assert names("-", stdin=io.BytesIO(WORDS.encode())) == ["-"]
    assert "standard input" in reasons("-")["-"]


def test_list_of_inputs(folder):
    """A list opens addresses, files and folders; a missing list is reported."""
    (folder / "list.urls").write_text(f"\ufeff# mine\n\n{folder / 'b.txt'}\n{folder / 'sub'}\nhttps://a.example/x\n")
    wanted = [str(folder / "b.txt"), str(folder / "sub" / "c.md"), "https://a.example/x"]
    assert list_inputs([folder / "list.urls"]) == wanted
    assert "no such file" in reasons(folder / "gone.urls")[str(folder / "gone.urls")]


def test_same_text_twice(tmp_path):
    """The first is kept, the second skipped with the first one's name; so are two equal lines under one name."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WORDS)
    (tmp_path / "c.jsonl").write_text('{"id": 1, "text": "Chile agreed."}\n' * 2)
    found = list(read_inputs([tmp_path]))
    assert [type(one) for one in found] == [Document, Unread, Document, Unread]
    assert found[1].skipped
    assert "a.txt" in found[1].reason


def test_other_language_is_skipped(tmp_path):
    """A German text is skipped by rule, unless every language is wanted."""
    (tmp_path / "a.txt").write_text("Die Regierung in Wien lehnt neue Sanktionen gegen Moskau ab, sagte ein Sprecher.")
    (unread,) = read_inputs([tmp_path])
    assert (unread.skipped, "language is de" in unread.reason) == (True, True)
    (document,) = read_inputs([tmp_path], languages=None)
    assert document.language == "de"


def test_broken_rows_stop_nothing(tmp_path):
    """A broken line between two good ones is reported by its number."""
    (tmp_path / "a.jsonl").write_text('{"text": "Norway agreed."}\n{broken\n{"text": "Chile \\ud800 agreed."}\n')
    one, broken, two = read_inputs([tmp_path])
    assert (one.input[-8:], broken.input[-8:], two.text) == (".jsonl#1", ".jsonl#2", "Chile \ufffd agreed.")


def test_hostile_address_of_a_page_is_dropped(tmp_path):
    """Only web addresses become a document's address."""
    (tmp_path / "a.jsonl").write_text('{"text": "Norway agreed.", "url": "javascript:alert(1)"}')
    (document,) = read_inputs([tmp_path])
    assert document.url is None


def test_ten_megabytes_in_one_line(tmp_path):
    """A very long line is read."""
    (tmp_path / "a.txt").write_text("Norway signed the treaty. " * 400_000)
    (document,) = read_inputs([tmp_path])
    assert len(document.text) == 10_400_000


def test_reader_that_breaks_is_reported(tmp_path, monkeypatch):
    """Whatever a format's library raises, the input is reported and the run goes on."""
    (tmp_path / "a.txt").write_text(WORDS)

    def broken(data, columns):
        raise KeyError("x")

    monkeypatch.setattr("kg.read.reading.reader_for", lambda suffix: broken)
    assert "KeyError" in reasons(tmp_path)[str(tmp_path / "a.txt")]


class TestArchives:
    """Members are read in memory; what is wrong with one does not touch the others."""

    def test_members(self, tmp_path):
        """Each member by its name in the archive, sorted; hidden ones aside."""
        members = {"b/x.txt": b"Norway agreed.", "a.md": b"Chile agreed.", ".x.txt": b"x", "__MACOSX/y.txt": b"y"}
        (tmp_path / "a.zip").write_bytes(zip_of(members))
        assert names(tmp_path) == [f"{tmp_path}/a.zip!/a.md", f"{tmp_path}/a.zip!/b/x.txt"]

    @pytest.mark.parametrize(
        ("member", "data", "reason"),
        [
            ("../evil.txt", b"x", "leads out"),
            ("a\\..\\evil.txt", b"x", "leads out"),
            ("/etc/x.txt", b"x", "leads out"),
            ("C:/x.txt", b"x", "leads out"),
            ("more.zip", b"x", "archive inside"),
            ("more.tar.gz", b"x", "archive inside"),
            ("bomb.txt", bytes(3_000_000), "suspiciously"),
            ("x.odt", b"x", "unknown format"),
            ("x.txt", b"", "empty"),
        ],
    )
    def test_members_refused(self, tmp_path, member, data, reason):
        """A member that is dangerous or of no use is reported, its neighbour read; nothing is written to disk."""
        (tmp_path / "a.zip").write_bytes(zip_of({member: data, "good.txt": WORDS.encode()}))
        assert reason in reasons(tmp_path)[f"{tmp_path}/a.zip!/{member.replace(os.sep, '/')}"]
        assert names(tmp_path) == [f"{tmp_path}/a.zip!/good.txt"]
        assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]

    def test_unknown_formats_are_skipped(self, tmp_path):
        """Pictures between the texts are no failure."""
        (tmp_path / "a.zip").write_bytes(zip_file(a__png=b"x", a__txt=WORDS.encode()))
        assert [one.skipped for one in read_inputs([tmp_path]) if isinstance(one, Unread)] == [True]

    def test_damaged(self, tmp_path):
        """Cut off, no archive at all, and empty ones are reported."""
        whole = zip_file(a__txt=WORDS.encode())
        for name, data in {"cut": whole[:-30], "none": b"x" * 100, "empty": zip_of({})}.items():
            (tmp_path / f"{name}.zip").write_bytes(data)
        assert sorted(reason.split()[0] for reason in reasons(tmp_path).values()) == ["an", "damaged,", "damaged,"]

    def test_damaged_member(self, tmp_path):
        """A member with damaged bytes is reported, the others are read."""
        data = bytearray(zip_of({"a.txt": WORDS.encode() * 9, "b.txt": b"Chile agreed."}))
        for at in range(40, 60):
            data[at] ^= 0xFF
        (tmp_path / "a.zip").write_bytes(bytes(data))
        assert "damaged in the archive" in reasons(tmp_path)[f"{tmp_path}/a.zip!/a.txt"]
        assert names(tmp_path) == [f"{tmp_path}/a.zip!/b.txt"]

    def test_under_a_password(self, tmp_path):
        """A protected member says so."""
        data = bytearray(zip_file(a__txt=WORDS.encode()))
        data[6] |= 1
        data[data.index(b"PK\x01\x02") + 8] |= 1
        (tmp_path / "a.zip").write_bytes(bytes(data))
        assert "password" in next(iter(reasons(tmp_path).values()))

    def test_too_much_in_all(self, tmp_path, monkeypatch):
        """Many members, and many bytes together, end the archive."""
        members = {f"{n}.txt": f"{n} {WORDS}".encode() for n in range(30)}
        (tmp_path / "a.zip").write_bytes(zip_of(members))
        assert any("too much" in reason for reason in reasons(tmp_path, max_bytes=len(WORDS) + 4).values())
        monkeypatch.setattr("kg.read.archives.MAX_MEMBERS", 5)
        assert "more than 5 files" in next(iter(reasons(tmp_path).values()))
