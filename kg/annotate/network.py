"""The trained network as it is shipped: ONNX graph, embedding table, labels; numbers in, scores out."""

from __future__ import annotations

import json
import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.annotate.lemmas import Lemmas
from kg.annotate.pieces import Window, WordPieces
from kg.errors import AnnotateError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Array = NDArray[np.float32]


class Scores(NamedTuple):
    """Scores of one window of `n` words: tag, morph, lemma, name (n, labels), start (n,), arc (n, n + 1; root last).

    `child` (n, k) and `head` (n + 1, k) are the vectors from which `Network.dependencies` scores labels.
    """

    tag: Array
    morph: Array
    lemma: Array
    name: Array
    start: Array
    arc: Array
    child: Array
    head: Array


class Network:
    """Loads its files when they are first needed, so that it can be sent to other processes.

    Args:
        path: The folder with `encoder.onnx`, `dependencies.onnx`, `labels.json`, `lemmas.json`, `tokenizer.json`.
        threads: Threads that ONNX Runtime may use.

    Raises:
        AnnotateError: If a file is missing or does not load; raised at first use.
    """

    def __init__(self, path: Path, *, threads: int = 1) -> None:
        self.path = path
        self.threads = threads
        self._sessions: dict[tuple[int, str], InferenceSession] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {"path": self.path, "threads": self.threads}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(state["path"], threads=state["threads"])  # type: ignore[misc]

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        """Label lists of the heads tag, morph, lemma, name and dep."""
        loaded: dict[str, list[str]] = json.loads(self._file("labels.json").read_text(encoding="utf-8"))
        return loaded

    @cached_property
    def lemmas(self) -> Lemmas:
        """What is known of lemmas from the training words."""
        return Lemmas(json.loads(self._file("lemmas.json").read_text(encoding="utf-8")), self.labels["lemma"])

    @cached_property
    def pieces(self) -> WordPieces:
        """The word pieces of words."""
        from tokenizers import Tokenizer

        return WordPieces(Tokenizer.from_file(str(self._file("tokenizer.json"))))

    def _session(self, name: str) -> InferenceSession:
        """Return the running graph of a file; one made before this process was forked is not used."""
        key = (os.getpid(), name)
        if key not in self._sessions:
            self._sessions[key] = self._started(self._file(name))
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
            raise AnnotateError(f"{path}: the model does not load ({exc}). Install kg again.", path=path) from exc

    def scores(self, window: Window) -> Scores:
        """Run one window. It is alone, so its result depends on nothing else."""
        feed = {name: np.asarray([values], dtype=np.int64) for name, values in window._asdict().items()}
        return Scores(*(array[0] for array in self._session("encoder.onnx").run(list(Scores._fields), feed)))

    def dependencies(self, child: Array, head: Array) -> NDArray[np.int64]:
        """Return the best label of each word, from its vector and that of its head, both (n, k)."""
        (scores,) = self._session("dependencies.onnx").run(None, {"child": child, "head": head})
        return np.asarray(scores.argmax(axis=1))

    def _file(self, name: str) -> Path:
        path = self.path / name
        if not path.is_file():
            raise AnnotateError(f"{path}: the language model lacks this file. Install kg again.", path=path)
        return path
