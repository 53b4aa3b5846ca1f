"""One run of a page asks one version, whatever is published meanwhile."""

from __future__ import annotations

import pytest

import compare
from tests.app import world
from views import data
from warehouse.errors import NotPublishedError
from warehouse.store import Writer


def publish(home, extra: str) -> None:
    with Writer(
        home, install=compare.install, refresh=compare.refresh, reference=world.reference()
    ) as writer:
        writer.store(world.report(1, 2026, extra=extra))
        writer.publish()


def sentences() -> list[str]:
    report = data.report("X00002", 2026)
    assert report is not None
    return [one["text"] for one in data.sentences(int(report["report_id"]))]


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    home = world.build(tmp_path / "home", regions=2)
    monkeypatch.setenv("DUIXIAN_HOME", str(home.path))
    return home


def test_a_run_keeps_its_version_until_it_ends(own_home) -> None:
    with data.one_version():
        report = data.report("X00002", 2026)
        assert report is not None
        before = data.version()
        publish(own_home, "这是改写的一句。")
        kept = [one["text"] for one in data.sentences(int(report["report_id"]))]
        assert kept
        assert "这是改写的一句。" not in kept
        assert data.version() == before
        assert data.newest() != before
        assert data.version() == before
    assert "这是改写的一句。" in sentences()
    assert data.version() == data.newest()


def test_a_run_that_published_itself_goes_on_with_its_own_version(own_home) -> None:
    with data.one_version():
        assert "这是新的一句。" not in sentences()
        publish(own_home, "这是新的一句。")
        data.renew()
        assert "这是新的一句。" in sentences()


def test_without_a_published_file_asking_says_what_to_do(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("DUIXIAN_HOME", str(tmp_path / "nothing"))
    with data.one_version(), pytest.raises(NotPublishedError, match="duixian demo"):
        data.regions()
    assert data.source_statuses() == {}


def test_an_answer_stays_as_it_was_whatever_a_page_does_to_it(own_home) -> None:
    first = data.regions()
    names = list(first["name"])
    first["name"] = "改写"
    first.loc[0, "reports"] = -1
    del first["level"]
    again = data.regions()
    assert list(again["name"]) == names
    assert again["reports"].min() > 0
    assert "level" in again.columns
