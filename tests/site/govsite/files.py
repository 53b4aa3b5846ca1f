"""The formats that reports are attached in, written by the writers of the reading tests."""

from __future__ import annotations

from written_files import ofd, pdf, word

WRITERS = {"pdf": pdf, "docx": word, "ofd": ofd}
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ofd": "application/octet-stream",
}
