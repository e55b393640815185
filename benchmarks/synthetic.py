"""Graphs of any size in the shape that a build gives them: records made by rule, written by `kg.rdf`, the same every time.

Numbers a document are those of the examples: 14 positions, 8 statements, 4 relations, about 55 quads a position. Actors
grow more slowly than documents, a few of them speak most; half of the issues are of one document only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pyoxigraph as ox

from kg.model import Actor, ActorType, Document, Issue, Position, Post, Record, Relation, Span, Statement
from kg.rdf import actor_graph, derived_graph, document_graph, issue_graph
from kg.store import GraphStore
from kg.store.terms import triples_of

POSITIONS, STATEMENTS, RELATIONS = 14, 8, 4
FIRST_DAY = dt.date(2015, 1, 1)
TYPES = get_args(ActorType)
KINDS = ("Country", "Country", "Person", "Country", "InternationalOrganization", *TYPES)
STANCES = ("support", "support", "support", "oppose", "oppose", "ambivalent")


def records(positions: int, *, seed: int = 0) -> Iterator[Record]:
    """Yield records until they hold so many positions; those of a smaller graph are the first of a larger one."""
    for number in range(-(-positions // POSITIONS)):
        yield record(number, positions=min(POSITIONS, positions - number * POSITIONS), seed=seed)


def record(number: int, *, positions: int = POSITIONS, seed: int = 0) -> Record:
    """Return one document's record."""
    draw = random.Random(f"{seed}-{number}")
    actors = _actors(number, draw)
    issues = [_issue(number, place, draw) for place in range(positions)]
    sentences, start = [], 0
    statements, found = [], []
    for place in range(positions):
        speaker, holder = draw.choice(actors), draw.choice(actors)
        stance, issue = draw.choice(STANCES), issues[place]
        words = (f"{speaker.name} said", f"that {holder.name} would {stance}", issue.label)
        sentence = f"{words[0]} on day {place} of the session {words[1]} the {words[2]}, as it always had. "
        cue = Span(start + sentence.index(" said") + 1, start + sentence.index(" said") + 5)
        target = Span(start + sentence.index(words[2]), start + sentence.index(words[2]) + len(words[2]))
        content = Span(start + sentence.index(words[1]), target.end)
        if place < STATEMENTS:
            statements.append(
                Statement(
                    id=f"statement-{number}-{place}",
                    source=(Span(start, cue.start - 1),),
                    cue=(cue,),
                    content=(content,),
                    speaker=speaker.id,
                    on_behalf_of=holder.id if place % 2 else None,
                    date=_day(number) - dt.timedelta(days=1) if place % 20 == 0 else None,
                    score=round(draw.uniform(0.4, 1), 4),
                )
            )
        found.append(
            Position(
                id=f"position-{number}-{place}",
                holder=holder.id,
                issue=issue.id,
                target=(target,),
                stance=stance,
                evidence=(content, target) if place % 7 == 0 else (content,),
                statement=f"statement-{number}-{place}" if place < STATEMENTS else None,
                ascribed_by=speaker.id if place == STATEMENTS else None,
                score=round(draw.uniform(0.3, 1), 4),
            )
        )
        sentences.append(sentence)
        start += len(sentence)
    relations = [
        Relation(
            id=f"relation-{number}-{place}",
            source=draw.choice(actors).id,
            target=draw.choice(actors).id,
            type=draw.choice(("ACCUSE", "CONSULT", "SUPPORT", "REJECT")),
            cue=found[place % len(found)].target,
        )
        for place in range(RELATIONS)
    ]
    return Record(
        document=_document(number, "".join(sentences)),
        actors=tuple(actors),
        statements=tuple(statements),
        positions=tuple(found),
        relations=tuple(relations),
        issues=tuple({issue.id: issue for issue in issues}.values()),
    )


def _document(number: int, text: str) -> Document:
    sha256 = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
    return Document(
        id=f"doc-{sha256[:16]}",
        input=f"news/{number}.txt",
        sha256=sha256,
        text=text,
        title=f"Session {number} opens",
        published=None if number % 10 == 0 else _day(number),
        publisher=f"The Daily {number % 40}",
        url=f"https://news.example/{number}",
    )


def _day(number: int) -> dt.date:
    return FIRST_DAY + dt.timedelta(days=number * 7 % 4000)


def _actors(number: int, draw: random.Random) -> list[Actor]:
    """Return eight actors; the lower an actor's number, the oftener it comes."""
    pool = 40 + int(6 * (number + 1) ** 0.7)
    return [_actor(one) for one in sorted({int(pool * draw.random() ** 3) for _ in range(10)})[:8]]


def _actor(number: int) -> Actor:
    kind = KINDS[number % len(KINDS)]
    return Actor(
        id=f"actor-{number}",
        name=f"{kind} {number}",
        type=kind,
        aliases=tuple(f"{kind} {number}, {form}" for form in ("formally", "in short"))[: 2 if number < 200 else 0],
        wikidata=f"Q{number}" if number < 200 else None,
        posts=(Post(title="minister", represents=f"{kind} {number}"),) if kind == "Person" else (),
    )


def _issue(number: int, place: int, draw: random.Random) -> Issue:
    """Return an issue of this document alone, or one of two hundred that all share."""
    if place % 2:
        return Issue(id=f"issue-{number}-{place}", label=f"proposal {number}-{place} for fisheries")
    shared = int(200 * draw.random() ** 2)
    return Issue(id=f"issue-{shared}", label=f"treaty {shared} on port fees")


def write_nquads(path: Path, positions: int) -> int:
    """Write a graph's N-Quads as `kg export --format nq` lays them out, and return how many there are."""
    made = list(records(positions))
    graphs = (*map(document_graph, made), actor_graph(made), issue_graph(made), derived_graph(made))
    count = 0
    with path.open("wb") as out:
        for graph in graphs:
            name = ox.NamedNode(str(graph.identifier))
            quads = [ox.Quad(*triple, name) for triple in triples_of(graph)]
            ox.serialize(quads, out, ox.RdfFormat.N_QUADS)
            count += len(quads)
    return count


def built(folder: Path, positions: int) -> Path:
    """Return the folder of a graph of so many positions, made if it is not there; `quads.txt` in it has its size."""
    root = folder / f"synthetic-{positions}"
    if not (root / "quads.txt").exists():
        root.mkdir(parents=True, exist_ok=True)
        count = write_nquads(root / "graph.nq", positions)
        with GraphStore.open(root / "store") as store:
            store.load(root / "graph.nq")
        (root / "graph.nq").unlink()
        (root / "quads.txt").write_text(f"{count}\n")
    return root
