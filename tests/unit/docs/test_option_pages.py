"""Every option of the commands about debates stands on its page, and no page names an option that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from kg.cli.app import app

ROOT = Path(__file__).parents[3]
PAGES = {"network": ("networks", "pictures"), "report": ("analysis",), "analyse": ("analysis",), "code": ("coding",)}


def options(command: Any) -> Iterator[list[str]]:
    """Yield the names of each option of a command, or of all commands of a group."""
    for one in getattr(command, "commands", {}).values():
        yield from options(one)
    for parameter in command.params:
        names = [name for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--")]
        if names and "--help" not in names:
            yield names


@pytest.mark.parametrize("name", PAGES)
def test_every_option_is_on_its_page(name: str) -> None:
    """By its name or, of those that are on unless said otherwise, by what turns it off."""
    text = "".join((ROOT / f"docs/reference/{page}.md").read_text(encoding="utf-8") for page in PAGES[name])
    said = set(re.findall(r"--[a-z][a-z0-9-]*", text))
    command = get_command(app)
    assert [names for names in options(command.commands[name]) if not said & set(names)] == []
    assert said <= {one for names in options(command) for one in names}
