"""Graphs of any size in the shape that a build gives them, the same every time.

Forty records are made by rule and written by `kg.rdf`, with marks where names and days stand; each document is one of
them with the marks filled in. Numbers a document are those of the examples: 14 positions, 8 statements, 4 relations,
about 55 quads a position. Actors grow more slowly than documents, a few of them speak most; half of the issues are of one
document alone. The documents of a smaller graph are the first of a larger one.
Texts are not kept, so offsets are those of the moulds.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
import re
from pathlib import Path

import pyoxigraph as ox

from kg.model import Actor, ActorType, Document, Issue, Position, Post, Record, Relation, Span, Statement
from kg.rdf import document_graph
from kg.rdf.namespaces import DEFAULT_BASE, FPP
from kg.store import GraphStore
from kg.store.terms import triples_of

MOULDS, POSITIONS, STATEMENTS, RELATIONS = 40, 14, 8, 4
SHARED = 7
"""So many issues of a document come from two hundred that all documents share."""
FIRST_DAY = dt.date(2015, 1, 1)
PUBLISHED, STATED = dt.date(1001, 1, 1), dt.date(1002, 2, 2)
"""Marks for days."""
MARK = re.compile(r"([SAN])(\d+)X|1001-01-01|1002-02-02")
"""`A3X` is an actor, `S3X` a shared issue, `N0X` the number of the document."""
TYPES: tuple[ActorType, ...] = (
    *("Country", "Person", "Country", "InternationalOrganization"),
    *("GovernmentBody", "Country", "PoliticalParty", "Group"),
)
STANCES = ("support", "support", "support", "oppose", "oppose", "ambivalent")
CLAIM = re.compile(rf"(\S+) <{re.escape(str(FPP))}(holder|issue|stance)> (\S+) ")


@functools.cache
def mould(number: int) -> str:
    """Return a document's N-Quads with marks in them."""
    graph = document_graph(_record(random.Random(number)))
    name = ox.NamedNode(str(graph.identifier))
    return ox.serialize([ox.Quad(*triple, name) for triple in triples_of(graph)], format=ox.RdfFormat.N_QUADS).decode()


def document(number: int) -> str:
    """Return the N-Quads of a document."""
    draw = random.Random(f"document {number}")
    pool = 5 + int(0.75 * (number + 1) ** 0.7)
    actors = [len(TYPES) * int(pool * draw.random() ** 3) + place for place in range(len(TYPES))]
    issues = draw.sample(range(200), SHARED)
    day = FIRST_DAY + dt.timedelta(days=number * 7 % 4000)

    def filled(match: re.Match[str]) -> str:
        if match[1] is None:
            return (day if match[0] == PUBLISHED.isoformat() else day - dt.timedelta(days=1)).isoformat()
        return str({"A": actors, "S": issues, "N": [number]}[match[1]][int(match[2])])

    return MARK.sub(filled, mould(number % MOULDS))


