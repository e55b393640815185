"""Run every benchmark; write `benchmarks/RESULTS.md` and the curve of `--min-score` in the docs: `python -m benchmarks`.

`python -m benchmarks issues relations` runs these alone and leaves the other parts of the page as they are.
"""

from __future__ import annotations

import re
import subprocess
import sys

from benchmarks import corpora
from benchmarks.pages import fill

ALL = {
    "language_model": "The language model",
    "attribution": "Attribution: the trained model and the rules",
    "build": "The build: quality, time, memory",
    "rebuild": "A build with nothing new",
    "validation": "Validation: time by number of documents, and over pySHACL",
    "store": "The store: loads and dumps of a million quads",
    "speakers": "Speakers and bodies spoken for, given the gold statements",
    "coreference": "Coreference",
    "relations": "Relations between actors",
    "positions": "Who decides on positions",
    "behaviour": "Short texts, one capability each",
    "directed": "Who thinks well or ill of whom (directed sentiment)",
    "views": "Who thinks well or ill of whom, in whole articles",
    "stances": "Who supports or opposes whom and what (SEESAW)",
    "issues": "Which targets are one issue",
    "queries": "Named questions on large graphs",
    "site": "Static sites of 100 and 1,000 documents",
    "networks": "Matrices of coded statements: time and memory",
    "analysis": "Analyses and reports: time, and how well ideal points are found",
    "page": "The page of a network in a browser",
    "errors": "What goes wrong",
}


RESULTS = corpora.ROOT / "benchmarks" / "RESULTS.md"
HEAD = (
    "# Results\n\nMade by `make bench` on two cores; times are ratios within one run, or seconds on a shared machine. "
    "Figures of quality come from the scorers beside the data."
)


def main() -> None:
    """Run the named benchmarks, all without names, and put what they print under one heading each."""
    if not corpora.available():
        return
    names = sys.argv[1:] or list(ALL)
    unknown = sorted(set(names) - ALL.keys())
    if unknown:
        sys.exit(f"no benchmark {unknown[0]!r}. Known: {', '.join(ALL)}.")
    parts = _parts(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    for name in names:
        print(f"running benchmarks.{name}", file=sys.stderr)
        parts[ALL[name]] = f"`python -m benchmarks.{name}`\n\n{_run(name)}"
    kept = [f"## {heading}\n\n{parts[heading]}" for heading in ALL.values() if heading in parts]
    RESULTS.write_text("\n\n".join((HEAD, *kept)) + "\n", encoding="utf-8")


def _run(name: str) -> str:
    """Return what a benchmark prints."""
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}"], capture_output=True, text=True, cwd=corpora.ROOT
    )
    if done.returncode:
        sys.exit(f"benchmarks.{name} failed:\n{done.stderr}")
    if name == "attribution":
        fill(corpora.ROOT / "docs/reference/statements.md", "curve", done.stdout.strip().rpartition("\n\n")[2])
    return done.stdout.strip()


def _parts(page: str) -> dict[str, str]:
    """Return what stands under each heading of the page."""
    sections = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    return {heading: text.strip() for heading, _, text in (one.partition("\n") for one in sections)}


if __name__ == "__main__":
    main()
