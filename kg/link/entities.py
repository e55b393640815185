"""Clusters of one document -> actors: known ones by name, the others by what they are called."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from kg.link.context import Context
from kg.link.gazetteer import Entity, Gazetteer, Spell, actor_type, rows, speaks_for
from kg.link.posts import known_leader, represented
from kg.link.spells import dated, is_of, is_same, named_spells, post_in, year_of
from kg.link.voice import speaks_of_itself
from kg.model import Actor, ActorType, Cluster, Document, Mention, Post, PostMention, content_id

NEAR = 100
"""Characters over which a state's mention loses half of its pull on an official named without a state."""
OWN_VOICE = 8
"""Mentions that one counts for in which a state speaks of itself."""
_PARENTHESIS = re.compile(r" \([^()]*\)$")
"""What tells one of several bodies of a name from the others: "Democratic Party (United States)"."""
SECRETARY_GENERAL = re.compile(r"secretary[ -]+general", re.IGNORECASE)
SECRETARIATS = frozenset(
    {"actor-un", "actor-nato", "actor-oecd", "actor-oas", "actor-asean", "actor-gcc", "actor-arab-league"}
    | {"actor-commonwealth", "actor-oic", "actor-sco", "actor-coe", "actor-interpol", "actor-osce", "actor-opec"}
    | {"actor-pif", "actor-saarc", "actor-csto"}
)
"""Bodies headed by a secretary-general; their parts ("Security Council") count for them."""
BY_LABEL: dict[str, ActorType] = {
    "PERSON": "Person",
    "GPE": "GovernmentBody",
    "LOC": "Group",
    "NORP": "Group",
    "GROUP": "Group",
}


@dataclass(slots=True)
class Draft:
    """An actor while its clusters come together.

    `state` is the one that a body belongs to, `spells` are a leader's times in office.
    """

    entity: Entity | None
    name: str
    type: ActorType
    aliases: list[str] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    state: Entity | None = None
    spells: tuple[Spell, ...] = ()

    def actor(self, actor_id: str) -> Actor:
        """Return the finished record."""
        plain = _PARENTHESIS.sub("", self.name)
        aliases = tuple(dict.fromkeys(alias for alias in (*self.aliases, plain) if alias != self.name))
        return Actor(
            id=actor_id,
            name=self.name,
            type=self.type,
            aliases=aliases,
            wikidata=self.entity.wikidata if self.entity else None,
            iso3=self.entity.iso3 if self.entity else None,
            posts=tuple(dict.fromkeys(self.posts)),
        )


