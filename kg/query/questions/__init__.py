"""The named questions, one SPARQL file each, with a small language for filters.

`#--NAME rest` is a line whose rest is used when the filter NAME is given, and `$NAME` in it the value. Without filters
each file is plain SPARQL.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib.resources import files

from kg.errors import QueryError

LINE = re.compile(r"^[ \t]*#--(?P<name>[a-z-]+) (?P<rest>.*)$", re.MULTILINE)
VALUE = re.compile(r"\$([a-z][a-z-]*)")
ALWAYS = frozenset({"limit"})


def question_names() -> tuple[str, ...]:
    """Return the names of the questions, sorted."""
    names = (item.name for item in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".rq") for name in names if name.endswith(".rq")))


def describe_question(name: str) -> str:
    """Return what a question asks, in one sentence."""
    return _text(f"{name}.rq").partition("\n")[0].removeprefix("# ")


def filter_names(name: str) -> frozenset[str]:
    """Return the filters that a question takes.

    Raises:
        QueryError: If there is no such question.
    """
    return ALWAYS | {match["name"].replace("-", "_") for match in LINE.finditer(_question(name))}


def question_sparql(name: str, terms: Mapping[str, str]) -> str:
    """Return the query for a question.

    Args:
        name: The question.
        terms: From filter to its value as a SPARQL term (`kg.query.filters.sparql_terms`).

    Raises:
        QueryError: If there is no such question, or it does not take one of the filters.
    """
    text = _question(name)
    foreign = sorted(set(terms) - filter_names(name))
    if foreign:
        known = ", ".join("--" + one.replace("_", "-") for one in sorted(filter_names(name)))
        raise QueryError(
            f"{name} takes no filter --{foreign[0].replace('_', '-')}. It takes: {known}.", filter=foreign[0]
        )
    query = LINE.sub(lambda match: _filled(match, terms), text)
    return query + (f"LIMIT {terms['limit']}\n" if "limit" in terms else "")


def _filled(line: re.Match[str], terms: Mapping[str, str]) -> str:
    """Return the line with its values, or nothing where its filter is not given. Values are put in last, once."""
    if line["name"].replace("-", "_") not in terms:
        return ""
    return VALUE.sub(lambda value: terms[value[1].replace("-", "_")], line["rest"])


def _question(name: str) -> str:
    if name not in question_names():
        raise QueryError(
            f"{name!r} is no question. Known: {', '.join(question_names())}. For SPARQL use --sparql FILE or -.",
            question=name,
        )
    return _text(f"{name}.rq")


@functools.cache
def _text(file: str) -> str:
    return files(__name__).joinpath(file).read_text(encoding="utf-8")
