"""What the shell does with each thing typed: a query, or a command that begins with a dot."""

from __future__ import annotations

import io
import shlex
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kg.errors import KgError, SettingsError
from kg.export import answer_formats, write_answer
from kg.query import Engine, Library, Request
from kg.query.filters import FILTERS
from kg.rdf.prefixes import PREFIXES
from kg.store.atomic import writing
from kg.store.lexical import tokens
from kg.store.table import Rows, Table, Triples

HELP = """\
Type SPARQL; it runs at a line that ends with ; or at an empty line. Prefixes of kg need no declaration.
  .ask QUESTION [--actor X …]  a named question with its filters, such as: .ask positions --actor China
  .questions                   the named questions and what they take
  .prefixes                    the prefixes that are known
  .schema                      the classes and properties in this graph, with how often they occur
  .save FILE                   write the last answer, all of it, in the format that FILE's ending says
  .format [FORMAT]             how answers are shown: table, csv, tsv, json, jsonl, …
  .limit [N]                   show at most N rows; 0 shows all
  .timeout [SECONDS]           end a query after so long; 0 lets it run
  .help                        this
  .quit                        leave, as Ctrl-D does; Ctrl-C ends a query or drops what is typed
"""
CLASSES = (
    "SELECT ?class (COUNT(?s) AS ?instances) WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(?instances) ?class"
)
PROPERTIES = (
    "SELECT ?property (COUNT(?s) AS ?triples) WHERE { ?s ?property ?o } GROUP BY ?property ORDER BY DESC(?triples)"
)


class Leave(Exception):  # noqa: N818 - no error: the user has seen enough
    """The user leaves."""


@dataclass
class Session:
    """A graph that is asked, and how answers are shown.

    Args:
        engine: What answers.
        library: The named questions.
        out: Where answers go; UTF-8.
        say: Where messages go, such as times and errors.
        pager: Shows a long answer; None writes it as it is.
    """

    engine: Engine
    library: Library
    out: IO[bytes]
    say: Callable[[str], None]
    pager: Callable[[str], None] | None = None
    format: str = "table"
    limit: int | None = 100
    timeout: float | None = 60.0
    timed: bool = True
    last: Request | None = field(default=None, repr=False)

    def run(self, text: str) -> bool:
        """Do what was typed; return whether it went well. Errors are told, not raised.

        Raises:
            Leave: If the user leaves.
        """
        words = text.strip()
        if not words.rstrip(";").strip():
            return True
        try:
            self._command(words) if words.startswith(".") else self._ask(Request(sparql=query_of(text)))
        except KgError as exc:
            self.say(exc.message)
            return False
        except KeyboardInterrupt:
            self.engine.stop()
            self.say("ended by Ctrl-C.")
            return False
        return True

    def _ask(self, request: Request) -> None:
        self.last = request
        began = time.monotonic()
        wanted = None if self.limit is None else self.limit + 1
        found = self.engine.ask(_limited(request, wanted), timeout=self.timeout)
        shown, note = self._cut(found)
        self._show(shown)
        if self.timed:
            self.say(f"{time.monotonic() - began:.2f} s{note}")

    def _cut(self, found: Rows | Triples | bool) -> tuple[Table | Rows | Triples | bool, str]:
        """Return the rows to show, and what to say of those that are not."""
        if isinstance(found, bool) or self.limit is None:
            return found, ""
        note = f"; the first {self.limit}, there are more. See .limit, or .save FILE for all"
        if isinstance(found, Rows):
            rows = tuple(found.terms)
            return Table(found.columns, rows[: self.limit]), note if len(rows) > self.limit else ""
        triples = list(found.triples)
        return Triples(iter(triples[: self.limit])), note if len(triples) > self.limit else ""

    def _show(self, answer: Table | Rows | Triples | bool) -> None:
        graph = isinstance(answer, Triples)
        format_ = "ttl" if graph and self.format not in ("nt", "jsonld", "ttl") else self.format
        if not graph and format_ in ("nt", "jsonld", "ttl"):
            format_ = "table"
        if self.pager is None:
            write_answer(answer, self.out, format=format_)
            self.out.flush()
            return
        size = shutil.get_terminal_size()
        text = io.BytesIO()
        write_answer(answer, text, format=format_, width=size.columns)
        content = text.getvalue().decode("utf-8", "replace")
        if content.count("\n") >= size.lines - 2:
            self.pager(content)
        else:
            self.out.write(text.getvalue())
            self.out.flush()

    def _command(self, text: str) -> None:
        name, *rest = text.rstrip(";").split(maxsplit=1)
        argument = rest[0].strip() if rest else ""
        command = COMMANDS.get(name)
        if command is None:
            raise SettingsError(f"{name}: no command. Known: {', '.join(COMMANDS)}.")
        command(self, argument)

    def help(self, argument: str) -> None:  # noqa: ARG002 - one shape for all commands
        """Show the commands."""
        self._print(HELP)

    def prefixes(self, argument: str) -> None:  # noqa: ARG002
        """Show the prefixes."""
        self._print("".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items()))

    def schema(self, argument: str) -> None:  # noqa: ARG002
        """Show classes and properties with their numbers."""
        for query in (CLASSES, PROPERTIES):
            found = self.engine.ask(Request(sparql=query), timeout=self.timeout)
            self._show(found.table() if isinstance(found, Rows) else found)

    def questions(self, argument: str) -> None:  # noqa: ARG002
        """Show the named questions."""
        for name in self.library.names():
            question = self.library[name]
            takes = [f"--{one.replace('_', '-')}" for one in question.filters]
            takes += [f"--bind {one}=…" for one in question.variables]
            self._print(f"{name:16} {question.summary}\n{'':16} {' '.join(takes)}\n")

    def ask(self, argument: str) -> None:
        """Answer a named question."""
        self._ask(question_request(argument, self.library))

    def save(self, argument: str) -> None:
        """Write the last answer to a file."""
        if self.last is None:
            raise SettingsError(".save: no answer yet. Ask something first.")
        names = _split(argument)
        if len(names) != 1:
            raise SettingsError(".save: name one file, such as .save answer.csv")
        path = Path(names[0]).expanduser()
        ending = path.suffix.removeprefix(".").lower()
        format_ = ending if ending in answer_formats() else self.format
        found = self.engine.ask(self.last, timeout=self.timeout)
        if isinstance(found, Triples) and format_ not in ("nt", "jsonld"):
            format_ = "ttl"
        with writing(path) as file:
            write_answer(found, file, format=format_)
        self.say(f"{path}: written as {format_}.")

    def set_format(self, argument: str) -> None:
        """Show or set the format."""
        if argument:
            known = [one for one in answer_formats() if one != "parquet"]
            if argument not in known:
                raise SettingsError(f".format {argument}: unknown. Known: {', '.join(known)}.")
            self.format = argument
        self.say(f"format {self.format}")

    def set_limit(self, argument: str) -> None:
        """Show or set how many rows are shown."""
        if argument:
            if not (argument.isascii() and argument.isdigit()):
                raise SettingsError(f".limit {argument}: must be a whole number; 0 shows all.")
            self.limit = int(argument) or None
        self.say("no limit" if self.limit is None else f"limit {self.limit}")

    def set_timeout(self, argument: str) -> None:
        """Show or set how long a query may take."""
        if argument:
            seconds = -1.0
            with suppress(ValueError):
                seconds = float(argument)
            if not 0 <= seconds < float("inf"):
                raise SettingsError(f".timeout {argument}: must be a number of seconds; 0 lets a query run.")
            self.timeout = seconds or None
        self.say("no timeout" if self.timeout is None else f"timeout {self.timeout:g} s")

    def leave(self, argument: str) -> None:  # noqa: ARG002
        """Leave."""
        raise Leave

    def _print(self, text: str) -> None:
        self.out.write(text.encode("utf-8", "replace"))
        self.out.flush()


