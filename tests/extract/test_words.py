"""The word lists: sound as they stand, and a mistake in one names file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import ReferenceDataError
from ingest.extract.phrases.cues import strip_tail
from ingest.extract.phrases.heads import strip_head
from ingest.extract.vocabulary import words
from ingest.reference.load import FOLDER, load_words

GOOD = "kind\tvalue\twords\nafter\tge\t以上 之上\n"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("after\tle\t以上", "以上"),
        ("after\t\t以内", "value"),
        ("after\tge", "2 cells"),
    ],
)
def test_a_mistake_names_file_and_line(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "cues.tsv"
    path.write_text(GOOD + line + "\n", encoding="utf-8")
    with pytest.raises(ReferenceDataError, match=f"cues.tsv, line 3.*{says}"):
        load_words(path)


def test_a_missing_list_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ReferenceDataError, match="restore the file"):
        load_words(tmp_path / "cues.tsv")


def test_every_list_is_there_and_no_word_is_empty() -> None:
    for name in ("cues.tsv", "words.tsv", "names.tsv"):
        kinds = load_words(FOLDER / name)
        assert kinds
        assert all(word and len(word) < 20 for found in kinds.values() for word in found)
    assert words.AFTER["左右"] == "about"
    assert "亿元" not in words.UNITS  # the multiplier is read apart
    assert "千瓦时" in words.UNITS


@pytest.mark.parametrize(
    ("text", "subject", "rise", "to", "before"),
    [
        ("工业投资预计同比增长约", "工业投资", "up", False, "about"),
        ("城镇调查失业率控制在", "城镇调查失业率", "", False, "le"),
        ("物流成本降至", "物流成本", "", True, ""),
        ("出口比上年下降", "出口", "down", False, ""),
        ("新增", "新增", "", False, ""),
        ("成都", "成都", "", False, ""),
    ],
)
def test_what_stands_between_subject_and_number(
    text: str, subject: str, rise: str, to: bool, before: str
) -> None:
    lead = strip_tail(text, 0, len(text))
    assert (text[: lead.end], lead.rise, lead.to, lead.before) == (subject, rise, to, before)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("全年预计带动工业投资", "工业投资"),
        ("重点项目", "重点项目"),
        ("重点实施技改项目", "技改项目"),
        ("再生能源", "再生能源"),
        ("再新增学位", "新增学位"),
        ("和美乡村", "和美乡村"),
    ],
)
def test_fillers_go_and_words_stay_whole(text: str, rest: str) -> None:
    start, _ = strip_head(text, 0, len(text))
    assert text[start:] == rest
