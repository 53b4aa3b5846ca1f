"""What is doubtful about a report, and what a run noted, in Chinese.

Both are stored as English sentences (a log and `duixian sql` read them too). Each kind of sentence
stands here once, with the words that differ from report to report as groups; a sentence that is
none of them is shown as it is. A test sees that all sentences that reading can give are here.
"""

from __future__ import annotations

import re

from views.parts import failures
from views.parts.state import t

_CHINESE = [
    (re.compile(written + r"\Z"), chinese)
    for written, chinese in (
        (
            r"The title says (\d+), the headings say (\d+)\.",
            "标题写的是{}年，正文小标题写的是{}年。",
        ),
        (
            r"The year given is (\d+), the headings say (\d+)\.",
            "指定的年份是{}年，正文小标题写的是{}年。",
        ),
        (r"The year is taken from the day of delivery\.", "年份按作报告的日期推断。"),
        (
            r"The year is taken from the page's title or the file's name\.",
            "年份取自网页标题或文件名。",
        ),
        (
            r"The text holds (\d+) blanks of a template, such as XX区\.",
            "文中有{}处模板空格（如“XX区”）。",
        ),
        (
            r"The text was converted by a machine: (\d+) characters carry their pinyin\.",
            "文本经机器转换：{}个字带有拼音。",
        ),
        (
            r"The text may be a copy with swapped synonyms \((.*)\)\.",
            "文本可能是替换过同义词的转载稿（{}）。",
        ),
        (r"The text has lost (\d+) characters \(U\+FFFD\)\.", "文本缺失{}个字符（乱码）。"),
        (
            r"The header says (.*), the content is (.*)\.",
            "网页声明的编码是{}，实际内容是{}。",
        ),
        (
            r"The page holds little text; the report may be in an attachment\.",
            "网页文字很少，报告可能在附件中。",
        ),
        (r"The page holds little text\.", "网页文字很少。"),
        (r"The report (?:is|was) put together from (\d+) pages\.", "报告由{}个网页拼合而成。"),
        (r"The report is read from the attachment (.*)\.", "报告取自附件 {}。"),
        (
            r"(\S+) (\d+) changed: (\d+) of (\d+) paragraphs differ, (\d+) observations are new "
            r"and (\d+) are gone\.",
            "{} {}年的报告有变动：{}/{}段不同，新增{}项数据，减少{}项。",
        ),
        (
            r"(\S+) (\d+) changed: (\d+) of (\d+) paragraphs differ, the observations are the "
            r"same\.",
            "{} {}年的报告有变动：{}/{}段不同，数据没有变化。",
        ),
        (r"(.*): its old observations stay\.", "{}：未能重新提取，原有数据保留。"),
        (r"Stopped: (.*)", "中途停止（{}）；已存的仍在。"),
        (r"Not published: (.*)", "没有发布，读者看到的仍是上一版：{}"),
    )
]
# What `Writer.fail` writes: the document's name, the error's sentence (which may begin with the
# name itself) and the error's word.
_FAILURE = re.compile(
    r"(?:(?P<name>.+?): )?(?P<words>(?P<first>\S+\.\w+(?= ))?.*) \[(?P<failure>[a-z_\d]+)\]\Z"
)


def told(*sentences: object) -> str:
    """Stored sentences in the session's language."""
    return " ".join(t(chinese(str(one)), str(one)) for one in sentences)


def chinese(sentence: str) -> str:
    """The Chinese for a doubt or a run's note; one that names its report first keeps the name."""
    for written, words in _CHINESE:
        if found := written.match(sentence):
            return words.format(*found.groups())
    if found := _FAILURE.match(sentence):
        name = found["name"] or found["first"]
        said = failures.of_name(found["failure"], found["words"])
        return f"{name}：{said}" if name else said
    name, colon, rest = sentence.partition(": ")
    return f"{name}：{chinese(rest)}" if colon and chinese(rest) != rest else sentence
