"""ONNX graphs as they are shipped: arrays in, arrays out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from kg.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

    from kg.encoder.pieces import Window

Array = NDArray[np.float32]
AT_ONCE = 16
"""Words from which others are seen that are asked together; memory grows with them."""


class Graphs:
    """The graphs of a folder, each started when it is first needed, so that they can be sent to other processes.

    Args:
        path: The folder.
        threads: Threads that ONNX Runtime may use; the result is the same with any number.

    Raises:
        ModelError: If a file is missing or does not load; raised at first use.
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self.path = path
        self.threads = threads
        self._sessions: dict[tuple[int, str], InferenceSession] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "threads": self.threads}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["path"], threads=state["threads"])  # type: ignore[misc]

    def run(self, name: str, feed: Mapping[str, NDArray[Any]], outputs: list[str] | None = None) -> list[Array]:
        """Run the graph of a file; `outputs` None gives all of its outputs in their order."""
        found: list[Array] = self._session(name).run(outputs, dict(feed))
        return found

    def ask(self, name: str, states: Array, at: NDArray[np.int64]) -> Array:
        """Return what a graph tells of words by their states, as seen from those at `at`, one or more: (asked, n, outputs)."""
        parts = [at[i : i + AT_ONCE] for i in range(0, len(at), AT_ONCE)]
        return np.concatenate([self.run(name, {"states": states, "at": part})[0] for part in parts])

    def file(self, name: str) -> Path:
        """Return the path of a file in the folder."""
        path = self.path / name
        if not path.is_file():
            raise ModelError(f"{path}: the model lacks this file. Install kg again.", path=path)
        return path

    def _session(self, name: str) -> InferenceSession:
        """Return the running graph of a file; one made before this process was forked is not used."""
        key = (os.getpid(), name)
        if key not in self._sessions:
            self._sessions[key] = self._started(self.file(name))
        return self._sessions[key]

    def _started(self, path: Path) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as exc:
            raise ModelError(f"{path}: the model does not load ({exc}). Install kg again.", path=path) from exc


def feed_of(window: Window) -> dict[str, NDArray[np.int64]]:
    """Return a window as a graph's input: a batch of one, so that its result depends on nothing else."""
    return {name: np.asarray([values], dtype=np.int64) for name, values in window._asdict().items()}