COMMANDS: Mapping[str, Callable[[Session, str], None]] = {
    ".ask": Session.ask,
    ".format": Session.set_format,
    ".help": Session.help,
    ".limit": Session.set_limit,
    ".prefixes": Session.prefixes,
    ".questions": Session.questions,
    ".quit": Session.leave,
    ".save": Session.save,
    ".schema": Session.schema,
    ".timeout": Session.set_timeout,
}


def question_request(text: str, library: Library) -> Request:
    """Return the request for `.ask QUESTION --actor X --bind word=Y`.

    Raises:
        QueryError: If there is no such question.
        SettingsError: If an option has no value or is unknown.
    """
    words = _split(text)
    if not words:
        raise SettingsError(f".ask: name a question: {', '.join(library.names())}.")
    library[words[0]]
    filters: dict[str, object] = {}
    bind: dict[str, str] = {}
    rest = iter(words[1:])
    for word in rest:
        name, equals, value = word.partition("=")
        given = value if equals else next(rest, None)
        option = name.removeprefix("--").replace("-", "_")
        if not name.startswith("--") or option not in {*FILTERS, "bind"}:
            raise SettingsError(
                f".ask: {word!r} is no option. Give filters as --actor X, parameters as --bind NAME=VALUE."
            )
        if given is None:
            raise SettingsError(f".ask: {word} has no value.")
        if option == "bind":
            variable, _, content = given.partition("=")
            bind[variable] = content
        else:
            filters[option] = given
    return Request(question=words[0], library=library, filters=filters, bind=bind)


def _limited(request: Request, limit: int | None) -> Request:
    """Return the request for no more rows than are shown; a question's own limit stays."""
    if limit is None or "limit" in request.filters:
        return request
    return Request(**{**vars(request), "limit": limit})


def _split(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError as exc:
        raise SettingsError(f"{text}: {exc}. Close the quotation mark.") from exc


def query_of(text: str) -> str:
    """Return a query without the `;` that ends it.

    >>> query_of("ASK {} ;")
    'ASK {} '
    """
    return text.rstrip().removesuffix(";") if ends(text) else text


def ends(text: str) -> bool:
    """Say whether what is typed is to run: an empty line or a `;` ends a query, a command is one line.

    A `;` counts outside of brackets alone, as SPARQL has it within them; one in a comment or string is none.

    >>> ends("ASK {};"), ends("SELECT * { ?a a fpp:Actor ;"), ends(".help"), ends("ASK {}")
    (True, False, True, False)
    """
    if text.lstrip().startswith("."):
        return True
    if text.endswith("\n") and not text.rpartition("\n")[0].rpartition("\n")[2].strip():
        return True
    depth, last = 0, ""
    for kind, word in tokens(text):
        if kind in ("space", "comment"):
            continue
        depth += (word == "{") - (word == "}")
        last = word
    return last == ";" and depth <= 0


def run_script(session: Session, lines: Iterable[str]) -> int:
    """Run what a script holds; return how many parts failed. It stops at none."""
    failed, typed = 0, ""
    with suppress(Leave):
        for line in lines:
            typed += line if line.endswith("\n") else line + "\n"
            if not typed.strip():
                typed = ""
            elif ends(typed if not line.strip() else typed.rstrip("\n")):
                failed, typed = failed + (not session.run(typed)), ""
        if typed.strip():
            failed += not session.run(typed)
    return failed


def tell(text: str) -> None:
    """Write a message to stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


__all__ = ["HELP", "Leave", "Session", "ends", "query_of", "question_request", "run_script", "tell"]
