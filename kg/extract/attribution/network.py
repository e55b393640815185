"""What the trained network asks of the cues that it found (see `kg.encoder.reading`): numbers in, probabilities out."""

from __future__ import annotations

import json
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kg.encoder.graphs import Array, Graphs


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
