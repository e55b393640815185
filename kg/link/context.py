"""Which actor a shared name means in one document: "Congo", "the RSF", "the Foreign Ministry", "Brussels"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from kg.link.gazetteer import Entity, Gazetteer, rows
from kg.model import Cluster, Document

CAPITAL = re.compile(r"\b[^\W\d_a-z]\w*")
POSSESSIVE = re.compile(r"['’]s?$")
BESIDE = 40
"""Characters before a name in which the state that owns it is looked for: "Russia's | Defence Ministry"."""
PART = 0.5
"""What a body counts for its state and for the body that it belongs to; a name of the state itself counts 1."""


class Context:
    """Resolves names by what else a document names.

    Args:
        gazetteer: The known actors.
        document: The text; states named there count even as mere places.
        clusters: The parties; bodies with names of their own count for their state, known leaders for theirs.
    """

    def __init__(self, gazetteer: Gazetteer, document: Document, clusters: Sequence[Cluster]) -> None:
        self.gazetteer = gazetteer
        self.text = document.text
        self.places = list(self._named_states())
        self.states: dict[str, float] = defaultdict(float)
        self.bodies: dict[str, float] = defaultdict(float)
        self.homes: set[str] = set()
        for _, state in self.places:
            self.states[state] += 1
        for cluster in clusters:
            self._learn(cluster)

    def find(self, name: str, *, at: int | None = None) -> Entity | None:
        """Return the actor that a name means; None for an unknown one, or one that the context leaves open.

        Args:
            name: As the text has it, with or without an article.
            at: The offset of the name, to tell whose it is by what stands before it.
        """
        name = self._with_article(name, at)
        found = self.gazetteer.named(name)
        if len(found) == 1 and not self.gazetteer.is_shared(name):
            return found[0]
        whole = None if found else self._with_state(name)
        if whole is not None:
            return whole
        best, everyone = self.gazetteer.best_known(name), (*found, *self.gazetteer.local(name))
        owner = self._owner(at)
        if owner is not None and (best is None or state_of(best) is not None):
            return next((entity for entity in everyone if state_of(entity) == owner), None)
        near = [e for e in dict.fromkeys(found if best else everyone) if e == best or self._is_at_home(e, at or 0)]
        return self._likeliest(near, best, at)

    def country(self, name: str, *, at: int | None = None) -> Entity | None:
        """Return the state, or the body, behind a state's name, adjective, demonym or seat of government."""
        other = self._metonym(name)
        if other is not None:
            return other
        found = self.gazetteer.states_named(name)
        if len(found) > 1:
            return self._likeliest(found, self.gazetteer.best_known(name), at)
        return found[0] if found else None

    def _with_article(self, name: str, at: int | None) -> str:
        """Return a name with the article that the text has before it: "the | Fed", "The | Guardian"."""
        articled = at is not None and self.text[max(0, at - 4) : at].lower() == "the "
        return f"the {name}" if articled and not self.gazetteer.named(name) else name

    def _with_state(self, name: str) -> Entity | None:
        """Return the body of a state that is named with it: "Polish | Senate", "Parliament of | Iraq"."""
        words, (body, _, after) = name.split(), name.rpartition(" of ")
        parted = [(" ".join(words[:size]).removesuffix("'s"), " ".join(words[size:])) for size in range(1, len(words))]
        for state, own in (*parted, (after.removeprefix("the "), body)):
            states = {entity.iso3 for entity in self.gazetteer.states_named(state)}
            for entity in (*self.gazetteer.named(own), *self.gazetteer.local(own)) if states else ():
                if entity.country in states:
                    return entity
        return None

    def _likeliest(self, found: Sequence[Entity], best: Entity | None, at: int | None) -> Entity | None:
        """Return the bearer for which most speaks, of equals the one whose state is named nearest, else the best known."""
        if best is not None and state_of(best) is None:
            found = [entity for entity in found if state_of(entity) is None]
        weights = {entity.id: self._weight(entity) for entity in found}
        most = max(weights.values(), default=0.0)
        if most == 0:
            return best
        first = [entity for entity in found if weights[entity.id] == most]
        if best in first:
            return best
        nearest = min(first, key=lambda entity: self._distance(entity, at or 0))
        twins = [entity for entity in found if state_of(entity) and state_of(entity) == state_of(nearest)]
        return nearest if len(twins) <= 1 else None

    def _weight(self, entity: Entity) -> float:
        state = state_of(entity)
        own = 2.0 * self.bodies[entity.id] + (self.bodies[entity.parent] if entity.parent else 0.0)
        return own + (self.states[state] if state else 0.0)

    def _distance(self, entity: Entity, at: int) -> int:
        return min(
            (abs(start - at) for start, state in self.places if state == state_of(entity)), default=len(self.text)
        )

    def _is_at_home(self, entity: Entity, at: int) -> bool:
        """Tell whether a document speaks enough of a body's state to call the body by what it is called at home.

        Its state is the one named most or nearest, or a body or party of that state is named in full.
        """
        state = state_of(entity)
        if state is None or state in self.homes:
            return True
        nearest = min(self.places, key=lambda place: abs(place[0] - at), default=(0, None))
        return nearest[1] == state or 0 < self.states[state] == max(self.states.values())

    def _owner(self, at: int | None) -> str | None:
        """Return the state directly before an offset: "Russia's | Defence Ministry"."""
        if not at:
            return None
        before = self.text[max(0, at - BESIDE) : at].rstrip()
        owned, words = POSSESSIVE.search(before) is not None, POSSESSIVE.sub("", before).split()
        for name in (" ".join(words[-size:]) for size in (3, 2, 1)):
            found = self.gazetteer.states_named(name) if owned or name in self.gazetteer.demonyms else ()
            if len(found) == 1:
                return found[0].iso3
        return None

    def _metonym(self, name: str) -> Entity | None:
        """Return the body that a city stands for, unless the document speaks more of the city's state."""
        row = metonyms().get(name)
        if row is None or not any(word in self.text for word in row["with"].split(";")):
            return None
        body = self.gazetteer.entities[f"actor-{row['actor']}"]
        own = sum(1 for start, state in self.places if state == row["unless"] and not self.text.startswith(name, start))
        return body if own <= self.bodies[body.id] else None

    def _named_states(self) -> Iterator[tuple[int, str]]:
        """Yield where the text has the name, adjective, demonym or seat of one state, and which."""
        end = 0
        for word in CAPITAL.finditer(self.text):
            if word.start() < end:
                continue
            for surface, state in self.gazetteer.signs.get(word.group(), ()):
                stop = word.start() + len(surface)
                if self.text.startswith(surface, word.start()) and not self.text[stop : stop + 1].isalnum():
                    end = stop
                    if state is not None:
                        yield word.start(), state
                    break

    def _learn(self, cluster: Cluster) -> None:
        for name in (cluster.name, *cluster.aliases):
            if cluster.label == "PERSON":
                self._learn_states({spell.country for spell in self.gazetteer.leaders.get(name, ())})
                continue
            found = () if self.gazetteer.is_shared(name) else self.gazetteer.named(name)
            if len(found) == 1 and found[0].type != "Country":
                self._learn_body(found[0])
                return

    def _learn_states(self, states: set[str]) -> None:
        if len(states) == 1:
            self.states[states.pop()] += 1

    def _learn_body(self, body: Entity) -> None:
        self.bodies[body.id] += 1
        if body.parent:
            self.bodies[body.parent] += PART
        if body.country:
            self.states[body.country] += PART
            if body.type in ("GovernmentBody", "PoliticalParty"):
                self.homes.add(body.country)


def state_of(entity: Entity) -> str | None:
    """Return the ISO code of the state that an actor is, or belongs to."""
    return entity.iso3 or entity.country


@cache
def metonyms() -> dict[str, dict[str, str]]:
    """Return the cities that stand for bodies."""
    return {row["name"]: row for row in rows("metonyms")}
