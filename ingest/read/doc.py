"""Reads old Word, WPS and RTF files through a converter, where one is installed.

There is no well-kept Python reader of these formats. `antiword` (Word 97 to 2003) or LibreOffice
turn them into text; each runs as a process of its own in an empty folder, bounded in time, and is
killed with its children.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.charset import decode
from ingest.read.paragraphs import Line, join_cut
from ingest.read.source import Source


def read(source: Source) -> Document:
    """The text of an old Word file. Raises ReadError where no converter can read it."""
    is_word = source.data.startswith(b"\xd0\xcf\x11\xe0")
    antiword, office = (
        shutil.which("antiword"),
        shutil.which("soffice") or shutil.which("libreoffice"),
    )
    if not office and not (antiword and is_word):
        raise ReadError(
            f"{source.label} is an old Word (or WPS, RTF) file, and no converter is installed; "
            "install LibreOffice, or save it as DOCX or text.",
            name="unsupported",
        )
    with tempfile.TemporaryDirectory(prefix="duixian-doc-") as folder:
        file = Path(folder) / ("report.doc" if is_word else "report.rtf")
        file.write_bytes(source.data)
        if office:
            data = _by_office(office, file, source)
        else:
            assert antiword is not None
            data = _run([antiword, "-w", "0", "-m", "UTF-8.txt", str(file)], folder, source)
    text = decode(data, label=source.label).text.removeprefix("\ufeff")
    lines = [Line(line.strip(" \t\u3000")) for line in text.splitlines() if line.strip()]
    if not lines:
        raise ReadError(f"{source.label} is a Word file without text.", name="no_text")
    return Document(text="\n".join(join_cut(lines)) + "\n", format="doc")


def _by_office(office: str, file: Path, source: Source) -> bytes:
    """Converts with LibreOffice, with a profile of its own so that runs don't lock each other."""
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    target = "txt:Text (encoded):UTF8"
    command = [office, profile, "--headless", "--norestore", "--convert-to", target, str(file)]
    _run(command, str(file.parent), source)
    converted = file.with_suffix(".txt")
    if not converted.is_file() or converted.stat().st_size > limits.MAX_TEXT_BYTES:
        raise _failed(source)
    return converted.read_bytes()


def _run(command: list[str], folder: str, source: Source) -> bytes:
    process = subprocess.Popen(  # noqa: S603 - a converter found on PATH, our own arguments
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        output, _ = process.communicate(timeout=limits.MAX_CONVERTER_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise ReadError(
            f"{source.label} took longer than {limits.MAX_CONVERTER_SECONDS:.0f} seconds to "
            "convert; save it as DOCX or text.",
            name="timeout",
        ) from None
    if process.returncode != 0 or len(output) > limits.MAX_TEXT_BYTES:
        raise _failed(source)
    return output


def _failed(source: Source) -> ReadError:
    return ReadError(
        f"{source.label} is an old Word file that the converter can't read; save it as DOCX.",
        name="damaged",
    )
