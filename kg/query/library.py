"""The library of named questions: those of kg, and `.rq` files that people drop into `queries/`.

A file is SPARQL with a header comment: the first sentence says what it asks, and lines after `# parameters` say what may
be given.

    # Whose words hold a keyword: one row a statement.
    #
    # parameters
    #   word   the keyword, in lower case
    #   since  from this day on

A parameter that is a filter of kg (`actor`, `issue`, `since`, …) is given as an option; the lines `#--since FILTER(?date
>= $since)` are used when it is. Any other is a variable of the query, here `?word`, and given as `--bind word=tariff`.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from kg.errors import QueryError
from kg.query.filters import FILTERS
from kg.store.lexical import variables
from kg.store.query import check_query
from kg.store.scanning import scanned

LINE = re.compile(r"^[ \t]*#--(?P<name>[a-z-]+) (?P<rest>.*)$", re.MULTILINE)
VALUE = re.compile(r"\$([a-z][a-z-]*)")
PARAMETER = re.compile(r"[?$]?([\w-]+):?\s*(.*)")
FOLDER = "queries"
NARROW = frozenset(("actor", "other", "speaker", "document", "issue", "position"))
"""Filters that leave a small part of a graph."""
FILTER_HELP = {
    "actor": "an actor's name, alias, id or IRI",
    "other": "the other actor",
    "speaker": "who spoke",
    "document": "a document's title, URL, input, id or IRI",
    "issue": "words in the issue's label",
    "position": "a position's id or IRI",
    "stance": "support, oppose or ambivalent",
    "since": "from this day on",
    "until": "up to this day",
    "min_score": "claims scored at least this",
    "type": "the actor's type, such as Country",
    "limit": "at most so many rows",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named question: its SPARQL with lines for filters, what it asks, and what may be given (name to words)."""

    name: str
    summary: str
    text: str
    filters: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    path: Path | None = None

    def sparql(self, terms: Mapping[str, str]) -> str:
        """Return the query.

        Args:
            terms: From filter to its value as a SPARQL term (`kg.query.filters.sparql_terms`).

        Raises:
            QueryError: If the question does not take one of the filters.
        """
        foreign = sorted(set(terms) - set(self.filters))
        if foreign:
            known = ", ".join(_option(one) for one in sorted(self.filters))
            raise QueryError(
                f"{self.name} takes no filter {_option(foreign[0])}. It takes: {known}.", filter=foreign[0]
            )
        text = self.text if NARROW & set(terms) else scanned(self.text)
        return LINE.sub(lambda match: _filled(match, terms), text)


