"""The user's codebook over the issues of a record."""

from __future__ import annotations

from kg.model import Issue, Position, Record, Span
from kg.position.coding import Coder
from kg.read import make_document
from kg.taxonomy import Concept

TEXT = "Kenya rejects the filling of the Blue Dam. Norway wants 40 ships. Chile praised the talks. Kenya likes dams."
CODES = (
    Concept(id="code-dam", label="dam", hidden_labels=("Blue Dam",), broader=("fppi:transboundary-water",)),
    Concept(id="code-ships", label="Fleet", pattern=r"\d+ ships"),
)
ISSUES = (
    Issue(id="issue-1", label="filling of Blue Dam", kind="action", broader=("fppi:sovereignty",)),
    Issue(id="issue-2", label="ship"),
    Issue(id="fppi:dialogue", label="dialogue", broader=("fppi:diplomacy",)),
    Issue(id="issue-4", label="dam"),
)
TARGETS = ("the filling of the Blue Dam", "40 ships", "the talks", "dams")


def record() -> Record:
    spans = [Span(TEXT.index(target), TEXT.index(target) + len(target)) for target in TARGETS]
    return Record(
        document=make_document(TEXT, input="x"),
        positions=tuple(
            Position(id=f"p{i}", holder="a", issue=issue.id, target=(span,), stance="support", evidence=(span,))
            for i, (issue, span) in enumerate(zip(ISSUES, spans, strict=True))
        ),
        issues=ISSUES,
    )


def test_the_codebook_wins():
    """What holds a code's words or fits its pattern stands below it alone; what is called so is it; the rest stays."""
    coded = Coder(CODES)(record())
    dam, ship, talks, named = coded.issues
    assert (dam.id, dam.label, dam.broader) == ("issue-1", "filling of Blue Dam", ("code-dam",))
    assert (ship.id, ship.broader) == ("issue-2", ("code-ships",))
    assert talks == ISSUES[2]
    assert (named.id, named.label, named.broader) == ("code-dam", "dam", ("fppi:transboundary-water",))
    assert [one.issue for one in coded.positions] == ["issue-1", "issue-2", "fppi:dialogue", "code-dam"]


def test_without_a_codebook_nothing_changes():
    """The record is the same object."""
    one = record()
    assert Coder()(one) is one
