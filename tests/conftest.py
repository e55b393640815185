"""Fixtures that several kinds of tests share."""

from __future__ import annotations

from pathlib import Path

import hypothesis
import pytest

from kg.model import Issue, Position, Record, Span, Statement
from kg.read import make_document

ROOT = Path(__file__).resolve().parent.parent

hypothesis.settings.register_profile("kg", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("kg")


def pytest_addoption(parser):
    """`--rewrite-golden` writes the golden files anew."""
    parser.addoption("--rewrite-golden", action="store_true", help="write the golden files anew; review the diff")


@pytest.fixture
def rewrite_golden(request) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--rewrite-golden"))


@pytest.fixture
def record_with_nested_statements() -> Record:
    """Three statements, each inside the one before, the middle one unsure; a position in the last two."""
    document = make_document("She said that he had said that they would say no.", input="test")

    def statement(name: str, start: int, parent: str | None, score: float) -> Statement:
        return Statement(
            id=name,
            source=(),
            cue=(Span(start, start + 4),),
            content=(Span(start + 4, 49),),
            parent=parent,
            score=score,
        )

    def position(name: str, issue: str, statement: str) -> Position:
        return Position(
            id=name,
            holder="a",
            issue=issue,
            target=(Span(0, 3),),
            stance="support",
            evidence=(Span(0, 8),),
            statement=statement,
        )

    return Record(
        document=document,
        statements=(statement("s1", 0, None, 0.9), statement("s2", 10, "s1", 0.2), statement("s3", 20, "s2", 0.8)),
        positions=(position("p2", "i2", "s2"), position("p3", "i3", "s3")),
        issues=(Issue(id="i2", label="two"), Issue(id="i3", label="three")),
    )


@pytest.fixture(scope="session")
def nlp():
    """The shipped language model."""
    from kg.annotate import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """The inputs of `make demo`."""
    names = ("news", "wire.jsonl", "memo.docx", "brief.pdf", "reports.zip")
    return [ROOT / "examples" / name for name in names]


@pytest.fixture(scope="session")
def demo(tmp_path_factory, examples) -> Path:
    """The graph of the examples, built once."""
    from kg.builder import build
    from kg.settings import load_settings

    out = tmp_path_factory.mktemp("demo") / "graph"
    result = build(examples, out=out, settings=load_settings(environ={}))
    if result.failed or result.quarantined:
        raise AssertionError(f"the examples do not build: {result.failed}, {result.quarantined} in quarantine")
    return out


@pytest.fixture
def run_kg(monkeypatch, capsys):
    """Call the program in this process as a shell would; returns (exit status, stdout, stderr)."""
    from kg.cli.app import main

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["kg", *map(str, arguments)])
        status = 0
        try:
            main()
        except SystemExit as exc:
            status = exc.code if isinstance(exc.code, int) else int(exc.code is not None)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run
