"""Turns by headings: speeches, statements, communiqués, and ministers' replies to parliamentary questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.model import Span, Turn
from kg.read.transcripts import word_lists

WE = re.compile(
    r"^\s*(?:1\.\s*)?We,?\s+(?P<speaker>the\s+[^,.;]{3,160}?)(?:,|\s+(?:met|reaffirm|welcome|gathered|express|reiterate))"
)
"""Signatories in the body: "We, the leaders of the Group of Seven, met in ..."."""
LIST = re.compile(
    r"(?:the\s+)?[\w’' -]+(?:,\s+(?!the\s)[A-Z][\w’' -]*)+,?\s+and\s+(?!the\s)[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
)
"""Signatories in one breath: "the foreign ministers of Brazil, India and South Africa"."""
SIDES = re.compile(r"(?:,\s+(?:and\s+)?|\s+and\s+)(?=the\s)|\s+and\s+(?=[A-Z])", re.I)
"""Between signatories: "the President of Peru, the King of Jordan and President Osei"."""
FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Ii]|[Oo]ur|[Mm]y|[Uu]s)\b")
QUOTED = re.compile(r"[“\"][^”\"\n]*[”\"]")
ASKED = re.compile(
    r"^(?:[^\n:]{2,80}:\s*)?To ask (?P<asked>the [^\n]{3,120}?)"
    r"(?=\s*(?:\(|,|\b(?:whether|in view|with regard|what|if|when|how|why)\b))",
    re.M,
)
"""A written question: "Ms Lim: To ask the Minister for Trade whether ..."."""
REPLY = re.compile(r"^(?:REPLY|ANSWER|Reply|Answer)\b[:.]?\s*", re.M)
HEAD_LINES = 8
HEADING_LINES = 4
MAX_HEADING = 300
MIN_FIRST_PERSON = 0.012
"""Share of first-person words in running text above which a headed text counts as speech."""
MIN_OF_NAMED = 0.004
"""The same where the heading names the kind and the speaker."""


def find_speech(text: str, *, title: str | None = None) -> tuple[Turn, ...]:
    """Return the one turn of a speech, statement or communiqué that its heading or its first words show."""
    lines = list(_head(text))
    for at, line in lines[:HEADING_LINES]:
        match = _heading(line)
        if match:
            speakers = tuple(_speakers(match, at))
            if _is_spoken(text[at + len(line) :], line, named=bool(speakers) and match.re is not _patterns()[3]):
                return (Turn(kind="heading", speakers=speakers, body=_rest(text, at + len(line))),)
    for at, line in lines:
        match = WE.match(line)
        if match and _share(text[at:]) > MIN_FIRST_PERSON:
            speaker = Span(at + match.start("speaker"), at + match.end("speaker"))
            return (Turn(kind="heading", speakers=(speaker,), body=_rest(text, at)),)
    return _titled(text, title) if title else ()


def _titled(text: str, title: str) -> tuple[Turn, ...]:
    """Return the turn of a speech whose heading stands outside the text."""
    match = _heading(title)
    if not match or _share(text) <= MIN_FIRST_PERSON:
        return ()
    names = [span.of(title) for span in _speakers(match, 0)]
    found = [(text.find(name), name) for name in names]
    return (
        Turn(
            kind="heading",
            speakers=tuple(Span(at, at + len(name)) for at, name in found if at >= 0),
            body=_rest(text, 0),
        ),
    )


def find_reply(text: str) -> tuple[Turn, ...]:
    """Return the question and the reply of a parliamentary question, the reply given by whom the question asks.

    Example: "Ms Lim: To ask the Minister for Trade whether ... REPLY We support ..."
    """
    asked = ASKED.search(text[:3000])
    reply = REPLY.search(text, asked.end()) if asked else None
    if not asked or not reply or not text[reply.end() :].strip():
        return ()
    above = (tuple(_speakers(match, at)) for at, line in _head(text[: asked.start()]) if (match := _heading(line)))
    speakers = next(filter(None, above), ())
    question = Span(asked.start(), len(text[: reply.start()].rstrip()))
    return (
        Turn(kind="question", speakers=(), body=question),
        Turn(kind="speaker", speakers=speakers or (Span(*asked.span("asked")),), body=_rest(text, reply.end())),
    )


def _head(text: str) -> Iterator[tuple[int, str]]:
    """Yield the first lines with where they start, blank and long ones left out."""
    start = 0
    for line in text[: HEAD_LINES * 2000].splitlines(keepends=True)[:HEAD_LINES]:
        lead = len(line) - len(line.lstrip())
        if line.strip() and len(line.strip()) <= MAX_HEADING:
            yield start + lead, line.strip()
        start += len(line)


def _heading(line: str) -> re.Match[str] | None:
    """Return how a line names a speech and who holds it, None where it does not."""
    return next((match for pattern in _patterns() if (match := pattern.match(line))), None)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the shapes of headings, each with a group `speaker`.

    "Joint statement by the foreign ministers of ..."; "Timor - Statement by the Foreign Minister"; "Kenya: statement in
    the general debate"; "The Minister's Written Reply to ...".
    """
    words = word_lists()["headings"]
    before, kinds, replies = ("|".join(words[name]) for name in ("before", "kinds", "replies"))
    kind = rf"(?i:(?:(?:{before})\s+)*(?:{kinds})s?)\b"
    capital = rf"(?:(?i:{before})\s+)*(?i:{kinds}|{replies})\b"
    name = r"(?:(?i:the)\s+(?:(?:[a-z]+\s+){1,4}of\s+(?:the\s+)?)?)?[A-Z]"
    return (
        re.compile(rf"{kind}[^\n]*?\b(?i:by|of|from)\s+(?P<speaker>{name}.+)"),
        re.compile(rf"[^\n:]{{2,80}}?(?:\s[-–—]|:)\s+{kind}[^\n]*?\b(?i:by)\s+(?P<speaker>{name}.+)"),
        re.compile(rf"(?P<speaker>[A-Z][^:\n]{{2,80}}):\s+{kind}"),
        re.compile(rf"(?P<speaker>(?!(?i:{before})\b)[A-Z][\w&. -]{{1,120}}?(?P<owns>[’']s?)?)\s+(?=[A-Z]){capital}"),
        re.compile(rf"{kind}(?P<speaker>(?!))?"),
    )


