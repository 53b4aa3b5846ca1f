"""How verdicts and target changes look: a word, a sign and a colour, never a colour alone.

The colours are Okabe and Ito's, which people with any kind of colour blindness can tell apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from views.parts.state import t


@dataclass(frozen=True, slots=True)
class Look:
    """How one word of a vocabulary is shown."""

    zh: str
    en: str
    sign: str
    colour: str
    meaning_zh: str = ""
    meaning_en: str = ""

    @property
    def ink(self) -> str:
        """The colour of a sign on this colour: dark on the light ones, else white."""
        red, green, blue = (int(self.colour[place : place + 2], 16) for place in (1, 3, 5))
        return "#1a1a1a" if 0.3 * red + 0.59 * green + 0.11 * blue > 140 else "#ffffff"

    @property
    def word(self) -> str:
        """The word in the session's language."""
        return t(self.zh, self.en)

    @property
    def label(self) -> str:
        """Sign and word."""
        return f"{self.sign} {self.word}"

    @property
    def meaning(self) -> str:
        """What the word means, in one sentence."""
        return t(self.meaning_zh, self.meaning_en)


VERDICTS = {
    "exceeded": Look(
        "超额完成",
        "exceeded",
        "▲",
        "#0072B2",
        "结果明显好于目标（确定的数字超过一成以上，或超出“左右”的范围）。",
        "The outcome is clearly better than the target: a firm number passed by over 10%, or the "
        "range of “about” passed.",
    ),
    "met_stretch": Look(
        "达到力争目标",
        "met the stretch goal",
        "★",
        "#56B4E9",
        "基本目标和“力争”目标都已达到。",
        "Both the base target and the stretch goal (力争) were reached.",
    ),
    "met": Look(
        "完成",
        "met",
        "✓",
        "#009E73",
        "结果达到目标。",
        "The outcome reaches the target.",
    ),
    "missed": Look(
        "未完成",
        "missed",
        "✗",
        "#D55E00",
        "报告公布的结果低于目标。",
        "The reported outcome falls short of the target.",
    ),
    "not_reported": Look(
        "未报告",
        "not reported",
        "?",
        "#E69F00",
        "下一年的报告没有给出这一指标的结果。",
        "The next report gives no outcome for this indicator.",
    ),
    "not_comparable": Look(
        "不可比",
        "not comparable",
        "≠",
        "#CC79A7",
        "结果的口径与目标不同，无法比较。",
        "The outcome measures something else than the target did.",
    ),
    "qualitative": Look(
        "定性目标",
        "in words only",
        "文",
        "#8A8A8A",
        "目标只用文字表述，没有可以核对的数字。",
        "The target is words without a number to check.",
    ),
}
SUCCESS = ("met", "met_stretch", "exceeded")
JUDGED = (*SUCCESS, "missed")

CHANGES = {
    "raised": Look("上调", "raised", "↑", "#0072B2"),
    "lowered": Look("下调", "lowered", "↓", "#D55E00"),
    "tightened_wording": Look("措辞加重", "wording hardened", "⤒", "#56B4E9"),
    "loosened_wording": Look("措辞放松", "wording softened", "⤓", "#E69F00"),
    "new": Look("新增", "new", "＋", "#009E73"),
    "dropped": Look("不再提出", "dropped", "－", "#CC79A7"),
    "unchanged": Look("不变", "unchanged", "＝", "#8A8A8A"),
    "not_comparable": Look("不可比", "not comparable", "≠", "#8A8A8A"),
}

FLAGS = {
    "estimate": ("结果为预计数", "the outcome is an estimate"),
    "bound": ("结果为约数或界限（如“超过”“左右”）", "the outcome is a bound or a round number"),
    "derived": ("结果由两年数值推算", "the outcome was worked out from two figures"),
    "stated": ("按报告的文字判断", "judged by the report's words"),
    "strive": ("“力争”目标", "a “strive for” target"),
    "below_zero": ("低于零", "below zero"),
    "low_confidence": ("识别把握较低", "read with low confidence"),
    "corrected": ("经人工更正", "corrected by hand"),
}


def verdict(name: str) -> Look:
    """The look of a verdict; an unknown word is shown as it is."""
    return VERDICTS.get(name) or Look(name, name, "·", "#8A8A8A")


def change(name: str) -> Look:
    """The look of a target change; an unknown word is shown as it is."""
    return CHANGES.get(name) or Look(name, name, "·", "#8A8A8A")


def flag(name: str) -> str:
    """A flag in words."""
    zh, en = FLAGS.get(name, (name, name))
    return t(zh, en)
