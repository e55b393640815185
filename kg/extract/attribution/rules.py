"""Attributions by dependency rules over a lexicon of cues.

Each rule looks at one cue word and gives source, cue and content as words; the lexicon says how often its form is a
cue.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from kg.extract.attribution.frames import Frame, in_own_turn, to_attribution
from kg.extract.attribution.lexicon import listed
from kg.extract.attribution.phrases import noun_phrase, subtree
from kg.extract.attribution.quotes import Quote, find_quotes
from kg.model import Attribution, Document

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer")
CLAUSES = ("ccomp", "csubj", "csubj:pass", "csubj:outer")
SMOOTHING = 2.0
ABOUT = frozenset(["of", "about", "for", "against", "over", "on", "to", "by", "with", "from", "in", "as", "at"])


@dataclass(slots=True)
class Candidate:
    """What a rule found, as words of the parse."""

    cue: list[Token]
    content: set[int]
    source: Token | None = None
    score: float = 1.0
    rule: str = ""


@cache
def cue_forms() -> dict[str, float]:
    """Return how often each form is a cue where it occurs, smoothed (counted on training articles)."""
    text = (files("kg.extract.attribution") / "data" / "cues.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["form"]: (int(row["as_cue"]) + 0.1) / (int(row["occurrences"]) + SMOOTHING) for row in rows}


@dataclass(frozen=True, slots=True)
class Verb:
    """What is known of a cue verb: whether it reports speech, and the prepositions after which its content stands."""

    saying: bool
    content_after: frozenset[str]


@cache
def verbs() -> dict[str, Verb]:
    """Return cue verbs by lemma."""
    text = (files("kg.extract.attribution") / "data" / "verbs.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["lemma"]: Verb(row["saying"] == "y", frozenset(row["content_after"].split())) for row in rows}


class RuleAttribution:
    """The built-in model: rules alone.

    Args:
        min_score: Candidates of a lower precision are dropped.
    """

    def __init__(self, *, min_score: float = 0.3) -> None:
        self.min_score = min_score

    def __call__(self, doc: Doc, document: Document) -> Sequence[Attribution]:
        """Return the document's attributions in order of their content."""
        quotes = find_quotes(doc)
        found = [c for c in candidates(doc) if c.score >= self.min_score and c.content]
        found = list(_distinct(_with_quotes(doc, found, quotes)))
        made = [
            a
            for c in found
            if (a := to_attribution(doc, document, frame_of(c), quotes)) and not in_own_turn(a, document)
        ]
        return sorted(made, key=lambda a: (a.content[0], a.cue))


def candidates(doc: Doc) -> Iterator[Candidate]:
    """Yield what the rules find, cue by cue."""
    forms = cue_forms()
    for token in doc:
        prior = forms.get(token.lower_, 0.0)
        if token.lower_ == "according":
            yield from _according(token)
        elif prior and token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "aux:pass", "cop", "amod", "case"):
            yield from _verb(token, prior)
        elif prior and token.pos_ == "NOUN" and token.dep_ != "compound":
            yield from _noun(token, prior)
        elif prior and token.pos_ == "ADJ":
            yield from _adjective(token, prior)


def _according(token: Token) -> Iterator[Candidate]:
    """Find sources after the preposition, as in "According to the ministry, the talks failed"."""
    source = (
        token.head
        if token.dep_ in ("case", "mark")
        else next((c for c in token.children if c.dep_.startswith(("obl", "nmod"))), None)
    )
    clause = source.head if source is not None else None
    if source is None or clause is None or clause is source:
        return
    if clause is token:
        clause = token.head
    to = [t for t in token.children if t.lower_ == "to"] or [t for t in source.children if t.lower_ == "to"]
    content = subtree(clause, without=[source, token])
    yield Candidate(cue=[token, *to], content=content, source=source, score=0.9, rule="according")


def _verb(token: Token, prior: float) -> Iterator[Candidate]:
    """Verbs with a clause, a quotation, an infinitive or a noun phrase as content."""
    content, factor, rule = _verb_content(token)
    if not content:
        content, factor, rule = set(), 1.0, "none"
    source = _subject(token)
    if source is not None and source.i in content:
        content -= subtree(source)
    if source is None and token.dep_ in ("acl", "advcl", "xcomp") and rule == "object":
        factor *= 0.6
    cue = [token, *(c for c in token.children if c.dep_ == "compound:prt")]
    yield Candidate(cue=cue, content=content, source=source, score=prior * factor, rule=rule)


