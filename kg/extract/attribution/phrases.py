"""Words of a parse as spans of text: subtrees, noun phrases, clauses."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from kg.model import Span

EDGE = frozenset(",;:-–—.")
QUOTES = frozenset("\"“”„«»'‘’") | {"``", "''"}
ASIDES = frozenset({"acl:relcl", "parataxis", "advcl", "punct", "discourse", "cc"})


def subtree(token: Token, *, without: Iterable[Token] = ()) -> set[int]:
    """Return the indices of a token's subtree, less the subtrees of `without`; white space is left out."""
    found: set[int] = set()
    barred = {t.i for t in without}
    stack = [token]
    while stack:
        one = stack.pop()
        if one.i not in barred:
            found.add(one.i)
            stack.extend(one.children)
    return {i for i in found if not token.doc[i].is_space}


def noun_phrase(token: Token) -> set[int]:
    """Return a source's noun phrase: "Chen Xu, China's envoy" with its apposition, without clauses that trail.

    Example: of "the envoy, who left Geneva on Monday, said" it is "the envoy".
    """
    barred = [
        child
        for child in token.children
        if (child.i > token.i and (child.dep_ in ASIDES or (child.dep_ == "acl" and child.tag_ not in ("VBN",))))
        or (child.dep_ in ("case", "cop", "mark") and child.i < token.i)
    ]
    return subtree(token, without=barred)


def to_spans(doc: Doc, indices: Iterable[int]) -> tuple[Span, ...]:
    """Return the spans that words cover; white space and punctuation between neighbours do not cut them.

    Commas, dashes and full stops at the edges are dropped, quotation marks are kept.
    """
    runs: list[list[int]] = []
    for i in sorted(indices):
        if runs and all(doc[k].is_space or doc[k].is_punct for k in range(runs[-1][-1] + 1, i)):
            runs[-1].append(i)
        else:
            runs.append([i])
    spans = []
    for run in runs:
        while run and doc[run[0]].text in EDGE:
            run.pop(0)
        while run and doc[run[-1]].text in EDGE and not (len(run) > 1 and doc[run[-2]].text in QUOTES):
            run.pop()
        if run and any(doc[i].is_alpha or doc[i].like_num for i in run):
            last = doc[run[-1]]
            spans.append(Span(doc[run[0]].idx, last.idx + len(last.text)))
    return tuple(spans)
