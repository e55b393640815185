"""Graphs of any size with the shape of built ones: the same predicates, shares and lengths, the same bytes every time.

The shares are those of the graph of `examples/`: a document has 14 positions, 8 statements and 4 relations, each with its
evidence, and names 7 actors and 8 issues that other documents name too.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from pathlib import Path

FPP = "https://w3id.org/fpp/ontology#"
DATA = "https://w3id.org/fpp/data/"
OA = "http://www.w3.org/ns/oa#"
A = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
LABEL = "<http://www.w3.org/2000/01/rdf-schema#label>"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
ACTORS, ISSUES = 800, 4000
WORDS = re.findall(
    r"\w+",
    "the ministry rejected a proposal on border talks and called for new sanctions while partners welcomed the treaty "
    "after months of negotiations over water grain missiles tariffs elections observers aid ships and prisoners",
)
STANCES = ("Support", "Oppose", "Ambivalent")


def write_graph(path: Path, quads: int) -> int:
    """Write about so many quads as N-Quads, whole documents; return how many there are."""
    written, number = 0, 0
    with path.open("w", encoding="utf-8") as out:
        while written < quads:
            lines = sorted({*document_lines(number)})
            out.writelines(lines)
            written += len(lines)
            number += 1
        lines = list(shared_lines())
        out.writelines(lines)
    return written + len(lines)


def document_lines(number: int) -> Iterator[str]:
    """Yield the quads of one document's graph."""
    draw = random.Random(number)
    name = f"doc-{_hex('doc', number)}"
    end = f" <{DATA}graph/{name}> .\n"
    document = f"<{DATA}document/{name}>"
    actors = draw.sample(range(ACTORS), 7)
    issues = draw.sample(range(ISSUES), 8)
    for subject, predicate, value in (
        *_about_document(document, name, number, draw),
        *(one for actor in actors for one in _about_actor(document, actor)),
        *(one for issue in issues for one in _about_issue(issue)),
        *_claims(document, number, actors, issues, draw),
    ):
        yield f"{subject} {predicate} {value}{end}"


def shared_lines() -> Iterator[str]:
    """Yield the quads of the graphs over all documents."""
    for actor in range(ACTORS):
        for subject, predicate, value in _about_actor("", actor):
            if subject:
                yield f"{subject} {predicate} {value} <{DATA}graph/actors> .\n"
    for issue in range(ISSUES):
        for subject, predicate, value in _about_issue(issue):
            yield f"{subject} {predicate} {value} <{DATA}graph/issues> .\n"


Triples = Iterator[tuple[str, str, str]]


def _about_document(document: str, name: str, number: int, draw: random.Random) -> Triples:
    yield document, A, f"<{FPP}Document>"
    yield document, "<http://purl.org/dc/terms/identifier>", f'"{name}"'
    yield document, "<http://purl.org/dc/terms/language>", '"en"'
    yield document, f"<{FPP}sha256>", f'"{hashlib.sha256(name.encode()).hexdigest()}"'
    yield document, f"<{FPP}length>", f'"{2000 + number % 977}"^^<{XSD}integer>'
    yield document, f"<{FPP}input>", f'"news/{number}.txt"'
    yield document, "<http://purl.org/dc/terms/title>", f'"{_words(draw, 8)}"@en'
    day = f"20{10 + number % 16}-{1 + number % 12:02}-{1 + number % 28:02}"
    yield document, "<http://purl.org/dc/terms/issued>", f'"{day}"^^<{XSD}date>'
    yield document, "<https://schema.org/url>", f'"https://news.example.org/{number}"^^<{XSD}anyURI>'


def _about_actor(document: str, actor: int) -> Triples:
    iri = f"<{DATA}actor/actor-{_hex('actor', actor)}>"
    yield document, "<https://schema.org/mentions>", iri
    yield iri, A, f"<{FPP}Actor>"
    yield iri, A, f"<{FPP}{'Country' if actor % 3 else 'Person'}>"
    yield iri, LABEL, f'"Actor {actor}"@en'
    yield iri, f"<{FPP}iso3>", f'"A{actor:03}"'
    yield iri, "<http://www.w3.org/2002/07/owl#sameAs>", f"<http://www.wikidata.org/entity/Q{actor}>"


def _about_issue(issue: int) -> Triples:
    iri = f"<{DATA}issue/issue-{_hex('issue', issue)}>"
    yield iri, A, f"<{FPP}Issue>"
    yield iri, f"<{SKOS}prefLabel>", f'"issue {issue} on {WORDS[issue % len(WORDS)]}"@en'
    yield iri, f"<{SKOS}inScheme>", "<https://w3id.org/fpp/ontology/issues>"
    yield iri, f"<{FPP}issueKind>", '"topic"'