def _speakers(match: re.Match[str], at: int) -> Iterator[Span]:
    """Yield the spans of who is named in a heading, one for each side of "and", several states in one."""
    if match["speaker"] is None:
        return
    start, whole = at + match.start("speaker"), match["speaker"]
    listed = LIST.match(whole)
    if listed:
        yield Span(start, start + listed.end())
        return
    offset = 0
    for side in [*SIDES.finditer(whole), None]:
        part = whole[offset : side.start() if side else len(whole)]
        name = part[: _end_of_name(part)]
        if name.strip():
            lead = len(name) - len(name.lstrip())
            yield Span(start + offset + lead, start + offset + len(name.rstrip()))
        offset = side.end() if side else len(whole)


def _end_of_name(part: str) -> int:
    """Return where a signatory's name ends; a titled name beside an office belongs to it."""
    cut = _name_end().search(part)
    beside = _beside().match(part, cut.start()) if cut else None
    if cut and beside:
        cut = _name_end().search(part, beside.end())
    return cut.start() if cut else len(part)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf",\s+(?i:{'|'.join(word_lists()['headings']['titles'])})\.?\s+(?=[A-Z])")


@cache
def _name_end() -> re.Pattern[str]:
    words = "|".join(word_lists()["headings"]["after_name"])
    return re.compile(rf"\s+(?i:{words})(?:\s|$)|[,;:(]\s|\s[–—-]\s|$")


def _is_spoken(body: str, heading: str, *, named: bool) -> bool:
    """Tell whether the words under a heading are those of its speaker; a report of a speech has a heading as well."""
    share = _share(body)
    joint = named and heading.casefold().startswith(("joint ", "press joint "))
    return joint or share > (MIN_OF_NAMED if named else MIN_FIRST_PERSON)


def _share(body: str) -> float:
    """Return the share of first-person words outside quotation marks."""
    unquoted = QUOTED.sub(" ", body)
    return len(FIRST_PERSON.findall(unquoted)) / max(20, len(unquoted.split()))


def _rest(text: str, start: int) -> Span:
    """Return what stands after a place, without space around it; at least one character, which a span needs."""
    end = max(len(text.rstrip()), 1)
    begin = start + len(text[start:]) - len(text[start:].lstrip())
    return Span(min(begin, end - 1), end)
