"""Coded statements -> matrices of who takes which position on what, and of who stands with whom.

table       statements as columns
csv_file    a table of text -> statements
options     what network is wanted
selection   which statements count
cells       statements in an array of rows x columns x levels
weights     cells -> weights
windows     slices of time
kernels     weights that fade with distance in time
matrices    statements and options -> matrices
"""

from kg.discourse.csv_file import read_csv
from kg.discourse.matrices import Matrix, matrices
from kg.discourse.options import NetworkOptions, make_options
from kg.discourse.selection import select
from kg.discourse.table import Column, Statements, column_of

__all__ = [
    "Column",
    "Matrix",
    "NetworkOptions",
    "Statements",
    "column_of",
    "make_options",
    "matrices",
    "read_csv",
    "select",
]
