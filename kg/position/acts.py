"""The lexicon of what actors do and say to each other: the words for an act, its PLOVER type, and what turns it.

The lists are data, in `data/relations.toml`; each act is one linguistic rule with one example.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.position import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

FRIENDLY = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
HOSTILE = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
TYPES = FRIENDLY | HOSTILE | {"YIELD", "REQUEST"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A kind of event between two actors, with the places in which its words name the other actor.

    `slots` are obj, clause (the subject of a that-clause) and prepositions. `said`: it consists of words. `mutual`: it
    holds in both directions. `objects` and `along` are words of which one must be there. `needs`: only with what the
    other is to do, told by an infinitive, a clause, or (`comp`) by a clause or `for`. `weak`: a noun for an act as the
    verb's object decides instead. `denied` is the type of the act where it is negated, empty for none. `inverse`: the
    subject is the one to whom it is done. `owned`: it falls on what the other has proposed, so that "it" names nobody.
    """

    name: str
    type: str
    slots: frozenset[str]
    said: bool = False
    mutual: bool = False
    objects: frozenset[str] = frozenset()
    along: frozenset[str] = frozenset()
    needs: str = ""
    weak: bool = False
    denied: str = ""
    inverse: bool = False
    owned: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """Acts by verb and by noun; `operators` tells what a governing word does to the act (`light`, `future`, `ends`)."""

    verbs: Mapping[str, tuple[Act, ...]] = field(repr=False)
    nouns: Mapping[str, tuple[Act, ...]] = field(repr=False)
    operators: Mapping[str, frozenset[str]] = field(repr=False)
    lands: frozenset[str] = field(repr=False)
    pair: frozenset[str] = field(repr=False)
    measures: frozenset[str] = field(repr=False)
    words: frozenset[str] = field(repr=False)

    def name(self, token: Token) -> str:
        """Return the word as the lexicon spells it, with a particle that belongs to it ("turn down", "give in")."""
        base, _, particle = syntax.lemma(token).partition(" ")
        after = _after(token)
        spellings = _spellings(base, token.lower_) if token.pos_ == "VERB" else (token.lower_, base)
        spelled = (f"{spelling} {added}".strip() for added in (particle or after, "") for spelling in spellings)
        return next((word for word in spelled if word in self.words), base)

    def asks(self, token: Token) -> bool:
        """Tell whether the word asks somebody for something."""
        name = self.name(token)
        acts = self.verbs.get(name, ()) if token.pos_ == "VERB" else self.nouns.get(name, ())
        return any(act.type == "REQUEST" for act in acts)

    def does(self, word: str, operator: str) -> bool:
        """Tell whether the word turns an act in that way.

        >>> load_acts().does("lift", "ends")
        True
        """
        return word in self.operators[operator]


@cache
def load_acts() -> Acts:
    """Return the lexicon of acts that ships with kg."""
    tables = tomllib.loads((files("kg.position") / "data" / "relations.toml").read_text(encoding="utf-8"))
    verbs: dict[str, list[Act]] = defaultdict(list)
    nouns: dict[str, list[Act]] = defaultdict(list)
    for name, table in tables["act"].items():
        act = _act(name, table)
        for verb in table.get("verbs", ()):
            verbs[verb].append(act)
        for noun in table.get("nouns", ()):
            nouns[noun].append(act)
    operators = {name: frozenset(words) for name, words in tables["operators"].items()}
    return Acts(
        verbs={verb: tuple(sorted(found, key=_wide)) for verb, found in verbs.items()},
        nouns={noun: tuple(found) for noun, found in nouns.items()},
        operators=operators,
        words=frozenset().union(verbs, nouns, *operators.values()),
        lands=frozenset(tables["parties"]["lands"]),
        pair=frozenset(tables["parties"]["pair"]),
        measures=frozenset(tables["parties"]["measures"]),
    )


def _act(name: str, table: Mapping[str, Any]) -> Act:
    return Act(
        name=name,
        type=table["type"],
        slots=frozenset(table["slots"]),
        said=table.get("said", False),
        mutual=table.get("mutual", False),
        objects=frozenset(table.get("objects", ())),
        along=frozenset(table.get("along", ())),
        needs=table.get("needs", ""),
        weak=table.get("weak", False),
        denied=table.get("denied", ""),
        inverse=table.get("inverse", False),
        owned=table.get("owned", False),
        example=table["example"],
    )


def _wide(act: Act) -> int:
    """Return how little an act asks for beside its verb: those that ask most go first."""
    return 0 if act.objects or act.along else 1 if act.needs else 2


def _spellings(lemma: str, form: str) -> tuple[str, ...]:
    """Return a lemma as the tagger made it and as it may have been meant: with `e`, without it, without a doubled letter."""
    bare = lemma.removesuffix("e")
    return lemma, form, f"{lemma}e", bare, bare[:-1] if bare[-1:] == bare[-2:-1] else bare


def _after(token: Token) -> str:
    """Return the word behind a verb that may be its particle, whatever the parse took it for; "" for none."""
    if token.i + 1 == len(token.doc):
        return ""
    word = token.nbor()
    own = word.head.i == token.i and word.dep_ == "advmod"
    return str(word.lower_) if own or (word.dep_ == "case" and word.lower_ == "out") else ""
