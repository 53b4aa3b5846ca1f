"""Shows where a figure comes from: the sentence with the figure marked, its source, a citation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from views.parts import corrections
from views.parts.markup import join, link
from views.parts.numbers import missing
from views.parts.state import t

Record = Mapping[str, Any]

# A run-on sentence is cut to this many characters on each side of its figure.
AROUND = 160


def marked(observation: Record) -> Markup:
    """The observation's sentence, its quote underlined and its figure marked; all escaped.

    Offsets count characters of the report; `sentence_start` is where the sentence begins there.
    """
    text, base = str(observation["sentence"]), int(observation["sentence_start"])
    quote = _within(observation["quote_start"], observation["quote_end"], base, len(text))
    figure = _within(observation["start"], observation["end"], base, len(text))
    quote = (min(quote[0], figure[0]), max(quote[1], figure[1]))
    first, last = max(0, quote[0] - AROUND), min(len(text), quote[1] + AROUND)
    return Markup('<p class="dx-quote" lang="zh">{}{}<u>{}<mark>{}</mark>{}</u>{}{}</p>').format(
        "…" if first else "",
        text[first : quote[0]],
        text[quote[0] : figure[0]],
        text[figure[0] : figure[1]],
        text[figure[1] : quote[1]],
        text[quote[1] : last],
        "…" if last < len(text) else "",
    )


def _within(start: Any, end: Any, base: int, length: int) -> tuple[int, int]:
    """A span of the report as a span of the sentence, kept inside it."""
    if missing(start) or missing(end):
        return 0, 0
    first = min(max(int(start) - base, 0), length)
    return first, min(max(int(end) - base, first), length)


def side(heading: str, observation: Record | None, report: Record | None) -> Markup:
    """One side of a comparison: a heading, the marked sentence, its source and the cite button."""
    if observation is None:
        body = Markup('<p class="dx-quiet">{}</p>').format(
            t("报告中没有对应的语句。", "The report has no such sentence.")
        )
        return _boxed(heading, body, source(report) if report else Markup(""))
    return _boxed(
        heading,
        marked(observation),
        corrections.notes(observation.get("corrections", ())),
        source(report) if report else Markup(""),
        cite_button(report, str(observation["sentence"])) if report else Markup(""),
        corrections.correct_link(observation["observation_id"]),
    )


def _boxed(heading: str, *parts: Markup) -> Markup:
    return Markup('<div class="dx-side"><h4>{}</h4>{}</div>').format(heading, join(parts))


def words(heading: str, quote: object, report: Record | None) -> Markup:
    """A side of which only the quoted words are known."""
    body = Markup('<p class="dx-quote" lang="zh"><u>{}</u></p>').format(quote)
    return _boxed(
        heading,
        body,
        source(report) if report else Markup(""),
        cite_button(report, str(quote)) if report else Markup(""),
    )


def title_of(report: Record) -> str:
    """The report's title; a plain one where the page gave none."""
    title = report.get("title")
    if isinstance(title, str) and title.strip():
        return title.strip()
    return f"{report['region']}{report['year']}年政府工作报告"


def issuer_of(report: Record) -> str:
    """Who issued the report; the region's government where the page doesn't say."""
    issuer = report.get("issuer")
    if isinstance(issuer, str) and issuer.strip():
        return issuer
    return f"{report['region']}人民政府"


def known_day(report: Record) -> str | None:
    """The day the report was delivered, written or published, whichever is known first."""
    for name in ("delivered_on", "written_on", "published_on"):
        value = report.get(name)
        if isinstance(value, date) and not missing(value):
            return value.strftime("%Y-%m-%d")
    return None


def day_of(report: Record) -> str:
    """The report's day in words."""
    return known_day(report) or t("日期不详", "undated")


def source(report: Record) -> Markup:
    """Title, date and a link to the page that a report came from."""
    address = report.get("url")
    parts: list[object] = [title_of(report), day_of(report)]
    if address is not None and not missing(address):
        parts.append(link(address, t("打开原页面", "open the page")))
    else:
        parts.append(t("由文件或粘贴文本导入", "ingested from a file or pasted text"))
    return Markup('<p class="dx-source">{}</p>').format(join(parts, " · "))


def citation(report: Record, sentence: str) -> str:
    """Issuer, title, date, address and sentence as one line of text."""
    address = report.get("url")
    where = f"，{address}" if isinstance(address, str) and address else ""
    named = f"{issuer_of(report)}：《{title_of(report)}》"
    return f"{named}，{day_of(report)}{where}：“{sentence.strip()}”"


def cite_button(report: Record, sentence: str) -> Markup:
    """A button that copies the citation; the text stands under it for copying by hand."""
    return Markup(
        '<div><button type="button" class="dx-button" data-done="{}">{}</button>'
        '<span class="dx-cite" lang="zh">{}</span></div>'
    ).format(t("已复制", "Copied"), t("复制引用", "Copy citation"), citation(report, sentence))
