"""The files of a trained network."""

from __future__ import annotations

import pickle

import pytest

from kg.annotate.network import Network
from kg.encoder.digests import digest_of
from kg.encoder.graphs import Graphs
from kg.encoder.pieces import Window
from kg.errors import ModelError


def test_missing_file_is_named(tmp_path):
    """A folder without labels says which file is missing and what to do."""
    with pytest.raises(ModelError, match=r"labels\.json: the model lacks this file. Install kg again"):
        _ = Network(tmp_path).labels


def test_broken_graph_is_told_as_such(tmp_path):
    """A damaged file is a ModelError with its path."""
    (tmp_path / "encoder.onnx").write_bytes(b"no graph")
    with pytest.raises(ModelError, match="the model does not load") as caught:
        Network(tmp_path).scores(Window([0], [0], [0], [0]))
    assert caught.value.path == tmp_path / "encoder.onnx"


def test_pickle_holds_settings_only(tmp_path):
    """Graphs are sent to another process as their path and threads."""
    copy = pickle.loads(pickle.dumps(Graphs(tmp_path, threads=2)))
    assert (copy.path, copy.threads) == (tmp_path, 2)


def test_digest_changes_with_names_and_contents(tmp_path):
    """The order of the files does not matter."""
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"a")
    two.write_bytes(b"b")
    before = digest_of([one, two])
    assert before == digest_of([two, one]) != digest_of([one])
    two.write_bytes(b"c")
    assert digest_of([one, two]) != before
