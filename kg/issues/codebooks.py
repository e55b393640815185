"""Groups of issues as a codebook that a user edits: to merge rows, to split them, to rename them."""

from __future__ import annotations

import csv
import io

from kg.store.table import Table
from kg.taxonomy import concept_id

COLUMNS = ("label", "examples", "pattern", "broader", "definition", "id")


def codebook_csv(table: Table) -> str:
    """Return the rows of `list_issues(store, by="group")` as an `issues.csv`.

    A group is a row under its name, its other labels are examples, and what stands above it is broader. A group called
    after a concept of the taxonomy bears the concept's id, others keep the id of the issue whose name they bear.
    """
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(COLUMNS)
    for row in table.to_dicts():
        name, iri = str(row["issue"]), str(row["iri"])
        examples = [label for label in str(row["labels"]).split("; ") if label != name]
        own = iri.rpartition("/")[2] if "/issue/" in iri else concept_id(iri)
        out.writerow((name, ";".join(examples), "", str(row["concepts"]).replace("; ", ";"), "", own))
    return text.getvalue()
