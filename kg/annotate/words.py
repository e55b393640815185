"""How text is cut into words: spaCy's English rules, brought closer to the treebanks that the network learned from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer
    from spacy.tokens import Doc

STRETCH = re.compile(r"\S{1000}")
"""A stretch without white space after which a piece is cut."""
REPEATED = r"(?:[!?]{2,}|={2,}|\*{2,}|_{2,}|~{2,}|\+{2,}|#{2,}|<{2,}|>{2,}|\${2,}|-{2,}|–{2,}|—{2,})"
"""One word each: "!!", "=====", ">>"."""
INFIXES = (
    r"(?<=[A-Z]\.)-(?=[A-Za-z])",  # U.S.-China
    r"(?<=[A-Za-z]{2})/(?=[A-Za-z]{2})",  # and/or
    r"(?<=[A-Za-z])-(?=[0-9])",  # F-16
    r"(?<=[0-9])[–—](?=[0-9])",  # 2001–2005
    r"[\[\]](?=\S)",  # 12]–[15
)
PREFIXED = re.compile(
    r"(?:non|e|anti|re|co|pre|pro|mid|cross|post|over|semi|multi|ex|sub|counter|mini|inter|intra|neo|socio|ultra|quasi)"
    r"-[a-z]+",
    re.IGNORECASE,
)
"""Kept as one word ("co-operation"), but not before a capital: "anti-American" holds a name."""
ABBREVIATIONS = (
    *("etc.", "al.", "Amb.", "Brig.", "Capt.", "Cmdr.", "Col.", "Lt.", "Maj.", "Pres.", "Sgt.", "Supt."),
    *("Sec.", "Min.", "Msgr.", "Hon.", "Gens.", "Sens.", "Reps.", "Govs.", "Cpl.", "Pvt.", "Sept.", "Dept.", "Govt."),
)


class WordCutter:
    """Cuts text into a Doc of words; the Doc's text is the text.

    spaCy's time grows with the square of a stretch without white space, so one that is no word of any language
    (a data URL, a line of ten thousand quotation marks) is cut into pieces first.

    Args:
        tokenizer: Cuts each piece.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return the words of a text."""
        if not STRETCH.search(text):
            return self.tokenizer(text)
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for stretch in STRETCH.finditer(text):
            self._add(text[at : stretch.end()], words, spaces)
            at = stretch.end()
        self._add(text[at:], words, spaces)
        from spacy.tokens import Doc

        return Doc(self.tokenizer.vocab, words=words, spaces=spaces)

    def _add(self, piece: str, words: list[str], spaces: list[bool]) -> None:
        for token in self.tokenizer(piece):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))


def make_tokenizer(nlp: Language) -> WordCutter:
    """Return a tokenizer with the English rules of a blank pipeline and those of this module."""
    from spacy.attrs import ORTH
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

    defaults = nlp.Defaults
    rules = dict(defaults.tokenizer_exceptions or {})
    rules.pop("and/or", None)
    rules.update({short: [{ORTH: short}] for short in ABBREVIATIONS})
    tokenizer = Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex([REPEATED, *(defaults.prefixes or ())]).search,
        suffix_search=compile_suffix_regex([REPEATED, *(defaults.suffixes or ())]).search,
        infix_finditer=compile_infix_regex([REPEATED, *INFIXES, *(defaults.infixes or ())]).finditer,
        token_match=is_prefixed,
        url_match=defaults.url_match,
    )
    return WordCutter(tokenizer)


def is_prefixed(text: str) -> re.Match[str] | None:
    """Tell whether a hyphen joins a prefix to its word.

    >>> bool(is_prefixed("co-operation")), bool(is_prefixed("anti-American")), bool(is_prefixed("peace-loving"))
    (True, False, False)
    """
    return PREFIXED.fullmatch(text) if text.partition("-")[2].islower() else None
