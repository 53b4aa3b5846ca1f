"""What passes between the rules while one sentence is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.extract.quantity import Quantity


@dataclass(slots=True)
class Reading:
    """One number as read; offsets in folded text.

    `other` means that it states neither what was reached nor what is aimed at. `flow` is false
    for a level that was reached, true for what adds up over the years. `begins` marks the A of
    从A到B. `rule` names what read it. `quote_end` is where the evidence ends.
    """

    quantity: Quantity
    subject: str
    subject_start: int
    measure: str
    value: float
    comparator: str
    rule: str
    clause: int
    quote_end: int
    force: str = ""
    estimate: bool = False
    other: bool = False
    flow: bool = True
    begins: bool = False
    yearly: bool = False  # 年均: an average over the years
    total: bool = False  # 累计: what came together over the years that the sentence names
    verb: str = ""
    noun: str = ""  # what a count-first reading counts
    not_times: tuple[int, int] = (0, 0)  # where statements of time belong to another number


@dataclass(slots=True)
class ClauseMarks:
    """What is said once for a whole clause: where 力争 or 确保 and where 预计 stand in it."""

    forces: tuple[tuple[int, str], ...] = ()
    estimate: int = -1

    def force_at(self, position: int) -> str:
        """Tell the force of a number at `position`: the last such word before it."""
        force = ""
        for at, kind in self.forces:
            if at < position:
                force = kind
        return force


@dataclass(slots=True)
class Place:
    """Where a number stands: its clause, the words before it and behind it."""

    text: str
    masked: str
    clause: int
    clause_end: int
    pre: int
    post_end: int
    among: bool  # the clause opens with 其中
    abuts: bool = False  # the words behind lead straight to the next number
    next_unit: str = ""
    marks: ClauseMarks | None = None


@dataclass(slots=True)
class State:
    """What earlier clauses of a sentence leave to later ones.

    `last` is the subject that a bare 增长5% goes back to, `base` the one that 总量 or 占比
    completes, `group` the subjects that a later 分别 goes back to, `parents` what 其中 may narrow,
    `verb` the verb that a 、-list shares.
    """

    last: str = ""
    last_start: int = -1
    base: str = ""
    parents: list[str] = field(default_factory=list)
    known_parents: list[str] = field(default_factory=list)  # of the clauses before this one
    part: int = 0  # how many parents stand before the last “；”
    group: list[str] = field(default_factory=list)
    group_clause: int = -1
    aspects: list[str] = field(default_factory=list)  # of one clause: 营收521亿元、利税27亿元
    aspects_clause: int = -1
    verb: str = ""
    about: str = ""  # the field that the sentence opens with: 煤炭方面，…产量
    share: str = ""  # the share named last, of which a bare 提高2个百分点 speaks
    ruling: str = ""  # the verb before the first count of the clause
    estimate_all: bool = False
    estimate_subject: str = ""
    previous: tuple[int, int] = (0, 0)
    readings: list[Reading] = field(default_factory=list)

    def remember(self, subject: str, start: int, clause: int) -> None:
        """Note `subject` as the one that what follows goes back to."""
        self.last = self.base = subject
        self.share = ""
        self.last_start = start
        self.parents.append(subject)
        if self.group_clause == clause:
            if self.group[-1:] != [subject]:  # said again by its share: one subject still
                self.group.append(subject)
        else:
            self.group = [subject]
            self.group_clause = clause
