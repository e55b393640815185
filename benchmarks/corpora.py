"""Where the evaluation data lies, and what to say when it does not."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
WORK = ROOT / "benchmarks" / "work"


def available() -> bool:
    """Tell whether the data folder is there; print what to do when it is not."""
    if (SHARED / "data").is_dir():
        return True
    print(f"skipped: no evaluation data beside the repository ({SHARED.name}/data); set KG_SHARED to its folder")
    return False


def gold_positions(folder: str = "positions") -> Path:
    """Write the gold JSON lines of an annotated folder (`positions`, `positions-train`) and return their path."""
    WORK.mkdir(parents=True, exist_ok=True)
    path = WORK / f"gold-{folder}.jsonl"
    path.write_text(located(SHARED / "data" / folder), encoding="utf-8")
    return path


def located(folder: Path, *, shared: Path = SHARED) -> str:
    """Return the documents of an annotated folder as gold JSON lines, quotations turned into places."""
    command = [sys.executable, str(shared / "eval/gold.py"), str(folder)]
    return subprocess.run(command, capture_output=True, text=True).stdout


def gold_polnear(part: str = "dev") -> Path:
    """Return the PolNeAR gold file of a part (`train`, `dev`)."""
    return SHARED / "data" / "polnear" / f"polnear-{part}.jsonl"


def texts_of(gold: Path, *, limit: int | None = None) -> list[tuple[str, str]]:
    """Return (name, text) of the documents in a gold file, in order."""
    with gold.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row["doc"], row["text"]) for row in rows][:limit]


@cache
def scorer(name: str) -> ModuleType:
    """Return one of the scorers as a module, for its functions."""
    folder = str(SHARED / "eval")
    if folder not in sys.path:
        sys.path.append(folder)
    return importlib.import_module(name)


def score(script: str, gold: Path, predicted: Path, *, misses: int = 0) -> str:
    """Run one of the scorers and return what it prints."""
    command = [sys.executable, str(SHARED / "eval" / script), str(gold), str(predicted), "--misses", str(misses)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
