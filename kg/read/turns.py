"""Who speaks where in a text without reporting frames: transcripts, speeches, communiqués."""

from __future__ import annotations

import re
from collections import Counter

from kg.model import Span, Turn

LABEL = re.compile(
    r"^[ \t]*(?P<label>(?:Q|QUESTION|Question|REPORTER|Reporter|MODERATOR|Moderator|"
    r"[A-Z][\w.'’-]*(?:[ ,]+(?:of|the|and|for|de|al|bin|van|von|[A-Z(][\w.'’)-]*)){0,7}))"
    r"(?:[ \t]*:[ \t]*|(?<=^Q)[ \t]+(?=[A-Z“\"]))",
    re.M,
)
QUESTION = re.compile(r"^(?:Q|A?\s*QUESTION|Question|REPORTER|Reporter|MODERATOR|Moderator|[A-Z]{2,5})$")
NOT_SPEAKERS = frozenset(
    [
        "note",
        "analysis",
        "update",
        "breaking",
        "source",
        "sources",
        "related",
        "photo",
        "read",
        "date",
        "published",
        "watch",
        "background",
        "exclusive",
        "opinion",
        "editor",
        "subject",
        "re",
        "to",
        "from",
        "cc",
        "topic",
        "place",
        "time",
        "venue",
    ]
)
SPEECH = re.compile(
    r"^(?:(?:opening|closing|joint|national|press|full text of the|text of the|video)\s+)*"
    r"(?:statement|remarks|speech|address|intervention|message|communiqu[eé]|declaration|joint statement)\b"
    r"(?P<by>.*?\b(?:by|of|from)\b\s+(?P<speaker>.+))?",
    re.I,
)
OWNER = re.compile(
    r"^(?P<speaker>[A-Z][\w&. -]*?(?:[’']s?(?=\s+(?:[A-Z][\w-]*\s+){0,2}[A-Z]))?)\s+(?:(?:Written|Joint|Press|National)\s+)*"
    r"(?:Statement|Communiqu[eé]|Declaration|Remarks|Speech|Address|Reply|Response)\b"
)
BEFORE_COLON = re.compile(
    r"^(?P<speaker>[A-Z][^:\n]{2,80}):\s+(?:(?:opening|closing|national|joint)\s+)*"
    r"(?:statement|remarks|speech|address|intervention)\b",
    re.I,
)
JOINT = re.compile(
    r"^\s*(?:(?:press|full text of the)\s+)?joint\s+(?:statement|communiqu[eé]|declaration|press release)\b", re.I
)
WE = re.compile(
    r"^\s*(?:1\.\s*)?We,?\s+(?P<speaker>the\s+[^,.;]{3,160}?)(?:,|\s+(?:met|reaffirm|welcome|gathered|express|reiterate))"
)
LIST = re.compile(
    r"(?:the\s+)?[\w’' -]+(?:,\s+(?:the\s+)?[A-Z][\w’' -]*)+,?\s+and\s+(?:the\s+)?"
    r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*"
)
"""Signatories in one breath: "the foreign ministers of Brazil, India and South Africa"."""
FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Ii]|[Oo]ur|[Mm]y|[Uu]s)\b")
NAME_END = re.compile(
    r"\s+(?:at|on|in|during|to|before|following|after|regarding|concerning|delivered|ahead)\s|[,;:(]\s|\s[–—-]\s|$"
)
MIN_TURNS = 2
MIN_FIRST_PERSON = 0.012
"""Share of first-person words in running text above which a headed text counts as speech."""


def find_turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of a transcript, or the one turn of a speech or communiqué; nothing for a report.

    A transcript needs labels at line starts that recur or that look like a dialogue; a colon in a report is not enough.
    A speech needs a heading that names its kind and a body in the first person.
    """
    return _transcript(text) or _speech(text)


def _transcript(text: str) -> tuple[Turn, ...]:
    labels = [match for match in LABEL.finditer(text) if match["label"].split()[0].lower() not in NOT_SPEAKERS]
    if len(labels) < MIN_TURNS or not _is_dialogue([match["label"] for match in labels], text):
        return ()
    turns = []
    for match, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(text)
        body = Span(match.end(), match.end() + len(text[match.end() : end].rstrip()))
        if body.end > body.start:
            asks = bool(QUESTION.match(match["label"]))
            speakers = () if asks else (Span(*match.span("label")),)
            turns.append(Turn(kind="question" if asks else "speaker", speakers=speakers, body=body))
    return tuple(turns)


def _is_dialogue(labels: list[str], text: str) -> bool:
    """Tell whether labels are those of a transcript: questions asked, capitals, or a speaker who comes back."""
    asked = sum(bool(QUESTION.match(label)) for label in labels)
    shouted = sum(label.isupper() and len(label) > 3 for label in labels)
    again = sum(number > 1 for number in Counter(labels).values())
    lines = max(1, len(re.findall(r"^[^\n]*\S[^\n]*$", text, re.M)))
    return (asked >= 1 or shouted >= MIN_TURNS or again >= 1) and len(labels) / lines > 0.05


def _speech(text: str) -> tuple[Turn, ...]:
    start = 0
    lines = []
    for line in text.splitlines(keepends=True)[:8]:
        if line.strip() and len(line.strip()) <= 300:
            lines.append((start, line.rstrip()))
        start += len(line)
    for at, line in lines[:4]:
        indent = len(line) - len(line.lstrip())
        match = SPEECH.match(line.lstrip()) or BEFORE_COLON.match(line.lstrip()) or OWNER.match(line.lstrip())
        if match and (JOINT.match(line) or _in_first_person(text[at + len(line) :])):
            speakers = _speakers(match, at + indent, text)
            return (Turn(kind="heading", speakers=speakers, body=_rest(text, at + len(line))),)
    for at, line in lines:
        match = WE.match(line)
        if match and _in_first_person(text[at:]):
            return (
                Turn(
                    kind="heading",
                    speakers=(Span(at + match.start("speaker"), at + match.end("speaker")),),
                    body=_rest(text, at),
                ),
            )
    return ()


def _speakers(match: re.Match[str], at: int, text: str) -> tuple[Span, ...]:
    """Return the spans of who is named in a heading, one for each side of "and"."""
    if match["speaker"] is None:
        return ()
    start = at + match.start("speaker")
    whole = text[start : at + match.end("speaker")]
    listed = LIST.match(whole)
    if listed:
        return (Span(start, start + listed.end()),)
    spans, offset = [], 0
    for part in re.split(r"(\s+and\s+(?=(?:[A-Z]|the\s)))", whole):
        if not part.strip() or part.strip() == "and":
            offset += len(part)
            continue
        cut = NAME_END.search(part)
        name = part[: cut.start()] if cut else part
        if name.strip():
            lead = len(name) - len(name.lstrip())
            spans.append(Span(start + offset + lead, start + offset + len(name.rstrip())))
        offset += len(part)
    return tuple(spans)


def _in_first_person(body: str) -> bool:
    unquoted = re.sub(r"[“\"][^”\"\n]*[”\"]", " ", body)
    return len(FIRST_PERSON.findall(unquoted)) > MIN_FIRST_PERSON * max(20, len(unquoted.split()))


def _rest(text: str, start: int) -> Span:
    lead = len(text[start:]) - len(text[start:].lstrip())
    return Span(
        min(start + lead, max(0, len(text) - 1)),
        max(len(text.rstrip()), start + lead + 1) if text.strip() else len(text),
    )
