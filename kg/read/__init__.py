"""Files, folders, archives, pages -> `Document`.

inputs     what the user names -> bytes
web        pages
formats    bytes of one format -> text
documents  text -> Document
turns      who speaks where in transcripts, speeches and communiqués
reading    all of it, in order
"""

from kg.read.documents import make_document
from kg.read.inputs import list_inputs
from kg.read.reading import language_of, read_inputs
from kg.read.turns import find_turns

__all__ = ["find_turns", "language_of", "list_inputs", "make_document", "read_inputs"]
