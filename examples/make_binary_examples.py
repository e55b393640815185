"""Write the examples that are not plain text: `python examples/make_binary_examples.py`. Needs fpdf2 and python-docx."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import docx
from fpdf import FPDF

HERE = Path(__file__).parent
DAY = dt.datetime(2025, 7, 1, tzinfo=dt.UTC)

BRIEF = (
    "Indonesia and Australia quarrel over nickel exports",
    "JAKARTA - Indonesia on Tuesday rejected an Australian complaint about its ban on nickel exports.",
    "Trade Minister Ratna Wijaya said that Jakarta opposes rules that keep developing countries poor. "
    '"We will process our own minerals, and we ask our partners to respect that," she said.',
    "Australia supports free trade in minerals, its trade minister, Simon Harcourt, told parliament in Canberra. "
    "He urged Indonesia to lift the export ban.",
    "Japan expressed concern over the export ban, but welcomed the offer of new talks.",
)
MEMO = (
    "Mediterranean states call for joint sea rescue",
    "ROME - Italy, Malta and Greece on Thursday called for a joint sea rescue mission in the Mediterranean.",
    "Italian Interior Minister Chiara Bellini said that Rome supports a European mission but rejects the idea that the "
    "first port must take every boat.",
    "Germany backed the joint mission. Hungary opposed it and accused the three states of inviting migrants.",
    "The UN refugee agency welcomed the proposal. It warned against the closure of ports.",
)


def write_docx(path: Path) -> None:
    """Write the memo as a Word document."""
    document = docx.Document()
    for number, paragraph in enumerate(MEMO):
        document.add_paragraph(paragraph, style="Title" if number == 0 else None)
    document.core_properties.title = MEMO[0]
    document.core_properties.created = document.core_properties.modified = DAY.replace(tzinfo=None)
    document.save(str(path))


def write_pdf(path: Path) -> None:
    """Write the brief as a PDF."""
    pdf = FPDF()
    pdf.set_creation_date(DAY)
    pdf.set_title(BRIEF[0])
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for paragraph in BRIEF:
        pdf.multi_cell(0, 7, paragraph, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(4)
    pdf.output(str(path))


def write_zip(path: Path) -> None:
    """Write an archive of two short reports."""
    reports = {
        "2025/canal.txt": "Panama rejects foreign control of the canal\n\nPANAMA CITY - Panama will never accept foreign "
        "control of the canal, Foreign Minister Lucía Arosemena said. She welcomed a statement by Colombia in support "
        "of Panama.\n",
        "2025/arctic.txt": "Canada opposes mining in the Arctic seabed\n\nOTTAWA - Canada opposes mining in the Arctic "
        "seabed, Environment Minister Paul Tremblay said on Friday. Norway defended its licences and promised strict "
        "controls.\n",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in reports.items():
            archive.writestr(zipfile.ZipInfo(name, DAY.timetuple()[:6]), text)


if __name__ == "__main__":
    write_docx(HERE / "memo.docx")
    write_pdf(HERE / "brief.pdf")
    write_zip(HERE / "reports.zip")
