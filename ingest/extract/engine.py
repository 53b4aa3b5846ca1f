"""Puts the steps together: text to sections, sentences, numbers, readings and observations."""

from __future__ import annotations

from ingest.extract.numbers.quantities import find_quantities
from ingest.extract.numbers.quantity import Quantity
from ingest.extract.observations import ObservationWriter, says_growth
from ingest.extract.readings import read_sentence
from ingest.extract.relations.reading import may_relate, read_relations
from ingest.extract.state import Reading
from ingest.extract.subjects.stages import stage_of_before
from ingest.extract.text.fold import Folded
from ingest.extract.text.item_marks import sentence_start
from ingest.extract.text.masking import mask
from ingest.extract.text.sections import Part
from ingest.extract.times.context import TimeContext
from ingest.model import Observation, ReportFacts, Sentence


class Observer:
    """Reads the sentences of one folded report with its `facts`.

    `given` is the text as given, `parts` the parts in time.
    """

    def __init__(self, folded: Folded, given: str, facts: ReportFacts, parts: list[Part]) -> None:
        self.text = folded.text
        self.masked = mask(folded.text)
        self.parts = parts
        self.context = TimeContext(folded.text, facts)
        self.writer = ObservationWriter(folded, given, facts)
        self.before: list[Reading] = []  # of the sentence that ends at `before_end`
        self.before_end = -1

    def observe(self, sentences: list[Sentence]) -> list[Observation]:
        """Give all observations of the report, in the order of the text."""
        quantities = find_quantities(self.masked)
        found: list[Observation] = []
        at, total = 0, len(quantities)
        number = 0  # of the part in time
        for sentence in sentences:
            first = at
            while at < total and quantities[at].start < sentence.end:
                at += 1
            while number + 1 < len(self.parts) and self.parts[number + 1].start <= sentence.start:
                number += 1
            part = self.parts[number]
            kind = part.section.kind
            plan = kind == "plan" or (sentence.headline and kind in ("other", "opening"))
            if at > first or plan:
                found.extend(self._sentence(sentence, part, quantities[first:at], plan=plan))
            elif (
                part.span
                or self.text.find("五", sentence.start, sentence.end) >= 0
                or sentence.start == 0  # 四年来，我们…。: the line that an excerpt opens with
            ):
                # 过去五年 holds for the paragraph that it opens
                self.context.carry_on(sentence, part)
        return found

    def _sentence(
        self, sentence: Sentence, part: Part, quantities: list[Quantity], *, plan: bool
    ) -> list[Observation]:
        """Read one sentence: its numbers, and in the plan its targets in words."""
        begin = sentence_start(self.text, sentence.start, sentence.end)
        if plan:  # 保持正增长 is a target in words there
            quantities = [each for each in quantities if each.kind != "positive"]
        readings: list[Reading] = []
        if quantities:
            readings = read_sentence(self.text, self.masked, begin, sentence.end, quantities)
            if self.before_end == sentence.start:
                stage_of_before(self.before, readings)
            self.before, self.before_end = readings, sentence.end
        context = self.context
        times = context.enter(sentence, part, plan=plan, has_numbers=bool(readings))
        found: list[Observation] = []
        if readings:
            found = self.writer.of_readings(readings, times, context.carried, part, sentence)
        if plan and (sentence.headline or may_relate(self.masked, sentence.start, sentence.end)):
            in_words = self._in_words(sentence, part, begin, readings)
            if in_words:
                found.extend(in_words)
                found.sort(key=lambda observation: observation.start)
        return found

    def _in_words(
        self, sentence: Sentence, part: Part, begin: int, readings: list[Reading]
    ) -> list[Observation]:
        """Read the targets of a sentence that are set in words, outside what `readings` took."""
        taken = [(r.quantity.start, r.quantity.end) for r in readings]
        headline, context = sentence.headline, self.context
        relations = read_relations(
            self.text, self.masked, begin, sentence.end, taken, headline=headline
        )
        found: list[Observation] = []
        for relation in relations:
            growth = says_growth(relation.relation)
            period = context.period_of_goal(sentence, part, growth=growth)
            found.append(self.writer.of_relation(relation, period, sentence))
        return found
