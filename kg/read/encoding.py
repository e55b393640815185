"""Bytes -> characters: byte order marks, UTF-8, declared encodings, and what charset-normalizer makes of the rest."""

from __future__ import annotations

import codecs

from kg.errors import ReadError

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""What browsers read under a declared name: the wider encoding that writers mean by it."""
HEAD = 4096
SAMPLE = 200_000
MAX_CONTROLS = 0.05
"""A larger share of control characters at the beginning is no text; NULs count, a few of them are let through."""
GOOD_PER_BAD = 10
"""Bytes with so many valid UTF-8 characters beyond ASCII for each damaged one are damaged UTF-8, nothing else."""


def decode(data: bytes, *, declared: str | None = None) -> str:
    r"""Return the text of bytes: as marked, in UTF-8, as declared, or in the encoding that fits best; no mark is left.

    Nothing else is changed: line ends, NULs and spaces stay. Single damaged bytes of UTF-8 become U+FFFD.

    >>> decode(b"\xef\xbb\xbfNorway\r\n")
    'Norway\r\n'

    Raises:
        ReadError: If they are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if wide := _wide(data):
        return data.decode(wide, "replace")
    _check_controls(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as exc:
        return _declared(data, declared) or _damaged(data) or _detected(data, exc.start)


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 order of unmarked bytes whose every other byte is NUL, as in English text; None for others."""
    head = data[: HEAD // 2 * 2]
    if len(head) < 4 or len(data) % 2:
        return None
    even, odd = (head[at::2].count(0) / (len(head) / 2) for at in (0, 1))
    if odd > 0.6 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 and odd < 0.05 else None


def _check_controls(data: bytes) -> None:
    head = data[:HEAD]
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    if controls > max(2, MAX_CONTROLS * len(head)):
        raise ReadError("not a text: it holds binary data. Name files of a format that kg reads.")


def _declared(data: bytes, name: str | None) -> str | None:
    """Return the text in the encoding that a page declares; None where it is unknown or does not fit."""
    try:
        found = codecs.lookup(name or "").name
        return data.decode(WIDER.get(found, found))
    except (LookupError, UnicodeError):
        return None


def _damaged(data: bytes) -> str | None:
    """Return UTF-8 with a few damaged places, each as U+FFFD; None where it is no UTF-8."""
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not c.isascii() for c in text) - bad
    return text if good >= GOOD_PER_BAD * bad else None


def _detected(data: bytes, first: int) -> str:
    """Return the text in the encoding that fits a sample around the first byte that is no UTF-8."""
    from charset_normalizer import from_bytes

    start = max(0, first - SAMPLE // 2)
    best = from_bytes(data[start : start + SAMPLE]).best()
    if best is None:
        raise ReadError("its encoding cannot be told. Save it as UTF-8.")
    return data.decode(best.encoding, "replace")
