"""Every bound on what a reader takes from an untrusted file, one commented line each.

A report is 10,000 to 40,000 characters. The bounds leave room for the largest honest file seen
(a scanned report of 60 MB) and stop what was made to exhaust memory or time.
"""

from __future__ import annotations

MIB = 1024 * 1024

# Bytes of a file of any kind; the largest honest ones are scanned PDFs.
MAX_BYTES = 100 * MIB
# Bytes of a plain text file: four bytes a character, a hundred times the longest report.
MAX_TEXT_BYTES = 16 * MIB
# Bytes of an HTML page before parsing; pages with inlined pictures reach 10 MB.
MAX_HTML_BYTES = 20 * MIB
# Tags of an HTML page; a report pasted from Word, a span around every word, has 80,000.
MAX_HTML_TAGS = 500_000
# Characters of text that a reader gives back; the longest report seen has 45,000.
MAX_TEXT_CHARACTERS = 4_000_000
# Links kept of one page; a list page has thousands, a report a handful.
MAX_LINKS = 200
# Pages that a report may be spread over by a script; the longest seen has 12.
MAX_PAGES_OF_A_REPORT = 60

# The worker process that parses a file. Wall-clock seconds until it is killed: a 300-page PDF
# takes two seconds on a slow machine.
MAX_SECONDS = 40.0
# Processor seconds a document, held by the kernel even when the parent is gone.
MAX_CPU_SECONDS = 30
# Address space of a worker. Python, lxml and PDFium map about 300 MB before the first document.
MAX_WORKER_MEMORY = 1024 * MIB
# Documents after which a worker is replaced, so that what a parser leaks doesn't add up.
DOCUMENTS_A_WORKER = 1000
# Idle workers kept for the next document.
IDLE_WORKERS = 4
# Bytes of a worker's answer; the unpacked members of a zip are the largest.
MAX_ANSWER_BYTES = 320 * MIB

# Zip archives: members, unpacked bytes of one, unpacked bytes of all. A province's districts of
# one year are 180 files.
MAX_ZIP_MEMBERS = 3000
MAX_ZIP_MEMBER = 60 * MIB
MAX_ZIP_TOTAL = 200 * MIB
# Unpacked bytes of one XML part of a DOCX or OFD file; a report's is about 1 MB.
MAX_XML_PART = 48 * MIB

# Seconds that a converter of old Word files may take; LibreOffice starts in 5 to 10.
MAX_CONVERTER_SECONDS = 90.0

# Pages of a PDF or OFD file; the longest report with its annexes has 120.
MAX_DOCUMENT_PAGES = 1500
# Characters of one page; a full newspaper page has 12,000.
MAX_PAGE_CHARACTERS = 200_000
