"""Small files of every format, made in memory."""

from __future__ import annotations

import io
import json
import zipfile

WORDS = "Norway signed the treaty on Monday, Foreign Minister Kari Lund said in Oslo. She called on Chile to follow."


def docx_file(*paragraphs: str, title: str = "") -> bytes:
    """Return a Word document."""
    import docx

    document = docx.Document()
    for paragraph in paragraphs or (WORDS,):
        document.add_paragraph(paragraph)
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_file(*paragraphs: str, password: str = "") -> bytes:
    """Return a PDF, under a password where one is given."""
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    pdf = FPDF()
    if password:
        pdf.set_encryption(owner_password="owner", user_password=password, encryption_method=EncryptionMethod.RC4)
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for paragraph in paragraphs or (WORDS,):
        pdf.multi_cell(0, 7, paragraph, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def html_file(body: str = f"<h1>Norway signs</h1><p>{WORDS}</p>", *, head: str = "") -> bytes:
    """Return a web page with an article."""
    page = f"<!doctype html><html><head><title>Norway signs</title>{head}</head><body><article>{body}</article></body></html>"
    return page.encode()


def zip_file(**members: bytes) -> bytes:
    """Return an archive; `a__txt` is the member `a.txt`."""
    return zip_of({name.replace("__", "."): data for name, data in members.items()})


def zip_of(members: dict[str, bytes]) -> bytes:
    """Return an archive of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


SAMPLES = {
    "txt": WORDS.encode,
    "text": WORDS.encode,
    "md": WORDS.encode,
    "html": html_file,
    "htm": html_file,
    "pdf": pdf_file,
    "docx": docx_file,
    "jsonl": lambda: f"{json.dumps({'text': WORDS})}\n{json.dumps({'text': 'Chile agreed.'})}\n".encode(),
    "ndjson": lambda: json.dumps({"text": WORDS}).encode(),
    "csv": lambda: f'title,text\nA,"{WORDS}"\nB,Chile agreed.\n'.encode(),
}
