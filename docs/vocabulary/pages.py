"""The reference pages as HTML: no script, nothing loaded from elsewhere, the style of `kg site`."""

from __future__ import annotations

import functools
from pathlib import Path

import jinja2
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL

from docs.vocabulary.diagram import draw
from docs.vocabulary.names import Names, load, text
from docs.vocabulary.schemes import ONTOLOGY, schemes
from docs.vocabulary.shapes import groups, node_shapes
from docs.vocabulary.terms import disjoint_classes, terms_by_kind
from kg.resources import resource_folder
from kg.site import STYLE
from kg.store.atomic import writing

TEMPLATES = Path(__file__).parent / "templates"
TITLES = {
    "index": "Overview",
    "ontology": "Ontology",
    "shapes": "Shapes",
    "issues": "Issues",
    "relations": "Relation types",
    "stances": "Stances",
    "quotations": "Quotation types",
}


def write_reference(folder: Path) -> list[Path]:
    """Write the pages and their style into a folder; return the files."""
    graph = load(resource_folder("ontology"), resource_folder("shapes"))
    folder.mkdir(parents=True, exist_ok=True)
    files = {f"{name}.html": html.encode() for name, html in reference_pages(graph).items()}
    files["site.css"] = STYLE.read_bytes()
    files["reference.css"] = (TEMPLATES / "reference.css").read_bytes()
    for name, content in files.items():
        with writing(folder / name) as out:
            out.write(content)
    return [folder / name for name in files]


def reference_pages(graph: Graph) -> dict[str, str]:
    """Return the pages by name; the same files give the same pages."""
    names = Names(graph)
    node = URIRef(ONTOLOGY)
    head = {
        "iri": ONTOLOGY,
        "title": text(graph, node, DCTERMS.title),
        "description": text(graph, node, DCTERMS.description),
        "version": text(graph, node, OWL.versionInfo),
        "version_iri": text(graph, node, OWL.versionIRI),
        "creator": text(graph, node, DCTERMS.creator),
        "licence": text(graph, node, DCTERMS.license),
        "created": text(graph, node, DCTERMS.created),
        "modified": text(graph, node, DCTERMS.modified),
    }
    kinds, shapes, trees = terms_by_kind(graph, names), node_shapes(graph, names), schemes(graph, names)
    render = functools.partial(_render, head=head, pages=TITLES)
    pages = {
        "index": render("index", kinds=kinds, shapes=shapes, schemes=trees),
        "ontology": render("ontology", kinds=kinds, diagram=draw(graph), disjoint=disjoint_classes(graph, names)),
        "shapes": render("shapes", shapes=shapes, groups=groups(graph)),
    }
    return pages | {scheme.key: render("scheme", page=scheme.key, scheme=scheme) for scheme in trees}


@functools.cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, *, page: str = "", **told: object) -> str:
    return _environment().get_template(f"{template}.html.j2").render(page=page or template, **told)
