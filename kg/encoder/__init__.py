"""What the trained networks share: the encoder's word pieces, windows of them, and ONNX graphs that run.

pieces    words as word pieces, their shapes, windows of up to 254 pieces
windows   a text in overlapping windows
reading   one pass over a text: where statements begin, what positions are on (`model/reader.onnx`)
graphs    the ONNX graphs of a folder, started when first needed
digests   names that change with the shipped files
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.encoder.pieces import WordPieces

__all__ = ["TOKENIZER", "word_pieces"]

TOKENIZER = Path(__file__).parent / "tokenizer.json"


@cache
def word_pieces() -> WordPieces:
    """Return the word pieces of every network that kg ships; what they remember of words serves all."""
    from tokenizers import Tokenizer

    from kg.encoder.pieces import WordPieces

    return WordPieces(Tokenizer.from_file(str(TOKENIZER)))