def _verb_content(token: Token) -> tuple[set[int], float, str]:
    clause = next((c for c in token.children if c.dep_ in CLAUSES), None) or _told_clause(token)
    if clause is not None:
        return subtree(clause), 1.0, "clause"
    if token.dep_ == "parataxis" and _subject(token) is not None and _is_saying(token):
        return subtree(token.head, without=[token]), 1.0, "parataxis"
    main = next((c for c in token.children if c.dep_ == "parataxis" and c.pos_ in ("VERB", "AUX", "ADJ", "NOUN")), None)
    if main is not None and _is_saying(token):
        return subtree(main), 0.9, "parataxis"
    infinitive = next(
        (c for c in token.children if c.dep_ in ("xcomp", "advcl") and c.i > token.i and _has_to(c)), None
    )
    thing = next((c for c in token.children if c.dep_ in ("obj", "iobj") and c.i > token.i), None)
    oblique = _oblique(token)
    if infinitive is not None:
        asked = thing if thing is not None else oblique
        return (
            subtree(infinitive) | (noun_phrase(asked) if asked is not None and asked.i < infinitive.i else set()),
            0.95,
            "infinitive",
        )
    gerund = next(
        (c for c in token.children if c.dep_ in ("xcomp", "advcl") and c.i > token.i and c.tag_ == "VBG"), None
    )
    if oblique is not None:
        return (
            subtree(oblique) | (subtree(thing) if thing is not None and not _is_saying(token) else set()),
            0.85,
            "oblique",
        )
    if gerund is not None and gerund.dep_ == "xcomp":
        return subtree(gerund), 0.8, "gerund"
    if thing is not None and not (_is_saying(token) and thing.pos_ == "PRON"):
        extra = [c for c in token.children if c.dep_ == "xcomp" and c.i > thing.i]
        return subtree(thing).union(*(subtree(c) for c in extra)), 0.75, "object"
    passive = next((c for c in token.children if c.dep_ == "nsubj:pass"), None)
    agent = next((c for c in token.children if c.dep_ == "obl:agent"), None)
    if passive is not None and agent is not None:
        return subtree(passive), 0.75, "passive"
    return set(), 0.0, ""


def _told_clause(token: Token) -> Token | None:
    """Return the clause that the parse hangs on who was told: "told a meeting in Kampala that rebels had fled"."""
    told = (c for c in token.children if c.dep_ in ("obj", "iobj") and token.lemma_ in listed("addressees", "telling"))
    return next((c for t in told for c in t.children if c.dep_ in ("acl", "acl:relcl") and _has_that(c)), None)


def _oblique(token: Token) -> Token | None:
    """Return what "warned of X", "called for X" is about."""
    known = verbs().get(token.lemma_.lower())
    wanted = known.content_after if known else frozenset()
    for child in token.children:
        follows = child.i > token.i and child.dep_.startswith(("obl", "advcl"))
        if follows and any(c.dep_ in ("case", "mark") and c.lower_ in wanted for c in child.children):
            return child
    return None


def _has_to(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)


def _is_saying(token: Token) -> bool:
    known = verbs().get(token.lemma_.lower())
    return known is not None and known.saying


def _subject(token: Token, depth: int = 0) -> Token | None:
    """Return a verb's subject, shared by conjuncts, or the noun that a participle or relative clause describes."""
    own = next((c for c in token.children if c.dep_ in SUBJECTS), None)
    agent = next((c for c in token.children if c.dep_ == "obl:agent"), None)
    if own is not None and own.dep_ == "nsubj:pass":
        has_clause = any(c.dep_ in ("ccomp", "xcomp") for c in token.children)
        return agent if agent is not None else own if has_clause and token.lemma_ in ("quote", "cite") else None
    if own is not None and not (token.dep_ == "acl:relcl" and own.tag_ in ("WP", "WDT")):
        return own
    if agent is not None:
        return agent
    if depth > 4 or token.head is token:
        return None
    if token.dep_ in ("acl:relcl", "acl") and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return token.head
    if token.dep_ in ("conj", "advcl", "xcomp", "parataxis"):
        return _subject(token.head, depth + 1)
    return None


