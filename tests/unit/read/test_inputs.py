"""Inputs good and bad: each gives documents, or one line that says what to do."""

from __future__ import annotations

import http.server
import io
import threading
import zipfile

import pytest

from kg.model import Document, Unread
from kg.read import list_inputs, make_document, read_inputs

TEXT = "Norway rejected the plan on Monday, the foreign minister said in a long statement."


def read(*inputs, **options):
    return list(read_inputs(inputs, **options))


def reason(found) -> str:
    assert [type(one) for one in found] == [Unread]
    return found[0].reason


def test_text_is_not_changed(tmp_path):
    """What stands in the file is what offsets count in: line ends, blanks and marks included."""
    raw = f"  {TEXT}\r\n\r\n\tNaïve “quotes” \u202eabc\u202c e\u0301\n"
    path = tmp_path / "a.txt"
    path.write_bytes(raw.encode())
    (found,) = read(path)
    assert found.text == raw


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path, encoding):
    """A byte order mark is dropped; other encodings are told."""
    path = tmp_path / "a.txt"
    text = "The minister’s café talks in Zürich failed; “we reject the plan”, the envoy said. " * 5
    path.write_bytes(text.encode(encoding))
    (found,) = read(path)
    assert found.text == text


def test_table_columns_are_named(tmp_path):
    """Columns come from options; a missing one is told with those that are there."""
    path = tmp_path / "a.csv"
    path.write_text(f'body,day,head\n"{TEXT}",2024-05-01,Plan rejected\n')
    (found,) = read(path, text_column="body", date_column="day", title_column="head")
    assert (found.title, found.published.isoformat(), found.input) == ("Plan rejected", "2024-05-01", f"{path}#2")
    assert "--text-column" in reason(read(path))


def test_json_lines_name_the_broken_line(tmp_path):
    """Good lines are read, the broken one is told by number."""
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "{TEXT}", "url": "https://a.example/1"}}\nnot json\n')
    first, second = read(path)
    assert isinstance(first, Document)
    assert first.url == "https://a.example/1"
    assert second.input == f"{path}#2"
    assert "not JSON" in second.reason


def test_lone_surrogates_become_one_character_each(tmp_path):
    """Offsets stay true where JSON holds half of a pair."""
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Norway \\ud800 rejected the plan, said the minister."}\n')
    (found,) = read(path)
    assert found.text[7] == "\ufffd"
    assert found.text.encode()


def archive(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data, **options)
    return path


def test_archive_members_are_read_in_memory(tmp_path):
    """Members are named with their archive, and nothing is unpacked."""
    path = archive(tmp_path / "a.zip", {"x/1.txt": TEXT, "x/2.txt": f"{TEXT} Again.", "__MACOSX/1.txt": "no"})
    assert [found.input for found in read(path)] == [f"{path}!/x/1.txt", f"{path}!/x/2.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("../evil.txt", TEXT, "leads out"),
        ("/evil.txt", TEXT, "leads out"),
        ("inner.zip", b"PK", "inside an archive"),
        ("program.exe", b"MZ", "unknown format"),
        ("bomb.txt", b"a" * 5_000_000, "suspiciously"),
    ],
)
def test_bad_members_are_refused_one_by_one(tmp_path, name, data, said):
    """Traversal, nesting, unknown formats and bombs are told; the good member beside is read."""
    found = read(archive(tmp_path / "a.zip", {"good.txt": TEXT, name: data}))
    assert sum(isinstance(one, Document) for one in found) == 1
    assert any(isinstance(one, Unread) and said in one.reason for one in found)
    assert not (tmp_path.parent / "evil.txt").exists()


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.zip", b"no archive", "damaged"),
        ("a.pdf", b"%PDF-1.4 truncated", "damaged"),
        ("a.docx", b"PK\x03\x04 broken", "damaged"),
        ("a.txt", b"\x89PNG\x00\x00\x00\xff\xfe\x00\x01" * 30, "binary"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.html", b"<html><body></body></html>", "no article"),
        ("a.xyz", b"text", "unknown format"),
        ("a.txt", b"a" * 2000, "larger than"),
    ],
)
def test_unreadable_files_say_what_to_do(tmp_path, name, data, said):
    """Each kind of damage has a reason of its own."""
    path = tmp_path / name
    path.write_bytes(data)
    assert said in reason(read(path, max_bytes=1000))


def test_empty_folder_and_missing_file_are_told(tmp_path):
    """A folder without readable files and a name behind which nothing stands."""
    assert "no readable files" in reason(read(tmp_path))
    assert "no such file" in reason(read(tmp_path / "nothing.txt"))


def test_folders_are_read_in_order_without_hidden_files(tmp_path):
    """Files come sorted; each is listed once."""
    for name in ("b.txt", "a.txt", ".hidden.txt", "c.bin"):
        (tmp_path / name).write_text(f"{TEXT} {name}")
    assert [found.rpartition("/")[2] for found in list_inputs([tmp_path, tmp_path / "a.txt"])] == ["a.txt", "b.txt"]


def test_same_text_twice_is_read_once(tmp_path):
    """The second copy is skipped and names the first."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT)
    first, second = read(tmp_path)
    assert isinstance(first, Document)
    assert second.skipped
    assert "a.txt" in second.reason


def test_standard_input_is_read():
    """`-` reads what is piped in."""
    (found,) = read("-", stdin=io.BytesIO(TEXT.encode()))
    assert (found.input, found.text) == ("-", TEXT)


def test_long_line_is_read_quickly(tmp_path):
    """A line of ten megabytes is a document like any other."""
    path = tmp_path / "a.txt"
    path.write_text("Norway rejected the plan. " * 400_000)
    (found,) = read(path)
    assert len(found.text) == 26 * 400_000


def test_title_and_date_of_a_plain_text():
    """A short first line is the title, a date line gives the date; both stay in the text."""
    text = f"Norway says no\n\nPublished: 2024-05-01\n\n{TEXT}"
    document = make_document(text, input="x")
    assert (document.title, document.published.isoformat(), document.text) == ("Norway says no", "2024-05-01", text)
    assert make_document(TEXT, input="x").title is None


class Pages(http.server.BaseHTTPRequestHandler):
    """A small site with rules, a page, a picture and something too large."""

    def do_GET(self):
        pages = {
            "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /closed\n"),
            "/open": ("text/plain; charset=utf-8", TEXT.encode()),
            "/picture": ("image/png", b"PNG"),
            "/large": ("text/plain", b"a" * 5000),
        }
        kind, body = pages.get(self.path, (None, b""))
        self.send_response(200 if kind else 404)
        if kind:
            self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    """The address of a server on loopback."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_page_is_fetched(site, tmp_path):
    """An address on the command line or in a list gives a document with its address."""
    (found,) = read(f"{site}/open", delay=0)
    assert (found.text, found.url) == (TEXT, f"{site}/open")
    listed = tmp_path / "pages.urls"
    listed.write_text(f"# my pages\n{site}/open\n")
    assert [one.url for one in read(listed, delay=0)] == [f"{site}/open"]


@pytest.mark.parametrize(
    ("path", "said"),
    [("/closed", "robots.txt"), ("/missing", "404"), ("/picture", "image/png"), ("/large", "larger than")],
)
def test_pages_that_cannot_be_had_are_told(site, path, said):
    """Rules, errors, kinds and sizes each have their reason."""
    assert said in reason(read(f"{site}{path}", delay=0, max_bytes=1000))


def test_server_that_is_not_there_is_told():
    """No connection gives a line, not a traceback."""
    assert "cannot be fetched" in reason(read("http://127.0.0.1:9/", delay=0, timeout=2))
