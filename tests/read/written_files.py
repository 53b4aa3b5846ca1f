"""Writes the report of the fixture pages as PDF, Word and OFD files, with real writers."""

from __future__ import annotations

import io
import zipfile
from itertools import takewhile
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

PAGES = Path(__file__).resolve().parent.parent / "pages"
REPORT = (PAGES / "report.txt").read_text(encoding="utf-8")
LINES = REPORT.splitlines()
FONT = "STSong-Light"  # one of the fonts that every PDF reader brings: nothing is embedded
pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the members, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def pdf(lines: list[str], *, size: float = 16, indent: float = 2, justified: bool = True) -> bytes:
    """A PDF with running head and page numbers; lines with tabs become a table."""
    style = ParagraphStyle(
        "body",
        fontName=FONT,
        fontSize=size,
        leading=size * 1.6,
        firstLineIndent=size * indent,
        wordWrap="CJK",
        alignment=4 if justified else 0,
        spaceAfter=0 if indent else size,
    )
    title = ParagraphStyle("title", parent=style, alignment=1, firstLineIndent=0, fontSize=size + 4)
    parts: list[object] = []
    for number, line in enumerate(lines):
        if "\t" in line:
            if "\t" not in lines[number - 1]:
                rows = [each.split("\t") for each in takewhile(_is_row, lines[number:])]
                parts.append(Table(rows, style=[("FONT", (0, 0), (-1, -1), FONT, size - 2)]))
        else:
            parts.append(Paragraph(escape(line), style if number else title))
    out = io.BytesIO()
    document = SimpleDocTemplate(out, pagesize=A4)
    document.build(parts, onFirstPage=_furniture, onLaterPages=_furniture)
    return out.getvalue()


def _is_row(line: str) -> bool:
    return "\t" in line


def _furniture(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(A4[0] / 2, A4[1] - 36, "示例区人民政府公报　2031年第1期")
    canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")


def drawn_pdf(rows: list[list[tuple[float, str]]]) -> bytes:
    """A PDF with words drawn at places: rows of (left edge in points, word), font size 12."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, row in enumerate(rows):
        canvas.setFont(FONT, 12)
        for left, word_ in row:
            canvas.drawString(left, 700 - 20 * number, word_)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def empty_pdf(pages: int) -> bytes:
    """A PDF of so many pages without any text, as a scanner without OCR makes it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, pageCompression=1)
    for _ in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def bare_pdf(stream: bytes, *, filters: str = "", form: bytes = b"") -> bytes:
    """A PDF of one page around a content stream, with a script that never ends."""
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while(true){}) >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
        b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream"
        % (len(stream), filters.encode(), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject "
        b"<< /X 6 0 R >> >> /Length %d >>\nstream\n%s\nendstream" % (len(form), form),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(parts) + 1, table, len(parts) + 1, len(out))
    )


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    out = io.BytesIO()
    SimpleDocTemplate(out, encrypt="secret").build([Paragraph("x"), PageBreak()])
    return out.getvalue()


def word(lines: list[str]) -> bytes:
    """A Word file with headings, paragraphs and a table."""
    document = docx.Document()
    table = None
    for number, line in enumerate(lines):
        if "\t" not in line:
            table = None
            document.add_paragraph(line, style="Title" if number == 0 else None)
            continue
        cells = line.split("\t")
        if table is None:
            table = document.add_table(rows=0, cols=len(cells))
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_OFD = "http://www.ofdspec.org/2016"


def ofd(lines: list[str], *, a_line: int = 28, lines_a_page: int = 30) -> bytes:
    """An OFD file: text objects by line, as converters write them, with page numbers."""
    rows: list[list[tuple[float, str]]] = []
    for line in lines:
        if "\t" in line:
            rows.append([(30.0 + 60 * n, cell) for n, cell in enumerate(line.split("\t"))])
            continue
        indented = "　　" + line
        rows += [
            [(30.0 + (10 if n == 0 else 0), indented[n : n + a_line].lstrip("　"))]
            for n in range(0, len(indented), a_line)
        ]
    pages = [rows[n : n + lines_a_page] for n in range(0, len(rows), lines_a_page)]
    members = {
        "OFD.xml": _xml(
            "OFD",
            "<ofd:DocBody><ofd:DocInfo><ofd:Title>示例区2031年政府工作报告</ofd:Title></ofd:DocInfo>"
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
        ),
        "Doc_0/Document.xml": _xml(
            "Document",
            "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            "</ofd:PageArea></ofd:CommonData><ofd:Pages>"
            + "".join(
                f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
                for n in range(len(pages))
            )
            + "</ofd:Pages>",
        ),
    }
    for number, page in enumerate(pages):
        objects = [
            _text_object(x, 30 + 8.0 * height, text)
            for height, row in enumerate(page)
            for x, text in row
        ]
        objects.append(_text_object(100, 288, f"-{number + 1}-"))
        body = "<ofd:Content><ofd:Layer>" + "".join(objects) + "</ofd:Layer></ofd:Content>"
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = _xml("Page", body)
    return zipped(members)


def _text_object(x: float, y: float, text: str, size: float = 5.0) -> str:
    steps = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} {len(text) * size} {size}" Font="1" '
        f'Size="{size}"><ofd:TextCode X="0" Y="{size}" {steps}>{escape(text)}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _xml(name: str, body: str) -> bytes:
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="{_OFD}">{body}</ofd:{name}>'
    )
    return text.encode()