def _noun(token: Token, prior: float) -> Iterator[Candidate]:
    """Find nouns with a source and a content, as in "a call by Norway for a ceasefire"."""
    clause = next(
        (c for c in token.children if c.dep_ in ("acl", "ccomp", "xcomp") and (_has_that(c) or _has_to(c))), None
    )
    about = next(
        (
            c
            for c in token.children
            if c.dep_ == "nmod" and _case(c) in ("for", "of", "about", "against", "over", "on", "to")
        ),
        None,
    )
    source = next((c for c in token.children if c.dep_ == "nmod:poss"), None)
    source = source or next((c for c in token.children if c.dep_ == "nmod" and _case(c) in ("by", "from")), None)
    if source is None and token.dep_ == "obj" and token.head.pos_ == "VERB":
        source = _subject(token.head)
    content = clause if clause is not None else about
    if content is not None and source is not None and content is not source:
        yield Candidate(
            cue=[token],
            content=subtree(content),
            source=source,
            score=min(1.0, prior * (1.6 if clause is not None else 1.0)),
            rule="noun",
        )


def _adjective(token: Token, prior: float) -> Iterator[Candidate]:
    """Find adjectives with a clause, as in "The minister was confident that talks would resume"."""
    clause = next(
        (
            c
            for c in token.children
            if c.dep_ in ("ccomp", "xcomp", "advcl") and c.i > token.i and (_has_that(c) or _has_to(c))
        ),
        None,
    )
    if clause is not None:
        yield Candidate(cue=[token], content=subtree(clause), source=_subject(token), score=prior, rule="adjective")


def _has_that(token: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in token.children)


def _case(token: Token) -> str:
    return next((c.lower_ for c in token.children if c.dep_ == "case"), "")


def _with_quotes(doc: Doc, found: list[Candidate], quotes: list[Quote]) -> list[Candidate]:
    """Let contents take in the quotations that they touch, and long quotations without a cue join the nearest one."""
    taken: dict[int, Candidate] = {}
    for candidate in found:
        for number, quote in enumerate(quotes):
            inside = set(range(quote.start, quote.end))
            if not inside & candidate.content or any(t.i in inside for t in candidate.cue):
                continue
            if quote.is_long(doc) or len(inside & candidate.content) * 2 > len(inside):
                candidate.content |= {i for i in inside if not doc[i].is_space}
                taken.setdefault(number, candidate)
    for number, quote in enumerate(quotes):
        if (
            number not in taken
            and quote.is_long(doc)
            and not any(quote.start <= t.i < quote.end for c in found for t in c.cue)
        ):
            owner = _owner(doc, quote, number, quotes, found, taken)
            if owner is not None:
                owner.content |= {i for i in range(quote.start, quote.end) if not doc[i].is_space}
                taken[number] = owner
    return [candidate for candidate in found if candidate.content]


def _owner(
    doc: Doc, quote: Quote, number: int, quotes: list[Quote], found: list[Candidate], taken: dict[int, Candidate]
) -> Candidate | None:
    """Return the statement that a free quotation goes on, or whose saying verb stands beside it."""
    sentence = doc[quote.start].sent
    near = [c for c in found if c.cue[0].sent == sentence and c.source is not None and not c.content]
    near = near or [
        c
        for c in found
        if abs(c.cue[0].i - quote.start) < 60
        and _is_saying(c.cue[0])
        and c.source is not None
        and not _line_between(doc, min(c.cue[0].i, quote.start), max(c.cue[0].i, quote.start))
    ]
    if near:
        return min(near, key=lambda c: abs(c.cue[0].i - quote.start))
    previous = taken.get(number - 1)
    if previous is not None and number and _goes_on(doc, quotes[number - 1], quote):
        return previous
    return None


def _goes_on(doc: Doc, before: Quote, quote: Quote) -> bool:
    """Tell whether nothing but white space or a reporting frame of a few words stands between two quotations."""
    between = [t for t in doc[before.end : quote.start] if not t.is_space]
    return len(between) <= (0 if not before.open and _line_between(doc, before.end, quote.start) else 12)


def _line_between(doc: Doc, start: int, end: int) -> bool:
    return any(t.is_space and "\n" in t.text for t in doc[start:end])


def _distinct(found: list[Candidate]) -> Iterator[Candidate]:
    """Keep the better of candidates whose contents are nearly the same."""
    kept: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (-c.score, c.cue[0].i)):
        same = [k for k in kept if len(k.content & candidate.content) > 0.7 * len(k.content | candidate.content)]
        if not same and not any(t.i in {u.i for u in k.cue} for k in kept for t in candidate.cue):
            kept.append(candidate)
            yield candidate


def frame_of(candidate: Candidate) -> Frame:
    """Return a candidate with its source as a whole phrase."""
    head = candidate.source
    source = noun_phrase(head) if head is not None else set()
    words = frozenset(t.i for t in candidate.cue)
    return Frame(words, frozenset(source), frozenset(candidate.content), candidate.cue[0], head, candidate.score)
