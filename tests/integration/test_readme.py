"""The README's lines run and print what it shows: `pytest --rewrite-golden` renews what they print."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"```console\n\$ kg ([^\n]+)\n(.*?)```", re.DOTALL)

pytestmark = pytest.mark.integration


@pytest.fixture
def place(tmp_path, demo, monkeypatch) -> Path:
    """A folder with the examples and their graph, as in the README."""
    (tmp_path / "graph").symlink_to(demo)
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def test_commands_print_what_the_readme_shows(place, run_kg, rewrite_golden):
    """Each console block is the real output."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    assert len(blocks) >= 5
    renewed = text
    for block in blocks:
        status, out, _ = run_kg(*shlex.split(block[1]))
        assert status == 0
        out = "\n".join(line.rstrip() for line in out.splitlines()) + "\n"
        if rewrite_golden:
            renewed = renewed.replace(block[0], f"```console\n$ kg {block[1]}\n{out}```")
        else:
            assert out == block[2]
    if rewrite_golden:
        readme.write_text(renewed, encoding="utf-8")


def test_python_lines_run(place):
    """The Python lines give the values that the README shows."""
    parser = doctest.DocTestParser()
    source = "\n".join(re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL))
    test = parser.get_doctest(source, {}, "README", "README.md", 0)
    result = doctest.DocTestRunner(verbose=False).run(test)
    assert result.attempted >= 6
    assert result.failed == 0


def test_links_lead_somewhere():
    """Every file that the README links to exists."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if not target.startswith("http"):
            assert (ROOT / target).exists(), target
