"""The record of what was tried beside the shipped network: `alternatives.json`, printed by `benchmarks/attribution.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

RECORD = Path(__file__).with_name("alternatives.json")


def note(name: str, figures: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    """Write down what an alternative reached: precision, recall, F1 by figure and development set."""
    known = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.exists() else {}
    RECORD.write_text(json.dumps(known | {name: figures}, indent=1) + "\n", encoding="utf-8")
    print(name, figures)