def _claims(document: str, number: int, actors: list[int], issues: list[int], draw: random.Random) -> Triples:
    statements = [_hex("statement", number, place) for place in range(8)]
    for place, name in enumerate(statements):
        iri = f"<{DATA}statement/statement-{name}>"
        yield iri, A, f"<{FPP}Statement>"
        yield iri, f"<{FPP}source>", f'"Actor {actors[place % 7]}"'
        yield iri, f"<{FPP}cue>", '"said"'
        yield iri, f"<{FPP}content>", f'"{_words(draw, 20)}"'
        yield iri, f"<{FPP}quotation>", f"<{FPP}Indirect>"
        yield iri, f"<{FPP}negated>", f'"false"^^<{XSD}boolean>'
        yield iri, f"<{FPP}speaker>", f"<{DATA}actor/actor-{_hex('actor', actors[place % 7])}>"
        yield from _evidence(document, iri, f"statement-{name}", draw)
    for place in range(14):
        name = _hex("position", number, place)
        iri = f"<{DATA}position/position-{name}>"
        yield iri, A, f"<{FPP}Position>"
        yield iri, f"<{FPP}holder>", f"<{DATA}actor/actor-{_hex('actor', draw.choice(actors))}>"
        yield iri, f"<{FPP}issue>", f"<{DATA}issue/issue-{_hex('issue', draw.choice(issues))}>"
        yield iri, f"<{FPP}stance>", f"<{FPP}{draw.choice(STANCES)}>"
        yield iri, f"<{FPP}target>", f'"{_words(draw, 4)}"'
        yield iri, f"<{FPP}intensity>", f'"0.{draw.randint(1, 9)}"^^<{XSD}decimal>'
        yield iri, f"<{FPP}expressedIn>", f"<{DATA}statement/statement-{draw.choice(statements)}>"
        yield from _evidence(document, iri, f"position-{name}", draw)
    for place in range(4):
        name = _hex("relation", number, place)
        iri = f"<{DATA}relation/relation-{name}>"
        source, target = draw.sample(actors, 2)
        yield iri, A, f"<{FPP}Relation>"
        yield iri, f"<{FPP}from>", f"<{DATA}actor/actor-{_hex('actor', source)}>"
        yield iri, f"<{FPP}to>", f"<{DATA}actor/actor-{_hex('actor', target)}>"
        yield iri, f"<{FPP}relationType>", "<https://w3id.org/fpp/ontology/relations#CONSULT>"
        yield iri, f"<{FPP}mode>", '"said"'
        yield from _evidence(document, iri, f"relation-{name}", draw)


def _evidence(document: str, owner: str, name: str, draw: random.Random) -> Triples:
    iri = f"{DATA}evidence/{name}-1"
    start = draw.randrange(2000)
    yield owner, "<http://www.w3.org/ns/prov#wasQuotedFrom>", document
    yield owner, f"<{FPP}score>", f'"{draw.randint(50, 99) / 100}"^^<{XSD}decimal>'
    yield owner, f"<{FPP}evidence>", f"<{iri}>"
    yield f"<{iri}>", A, f"<{OA}SpecificResource>"
    yield f"<{iri}>", f"<{OA}hasSource>", document
    yield f"<{iri}>", f"<{OA}hasSelector>", f"<{iri}-position>"
    yield f"<{iri}>", f"<{OA}hasSelector>", f"<{iri}-quote>"
    yield f"<{iri}-position>", A, f"<{OA}TextPositionSelector>"
    yield f"<{iri}-position>", f"<{OA}start>", f'"{start}"^^<{XSD}integer>'
    yield f"<{iri}-position>", f"<{OA}end>", f'"{start + 90}"^^<{XSD}integer>'
    yield f"<{iri}-quote>", A, f"<{OA}TextQuoteSelector>"
    yield f"<{iri}-quote>", f"<{OA}exact>", f'"\\"{_words(draw, 14)},\\" he said.\\n"'
    yield f"<{iri}-quote>", f"<{OA}prefix>", f'"{_words(draw, 5)}"'
    yield f"<{iri}-quote>", f"<{OA}suffix>", f'"{_words(draw, 5)}"'


def _words(draw: random.Random, number: int) -> str:
    return " ".join(draw.choices(WORDS, k=number))


def _hex(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
