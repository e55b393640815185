"""Whose position it is: the state or body that somebody speaks for, and the actor who acts in a clause."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Actor, Statement
from kg.position import syntax
from kg.position.ballots import load_ballots
from kg.position.clauses import OWN_PROMISES, doer, is_passive
from kg.position.together import alike, joint, meant_together

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
    names = bodies_by_name(actors)
    bodies = {
        actor.id: state
        for actor in actors
        if actor.type == "GovernmentBody" and (state := countries.get(actor.iso3 or ""))
    }
    found = {actor.id: body for actor in actors if (body := _represented(actor, names))}
    found |= {s.speaker: s.on_behalf_of for s in statements if s.speaker and s.on_behalf_of}
    return bodies | {actor: bodies.get(body, body) for actor, body in found.items() if body != actor}


def bodies_by_name(actors: Sequence[Actor]) -> dict[str, str]:
    """Return the actors that are no persons by each of their names: what posts name as represented."""
    return {name: actor.id for actor in actors if actor.type != "Person" for name in (*actor.aliases, actor.name)}


def _represented(actor: Actor, names: Mapping[str, str]) -> str | None:
    for post in actor.posts:
        if post.represents and post.represents in names:
            return names[post.represents]
    return None


def acting(
    token: Token, actor: Sequence[str], form: Sequence[str] = (), people: Collection[str] = frozenset()
) -> tuple[str, ...]:
    """Return the actors whose act the word is an argument of; none when the clause names none.

    "[Kenya] voted for the resolution": for "resolution", Kenya. "[Chile's] refusal to vote": for "vote", Chile.
    "[Peru's] goal is a truce": for "truce", Peru. "[Oman] is against the pact": for "pact", Oman. "It drove [Togo] to
    impose a tax": for "tax", Togo. "For [Mali], the pact is a trap": for "pact", Mali.

    Args:
        token: The word.
        actor: The actor of each word, "" for none.
        form: How each word mentions it; empty where "they" is to mean nobody.
        people: The actors that are persons.
    """
    for current in _upwards(token):
        if (viewer := _viewer(current)) is not None and actor[viewer.i]:
            return joint(viewer, actor)
        agent = _agent(current) if current.i != token.i or _is_predicate(current) else None
        if agent is not None and current.i == token.i and agent.pos_ == "NOUN" and not actor[agent.i]:
            agent = next((child for child in agent.children if child.dep_ == "nmod:poss"), agent)
        agent = agent or _controller(current, actor)
        if agent is not None:
            found = joint(agent, actor)
            if found and current.pos_ == "VERB":
                found += tuple(one for one in alike(current, actor, load_ballots().alike) if one not in found)
            return found or (meant_together(token.doc, _words(agent), actor, form, people) if form else ())
        if current.i != token.i and current.pos_ == "NOUN":
            if by := _deed_by(current, token, actor):
                return by
            owners = [child for child in current.children if child.dep_ in _BODY_OF and actor[child.i]]
            if owners:
                return (actor[owners[0].i],)
    return ()


def _deed_by(deed: Token, thing: Token, actor: Sequence[str]) -> tuple[str, ...]:
    """Return who does what a noun names, where the parse hides it.

    "The ratification of [the treaty] by [Togo]", "the withdrawal of [Togo] from [the pact]", "[Togo] 's exit".
    """
    by = next(_by_phrases(thing), None)
    if by is None and syntax.preposition(thing) not in ("", "of"):
        by = next(
            (c for c in deed.children if c.dep_ == "nmod" and c.i < thing.i and syntax.preposition(c) == "of"), None
        )
    if by is None and deed.i > 1 and deed.nbor(-1).tag_ == "POS":
        by = deed.nbor(-2)
    return joint(by, actor) if by is not None and actor[by.i] else ()


def _by_phrases(thing: Token) -> Iterator[Token]:
    """Yield the phrases with `by` that hang on a noun or on what completes it."""
    for child in thing.children:
        if child.dep_ == "nmod" and child.i > thing.i:
            if syntax.preposition(child) == "by":
                yield child
            else:
                yield from _by_phrases(child)


class Maker(NamedTuple):
    """Who did something to what a noun names, as its own modifier tells: the actors, the word, the slot of the noun."""

    actors: tuple[str, ...]
    cue: Token
    slot: str = "obj"


def makers(noun: Token, actor: Sequence[str]) -> Iterator[Maker]:
    """Yield who made, backed or rejected what a noun names.

    "A deal backed by [Chad]", "sanctions that were imposed by [Mali]", "the [Togo]-backed deal".
    """
    for child in noun.children:
        if child.dep_ in ("acl", "acl:relcl") and child.pos_ == "VERB" and is_passive(child):
            by = doer(child)
            if by is not None and (found := joint(by, actor)):
                yield Maker(found, child)
        elif child.dep_ == "amod" and child.tag_ == "VBN":
            found = tuple(actor[c.i] for c in child.children if c.i < child.i and actor[c.i])
            if found:
                yield Maker(found, child)
    if noun.dep_ == "nsubj:pass":  # "[The text] was tabled by Chad and backed by Mali"
        for verb in noun.head.children:
            if verb.dep_ != "conj" or verb.tag_ != "VBN":
                continue
            by = next((c for c in verb.children if c.i > verb.i and syntax.preposition(c) == "by"), None)
            if by is not None and (found := joint(by, actor)):
                yield Maker(found, verb)


def _words(noun: Token) -> list[int]:
    """Return a noun with the words before it that count or point: "the two leaders"."""
    return sorted({noun.i, *(child.i for child in noun.lefts if child.dep_ in ("det", "nummod", "amod", "det:predet"))})


def _controller(verb: Token, actor: Sequence[str]) -> Token | None:
    """Return the actor that is moved to do what an infinitive tells: "prompted [Chad] to leave"."""
    if verb.dep_ != "xcomp" or verb.head.lemma_.lower() in OWN_PROMISES:
        return None
    moved = (child for child in verb.head.children if child.dep_ in ("obj", "iobj") and child.i < verb.i)
    return next((child for child in moved if actor[child.i]), None)


def _viewer(predicate: Token) -> Token | None:
    """Return for whom something is as a clause says: "For [Mali], the pact is a trap"."""
    if not _is_predicate(predicate):
        return None
    for child in predicate.children:
        if child.dep_ == "obl" and child.i < predicate.i and syntax.preposition(child) == "for":
            opens = child.left_edge.i == predicate.sent.start
            if opens and child.right_edge.i + 1 < len(child.doc) and child.doc[child.right_edge.i + 1].text == ",":
                return child
    return None


def ascribed(cue: Token, seen_by: Sequence[str], actor: Sequence[str]) -> tuple[str, ...]:
    """Return the actors to whom the speaker ascribes an attitude, none if they are its own.

    "She said [Peru] opposes the plan", "she spoke of [Peru's] opposition to the plan".
    What somebody must or should do is the speaker's own wish, so modals ascribe nothing.
    """
    if cue.pos_ == "NOUN":
        agent = next((child for child in cue.children if child.dep_ == "nmod:poss"), None)
    elif cue.pos_ == "VERB" and syntax.modal(cue) != "must":
        agent = syntax.subject(cue)
    else:
        return ()
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
