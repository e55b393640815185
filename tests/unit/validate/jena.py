"""Apache Jena's SHACL over many graphs in one process."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from rdflib import Graph

from kg.validate.shapes import all_shapes
from tests.unit.ontology.engines import class_path


def jena_reports(graphs: Mapping[str, Graph], *, folder: Path) -> dict[str, Graph]:
    """Return Jena's report on each graph against all shapes, by the graphs' names; files go into the folder."""
    shapes = folder / "shapes.ttl"
    all_shapes().serialize(shapes, format="turtle", encoding="utf-8")
    for number, graph in enumerate(graphs.values()):
        graph.serialize(folder / f"{number}.nt", format="nt", encoding="utf-8")
    program = str(Path(__file__).with_name("Check.java"))
    command = ["java", "-XX:+UseSerialGC", "-cp", class_path(), program, str(shapes), str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"Jena failed: {done.stderr[-2000:]}")
    return {name: Graph().parse(folder / f"{number}.report", format="nt") for number, name in enumerate(graphs)}
