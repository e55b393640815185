"""A small graph folder for the shell."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.query import Engine, load_library
from kg.shell import Session
from kg.store import GraphStore

DATA = Path(__file__).parents[1] / "query" / "summit.trig"


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as `kg build` leaves it, as far as the shell looks."""
    root = tmp_path_factory.mktemp("graph")
    with GraphStore.open(root / "store") as store:
        store.load(DATA)
    return root


@pytest.fixture(scope="module")
def engine(graph: Path) -> Iterator[Engine]:
    with Engine(graph / "store") as opened:
        yield opened


@pytest.fixture
def session(engine: Engine) -> Session:
    """A session that writes to memory; `said` on it holds the messages."""
    said: list[str] = []
    made = Session(engine, load_library(), io.BytesIO(), said.append, timed=False)
    made.said = said  # type: ignore[attr-defined]
    return made


@pytest.fixture
def written(session: Session) -> Callable[[], str]:
    """What was written since the last call."""

    def take() -> str:
        text = session.out.getvalue().decode()  # type: ignore[attr-defined]
        session.out.seek(0)
        session.out.truncate()
        return text

    return take
