"""Keys, completion and history of the prompt; and the program on a real terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, InMemoryHistory
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from kg.shell import Session, run_prompt
from kg.shell.prompt import GraphCompleter, history

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_state_dir", lambda name: str(tmp_path / name))


def typed(session: Session, keys: str) -> None:
    with create_pipe_input() as pipe:
        pipe.send_text(keys)
        run_prompt(session, input=pipe, output=DummyOutput())


def test_lines_until_an_empty_one(session: Session, written: Callable[[], str], tmp_path: Path) -> None:
    """Enter starts a new line until one is empty; Ctrl-D leaves; what was typed is in the history."""
    typed(session, "SELECT ?n\r{ ?a a fpp:Person ; rdfs:label ?n }\r\r\x04")
    assert "Grace Otieno" in written()
    assert isinstance(history(), FileHistory)
    assert "fpp:Person" in (tmp_path / "kg" / "shell-history").read_text()


def test_semicolon_runs_at_once(session: Session, written: Callable[[], str]) -> None:
    """A semicolon ends a query, a command is one line, and Ctrl-C drops what is typed."""
    typed(session, "nonsense\x03ASK { ?a a fpp:Person };\r.format csv\r.quit\r")
    assert written() == "true\n"
    assert session.said == ["format csv"]  # type: ignore[attr-defined]


def completions(session: Session, text: str) -> list[str]:
    found = GraphCompleter(session).get_completions(Document(text), CompleteEvent(completion_requested=True))
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sel", "SELECT"),
        ("SELECT * { ?a a fpp:Per", "fpp:Person"),
        ("SELECT * { ?a fpp:hol", "fpp:holder"),
        ("SELECT * { ?a sko", "skos:"),
        ("SELECT * { ?a fpp:holder ken", "<https://w3id.org/fpp/data/actor/actor-ken>"),
        (".sa", ".save"),
        (".ask stance", "stance-matrix"),
    ],
)
def test_completion(session: Session, text: str, expected: str) -> None:
    """Keywords, classes, properties, prefixes, actors by name, commands and questions are completed."""
    assert expected in completions(session, text)


def test_variables_are_not_completed(session: Session) -> None:
    """A variable is the user's own."""
    assert completions(session, "SELECT ?a") == []


def test_history_without_a_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing can be written the history lasts as long as the shell."""
    (tmp_path / "file").touch()
    monkeypatch.setattr("platformdirs.user_state_dir", lambda name: str(tmp_path / "file" / name))
    assert isinstance(history(), InMemoryHistory)


class Terminal:
    """`kg shell` on a terminal of its own."""

    def __init__(self, graph: Path, home: Path) -> None:
        self.master, slave = pty.openpty()
        state = {
            "XDG_STATE_HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm",
            "PAGER": "cat",
            "COLUMNS": "100",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kg", "shell", str(graph)],
            **dict.fromkeys(("stdin", "stdout", "stderr"), slave),
            env=os.environ | state,
            start_new_session=True,
            preexec_fn=_own_terminal,
        )
        os.close(slave)
        self.seen = ""

    def type(self, text: str) -> None:
        os.write(self.master, text.encode())

    def wait_for(self, *texts: str, seconds: float = 240) -> None:
        """Read until the texts are there, one after the other; answer the terminal's question for the cursor's place."""
        limit = time.monotonic() + seconds
        while not re.search(".*".join(map(re.escape, texts)), self.seen, re.DOTALL):
            assert time.monotonic() < limit, self.seen
            if select.select([self.master], [], [], 0.2)[0]:
                chunk = os.read(self.master, 65536).decode("utf-8", "replace")
                if "\x1b[6n" in chunk:
                    os.write(self.master, b"\x1b[1;1R")
                self.seen += chunk

    def forget(self) -> None:
        self.seen = ""


def _own_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_on_a_real_terminal(graph: Path, tmp_path: Path) -> None:
    """A query, Ctrl-C on one without end, another query, and Ctrl-D: exit status 0 and no process left."""
    terminal = Terminal(graph, tmp_path)
    try:
        terminal.wait_for("kg>")
        terminal.type("ASK { ?a a fpp:Person };\r")
        terminal.wait_for("true", " s", "kg>")
        terminal.forget()
        terminal.type("SELECT (COUNT(*) AS ?many) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o };\r")
        time.sleep(2)
        terminal.type("\x03")
        terminal.wait_for("ended by Ctrl-C", "kg>")
        terminal.forget()
        terminal.type("ASK { ?a a fpp:Planet };\r")
        terminal.wait_for("false", " s", "kg>")
        terminal.type("\x04")
        assert terminal.process.wait(timeout=240) == 0
    finally:
        if terminal.process.poll() is None:
            os.killpg(terminal.process.pid, signal.SIGKILL)
            terminal.process.wait()
        os.close(terminal.master)
