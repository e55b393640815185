"""The folder that a build writes: refused, locked, replaced whole."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from kg.builder.directory import disk_errors, locked, open_built, prepare, replacing, write_bytes
from kg.errors import SettingsError, StoreError, StoreUnavailableError


def test_folder_with_other_things_is_refused(tmp_path):
    """A folder that kg did not make is left alone."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SettingsError, match="not empty"):
        prepare(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_file_in_place_of_the_folder_is_refused(tmp_path):
    """A file is not overwritten by a folder."""
    (tmp_path / "graph").write_text("mine")
    with pytest.raises(SettingsError, match="is a file"):
        prepare(tmp_path / "graph")


def test_second_build_is_kept_out(tmp_path):
    """Two builds never write into one folder at once."""
    directory = prepare(tmp_path / "graph")
    with locked(directory), pytest.raises(StoreUnavailableError, match="another build"), locked(directory):
        pass
    with locked(directory):
        assert directory.root.is_dir()


def test_file_is_replaced_whole_or_not_at_all(tmp_path):
    """An error while writing leaves the old content and no remains."""
    path = tmp_path / "graph.ttl"
    write_bytes(path, b"old")
    with pytest.raises(ZeroDivisionError), replacing(path) as temporary:
        temporary.write_bytes(b"half" * (1 // 0))
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.ttl"]


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (OSError(errno.EACCES, "Permission denied"), "no permission"),
        (sqlite3.OperationalError("database or disk is full"), "disk is full"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
    ],
)
def test_disk_errors_say_what_to_do(tmp_path, error, advice):
    """Errors of the system become errors with advice."""
    with pytest.raises(StoreUnavailableError, match=advice), disk_errors(tmp_path):
        raise error


def test_folder_without_graph_is_told(tmp_path):
    """Asking a folder that was never built says how to build it."""
    with pytest.raises(StoreError, match="kg build INPUTS"):
        open_built(tmp_path)
