"""Fill in a coder's sheet from readings.csv, in place of the hour with a spreadsheet program: `python fill_in.py SHEET`.

readings.csv holds what a reader of the articles found to be positions on the moratorium: words that stand in the sentence,
the stance, and whose it is. Prints where the reader differs from kg, and what kg did not find.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from textwrap import shorten

import openpyxl

ISSUE = "moratorium"


def main() -> None:
    """Write the reader's holder, issue and stance into each row, and say what differs."""
    with Path(__file__).with_name("readings.csv").open(encoding="utf-8", newline="") as file:
        readings = [{**row, "holders": row["holders"].split(";")} for row in csv.DictReader(file)]
    book = openpyxl.load_workbook(sys.argv[1])
    sheet = book["coding"]
    column = {cell.value: cell.column for cell in sheet[1]}
    found = set()
    for row in range(2, sheet.max_row + 1):
        kg = {name: sheet.cell(row, column[f"kg_{name}"]).value for name in ("holder", "stance")}
        sentence = " ".join(sheet.cell(row, column["sentence"]).value.split())
        noted = [one for one in readings if one["words"] in sentence]
        holder, stance = decide(kg["holder"], noted)
        for name, value in (("done", "x"), ("holder", holder), ("issue", holder and ISSUE), ("stance", stance)):
            sheet.cell(row, column[f"coder_{name}"], value)
        found.update((one["words"], holder) for one in noted)
        if (holder or kg["holder"], stance) != (kg["holder"], kg["stance"]):
            print(
                f"kg: {kg['holder']}, {kg['stance']}; reader: {holder or 'nobody'}, {stance}: {shorten(sentence, 120)}"
            )
    book.save(sys.argv[1])
    for one in readings:
        missed = [holder for holder in one["holders"] if (one["words"], holder) not in found]
        if missed:
            print(f"not found: {', '.join(missed)}, {one['stance']}: {one['words']}")


def decide(proposed: str, noted: list[dict]) -> tuple[str | None, str]:
    """Return whose position it is in the reader's eyes, and the stance: nobody's and none where there is no position."""
    for reading in noted:
        if proposed in reading["holders"]:
            return proposed, reading["stance"]
    if noted and len(noted[0]["holders"]) == 1:
        return noted[0]["holders"][0], noted[0]["stance"]
    return None, "none"


if __name__ == "__main__":
    main()
