"""Coded statements -> one page that tells a debate, every number with the quotes behind it.

gathering   statements -> facts: coverage, actors, issues, coalitions, time, polarisation, contradictions
quotes      which statements stand behind a number, and their places in the page
figures     facts -> pictures; periods are the spans of time
page        facts and pictures -> HTML
"""

from kg.report.gathering import Facts, gather
from kg.report.page import ReportOptions, report_page, write_report

__all__ = ["Facts", "ReportOptions", "gather", "report_page", "write_report"]
