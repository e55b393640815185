"""Files, folders, archives, pages -> `Document`.

inputs     what the user names -> bytes
archives   members of .zip files
web        pages
readers    the reader of each format, ours and other packages'
encoding   bytes -> characters
formats    plain text, HTML, Word -> text
pdf        PDF -> text
tables     JSON lines, CSV -> texts
languages  text -> language
documents  text -> Document
turns      who speaks where in transcripts, speeches and communiqués
reading    all of it, in order
"""

from kg.read.documents import make_document
from kg.read.formats import Columns, Reader, Text
from kg.read.inputs import list_inputs
from kg.read.languages import language_of
from kg.read.readers import known_suffixes, reader_for
from kg.read.reading import read_inputs
from kg.read.turns import find_turns

__all__ = [
    "Columns",
    "Reader",
    "Text",
    "find_turns",
    "known_suffixes",
    "language_of",
    "list_inputs",
    "make_document",
    "read_inputs",
    "reader_for",
]
