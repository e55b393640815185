"""Whose position it is: the state or body that somebody speaks for, and the actor who acts in a clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.model import Actor, Statement
from kg.position import syntax
from kg.position.together import joint

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_CLIMB = 6
_AGENTS = frozenset({"nsubj", "obl:agent", "nsubj:outer"})
_RELATIVE = frozenset({"who", "which", "that"})
_BODY_OF = frozenset({"nmod:poss", "amod", "compound"})


def spoken_for(actors: Sequence[Actor], statements: Sequence[Statement]) -> dict[str, str]:
    """Return for each actor the state or body whose position it is when that actor acts or speaks.

    An official's is that of the state or body represented; a ministry's or parliament's is the state's, where the state
    is an actor of the document. Actors that hold for themselves are left out.
    """
    countries = {actor.iso3: actor.id for actor in actors if actor.type == "Country" and actor.iso3}
    names = {name: actor.id for actor in actors if actor.type != "Person" for name in (*actor.aliases, actor.name)}
    bodies = {
        actor.id: state
        for actor in actors
        if actor.type == "GovernmentBody" and (state := countries.get(actor.iso3 or ""))
    }
    found = {actor.id: body for actor in actors if (body := _represented(actor, names))}
    found |= {s.speaker: s.on_behalf_of for s in statements if s.speaker and s.on_behalf_of}
    return bodies | {actor: bodies.get(body, body) for actor, body in found.items() if body != actor}


def _represented(actor: Actor, names: Mapping[str, str]) -> str | None:
    for post in actor.posts:
        if post.represents and post.represents in names:
            return names[post.represents]
    return None


def acting(token: Token, actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors whose act the word is an argument of; none when the clause names none.

    "[Kenya] voted for the resolution": for "resolution", Kenya. "[Chile's] refusal to vote": for "vote", Chile.
    "[Peru's] goal is a truce": for "truce", Peru. "[Oman] is against the pact": for "pact", Oman.
    """
    for current in _upwards(token):
        agent = _agent(current) if current.i != token.i or _is_predicate(current) else None
        if agent is not None and current.i == token.i and agent.pos_ == "NOUN" and not actor[agent.i]:
            agent = next((child for child in agent.children if child.dep_ == "nmod:poss"), agent)
        if agent is not None:
            return joint(agent, actor)
        if current.i != token.i and current.pos_ == "NOUN":
            owners = [child for child in current.children if child.dep_ in _BODY_OF and actor[child.i]]
            if owners:
                return (actor[owners[0].i],)
    return ()


def ascribed(cue: Token, seen_by: Sequence[str], actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors to whom the speaker ascribes an attitude: "she said [Peru] opposes the plan"; none if they are its own.

    What somebody must or should do is the speaker's own wish, so modals ascribe nothing.
    """
    if cue.pos_ != "VERB" or syntax.modal(cue) == "must":
        return ()
    agent = syntax.subject(cue)
    found = joint(agent, actor) if agent is not None else ()
    return () if set(found) & set(seen_by) else found


def _upwards(token: Token) -> Iterator[Token]:
    """Yield the word and what governs it, up to the clause whose subject it stands in."""
    for _ in range(MAX_CLIMB):
        yield token
        if token.head.i == token.i or token.dep_ in ("nsubj", "csubj"):
            return
        token = token.head


def _is_predicate(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in token.children)


def _agent(token: Token) -> Token | None:
    """Return the subject or agent of a predicate or deverbal noun; of a relative clause, the noun that it modifies.

    "[Norway] is among those who support the fund": what that noun is said of.
    """
    for child in token.children:
        if child.dep_ in _AGENTS or (child.dep_ == "nmod" and syntax.preposition(child) == "by"):
            if child.lower_ in _RELATIVE and token.dep_.startswith("acl"):
                said_of = syntax.subject(token.head) if token.head.pos_ == "PRON" else None
                return said_of or token.head
            return child
    return None

