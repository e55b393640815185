"""What a server is known to have, kept in a file that a killed run may leave torn."""

from __future__ import annotations

import pytest

from kg.errors import PublishError
from kg.publish.state import Sent, State

SENT = Sent(sha256="0" * 64, there=3, verified=True)
STORE = "http://localhost/data"


def test_what_is_recorded_is_known_later(tmp_path):
    """The last word on a graph counts; what is forgotten is unknown; other servers have files of their own."""
    state = State(tmp_path, STORE)
    state.record("urn:a", Sent(sha256="1" * 64, there=2, verified=False))
    state.record("urn:a", SENT)
    state.record("urn:b", SENT)
    state.record("urn:b", None)
    assert State(tmp_path, STORE).graphs == {"urn:a": SENT}
    state.compact()
    assert len(state.path.read_text().splitlines()) == 1
    assert State(tmp_path, STORE).graphs == {"urn:a": SENT}
    assert State(tmp_path, "http://localhost/other").graphs == {}


def test_a_torn_line_is_passed_over(tmp_path):
    """The graph that it is about is compared with the server's, and later lines are read."""
    state = State(tmp_path, STORE)
    state.record("urn:a", SENT)
    with state.path.open("a") as file:
        file.write('{"graph": "urn:b", "sha2')
    again = State(tmp_path, STORE)
    assert again.graphs == {"urn:a": SENT}
    again.compact()
    again.record("urn:c", SENT)
    assert State(tmp_path, STORE).graphs == {"urn:a": SENT, "urn:c": SENT}


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    """With the file's name, and what to do."""
    state = State(tmp_path / "missing", STORE)
    with pytest.raises(PublishError, match="make it writable"):
        state.record("urn:a", SENT)
