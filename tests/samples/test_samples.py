"""No invented figure passes for an official one, and no official sentence is in the samples."""

from __future__ import annotations

import csv
import re
import unicodedata
import zipfile
from pathlib import Path

import pytest
from sample_files import (
    FOLDER,
    Figure,
    figures,
    figures_of,
    name_of,
    official_paths,
    sample_paths,
    text_of,
)

from ingest.extract.text.facts import read_facts
from ingest.read import read

# Longer runs of characters may not be shared with an official report.
LONGEST_SHARED_RUN = 20
# A number that measures something: no year (2024年), no name (PM2.5).
_NUMBER = re.compile(r"(?<![A-Za-z\d.])(\d+(?:\.\d+)?)(?!\d|年|\.\d)")
# Sources that are not in the corpus; a new one must be added here on purpose.
OUTSIDE_THE_CORPUS = {
    "重庆市涪陵区2022年国民经济和社会发展统计公报",
    "http://fl.gov.cn/zfxxgk_206/fdzdgknr/ghxx/gmjjhshfzgh/202302/t20230209_11584019.html",
    "https://us.usy7.cc/usy0128HWE99.xml",
    "http://www.lyredcross.com/xy/gdcj/1622868.html",
    "http://nongye.huashangw.com/news/38476.html",
}


def folded(text: str) -> str:
    """Half-width characters without any white space."""
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", text))


@pytest.mark.parametrize("path", sample_paths(), ids=name_of)
def test_the_page_says_that_the_wording_is_ours(path: Path) -> None:
    data = path.read_bytes()
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            headers = [n for n in package.namelist() if "header" in n]
            page = "".join(package.read(name).decode() for name in headers)
    else:
        page = data.decode("gb18030" if b"gb2312" in data[:300] else "utf-8")
    assert "示例说明" in page[:3_000]
    assert ("自拟" if path.parent.name == "fictional" else "自行编写") in page
    if path.parent.name == "fictional":
        assert "虚构" in page
    else:
        assert all(source in page for source in {f.source for f in figures_of(path)})


@pytest.mark.parametrize("path", sample_paths(), ids=name_of)
def test_a_citation_of_a_sample_says_that_it_is_one(path: Path) -> None:
    document = read(path.read_bytes(), name=path.name)
    title = read_facts(document.text).title or ""
    assert "示例" in title.removeprefix(f"{path.stem}年示例区")
    assert "政府" not in document.metadata.get("issuer", "")


@pytest.mark.parametrize("path", sample_paths(), ids=name_of)
def test_a_sample_has_the_length_of_a_short_report(path: Path) -> None:
    assert 600 <= len(text_of(path)) <= 2_000


@pytest.mark.parametrize("path", official_paths(), ids=name_of)
def test_every_number_is_an_official_figure(path: Path) -> None:
    allowed = {
        abs(value)
        for f in figures_of(path)
        for value in (f.value, f.value_high)
        if value is not None
    }
    text = re.sub(r"：1(?!\d)", "", text_of(path))  # the second half of 2.29：1
    strangers = [
        text[max(0, match.start() - 15) : match.end() + 5]
        for match in _NUMBER.finditer(text)
        if float(match[1]) not in allowed
    ]
    assert strangers == []


@pytest.mark.parametrize("path", official_paths(), ids=name_of)
def test_every_figure_stands_in_the_sample_with_its_unit(path: Path) -> None:
    text = folded(text_of(path))
    missing = [f for f in figures_of(path) if f.value is not None and not stands_in(f, text)]
    assert missing == []


def stands_in(figure: Figure, text: str) -> bool:
    """Whether the figure's number and unit stand in folded text."""
    assert figure.value is not None
    numbers = [f"{abs(figure.value):.10g}"]
    if figure.value_high is not None:
        numbers = [f"{numbers[0]}%?[—–-]{figure.value_high:.10g}"]
    return any(
        re.search(rf"(?<![\d.]){number}[多余]?{re.escape(figure.unit)}", text) for number in numbers
    )


def test_the_figures_agree_with_the_corpus(shared: Path) -> None:
    """A figure whose source is in the corpus stands there; the other sources are named here."""
    reports = {
        path.stem: folded(path.read_text(encoding="utf-8"))
        for path in (shared / "corpus" / "reports").glob("*.txt")
    }
    listed = listed_figures(shared)
    wrong = []
    for figure in figures():
        if figure.value is None or figure.source in OUTSIDE_THE_CORPUS:
            continue
        in_report = figure.source in reports and loosely_in(figure, reports[figure.source])
        if not in_report and (figure.report_year, figure.value, figure.unit) not in listed:
            wrong.append(figure)
    # 2026 targets of Liaoning and Jilin and two of Wanzhou's rows were read at the address itself.
    assert [f for f in wrong if not f.source.startswith(("http", "2024年重庆市万州区"))] == []


def loosely_in(figure: Figure, report: str) -> bool:
    """Like `stands_in`; a sum in one list (9%、6%、5%) or a figure written apart counts as well."""
    assert figure.value is not None
    return f"{abs(figure.value):.10g}" in report and figure.unit.strip("个") in report


def listed_figures(shared: Path) -> set[tuple[int, float, str]]:
    """Report year, value and unit of every line of the corpus's table of figures."""
    with (shared / "corpus" / "figures.tsv").open(encoding="utf-8", newline="") as file:
        return {
            (int(row["report_year"]), float(row["value"]), row["unit"])
            for row in csv.DictReader(file, delimiter="\t")
            if row["value"]
        }


def test_no_official_sentence_is_in_a_sample(shared: Path) -> None:
    size = LONGEST_SHARED_RUN + 1
    official: set[str] = set()
    for report in (shared / "corpus" / "reports").glob("*.txt"):
        text = folded(report.read_text(encoding="utf-8"))
        official.update(text[i : i + size] for i in range(len(text) - size + 1))
    shared_runs = []
    for path in sample_paths():
        text = folded(text_of(path))
        runs = (text[i : i + size] for i in range(len(text) - size + 1))
        shared_runs += [(name_of(path), run) for run in runs if run in official]
    assert shared_runs == []


def test_every_sample_is_listed_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [name_of(path) for path in sample_paths() if name_of(path) not in readme] == []


def test_every_source_is_named_in_the_readme() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [source for source in {f.source for f in figures()} if source not in readme] == []
