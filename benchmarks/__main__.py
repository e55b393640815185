"""Run every benchmark; write `benchmarks/RESULTS.md` and the curve of `--min-score` in the docs: `python -m benchmarks`."""

from __future__ import annotations

import subprocess
import sys

from benchmarks import corpora
from benchmarks.pages import fill

ALL = {
    "language_model": "The language model",
    "attribution": "Attribution: the trained model and the rules",
    "build": "The build: quality, time, memory",
    "speakers": "Speakers and bodies spoken for, given the gold statements",
    "coreference": "Coreference",
    "relations": "Relations between actors",
    "stances": "Who supports or opposes whom and what (SEESAW)",
    "issues": "Which targets are one issue",
    "errors": "What goes wrong",
}


def main() -> None:
    """Run the named benchmarks, all without names, and put what they print under one heading each."""
    if not corpora.available():
        return
    parts = [
        "# Results",
        "Made by `make bench` on two cores; times are ratios within one run, or seconds on a shared machine. "
        "Figures of quality come from the scorers beside the data.",
    ]
    for name in sys.argv[1:] or ALL:
        print(f"running benchmarks.{name}", file=sys.stderr)
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.{name}"], capture_output=True, text=True, cwd=corpora.ROOT
        )
        if done.returncode:
            sys.exit(f"benchmarks.{name} failed:\n{done.stderr}")
        if name == "attribution":
            fill(corpora.ROOT / "docs/reference/statements.md", "curve", done.stdout.strip().rpartition("\n\n")[2])
        parts += [f"## {ALL[name]}", f"`python -m benchmarks.{name}`", done.stdout.strip()]
    (corpora.ROOT / "benchmarks/RESULTS.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
