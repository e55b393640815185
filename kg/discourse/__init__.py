"""Coded statements -> matrices of who takes which position on what, and of who stands with whom.

table       statements as columns
reading     any file -> statements: csv_file (quick_csv), sheet_file, dna_file (SQLite); segments maps exports of coded segments
needed      which columns of a table are to be read
options     what network is wanted
stances     what statements say, as signs and in words
selection   which statements count
cells       statements in an array of rows x columns x levels
weights     cells -> weights
windows     slices of time
kernels     weights that fade with distance in time
matrices    statements and options -> matrices
spectra     matrices -> distances; the columns that a network could do without
bars        statements -> counts of values
"""

from kg.discourse.bars import Bars, bars
from kg.discourse.matrices import Matrix, matrices
from kg.discourse.needed import columns_for
from kg.discourse.options import NetworkOptions, make_options
from kg.discourse.reading import Source, declared_kinds, read_source, read_statements
from kg.discourse.selection import select
from kg.discourse.spectra import BackboneStep, distances, nested_backbone
from kg.discourse.stances import signs_of, stances_of
from kg.discourse.table import Column, Statements, column_of, time_of, time_text

__all__ = [
    "BackboneStep",
    "Bars",
    "Column",
    "Matrix",
    "NetworkOptions",
    "Source",
    "Statements",
    "bars",
    "column_of",
    "columns_for",
    "declared_kinds",
    "distances",
    "make_options",
    "matrices",
    "nested_backbone",
    "read_source",
    "read_statements",
    "select",
    "signs_of",
    "stances_of",
    "time_of",
    "time_text",
]