class Drafts:
    """The actors of one document, by id, in order of first mention; states and bodies that posts represent as well."""

    def __init__(self, gazetteer: Gazetteer, document: Document, clusters: Sequence[Cluster]) -> None:
        self.gazetteer = gazetteer
        self.document = document
        self.context = Context(gazetteer, document, clusters)
        self.year = year_of(document.text) if document.published is None else None
        self.by_id: dict[str, Draft] = {}
        self.of_cluster: dict[str, str] = {}

        for cluster in clusters:
            self._add_cluster(cluster)
        for cluster in clusters:
            self._add_posts(cluster, clusters)

    def add_entity(self, entity: Entity) -> str:
        """Make sure that a known actor is there; return its id."""
        if entity.id not in self.by_id:
            self.by_id[entity.id] = Draft(entity, entity.name, entity.type)
            if entity.acronym:
                self.by_id[entity.id].aliases.append(entity.acronym)
        return entity.id

    def represents(self, actor_id: str, day: dt.date | None = None) -> str | None:
        """Return the id of the state or body for which an actor speaks by its posts, or None.

        Args:
            actor_id: The actor.
            day: Where it is known, only posts that were held then count; times in office that the lists have for the
                same state or body become posts of the actor.
        """
        draft = self.by_id[actor_id]
        held = [post for post in draft.posts if post.represents]
        if held and day and not any(post.covers(day) for post in held):
            held = self._held_on(draft, day)
        spoken_for = next((post.represents for post in held if post.covers(day)), None)
        return next((i for i, d in self.by_id.items() if d.name == spoken_for), None)

    def _held_on(self, draft: Draft, day: dt.date) -> list[Post]:
        """Add the post that an actor held on a day for a state or body that it represents at another time, if any."""
        bodies = (d.entity for d in self.by_id.values() if d.entity and d.name in {p.represents for p in draft.posts})
        found = [(s, body) for body in bodies for s in draft.spells if is_of(s, body) and s.covers(day)]
        if not found:
            return []
        spell, body = max(found, key=lambda one: one[0].start)
        draft.posts.append(post_in(spell, title=spell.post, organization=None, of=body))
        return draft.posts[-1:]

    def _add_cluster(self, cluster: Cluster) -> None:
        entity = self._entity(cluster)
        if entity is not None:
            actor_id = self.add_entity(entity)
        else:
            kind = type_of(cluster)
            actor_id = content_id("actor", kind, normal_name(cluster.name))
            self.by_id.setdefault(actor_id, Draft(None, cluster.name, kind))
        draft = self.by_id[actor_id]
        draft.aliases += [cluster.name, *cluster.aliases]
        if cluster.of and draft.state is None:
            draft.state = self.context.country(cluster.of)
        self.of_cluster[cluster.key] = actor_id

    def _entity(self, cluster: Cluster) -> Entity | None:
        at = min(mention.spans[0].start for mention in cluster.mentions)
        names = (cluster.name, *filter(self._is_telling, cluster.aliases))
        found = (self._named(name, cluster.label, at) for name in names)
        return next((entity for entity in found if entity is not None), None)

    def _is_telling(self, alias: str) -> bool:
        """Tell whether a short form is known as one actor's: "the Ministry" of an unknown body is not."""
        plain = alias.removeprefix("the ").removeprefix("The ")
        known = self.gazetteer.named(alias) or self.gazetteer.states_named(plain)
        return len(known) == 1 and not self.gazetteer.is_shared(alias)

    def _named(self, name: str, label: str, at: int) -> Entity | None:
        """Return who a name of a cluster with a label means."""
        if label in ("GPE", "NORP", "LOC"):
            return self.context.country(name, at=at) or self.context.find(name, at=at)
        if label == "PERSON":
            found = self.context.find(name, at=at)
            return found if found and found.type == "Person" else None
        if label == "GROUP":
            people = name.removeprefix("the ").removeprefix("The ")
            return self.context.country(people, at=at) if people in self.gazetteer.demonyms else None
        return self.context.find(name, at=at) or (self.context.country(name, at=at) if " " not in name else None)

    def _add_posts(self, cluster: Cluster, clusters: Sequence[Cluster]) -> None:
        draft = self.by_id[self.of_cluster[cluster.key]]
        if draft.type != "Person" or cluster.key not in self.of_cluster:
            return
        draft.spells = tuple(dict.fromkeys((*draft.spells, *named_spells(cluster, self.gazetteer))))
        if draft.entity and draft.entity.represents:
            self._hold(draft, "representative", None, self.context.find(draft.entity.represents))
        left = {_last_word(post.title) for post in cluster.posts if post.former}
        named = {d.entity.iso3 or d.entity.id.removeprefix("actor-") for d in self.by_id.values() if d.entity}
        known = known_leader(cluster, self.gazetteer, self.document.published, named, self.year)
        for held in cluster.posts:
            post = replace(held, former=held.former or _last_word(held.title) in left)
            entity = represented(post, self.context) or self._chief_body(post, clusters)
            if entity is not None and known and _is_of_another(post, entity, known, cluster):
                continue
            if entity is None:
                self._hold_body(draft, post)
            else:
                self._hold(draft, post.title, post.organization, entity)
        if any(post.represents for post in draft.posts) or any(post.former for post in cluster.posts):
            return
        roles = {speaks_for(post.title) for post in cluster.posts}
        if "self" in roles and "country" not in roles:
            return
        if known:
            spell, served = known
            title = spell.post or (cluster.posts[0].title if cluster.posts else "official")
            self._hold(draft, title, None, served)
            return
        official = next((post for post in cluster.posts if speaks_for(post.title) == "country"), None)
        state = self._likely_state(cluster, clusters) if official else None
        if official and state:
            self._hold(draft, official.title, official.organization, state)

    def _chief_body(self, post: PostMention, clusters: Sequence[Cluster]) -> Entity | None:
        """Return the body that a secretary-general without one heads: of those that have one, the one named most."""
        if post.former or post.organization or post.country or not SECRETARY_GENERAL.fullmatch(post.title):
            return None
        named: Counter[str] = Counter()
        for cluster in clusters:
            draft = self.by_id[self.of_cluster[cluster.key]]
            bodies = (draft.entity.id, draft.entity.parent) if draft.entity else ()
            named.update({body: len(cluster.mentions) for body in bodies if body in SECRETARIATS})
        best = max(named, key=lambda own: (named[own], own), default=None)
        return self.gazetteer.entities[best] if best else None

    def _likely_state(self, cluster: Cluster, clusters: Sequence[Cluster]) -> Entity | None:
        """Return the state that an official is likely to serve: the one named most, near mentions counting more."""
        first = min(mention.spans[0].start for mention in cluster.mentions)
        pull: defaultdict[str, float] = defaultdict(float)
        for other in clusters:
            state = self._state_of(self.by_id[self.of_cluster[other.key]])
            if state is None:
                continue
            for mention in other.mentions:
                span, weight = mention.spans[0], _weight(mention, self.document.text)
                pull[state] += weight / (NEAR + abs(span.start - first))
        best = max(pull, key=lambda own: (pull[own], own), default=None)
        return self.gazetteer.entities[best] if best else None

    def _state_of(self, draft: Draft) -> str | None:
        """Return the id of the state that an actor is, or of which it is a body."""
        if draft.entity is None or draft.type == "Country":
            return draft.entity.id if draft.entity else None
        state = (
            f"actor-{draft.entity.country.lower()}" if draft.type == "GovernmentBody" and draft.entity.country else ""
        )
        return state if state in self.gazetteer.entities else None

    def _hold_body(self, draft: Draft, post: PostMention) -> None:
        """Give a post in a body or land that no list knows: it speaks for it, or for the state of a public body."""
        body = None
        place = post.organization or post.country
        if place and not post.former and speaks_for(post.title) != "self":
            body = self._draft_named(place.removeprefix("the "), post)
        if body is not None and body.type == "GovernmentBody" and body.state is not None:
            self._hold(draft, post.title, post.organization, body.state)
        else:
            name = body.name if body is not None else None
            draft.posts.append(Post(title=post.title, organization=post.organization, represents=name))

    def _draft_named(self, name: str, post: PostMention) -> Draft | None:
        """Return the actor that the document calls so; a body that it mentions only here becomes one."""
        same = (d for d in self.by_id.values() if d.type != "Person" and {name, f"the {name}"} & {d.name, *d.aliases})
        known = next(same, None)
        if known is not None or not post.organization:
            return known
        kind = body_type(name)
        made = Draft(None, name, kind, state=self.context.country(post.country) if post.country else None)
        return self.by_id.setdefault(content_id("actor", kind, normal_name(name)), made)

    def _hold(self, draft: Draft, title: str, organization: str | None, entity: Entity | None) -> None:
        if entity is not None:
            self.add_entity(entity)
        post = Post(title=title, organization=organization, represents=entity.name if entity else None)
        draft.posts.append(dated(post, entity, draft.spells, self.document.published))


