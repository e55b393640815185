"""The README's lines run and print what it shows: `pytest --rewrite-golden` renews what they print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import broken_links, other_lines, renewed_page

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
FEW = 50
"""One line in so many may differ: what is near a bound falls on the other side of it on another processor."""

pytestmark = pytest.mark.integration


@pytest.fixture
def place(tmp_path, demo, monkeypatch) -> Path:
    """A folder with the examples and their graph, as in the README."""
    (tmp_path / "graph").symlink_to(demo)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def test_blocks_print_what_the_readme_shows(place, run_kg, rewrite_golden):
    """Each console block and each Python line gives the real output."""
    renewed = renewed_page(README, run_kg)
    if rewrite_golden:
        README.write_text(renewed, encoding="utf-8")
    shown = README.read_text(encoding="utf-8")
    others = other_lines(shown, renewed)
    assert len(others) <= len(shown.splitlines()) // FEW, "\n".join(others)


def test_links_lead_somewhere():
    """Every file that the README links to exists."""
    assert broken_links(README) == []
