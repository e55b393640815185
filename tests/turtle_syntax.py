"""Check the syntax of Turtle files: `python -m tests.turtle_syntax ontology shapes`."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph


def broken(paths: list[Path]) -> list[str]:
    """Return one line a file that does not parse."""
    found = []
    for path in paths:
        try:
            list(pyoxigraph.parse(path=str(path)))
        except (SyntaxError, OSError) as exc:
            found.append(f"{path}: {exc}")
    return found


def main() -> int:
    """Check the named files and folders; 1 where one does not parse or none is found."""
    named = [Path(name) for name in sys.argv[1:]]
    paths = [file for path in named for file in (sorted(path.rglob("*.ttl")) if path.is_dir() else [path])]
    problems = broken(paths) if paths else ["no Turtle files found"]
    print("\n".join(problems) or f"{len(paths)} Turtle files parse")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
