"""What passes between the rules while one sentence is read.

Thousands of these are made a report. They are written out, because compiled code makes a plain
class in a fraction of the time that it needs for a dataclass, whose `__init__` stays interpreted.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.extract.numbers.quantity import Quantity


class Reading:
    """One number as read; offsets in folded text.

    `other` means that it states neither what was reached nor what is aimed at. `flow` is false
    for a level that was reached, true for what adds up over the years. `begins` marks the A of
    从A到B. `rule` names what read it. `quote_end` is where the evidence ends.
    """

    def __init__(
        self,
        quantity: Quantity,
        subject: str,
        subject_start: int,
        measure: str,
        value: float,
        comparator: str,
        rule: str,
        clause: int,
        quote_end: int,
    ) -> None:
        self.quantity = quantity
        self.subject = subject
        self.subject_start = subject_start
        self.measure = measure
        self.value = value
        self.comparator = comparator
        self.rule = rule
        self.clause = clause
        self.quote_end = quote_end
        self.force: str = ""
        self.estimate = False
        self.other = False
        self.flow = True
        self.begins = False
        self.yearly = False  # 年均: an average over the years
        self.total = False  # 累计: what came together over the years that the sentence names
        self.verb: str = ""
        self.noun: str = ""  # what a count-first reading counts
        # where statements of time belong to another number
        self.not_times: tuple[int, int] = (0, 0)


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


class Place:
    """Where a number stands: its clause, the words before it and behind it.

    `among`: the clause opens with 其中. `abuts`: the words behind lead straight to the next
    number, whose unit `next_unit` is.
    """

    def __init__(
        self,
        text: str,
        masked: str,
        clause: int,
        clause_end: int,
        pre: int,
        post_end: int,
        among: bool,
        abuts: bool = False,
        next_unit: str = "",
        marks: ClauseMarks | None = None,
    ) -> None:
        self.text = text
        self.masked = masked
        self.clause = clause
        self.clause_end = clause_end
        self.pre = pre
        self.post_end = post_end
        self.among = among
        self.abuts = abuts
        self.next_unit = next_unit
        self.marks = marks


class State:
    """What earlier clauses of a sentence leave to later ones.

    `last` is the subject that a bare 增长5% goes back to, `base` the one that 总量 or 占比
    completes, `group` the subjects that a later 分别 goes back to, `parents` what 其中 may narrow,
    `verb` the verb that a 、-list shares.
    """

    def __init__(self) -> None:
        self.last: str = ""
        self.last_start = -1
        self.base: str = ""
        self.parents: list[str] = []
        self.known_parents: list[str] = []  # of the clauses before this one
        self.part = 0  # how many parents stand before the last “；”
        self.group: list[str] = []
        self.group_clause = -1
        self.aspects: list[str] = []  # of one clause: 营收521亿元、利税27亿元
        self.aspects_clause = -1
        self.verb: str = ""
        self.about: str = ""  # the field that the sentence opens with: 煤炭方面，…产量
        self.owner: str = ""  # the thing that a clause without a number spoke of: “甲”平台见效，…
        self.park: str = ""  # the park whose progress the first clause speaks of
        self.parted: str = ""  # what 其中 shares out over places
        self.share: str = ""  # the share named last, of which a bare 提高2个百分点 speaks
        self.ruling: str = ""  # the verb before the first count of the clause
        self.estimate_all = False
        self.estimate_subject: str = ""
        self.previous: tuple[int, int] = (0, 0)
        self.readings: list[Reading] = []

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
