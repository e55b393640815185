"""The page's program: readable modules put together into one script, without a build tool."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

ENTRY = "main.js"
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class)\b)", re.MULTILINE)


@cache
def page_script() -> str:
    """Return the script, each module after those it imports.

    The modules keep to what makes this simple: they import by name and without renaming, and no two declare the same
    name at their top. Node runs them as they are.
    """
    done: dict[str, str] = {}
    _add(ENTRY, done)
    return "".join(done.values())


def page_file(name: str) -> str:
    """Return a source file of the page."""
    return (files("kg.export") / "data" / "page" / name).read_text(encoding="utf-8")


def _add(name: str, done: dict[str, str]) -> None:
    source = page_file(name)
    for other in IMPORT.findall(source):
        if other not in done:
            _add(other, done)
    done[name] = EXPORT.sub("", IMPORT.sub("", source))
