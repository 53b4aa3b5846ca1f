"""Recognises pages that are shown instead of the page: browser checks and “not found” with 200.

Judged on little: such pages hold hardly any text, and either a script that sets a cookie and loads
the page again, or one of a few phrases. A long page is never one of them.
"""

from __future__ import annotations

import re

# Statuses that the usual protection products answer with (412 and 202 with a script, 521 with a
# cookie); any other status counts as a check only by what the page says.
CHALLENGE_STATUS = frozenset({202, 412, 521})

SETS_COOKIE = re.compile(rb"document\s*\.\s*cookie\s*=", re.IGNORECASE)
LOADS_AGAIN = re.compile(
    rb"location\s*\.\s*(?:reload|replace|assign)|location(?:\s*\.\s*href)?\s*=|\.submit\s*\(",
    re.IGNORECASE,
)
MARKS = re.compile(
    "__jsl_clearance|\\$_ts\\s*[=.]|_\\$[a-z0-9]{2}\\(|aliyun_waf|acw_sc__v2|cf-chl|captcha|"
    "请开启\\s*JavaScript|开启浏览器的\\s*JavaScript|请启用\\s*JavaScript|安全验证|访问验证|人机验证|滑动验证|"
    "正在验证您的浏览器|checking your browser|verify you are human",
    re.IGNORECASE,
)
GONE_TITLE = re.compile(
    "404|not found|页面(?:不存在|未找到|已删除|已失效|已下线)|找不到(?:该)?页面|无法找到|"
    "访问出错|错误页|出错了",
    re.IGNORECASE,
)
GONE_TEXT = re.compile(
    "(?:页面|网页|文章|信息|内容|栏目)[^。，]{0,6}"
    "(?:不存在|未找到|已(?:被)?删除|已失效|已下线|已过期|走丢|跑丢)|"
    "(?:找不到|无法找到)[^。，]{0,8}(?:页面|网页|文章|文件)|"
    "404\\s*(?:not found|错误|error)|page not found",
    re.IGNORECASE,
)
TAGS = re.compile(rb"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
# Characters of visible text past which a page is taken at its word.
MUCH_TEXT = 600
LITTLE_TEXT = 300


def is_challenge(body: bytes, status: int = 200) -> bool:
    """Whether a body is a browser check rather than the page that was asked for."""
    if len(body) > 512 * 1024:
        return False
    visible = visible_text(body)
    if len(visible) > MUCH_TEXT:
        return False
    if SETS_COOKIE.search(body) and LOADS_AGAIN.search(body):
        return True
    if status in CHALLENGE_STATUS and b"<script" in body.lower():
        return True
    return len(visible) < LITTLE_TEXT and bool(MARKS.search(_decoded(body)))


def is_gone(title: str, text: str) -> bool:
    """Whether a page with status 200 says that there is no such page.

    Args:
        title: the page's title.
        text: its visible text, however long.

    """
    if len(text) > MUCH_TEXT:
        return False
    return bool(GONE_TITLE.search(title) or GONE_TEXT.search(text))


def visible_text(body: bytes) -> str:
    """Return the text of a small page without markup; rough, and made for counting only."""
    return re.sub(r"\s+", "", _decoded(TAGS.sub(b" ", body)))


def _decoded(body: bytes) -> str:
    """Return the characters of a page whose charset is not known yet."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("gb18030", errors="replace")
