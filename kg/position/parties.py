"""Which actors a noun phrase stands for: by its own name, its owner ("[Chad's] army"), or the land it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.position import syntax
from kg.position.acts import Acts
from kg.position.clauses import doer, is_passive
from kg.position.perspectives import View
from kg.position.together import meant_together

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIRST_PERSON = frozenset({"i", "we", "us"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OWNERS = frozenset({"nmod:poss", "amod", "compound"})
_PAIR = frozenset({"two", "both"})
_GIVERS = frozenset({"of", "from", "by"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Reads the noun phrases of one document."""

    view: View
    acts: Acts

    def named(self, heads: Iterable[Token]) -> tuple[str, ...]:
        """Return the actors of noun phrases and of what is coordinated with them."""
        found: list[str] = []
        for head in heads:
            meant = head.head.head if head.lower_ in _RELATIVE and head.head.dep_ == "acl:relcl" else head
            for word in (meant, *(child for child in meant.children if child.dep_ == "conj")):
                found.extend(self._one(word))
        return tuple(dict.fromkeys(found))

    def owners(self, noun: Token) -> tuple[str, ...]:
        """Return the actors to whom an act belongs: "[Chad's] attack", "an attack by [Chad]", "made by [Chad]"."""
        found: list[str] = []
        act = self.acts.nouns.get(noun.lemma_.lower())
        givers = _GIVERS - act[0].slots if act else _GIVERS
        for child in noun.children:
            if child.dep_ in _OWNERS:
                found.extend(self._with_conjuncts(child))
            elif child.dep_ == "nmod":
                inner = (c for c in child.children if c.dep_ == "nmod" and syntax.preposition(c) == "by")
                found.extend(self.named((child,) if syntax.preposition(child) in givers else inner))
            elif child.dep_ == "acl" and is_passive(child) and (agent := doer(child)) is not None:
                found.extend(self.named((agent,)))
        return tuple(dict.fromkeys(found))

    def _one(self, word: Token) -> tuple[str, ...]:
        view, own = self.view, self.view.actor[word.i]
        owners = [child for child in word.children if child.dep_ in _OWNERS] or _possessor(word)
        states = [a for child in owners for a in self._with_conjuncts(child)]
        event = word.lemma_.lower() in self.acts.nouns
        land = () if event else self.named(child for child in word.children if self._locates(word, child))
        if own and not (view.form[word.i] == "nominal" and (len(set(states)) > 1 or len(land) > 1)):
            return (own,)
        if land and (len(land) > 1 or word.lemma_.lower() in self.acts.lands):
            return land
        if states:
            return tuple(states)
        if named := [c for c in word.children if c.dep_ == "appos" and view.actor[c.i]]:
            return self.named(named)
        if word.lower_ in _FIRST_PERSON:
            seen = view.perspective[word.i]
            return seen.holders if seen is not None else ()
        if together := self._together(word):
            return together
        if event:
            return self.owners(word)
        made = [doer(child) for child in word.children if child.dep_ == "acl" and is_passive(child)]
        return self.named(agent for agent in made if agent is not None) or land

    def _together(self, word: Token) -> tuple[str, ...]:
        """Return the actors behind "they" or "the two sides"."""
        pair = word.lemma_.lower() in self.acts.pair and any(child.lower_ in _PAIR for child in word.children)
        if not pair and word.lower_ != "they":
            return ()
        words = sorted({word.i, *(child.i for child in word.lefts)})
        return meant_together(word.doc, words, self.view.actor, self.view.form, self.view.people)

    def _locates(self, word: Token, child: Token) -> bool:
        """Tell whether a modifier names the land: "the king of [Chad]", "the border with [Mali]"."""
        if child.dep_ != "nmod":
            return False
        preposition = syntax.preposition(child)
        return preposition in ("of", "from") or (preposition == "with" and word.lemma_.lower() in self.acts.lands)

    def _with_conjuncts(self, word: Token) -> Iterator[str]:
        """Yield the actors of an owner: "[Greek] and [Turkish] diplomats", "the [Chadian] army's raid"."""
        for one in (word, *(child for child in word.children if child.dep_ == "conj")):
            if self.view.actor[one.i]:
                yield self.view.actor[one.i]
            elif one.pos_ == "NOUN":
                yield from (self.view.actor[c.i] for c in one.children if c.dep_ in _OWNERS and self.view.actor[c.i])


def _possessor(noun: Token) -> list[Token]:
    """Return the possessor right before a noun that the parse hung on another word."""
    at = noun.i - 1
    return [noun.doc[at].head] if at > 0 and noun.doc[at].tag_ == "POS" else []
