"""Bytes become the characters that were meant."""

from __future__ import annotations

import pytest

from kg.errors import ReadError
from kg.read.encoding import decode

TEXT = "“The talks failed,” Norway’s minister said — and left. The café in Malmö was full.\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding):
    """Marked encodings, UTF-8 and the Western one of Windows come out as they were."""
    assert decode(TEXT.encode(encoding)) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_without_a_mark(encoding):
    """UTF-16 without a mark is told by its NULs."""
    assert decode(("Norway signed. " * 20).encode(encoding)) == "Norway signed. " * 20


def test_declared_encoding():
    """What a page declares is believed where it fits, and passed over where it does not exist."""
    assert decode("Ждём Осло".encode("cp1251"), declared="windows-1251") == "Ждём Осло"
    assert decode("“Ja”".encode("cp1252"), declared="iso-8859-1") == "“Ja”"
    assert decode("Malmö".encode() * 20, declared="no-such-thing") == "Malmö" * 20


def test_damaged_utf_8_stays_utf_8():
    """One broken byte among many good ones is one U+FFFD, not another encoding."""
    data = TEXT.encode() * 10
    assert decode(data + b"\xff" + data) == TEXT * 10 + "\ufffd" + TEXT * 10


def test_nothing_is_cleaned():
    """Line ends, spaces, a NUL, emoji, right-to-left marks and unnormalised letters stay."""
    text = "  a\r\nb\rc\x00d \U0001f1f3\U0001f1f4 \u200f e\u0301 \n\n" + "word " * 20
    assert decode(text.encode()) == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 100, b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 9])
def test_binary_is_refused(data):
    """Binary data is no text."""
    with pytest.raises(ReadError, match="binary"):
        decode(data)
