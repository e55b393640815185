"""Transcripts, speeches and communiqués are told from reports."""

from __future__ import annotations

import pytest

from kg.read import find_turns


def spoken(text: str) -> list[tuple[str, list[str]]]:
    return [(turn.kind, [span.of(text) for span in turn.speakers]) for turn in find_turns(text)]


def test_transcript_has_speakers_and_questions():
    """Labels at line starts are turns; a question has no speaker."""
    text = "MR. HOLM: Good afternoon. We support the talks.\n\nQ: And the treaty?\n\nMR. HOLM: We reject it.\n"
    assert spoken(text) == [("speaker", ["MR. HOLM"]), ("question", []), ("speaker", ["MR. HOLM"])]
    bodies = [turn.body.of(text) for turn in find_turns(text)]
    assert bodies == ["Good afternoon. We support the talks.", "And the treaty?", "We reject it."]


def test_question_without_colon():
    """`Q` alone at a line start is a question too."""
    text = "Q Will you sign?\n\nMINISTER LUND: We will sign the treaty.\n\nQ When?\n\nMINISTER LUND: In May.\n"
    assert [kind for kind, _ in spoken(text)] == ["question", "speaker", "question", "speaker"]


@pytest.mark.parametrize(
    ("heading", "speakers"),
    [
        ("Statement by H.E. Grace Wanjiru, Minister of Foreign Affairs of Kenya", ["H.E. Grace Wanjiru"]),
        ("Remarks by President Holm and Chancellor Berg at the summit", ["President Holm", "Chancellor Berg"]),
        ("Kenya: statement in the general debate", ["Kenya"]),
        ("G7 Leaders' Statement on Ukraine", ["G7 Leaders'"]),
        (
            "Joint communiqué of the foreign ministers of Brazil, India and South Africa",
            ["the foreign ministers of Brazil, India and South Africa"],
        ),
    ],
)
def test_speech_is_one_turn_by_its_heading(heading, speakers):
    """Who is named in the heading speaks the whole body."""
    text = f"{heading}\n\nWe welcome the treaty. We reject the blockade and we call on all sides to keep our peace.\n"
    assert spoken(text) == [("heading", speakers)]


@pytest.mark.parametrize(
    "text",
    [
        "Norway rejects the plan\n\nOSLO: Norway rejected the plan on Monday.\nAnalysis: what it means.\nThe end.\n",
        'Statement by the minister criticised\n\nThe statement drew criticism. "We are angry," one envoy said.\n' * 1,
        "Note: this page was updated.\n\nChile welcomed the treaty.\n",
        "",
    ],
)
def test_report_has_no_turns(text):
    """A colon, a dateline or the word statement do not make a transcript."""
    assert find_turns(text) == ()
