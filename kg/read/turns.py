"""Who speaks where in a text without reporting frames: transcripts, parliamentary replies, speeches, communiqués."""

from __future__ import annotations

from kg.model import Turn
from kg.read.headings import find_reply, find_speech
from kg.read.transcripts import find_transcript


def find_turns(text: str, *, title: str | None = None) -> tuple[Turn, ...]:
    """Return the turns of a transcript or reply, or the one turn of a speech or communiqué; nothing for a report.

    A transcript needs labels at line starts that recur or that look like a dialogue; a colon in a report is not enough.
    A speech needs a heading that names its kind, and a body in the first person.

    Args:
        text: The text; all spans count in it.
        title: A heading that may stand outside the text. Where it alone tells a speech, its speakers are looked for in
            the text.
    """
    return find_transcript(text) or find_reply(text) or find_speech(text, title=title)
