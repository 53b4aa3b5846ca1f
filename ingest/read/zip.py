"""Unpacks a zip of reports into named byte strings, in memory and within limits.

Nothing is written to disk, so a member's path is only a label; it is cut to its file name. Links,
encrypted members and archives inside the archive are passed over and named. A member is unpacked
as a stream and given up as soon as it exceeds its limit, whatever its header says.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zipfile
import zlib
from dataclasses import dataclass

from ingest.errors import ReadError
from ingest.model import Document
from ingest.read import limits
from ingest.read.charset import commonness
from ingest.read.source import Source

_READABLE = re.compile(r"\.(txt|md|html?|shtml|pdf|docx?|ofd|wps|rtf)$", re.IGNORECASE)
_IGNORED = re.compile(r"(^|/)(__MACOSX/|\.[^./\\]|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
# What zipfile raises on damaged members: wrong sums, unknown methods, encryption, cut streams.
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """The readable members of an archive, and a sentence for each that was passed over."""

    members: tuple[tuple[str, bytes], ...]
    skipped: tuple[str, ...] = ()


def unpack(data: bytes, *, name: str | None = None) -> Archive:
    """The reports in a zip file, as (file name, bytes). Raises ReadError for a hostile one."""
    from ingest.read import worker  # noqa: PLC0415 - the worker imports this module

    answer, blobs = worker.ask("unpack", Source(data, name=name))
    return Archive(tuple(zip(answer["names"], blobs, strict=True)), tuple(answer["skipped"]))


def read(source: Source) -> Document:
    """The one report in a zip file. Raises ReadError where it holds none or several."""
    archive = unpack_here(source)
    if len(archive.members) != 1:
        names = "、".join(name for name, _ in archive.members[:5])
        what = f"{len(archive.members)} files ({names} …)" if names else "no readable file"
        raise ReadError(
            f"{source.label} is an archive that holds {what}; ingest the archive as a whole, or "
            "unpack it and give one file.",
            name="archive",
        )
    from ingest.read.registry import read_here, sniff  # noqa: PLC0415 - it names this module

    name, data = archive.members[0]
    member = Source(data, name=name, url=source.url)
    if data and sniff(member).name == "zip":
        raise ReadError(
            f"{source.label} holds another archive ({name}); unpack it first.", name="archive"
        )
    return read_here(member)


def unpack_here(source: Source) -> Archive:
    """As `unpack`, in this process."""
    with open_zip(source) as archive:
        infos = archive.infolist()
        if len(infos) > limits.MAX_ZIP_MEMBERS:
            raise ReadError(
                f"{source.label} holds {len(infos):,} files, over the limit of "
                f"{limits.MAX_ZIP_MEMBERS:,}; split it.",
                name="too_large",
            )
        members: list[tuple[str, bytes]] = []
        skipped: list[str] = []
        room = limits.MAX_ZIP_TOTAL
        for info in infos:
            name = member_name(info)
            if info.filename.endswith(("/", "\\")) or _IGNORED.search(info.filename):
                continue
            reason = _unwanted(info, name)
            if reason:
                skipped.append(f"{name} was passed over: {reason}.")
                continue
            data = read_member(archive, info, min(limits.MAX_ZIP_MEMBER, room), source)
            room -= len(data)
            members.append((name, data))
    return Archive(tuple(members), tuple(skipped))


def open_zip(source: Source) -> zipfile.ZipFile:
    """The opened archive; raises ReadError for one that is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(source.data))
    except _DAMAGES as error:
        raise ReadError(
            f"{source.label} is a damaged zip file ({error}); fetch or save it again.",
            name="damaged",
        ) from None


def read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int, source: Source
) -> bytes:
    """A member's bytes; raises ReadError as soon as it unpacks to more than `limit` bytes."""
    try:
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except _DAMAGES as error:
        raise ReadError(
            f"{source.label} is a damaged zip file ({error or type(error).__name__}); fetch or "
            "save it again.",
            name="damaged",
        ) from None
    if len(data) > limit:
        raise ReadError(
            f"{source.label} unpacks to more than {limit:,} bytes, far more than a report has, and "
            "was given up.",
            name="bomb",
        )
    return data


def member_name(info: zipfile.ZipInfo) -> str:
    """The member's file name without its path; names of old Chinese Windows are GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for charset in ("utf-8", "gb18030"):
            try:
                decoded = raw.decode(charset)
            except UnicodeDecodeError:
                continue
            if decoded and commonness(decoded) > 0.5:
                name = decoded
                break
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1][-200:] or "unnamed"


def _unwanted(info: zipfile.ZipInfo, name: str) -> str | None:
    """Why a member is passed over; None for one that is read."""
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if not _READABLE.search(name):
        return "it is no text, HTML, PDF, DOCX or OFD file"
    return None
