"""The prompt: several lines, history, colours, and completion from the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer

from kg.errors import KgError
from kg.query import Request
from kg.rdf.prefixes import PREFIXES
from kg.shell.session import COMMANDS, Leave, Session, ends
from kg.store.table import Rows

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

KEYWORDS = (
    *("SELECT", "DISTINCT", "WHERE", "ASK", "CONSTRUCT", "DESCRIBE", "OPTIONAL", "UNION", "MINUS", "FILTER", "BIND"),
    *(
        "VALUES",
        "GRAPH",
        "GROUP BY",
        "ORDER BY",
        "HAVING",
        "LIMIT",
        "OFFSET",
        "PREFIX",
        "EXISTS",
        "NOT EXISTS",
        "COUNT",
    ),
    *("SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "REGEX", "CONTAINS", "STRSTARTS", "LCASE", "STR", "LANG"),
    *("COALESCE", "IF", "BOUND", "YEAR", "MONTH", "DESC", "ASC"),
)
TERMS = """
SELECT DISTINCT ?iri WHERE {
  { SELECT DISTINCT ?iri WHERE { ?s a ?iri } } UNION { SELECT DISTINCT ?iri WHERE { ?s ?iri ?o } }
}
"""
ACTORS = """
SELECT ?iri (MIN(STR(?label)) AS ?name) WHERE {
  { SELECT DISTINCT ?iri WHERE { ?document schema:mentions ?iri } }
  { SELECT ?iri ?label WHERE { ?iri rdfs:label ?label } }
} GROUP BY ?iri ORDER BY ?name
"""
MOST = 40
"""So many actors are offered at once."""


class GraphCompleter(Completer):
    """Completes keywords, prefixes, classes and properties of the graph, actors by name, and commands.

    Args:
        session: The graph; it is looked through once, at the first completion.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._terms: tuple[str, ...] | None = None
        self._actors: tuple[tuple[str, str], ...] = ()

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:  # noqa: ARG002
        """Yield what the word before the cursor may become."""
        line = document.current_line_before_cursor
        word = document.get_word_before_cursor(WORD=True).lstrip("{(")
        if line.lstrip().startswith("."):
            yield from _completions(self._commands(line), word)
        elif word.startswith("?") or not word:
            return
        else:
            terms, actors = self._known()
            yield from _completions((*KEYWORDS, *(f"{prefix}:" for prefix in PREFIXES), *terms), word)
            named = ((name, iri) for name, iri in actors if name.casefold().startswith(word.casefold()))
            for _, (name, iri) in zip(range(MOST), named, strict=False):
                yield Completion(f"<{iri}>", -len(word), display=name, display_meta="actor")

    def _commands(self, line: str) -> Iterable[str]:
        words = line.split()
        if words and words[0] == ".ask" and (len(words) > 1 or line.endswith(" ")):
            return self._session.library.names()
        return COMMANDS

    def _known(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return the terms of the graph as CURIEs, and its actors by name; nothing where it cannot be asked."""
        if self._terms is None:
            self._terms = tuple(sorted({_curie(row[0]) for row in self._rows(TERMS)}))
            self._actors = tuple((row[1], row[0]) for row in self._rows(ACTORS))
        return self._terms, self._actors

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        try:
            found = self._session.engine.ask(Request(sparql=query), timeout=5)
            rows = found.table().rows if isinstance(found, Rows) else ()
        except KgError:
            return []
        return [tuple(map(str, row)) for row in rows]


def _completions(words: Iterable[str], start: str) -> Iterator[Completion]:
    for word in words:
        if word.casefold().startswith(start.casefold()):
            yield Completion(word, -len(start))


def _curie(iri: str) -> str:
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and iri != space:
            return f"{prefix}:{iri.removeprefix(space)}"
    return f"<{iri}>"


def run_prompt(session: Session, *, input: Input | None = None, output: Output | None = None) -> None:  # noqa: A002
    """Ask until the user leaves.

    Args:
        session: What is asked.
        input: Where keys come from; None takes the terminal.
        output: Where the prompt is drawn; None takes the terminal.
    """
    prompt = PromptSession[str](
        "kg> ",
        multiline=True,
        prompt_continuation="... ",
        history=history(),
        lexer=_lexer(),
        completer=GraphCompleter(session),
        complete_while_typing=False,
        key_bindings=_keys(),
        input=input,
        output=output,
    )
    while True:
        try:
            session.run(prompt.prompt())
        except KeyboardInterrupt:
            continue
        except (EOFError, Leave):
            return


def _keys() -> KeyBindings:
    """Return the keys: Enter runs what is finished and starts a new line in what is not."""
    keys = KeyBindings()

    @keys.add("enter", filter=Condition(lambda: True))
    def _enter(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        text = buffer.text
        empty_line = not buffer.document.current_line.strip()
        if not text.strip() or (buffer.document.is_cursor_at_the_end and (empty_line or ends(text))):
            buffer.validate_and_handle()
        else:
            buffer.newline()

    return keys


def _lexer() -> PygmentsLexer | None:
    """Return what colours SPARQL; None where Pygments is not there."""
    try:
        from pygments.lexers.rdf import SparqlLexer  # type: ignore[import-untyped]
    except ImportError:
        return None
    return PygmentsLexer(SparqlLexer)


def history() -> History:
    """Return the history, kept where the platform keeps state; in memory where that cannot be written."""
    import platformdirs

    path = Path(platformdirs.user_state_dir("kg")) / "shell-history"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))
