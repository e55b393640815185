"""Coding by hand: a sheet of what kg found for people to check, and how far they agree with it and with each other.

units         records -> what is put before a coder
sheet         units -> .xlsx, and a coded .xlsx -> codings
actors        names that coders gave -> actors
passages      coded statements of other programs -> records; imported for itself, as it loads matrices
coefficients  percent agreement, Cohen's kappa, Krippendorff's alpha
comparison    codings -> rows of the report
"""

from __future__ import annotations

from kg.coding.actors import NamedActors
from kg.coding.coefficients import cohen_kappa, krippendorff_alpha, percent_agreement, wilson_interval
from kg.coding.comparison import Comparison, compare
from kg.coding.sheet import CodedSheet, Coding, read_sheet, write_sheet
from kg.coding.units import CodingUnit, coding_units

__all__ = [
    "CodedSheet",
    "Coding",
    "CodingUnit",
    "Comparison",
    "NamedActors",
    "coding_units",
    "cohen_kappa",
    "compare",
    "krippendorff_alpha",
    "percent_agreement",
    "read_sheet",
    "wilson_interval",
    "write_sheet",
]
