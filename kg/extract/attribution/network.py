"""What the trained network asks of the cues that it found (see `kg.encoder.reading`): numbers in, probabilities out."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.encoder.graphs import Array, Graphs, digest_of
from kg.encoder.reading import describe_reader

MODEL = Path(__file__).parent / "model"


class AttributionNetwork(Graphs):
    """The folder with `roles.onnx` and `calibration.json`, each read when first needed."""

    @cached_property
    def calibration(self) -> dict[str, float]:
        """Weights that make features of a statement its probability; see `kg.extract.attribution.scoring`."""
        loaded: dict[str, float] = json.loads(self.file("calibration.json").read_text(encoding="utf-8"))
        return loaded

    def roles(self, states: Array, at: NDArray[np.int64]) -> Array:
        """Return the probabilities (cues, n, 3) that a word is in the source, cue, content of the cues at `at`, one or more."""
        return self.ask("roles.onnx", states, at)


def describe_network() -> str:
    """Return a name of the shipped network that changes with its files."""
    return f"neural-{digest_of([*MODEL.glob('*.onnx'), *MODEL.glob('*.json')])} {describe_reader()}"
