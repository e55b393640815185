"""A network as one page that opens from disk and loads nothing: data, style and program are in it."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files

import jinja2
import networkx as nx

from kg.export.page_data import page_data
from kg.export.page_script import page_file, page_script

TITLES = {
    "position": "Who takes which position on what",
    "congruence": "Who takes the same positions as whom",
    "conflict": "Who stands against whom",
    "subtract": "Who sides with whom, and against whom",
    "issue": "Which issues are spoken of together",
    "relation": "Who does what to whom",
    "statement": "Who speaks about whom",
}
"""By view; other views are called networks."""


def network_page(graph: nx.Graph) -> str:
    """Return the page; the same network gives the same bytes.

    Args:
        graph: Any graph of networkx. Used are, where they are there: of nodes `label`, `kind` (`actor` or `issue`), `type`
            and `cluster`; of edges `weight`, `sign`, `issues` and `quotes`, each with `text`, `stance`, `document`,
            `publisher`, `url` and `date`, and between actors `actor` and `issue`.
    """
    data = json.dumps({"titles": TITLES, **page_data(graph)}, ensure_ascii=True, separators=(",", ":"))
    safe = data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    template = (files("kg.export") / "data" / "network.html.j2").read_text(encoding="utf-8")
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True, undefined=jinja2.StrictUndefined)
    script = f"\n{page_script()}"
    return environment.from_string(template).render(
        data=safe,
        title=TITLES.get(str(graph.graph.get("view", "position")), "Network"),
        style=page_file("page.css"),
        script=script,
        digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
