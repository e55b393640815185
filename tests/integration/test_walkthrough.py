"""The walk-through's lines run and print what it shows: `pytest --rewrite-golden` renews what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import broken_links, other_lines, renewed_page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "walkthrough.md"
FEW = 50
"""One line in so many may differ: what is near a bound falls on the other side of it on another processor."""

pytestmark = pytest.mark.integration


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A folder with the examples; the page builds its graph itself."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def test_blocks_print_what_the_page_shows(place, run_kg, rewrite_golden):
    """Each console block and each Python line gives the real output, in the page's order."""
    renewed = renewed_page(PAGE, run_kg)
    if rewrite_golden:
        PAGE.write_text(renewed, encoding="utf-8")
    shown = PAGE.read_text(encoding="utf-8")
    others = other_lines(shown, renewed)
    assert len(others) <= len(shown.splitlines()) // FEW, "\n".join(others)


def test_links_lead_somewhere():
    """Every file that the page links to exists."""
    assert broken_links(PAGE) == []