def write_nquads(path: Path, positions: int) -> int:
    """Write a graph of so many positions, and return how many quads it has."""
    shared: dict[str, set[str]] = {"actors": set(), "issues": set(), "derived": set()}
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(-(-positions // POSITIONS)):
            lines = document(number).splitlines()
            out.write("\n".join(lines) + "\n")
            count += len(lines)
            _describe(lines, shared)
        for name, triples in shared.items():
            out.writelines(f"{triple}<{DEFAULT_BASE}graph/{name}> .\n" for triple in sorted(triples))
            count += len(triples)
    return count


def _describe(lines: list[str], shared: dict[str, set[str]]) -> None:
    """Put what a document says of actors and issues, and who supports or opposes what, into the shared graphs."""
    claims: dict[str, dict[str, str]] = {}
    for line in lines:
        triple = line[: line.rindex("<")]
        if line.startswith((f"<{DEFAULT_BASE}actor/", f"<{DEFAULT_BASE}post/")):
            shared["actors"].add(triple)
        elif line.startswith(f"<{DEFAULT_BASE}issue/"):
            shared["issues"].add(triple)
        elif match := CLAIM.match(line):
            claims.setdefault(match[1], {})[match[2]] = match[3]
    for claim in claims.values():
        for stance, name in (("Support", "supports"), ("Oppose", "opposes")):
            if claim["stance"] in (f"<{FPP[stance]}>", f"<{FPP.Ambivalent}>"):
                shared["derived"].add(f"{claim['holder']} <{FPP[name]}> {claim['issue']} ")


def built(folder: Path, positions: int) -> Path:
    """Return the folder of a graph of so many positions, made if it is not there; `quads.txt` in it has its size."""
    root = folder / f"synthetic-{positions}"
    if not (root / "quads.txt").exists():
        root.mkdir(parents=True, exist_ok=True)
        count = write_nquads(root / "graph.nq", positions)
        with GraphStore.open(root / "store") as store:
            store.load(root / "graph.nq")
            store.optimize()
        (root / "graph.nq").unlink()
        (root / "quads.txt").write_text(f"{count}\n")
    return root


def _record(draw: random.Random) -> Record:
    """Return a record whose actors, issues, number and days are marks."""
    actors = [_actor(place) for place in range(len(TYPES))]
    issues = [_issue(place) for place in range(POSITIONS)]
    statements, positions, text = [], [], ""
    for place in range(POSITIONS):
        speaker, holder = draw.choice(actors), draw.choice(actors)
        stance, issue = draw.choice(STANCES), issues[place]
        parts = (speaker.name, " said", f" that {holder.name} would {stance} the ", issue.label)
        starts = [len(text)]
        for part in parts:
            starts.append(starts[-1] + len(part))
        text += "".join(parts) + f", as it had on day {draw.randint(1, 99)} of the session. "
        target, content = Span(starts[3], starts[4]), Span(starts[2] + 1, starts[4])
        if place < STATEMENTS:
            statements.append(
                Statement(
                    id=f"statement-N0X-{place}",
                    source=(Span(starts[0], starts[1]),),
                    cue=(Span(starts[1] + 1, starts[2]),),
                    content=(content,),
                    speaker=speaker.id,
                    on_behalf_of=holder.id if place % 2 else None,
                    date=STATED if place == 0 else None,
                    score=round(draw.uniform(0.4, 1), 4),
                )
            )
        positions.append(
            Position(
                id=f"position-N0X-{place}",
                holder=holder.id,
                issue=issue.id,
                target=(target,),
                stance=stance,
                evidence=(content, Span(target.start, target.start + 6)) if place == 3 else (content,),
                statement=f"statement-N0X-{place}" if place < STATEMENTS else None,
                ascribed_by=speaker.id if place == STATEMENTS else None,
                score=round(draw.uniform(0.3, 1), 4),
            )
        )
    return Record(
        document=Document(
            id="doc-N0X",
            input="news/N0X.txt",
            sha256="N0X".rjust(64, "0"),
            text=text,
            title="Session N0X opens",
            published=PUBLISHED if draw.random() < 0.9 else None,
            publisher="The Daily",
            url="https://news.example/N0X",
        ),
        actors=tuple(actors),
        statements=tuple(statements),
        positions=tuple(positions),
        relations=tuple(_relation(place, positions[place].target, draw) for place in range(RELATIONS)),
        issues=tuple(issues),
    )


def _actor(place: int) -> Actor:
    kind, mark = TYPES[place], f"A{place}X"
    return Actor(
        id=f"actor-{mark}",
        name=f"{kind} {mark}",
        type=kind,
        aliases=(f"the {kind} {mark}",) if kind == "Country" else (),
        wikidata=f"Q{mark}" if kind == "Country" else None,
        posts=(Post(title="minister", represents="Country A0X"),) if kind == "Person" else (),
    )


def _issue(place: int) -> Issue:
    if place < SHARED:
        return Issue(id=f"issue-S{place}X", label=f"treaty S{place}X on port fees")
    return Issue(id=f"issue-N0X-{place}", label=f"proposal N0X-{place} for fisheries")


def _relation(place: int, cue: tuple[Span, ...], draw: random.Random) -> Relation:
    source, target = draw.sample(range(len(TYPES)), 2)
    return Relation(
        id=f"relation-N0X-{place}",
        source=f"actor-A{source}X",
        target=f"actor-A{target}X",
        type=draw.choice(("ACCUSE", "CONSULT", "SUPPORT", "REJECT")),
        cue=cue,
    )