@dataclass(frozen=True, slots=True)
class Library:
    """Questions by name, and what is wrong with files that cannot be used."""

    questions: Mapping[str, Question]
    broken: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return the names, sorted."""
        return tuple(sorted(self.questions))

    def __getitem__(self, name: str) -> Question:
        """Return a question.

        Raises:
            QueryError: If there is none so called; it names those that look like it, or all.
        """
        if name in self.questions:
            return self.questions[name]
        spoilt = next((said for said in self.broken if f"{name}.rq:" in said), "")
        if spoilt:
            raise QueryError(spoilt, question=name)
        near = difflib.get_close_matches(name, self.names(), n=3)
        hint = f" Did you mean: {', '.join(near)}?" if near else ""
        raise QueryError(
            f"{name!r} is no question.{hint} Known: {', '.join(self.names())}. For SPARQL use --sparql FILE or -.",
            question=name,
        )


def read_question(name: str, text: str, *, path: Path | None = None) -> Question:
    """Return the question in a file.

    Raises:
        QueryError: If it has no header, declares a parameter that it does not use, or its SPARQL does not parse.
    """
    summary, declared = _header(text)
    where = path or f"{name}.rq"
    if not summary:
        raise QueryError(f"{where}: no header. Begin with a comment that says what it asks: # Who opposes what.")
    used = {match["name"].replace("-", "_") for match in LINE.finditer(text)}
    unknown = sorted(used - set(FILTERS))
    if unknown:
        raise QueryError(f"{where}: #--{unknown[0]} is no filter. Known: {', '.join(map(_bare, FILTERS))}.")
    own = {one: said for one, said in declared.items() if one.replace("-", "_") not in FILTER_HELP}
    missing = sorted(set(own) - variables(text))
    if missing:
        raise QueryError(f"{where}: the parameter {missing[0]} is no variable of the query: ?{missing[0]}.")
    idle = sorted(one for one in set(declared) - set(own) if one.replace("-", "_") not in {*used, "limit"})
    if idle:
        raise QueryError(f"{where}: the parameter {idle[0]} has no line that begins with #--{idle[0]}.")
    filters = {one: declared.get(_bare(one)) or FILTER_HELP[one] for one in FILTERS if one in {*used, "limit"}}
    question = Question(name=name, summary=summary, text=text, filters=filters, variables=own, path=path)
    try:
        check_query(question.sparql({}))
    except QueryError as exc:
        raise QueryError(f"{where}: {exc.message}") from exc
    return question


def _header(text: str) -> tuple[str, dict[str, str]]:
    """Return the first sentence of the header, and its parameters."""
    lines = []
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#") or line.startswith("#--"):
            break
        lines.append(line[1:].strip())
    places = [place for place, line in enumerate(lines) if re.fullmatch(r"parameters:?", line, re.IGNORECASE)]
    said, listed = (lines[: places[0]], lines[places[0] + 1 :]) if places else (lines, [])
    matches = (PARAMETER.fullmatch(line) for line in listed if line)
    first = " ".join(said).strip()
    sentence = re.match(r".+?[.?](?=\s|$)", first)
    return (sentence[0] if sentence else first), {match[1]: match[2] for match in matches if match}


def _filled(line: re.Match[str], terms: Mapping[str, str]) -> str:
    """Return the line with its values, or nothing where its filter is not given. Values are put in last, once."""
    if line["name"].replace("-", "_") not in terms:
        return ""
    return VALUE.sub(lambda value: terms[value[1].replace("-", "_")], line["rest"])


def _option(name: str) -> str:
    return f"--{_bare(name)}"


def _bare(name: str) -> str:
    return name.replace("_", "-")


@functools.cache
def shipped() -> Library:
    """Return the questions that kg brings."""
    folder = files("kg.query.questions")
    texts = {item.name.removesuffix(".rq"): item for item in folder.iterdir() if item.name.endswith(".rq")}
    return Library({name: read_question(name, texts[name].read_text(encoding="utf-8")) for name in sorted(texts)})


def question_names() -> tuple[str, ...]:
    """Return the names of the questions that kg brings, sorted."""
    return shipped().names()


def query_folders(graph: Path | None = None) -> tuple[Path, ...]:
    """Return where people's questions are looked for, the first wins: the graph's folder, here, the user's settings."""
    import platformdirs

    places = (Path(), Path(platformdirs.user_config_dir("kg")))
    return tuple(place / FOLDER for place in ((graph, *places) if graph is not None else places))


def load_library(folders: Iterable[Path] = ()) -> Library:
    """Return the questions of kg and those in the folders.

    A file that cannot be used is left out and told in `broken`. One that is called as a question of kg is too: other
    commands rely on these.
    """
    known = shipped().questions
    own: dict[str, Question] = {}
    broken = []
    for path in (path for folder in folders if folder.is_dir() for path in sorted(folder.glob("*.rq"))):
        if path.stem in known:
            broken.append(f"{path}: {path.stem} is a question of kg. Name the file differently.")
        elif path.stem not in own:
            try:
                own[path.stem] = read_question(path.stem, path.read_text(encoding="utf-8-sig"), path=path)
            except QueryError as exc:
                broken.append(exc.message)
            except (OSError, UnicodeDecodeError) as exc:
                broken.append(f"{path}: cannot be read ({exc}). Save it as UTF-8.")
    return Library({**known, **own}, tuple(broken))
