"""SPARQL text as tokens: enough to see whom a query would ask and to put values in, without a grammar of its own.

Comments, IRIs, strings, variables and prefixed names are told apart as SPARQL 1.1 section 19.8 spells them. What looks
like a keyword inside them is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
               | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<name>[\w.-]*:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)*)
    | (?P<word>\w+)
    | (?P<space>\s+)
    | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the words of each token; joined, the words are the text.

    >>> [kind for kind, _ in tokens("ASK{?a <b> 'c'}")]
    ['word', 'sign', 'variable', 'space', 'iri', 'space', 'string', 'sign']
    """
    for match in TOKEN.finditer(text):
        yield match.lastgroup or "", match.group()


def variables(text: str) -> frozenset[str]:
    """Return the names of the variables in a query.

    >>> sorted(variables("SELECT ?a { ?a ?b '?c' } # ?d"))
    ['a', 'b']
    """
    return frozenset(word[1:] for kind, word in tokens(text) if kind == "variable")


def asks_elsewhere(text: str) -> bool:
    """Say whether a query holds SERVICE, which would ask another endpoint; in doubt, yes.

    Oxigraph takes keywords without a space around them (`trueSERVICE<x>{}`, `SERVICEwd:x{}`), so the letters count
    wherever a keyword could stand, also in the prefix of a name. Escaped letters are looked at both ways.

    >>> asks_elsewhere("ASK { SERVICE <http://e.org/> { ?a ?b ?c } }")
    True
    >>> asks_elsewhere("ASK { ?service rdfs:label 'SERVICE', fpp:service } # SERVICE")
    False
    """
    plain = ESCAPED.sub(lambda match: _character(match[1] or match[2]), text)
    return any("SERVICE" in part for one in {text, plain} for part in _keywords(one))


def _keywords(text: str) -> Iterator[str]:
    for kind, word in tokens(text):
        if kind == "word":
            yield word.upper()
        elif kind == "name":
            yield word.partition(":")[0].upper()


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if number < 0x110000 else " "


def with_values(text: str, values: Mapping[str, tuple[str, ...]]) -> str:
    """Return the query with variables bound: a VALUES line at the start of each group of patterns, subqueries included.

    Inside MINUS nothing is bound: a variable there would change what is taken away. CONSTRUCT templates and the data of
    VALUES are no patterns.

    Args:
        text: A query that parses.
        values: From variable to its terms, as SPARQL writes them.

    >>> with_values("SELECT * WHERE { ?a ?b ?c }", {"a": ("<x:y>",)})
    'SELECT * WHERE { VALUES ?a { <x:y> }  ?a ?b ?c }'
    """
    lines = "".join(f" VALUES ?{name} {{ {' '.join(terms)} }} " for name, terms in values.items())
    parts, bound = [], False
    stack: list[bool] = []
    last, data = "", False
    pieces = list(tokens(text))
    for place, (kind, word) in enumerate(pieces):
        parts.append(word)
        if kind in ("space", "comment"):
            continue
        if word == "{":
            taken_away = last == "MINUS" or (bool(stack) and stack[-1])
            if not (taken_away or data or last == "CONSTRUCT" or _next(pieces, place) in ("SELECT", "|")):
                parts.append(lines)
                bound = True
            stack.append(taken_away)
        elif word == "}" and stack:
            stack.pop()
            data = False
        last = word.upper()
        data = data or last == "VALUES"
    return "".join(parts) if bound else f"{text}\nWHERE {{{lines}}}"


def _next(pieces: list[tuple[str, str]], place: int) -> str:
    """Return what follows a token, in capitals, spaces and comments left out."""
    rest = (word.upper() for kind, word in pieces[place + 1 :] if kind not in ("space", "comment"))
    return next(rest, "")
