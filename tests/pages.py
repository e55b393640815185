"""Pages of the documentation whose blocks run: a page with what they print now is compared, or written."""

from __future__ import annotations

import contextlib
import difflib
import doctest
import io
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

BLOCK = re.compile(r"```(console|python)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^\$ (.+)\n(?:(?!\$ ).*\n)*", re.MULTILINE)
SECONDS = re.compile(r"\(\d+(?:\.\d+)? s\)")
NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w.-])")
SPACE = re.compile(r"[\s─]+")
NEAR = 0.02
"""How far a score of one processor may be from that of another: floating point rounds differently, and 8-bit numbers follow."""
LINK = re.compile(r"\]\(([^)#]+)\)")

Run = Callable[..., tuple[int, str, str]]


def renewed_page(page: Path, run_kg: Run) -> str:
    """Return a page with what its blocks print now, run in their order in the current folder.

    Console blocks hold `$ kg ...` and `$ python FILE ...`, Python blocks lines with prompts that share their names.

    Args:
        page: A Markdown file.
        run_kg: Calls the program (the fixture of that name).
    """
    names: dict[str, object] = {}

    def renewed(block: re.Match[str]) -> str:
        kind, shown = block.groups()
        lines = _console(shown, run_kg) if kind == "console" else _python(shown, names)
        return f"```{kind}\n{''.join(lines)}```"

    text, number = BLOCK.subn(renewed, page.read_text(encoding="utf-8"))
    assert number, f"{page}: no blocks to run"
    return text


def other_lines(shown: str, now: str) -> list[str]:
    """Return the lines of a page that are not what is printed now, but for widths and for numbers that are near."""
    old, new = shown.splitlines(), now.splitlines()
    matcher = difflib.SequenceMatcher(a=[*map(_shape, old)], b=[*map(_shape, new)], autojunk=False)
    found = []
    for kind, first, end, first_now, end_now in matcher.get_opcodes():
        pairs = zip(old[first:end], new[first_now:end_now], strict=False) if kind == "equal" else ()
        found += [f"- {a}\n+ {b}" for a, b in pairs if not _are_near(a, b)]
        if kind != "equal":
            found += [f"- {line}" for line in old[first:end]] + [f"+ {line}" for line in new[first_now:end_now]]
    return found


def _shape(line: str) -> str:
    return NUMBER.sub("#", SPACE.sub(" ", line).strip())


def _are_near(first: str, second: str) -> bool:
    pairs = zip(NUMBER.findall(first), NUMBER.findall(second), strict=True)
    return all(abs(float(a) - float(b)) <= (NEAR if "." in a + b else max(1.0, float(a) / 4)) for a, b in pairs)


def broken_links(page: Path) -> list[str]:
    """Return the files that a page links to and that do not exist."""
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    return [target for target in targets if not target.startswith("http") and not (page.parent / target).exists()]


def _console(shown: str, run_kg: Run) -> Iterator[str]:
    """Yield each command with what it prints, messages after the answer; how long it took is left out."""
    for command in COMMAND.finditer(shown):
        program, *arguments = shlex.split(command[1])
        status, out, messages = run_kg(*arguments) if program == "kg" else _run(program, arguments)
        assert status == 0, messages
        yield f"$ {command[1]}\n"
        yield from (f"{line.rstrip()}\n" for line in SECONDS.sub("(… s)", out + messages).splitlines())


def _run(program: str, arguments: list[str]) -> tuple[int, str, str]:
    if program != "python":
        raise ValueError(f"{program}: pages run kg and python only")
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def _python(shown: str, names: dict[str, object]) -> Iterator[str]:
    """Yield each example with what it prints."""
    for example in doctest.DocTestParser().get_examples(shown):
        first, *more = example.source.splitlines()
        yield "".join(
            f"{prompt}{line}".rstrip() + "\n" for prompt, line in [(">>> ", first), *(("... ", m) for m in more)]
        )
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(example.source, "<page>", "single"), names)
        yield out.getvalue()
