"""What the warehouse refuses, as one sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from views.parts import check_list, failures
from views.parts.state import t
from warehouse.errors import ChecksFailedError, CorrectionError
from warehouse.waiting import Waiting


def said(error: Exception) -> str:
    """The sentence for people, in the session's language."""
    words = str(error)
    if isinstance(error, CorrectionError):
        return t(error.zh, words)
    if isinstance(error, ChecksFailedError):
        found = checks(error.found)
        return t(
            f"新版本没有通过发布前的检查（{found}），因此没有发布，旧版本保持不变；"
            "请运行 duixian doctor。",
            f"The new version didn't pass the checks before publishing ({found}), so it wasn't "
            "published and the old one stays; run `duixian doctor`.",
        )
    return t(failures.chinese(error), words)


def checks(found: Sequence[tuple[str, int]]) -> str:
    """Failed checks in plain words, each with its number of cases."""
    return t("；", "; ").join(
        check_list.words({"name": name, "found": cases, "message": name}) for name, cases in found
    )


def not_shown(waiting: Waiting) -> str:
    """Why what was saved isn't shown yet, in one sentence."""
    if not waiting.checks:
        return t(
            "已保存，但还没有显示：新版本未能写出，可能是磁盘已满；现在显示的数据保持不变。",
            "Saved, but not shown yet: the new version couldn't be written, perhaps because the "
            "disk is full; what is shown now stays as it is.",
        )
    found = checks(waiting.checks)
    return t(
        f"已保存，但还没有显示：发布前的检查发现问题（{found}）；现在显示的数据保持不变。",
        f"Saved, but not shown yet: a check before publishing found a problem ({found}); what is "
        "shown now stays as it is.",
    )
