"""A graph as a static site: one page a resource, each also as Turtle and JSON-LD, for any file server.

names      IRI -> file
facts      store -> what pages tell of actors, issues, documents and claims
neighbours who stands with and against whom
highlight  text and marks -> paragraphs with the evidence marked
resources  store -> Turtle and JSON-LD of one resource
pages      templates -> files
lists      browse lists, cut into parts
sitemap    sitemap.xml, robots.txt
folder     the folder that is replaced whole
building   the order of it all
"""

from kg.site.building import Site, SiteOptions, build_site
from kg.site.pages import TEMPLATES

STYLE = TEMPLATES / "site.css"
"""The style of the pages; the reference of the vocabulary uses it too."""

__all__ = ["STYLE", "Site", "SiteOptions", "build_site"]