def _weight(mention: Mention, text: str) -> int:
    if mention.form == "pronoun":
        return 0
    return OWN_VOICE if speaks_of_itself(text, mention.spans[0]) else 1


def _is_of_another(post: PostMention, entity: Entity, known: tuple[Spell, Entity], cluster: Cluster) -> bool:
    """Tell whether a post belongs to somebody else of the same title.

    Beside "President Biden", it is a council's president; whom the lists know as one state's foreign minister is not
    that of another.

    Args:
        post: The post, of a body.
        entity: The body.
        known: The office that the person is known for, and whose it is.
        cluster: The person, who is called by the bare title too.
    """
    held, served = known
    bare = any(is_same(p.title, post.title) and not p.organization and not p.country for p in cluster.posts)
    if entity.type == "Country":
        return bare and served != entity and bool(held.post) and is_same(held.post, post.title)
    return bare and entity.type == "InternationalOrganization" and post.title.lower() == held.post.lower()


def _last_word(title: str) -> str:
    return title.lower().split()[-1] if title else ""


def type_of(cluster: Cluster) -> ActorType:
    """Return the type of an actor that no list knows, by its label and the head nouns of its name."""
    return BY_LABEL[cluster.label] if cluster.label in BY_LABEL else body_type(cluster.name)


def body_type(name: str) -> ActorType:
    """Return the type of a body that no list knows, by the head nouns of its name."""
    lowered = name.lower()
    for kind, heads in type_heads():
        if heads.search(lowered):
            return kind
    return "InternationalOrganization" if name.isupper() else "GovernmentBody"


@cache
def type_heads() -> tuple[tuple[ActorType, re.Pattern[str]], ...]:
    """Return the head nouns that show a type, in the order in which they are tried."""
    return tuple(
        (actor_type(row["type"]), re.compile(rf"\b(?:{row['heads'].replace(';', '|')})\b"))
        for row in rows("type_heads")
    )


def normal_name(name: str) -> str:
    """Return a name without accents, case and punctuation, so that spellings of one name share an id.

    >>> normal_name("Müller, J.")
    'muller j'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    return " ".join(re.sub(r"[^\w\s]", " ", plain.casefold()).split())


def finished(drafts: Iterable[tuple[str, Draft]]) -> tuple[Actor, ...]:
    """Return the actors in order of first mention."""
    return tuple(draft.actor(actor_id) for actor_id, draft in drafts)
