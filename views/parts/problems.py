"""What the warehouse refuses, as one sentence in the reader's language."""

from __future__ import annotations

from views.parts.state import t
from warehouse.errors import ChecksFailedError, CorrectionError, LockedError


def said(error: Exception) -> str:
    """The sentence for people; errors that readers seldom meet stay in English."""
    words = str(error)
    if isinstance(error, CorrectionError):
        return t(error.zh, words)
    if isinstance(error, LockedError):
        return t("另一个程序正在写入：请过一会儿再试，没有任何改动。", words)
    if isinstance(error, ChecksFailedError):
        names = "、".join(error.names)
        return t(
            f"新版本没有通过发布前的检查（{names}），因此没有发布，旧版本保持不变；"
            "请运行 duixian doctor。",
            words,
        )
    return words
