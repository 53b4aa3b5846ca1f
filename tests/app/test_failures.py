"""Every error that a page can show has a sentence in Chinese as well."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import compare
import ingest
import warehouse
from compare.errors import CompareError
from ingest.errors import FetchError, IngestError, ReadError
from ingest.status import ADVICE
from tests.app.conftest import shown
from tests.conftest import ROOT
from views.parts import failures
from warehouse.errors import QueryError, WarehouseError

BASES = (WarehouseError, IngestError, CompareError)
NAMED = {"ReadError", "FetchError", "AnswerError"}


def classes() -> Iterator[type[Exception]]:
    """All errors of the stages, wherever they are written."""
    for package in (warehouse, ingest, compare):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if "child" not in module.name and "compiled" not in module.name:
                importlib.import_module(module.name)
    todo = list(BASES)
    while todo:
        kind = todo.pop()
        yield kind
        todo += kind.__subclasses__()


def names() -> set[str]:
    """The short names that failed readings and fetches are given, as they are written."""
    found = set(ADVICE)
    for path in (ROOT / "ingest").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) in NAMED:
                found |= {
                    str(word.value.value)
                    for word in node.keywords
                    if word.arg == "name" and isinstance(word.value, ast.Constant)
                }
    return found


def test_every_class_has_a_chinese_sentence() -> None:
    # An AnswerError always has a name, and so one of the sentences by name.
    known = set(failures.CLASSES) | failures.ELSEWHERE | {"AnswerError"}
    assert {kind.__name__ for kind in classes()} == known


def test_every_name_has_a_chinese_sentence() -> None:
    written = names()
    assert len(written) > 30
    assert {one for one in written if not failures.of_name(one, "")} == set()


def test_the_names_in_the_docstring_of_a_failed_reading_are_all_known() -> None:
    told = re.search(r"`fetch` table: (.*)\.", ReadError.__doc__ or "", re.DOTALL)
    assert told is not None
    listed = re.split(r",\s+|\s+or\s+", " ".join(told[1].split()))
    assert set(listed) <= set(failures.NAMES)


@pytest.mark.parametrize(
    "words",
    [*failures.CLASSES.values(), *failures.NAMES.values(), failures.of_name("http_404", "")],
)
def test_each_is_one_chinese_sentence(words: str) -> None:
    assert re.search("[一-鿿]", words)
    assert words[-1] in "。）}"


def test_the_name_of_a_failure_comes_before_its_class() -> None:
    assert failures.chinese(FetchError("late", name="timeout")) == "等待超时：请稍后再试。"
    assert failures.chinese(FetchError("late", name="unheard")) == failures.CLASSES["FetchError"]
    assert failures.chinese(QueryError("no column x")) == "查询无法执行：no column x"
    assert failures.chinese(FetchError("no", name="http_503")).startswith("网站返回错误 503")


@pytest.mark.parametrize(
    ("locale", "words"),
    [("zh-CN", "这里只能执行一条只读查询"), ("en-GB", "Only one reading statement passes")],
)
def test_a_refused_query_is_said_in_the_readers_language(open_page, locale, words) -> None:
    app = open_page("sql", locale=locale)
    app.text_area(key="sql.text").set_value("DROP TABLE report")
    app = app.button[0].click().run()
    assert words in shown(app)


@pytest.mark.parametrize(
    ("locale", "words"), [("zh-CN", "这不是政府工作报告"), ("en-GB", "report")]
)
def test_a_text_that_is_no_report_is_said_so(open_page, locale, words) -> None:
    app = open_page("ingest", locale=locale)
    app = app.text_area(key="ingest.text").set_value("今天天气很好。" * 80).run()
    page = shown(app)
    assert words in page
    assert locale == "en-GB" or "This" not in page
