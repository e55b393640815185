"""`kg shell`: an interactive SPARQL prompt on a graph, and scripts of the same."""

from __future__ import annotations

from kg.shell.prompt import run_prompt
from kg.shell.session import Session, run_script

__all__ = ["Session", "run_prompt", "run_script"]
