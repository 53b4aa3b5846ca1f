"""Names another stage of the work that was counted: 建成学校6所、开工4所; 制定规章2件、废止22件."""

from __future__ import annotations

import re
from typing import Final

from ingest.extract.numbers.quantity import Quantity
from ingest.extract.phrases.cues import Lead
from ingest.extract.phrases.heads import keep_verb
from ingest.extract.state import Place, Reading, State
from ingest.extract.vocabulary.words import KEEP, STAGES

_BEGUN: Final = re.compile("(?<=..)(?:新?开工(?:建设)?|动工)$")
_MADE: Final = ("建成", "完成", "建设", "启动", "实施", "推进")
_BUILT_ANEW: Final = ("新建", "续建", "改建", "扩建", "新开工", "改扩建")

# In one order, whatever the set's: 新开工旧楼改造 begins and ends with a stage.
_LONGEST_FIRST: Final = tuple(sorted(STAGES, key=lambda stage: (-len(stage), stage)))


def other_stage(base: str, stage: str) -> str:
    """Name another stage of the same work: 改造开工742个、完工548个; "" where base names none."""
    if base.endswith(stage):
        return base  # 新开工300台。…新开工200台
    others = [own for own in _LONGEST_FIRST if own != stage and len(base) > len(own)]
    for own in others:
        if base.endswith(own) and own != "改造":
            return base.removesuffix(own) + stage
    for own in others:
        if base.startswith(own):
            # 签约项目75个、落地38个; 开工建设住房900套、竣工600套; 新开工旧楼改造…、竣工…
            return stage + base.removeprefix(own).removeprefix("建设")
        if base.endswith(f"{own}项目"):
            return f"{base.removesuffix(f'{own}项目')}{stage}项目"  # 高新区开工项目27个、完工9个
    if "改造" not in others or not base.endswith("改造"):
        return ""
    # 棚户区改造9套，建成8套: what is built are no shanties
    return base.removesuffix("" if base.endswith("棚户区改造") else "改造") + stage


def at_stage(place: Place, subject: str, stage: str, state: State) -> str:
    """Name another stage of the work before, its verb where that of the first one stood."""
    before = state.readings[-1] if state.readings else None
    if before is None or before.subject != subject or place.pre == place.clause:
        return other_stage(subject, stage) or other_verb(subject, stage)
    at = place.text.find(subject, before.clause, before.quantity.start)
    led = at > 0 and place.text.endswith(_MADE, before.clause, at)
    led = led and not subject.endswith("新建")
    return stage + subject if led else other_verb(subject, stage)  # 建成学校6所、开工4所


def finished(subject: str, place: Place, frame: str, lead: Lead) -> str:
    """Name the finished of what was begun (开工建设90个，年内完成40个)."""
    if "完成" not in (frame, lead.reach) or place.pre > place.clause:
        return subject
    begun = _BEGUN.search(subject)
    return f"{subject[: begun.start()]}完成" if begun else subject


def stage_of_before(before: list[Reading], readings: list[Reading]) -> None:
    """Name the works that a sentence opens with a stage of (实施项目80个。竣工30个)."""
    stage = readings[0].subject if readings else ""
    if stage not in STAGES:
        return
    for counted in reversed(before):
        if counted.quantity.unit == readings[0].quantity.unit and counted.measure == "level":
            named = other_stage(counted.subject, stage) or other_verb(counted.subject, stage)
            readings[0].subject = named
            return


def done_of(place: Place, subject: str, quantity: Quantity, state: State) -> str:
    """Name those of the counted that a stage has reached (90个重点工程已完工80个: 完工重点工程)."""
    before = state.readings[-1] if state.readings else None
    if before is None or not before.other or before.quantity.tail != place.pre:
        return subject
    stage = subject[len(before.subject) :]
    of_them = subject.startswith(before.subject) and quantity.unit == before.quantity.unit
    return stage + before.subject if of_them and stage in STAGES else subject


def other_verb(base: str, verb: str) -> str:
    """Say another verb of the thing before: 制定规章2件、废止22件 → 废止规章."""
    own = keep_verb(base, 0, len(base))
    if not own and base.endswith("新建") and len(base) > len("新建") + 1:
        return verb + base.removesuffix("新建")  # 农田新建3万亩、改造2万亩
    if own and base[:own] in STAGES and (verb in STAGES or verb in _BUILT_ANEW):
        own += len("建设") * base.startswith("建设", own)  # 开工建设住房900套、建成700套
    if not own and len(base) > len(verb) + 1 and base[-2:] in KEEP and len(verb) == len("处理"):
        return base[:-2].removesuffix("新") + verb  # 垃圾清运900吨、处理800吨: of the same garbage
    if not own and verb in _BUILT_ANEW:
        return verb + base  # 工业项目26个，其中新建16个、续建10个
    return verb + base[own:] if own and len(base) - own >= 2 else base + verb
