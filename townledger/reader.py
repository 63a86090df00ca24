"""The reader: one page's text in, all its facts out, in the order data flows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from townledger.dating.dates import IssueDate, issue_date
from townledger.facts.binding import Binder
from townledger.facts.sections import Sections
from townledger.facts.stated_years import with_stated_year
from townledger.facts.subjects import Subjects
from townledger.intake.sidecar import NO_SIDECAR, Sidecar
from townledger.numbers.mentions import NumberSpan, read_numbers
from townledger.numbers.units import canonical, lookup
from townledger.page.layout import LaidArticle, Layout, Part, lay_out
from townledger.page.text import sentences
from townledger.people.context import Context
from townledger.people.mechanisms import read_mechanisms
from townledger.people.organisations import read_organisations
from townledger.people.people import read_people
from townledger.people.spans import UNNAMED, OrganisationSpan
from townledger.places.mentions import PlaceSpan, read_places
from townledger.places.register import Register, default_register
from townledger.records import (
    MEASURES,
    Article,
    Fragment,
    Mechanism,
    MechanismStep,
    Metric,
    Number,
    Organisation,
    Page,
    PageFacts,
    PersonPost,
    PlaceMention,
    page_id_of,
)

LONGEST_SENTENCE = 1000
"""Characters of a sentence that is quoted whole for each of its figures; the longest seen in print has 484.

A table without full stops has thousands of figures, and the store would hold it all for every one.
"""
_DOCUMENT = re.compile("工作报告|公报|决算|预算|年鉴|人民代表大会")
"""Headlines of documents on one place as a whole."""


def read_page(
    raw: str,
    file_name: str,
    sha256: str = "",
    sidecar: Sidecar = NO_SIDECAR,
    register: Register | None = None,
) -> PageFacts:
    """Read one page.

    Parameters
    ----------
    raw
        The decoded text, untouched; every offset of the result refers to it.
    file_name
        Its name without the extension is the page's id.
    sha256
        Of the file's bytes.
    sidecar
        What a person states about the page; its date wins over the page's own evidence.
    register
        The administrative register; the packaged one by default.

    Returns
    -------
    PageFacts
        The page and its fragments, articles, places, people, organisations, mechanisms, numbers and metrics,
        each list in the order of the raw text.
    """
    register = register or default_register()
    layout = lay_out(raw)
    issue = issue_date(layout, sidecar.issue_date)
    places = read_places(layout, register)
    context = Context(layout, places, register)
    organisations = read_organisations(context)
    people = read_people(context, organisations)
    mechanisms = read_mechanisms(context)
    numbers = read_numbers(layout.flow.text)
    build = _Builder(raw, page_id_of(file_name), layout, context.codes)
    facts = PageFacts(
        Page(
            build.page_id,
            file_name,
            sha256,
            sidecar.publication,
            _iso(issue.low),
            _iso(issue.high),
            issue.evidence,
            len(raw),
            raw,
        )
    )
    facts.fragments = [
        Fragment(build.page_id, b.raw_start, b.raw_end, b.kind, b.joined_to, b.evidence)
        for b in layout.breaks
    ]
    facts.articles = list(build.articles())
    for place in places:
        if span := build.span(place.start, place.end):
            facts.places.append(
                PlaceMention(
                    *span, place.level, place.code, place.name, place.match, place.confidence, place.reason
                )
            )
    for organisation in organisations:
        if span := build.span(organisation.start, organisation.end):
            facts.organisations.append(Organisation(*span, organisation.type, organisation.place_code))
    for person in people:
        if span := build.span(person.start, person.end):
            facts.people.append(
                PersonPost(
                    *span[:4],
                    person.name if person.name == UNNAMED else "".join(span[4].split()),  # 乾 is no 干 here
                    person.post,
                    person.organisation,
                    person.place_code,
                    person.role,
                    person.name_kind,
                )
            )
    for mechanism in mechanisms:
        if span := build.span(mechanism.start, mechanism.end):
            key = f"{build.page_id}:m{span[2]}-{span[3]}"
            facts.mechanisms.append(Mechanism(key, *span, mechanism.kind, mechanism.place_code))
            facts.steps += [
                MechanismStep(key, seq, step.cadence, step.action, step.actor, step.quantity)
                for seq, step in enumerate(mechanism.steps, start=1)
            ]
    facts.numbers = list(build.numbers(numbers))
    facts.metrics = list(build.metrics(numbers, places, organisations, issue))
    for records in (
        facts.places,
        facts.organisations,
        facts.people,
        facts.mechanisms,
        facts.numbers,
        facts.metrics,
    ):
        records.sort(key=_raw_order)
    return facts


def _raw_order(
    record: PlaceMention | Organisation | PersonPost | Mechanism | Number | Metric,
) -> tuple[int, int]:
    return record.char_start, record.char_end


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _quoted(sentence: tuple[int, int], number: NumberSpan) -> tuple[int, int]:
    """Return the span that is quoted for a figure: its sentence, of an endless one what stands around it."""
    low, high = sentence
    if high - low <= LONGEST_SENTENCE:
        return sentence
    around = LONGEST_SENTENCE // 4
    return max(low, number.start - around), min(high, number.end + around)


def _holding(spans: list[tuple[int, int]], offset: int) -> tuple[int, int] | None:
    """Return the one of the sorted spans that holds ``offset``, or None."""
    at = bisect_right(spans, (offset, len(spans) and spans[-1][1])) - 1
    return spans[at] if at >= 0 and spans[at][0] <= offset < spans[at][1] else None


class _Builder:
    """Turns spans of the flow into records of the raw page."""

    def __init__(self, raw: str, page_id: str, layout: Layout, codes: list[str | None]) -> None:
        self.raw, self.page_id, self.layout, self.codes = raw, page_id, layout, codes
        self._article_starts = [article.start for article in layout.articles]
        self._article_ids = [f"{page_id}#{article.seq:02d}" for article in layout.articles]
        self._parts: list[tuple[LaidArticle, Part]] = [(a, p) for a in layout.articles for p in a.parts]
        self._part_starts = [part.start for _, part in self._parts]

    def article_of(self, offset: int) -> int | None:
        """Return the index of the article that holds a flow offset."""
        at = bisect_right(self._article_starts, offset) - 1
        return at if at >= 0 and offset < self.layout.articles[at].end else None

    def article_id(self, index: int | None) -> str | None:
        return None if index is None else self._article_ids[index]

    def span(self, start: int, end: int) -> tuple[str, str | None, int, int, str] | None:
        """Return (page_id, article_id, char_start, char_end, text), or None for a span over moved pieces."""
        raw = self.layout.flow.raw_span(start, end)
        if raw is None:
            return None
        return self.page_id, self.article_id(self.article_of(start)), *raw, self.raw[raw[0] : raw[1]]

    def articles(self) -> Iterator[Article]:
        """Yield the articles; a moved article spans from its first to its last raw character."""
        flow = self.layout.flow
        for index, laid in enumerate(self.layout.articles):
            # The line end that closes the flow may come from anywhere; it is no part of the last article.
            pieces = flow.raw_pieces(laid.start, laid.end)
            offsets = [(lo, hi) for lo, hi in pieces if self.raw[lo:hi].strip()]
            yield Article(
                self._article_ids[index],
                self.page_id,
                laid.seq,
                laid.kind,
                laid.kicker,
                laid.title,
                laid.subtitle,
                laid.byline,
                self.codes[index],
                min(lo for lo, _ in offsets) if offsets else flow.raw_offset(laid.start),
                max(hi for _, hi in offsets) if offsets else flow.raw_offset(laid.start) + 1,
            )

    def numbers(self, spans: list[NumberSpan]) -> Iterator[Number]:
        """Yield every number mention of any class."""
        for n in spans:
            if span := self.span(n.start, n.end):
                yield Number(*span, n.class_, n.low, n.high, n.unit, n.qualifier, n.reason)

    def metrics(
        self,
        spans: list[NumberSpan],
        places: list[PlaceSpan],
        organisations: list[OrganisationSpan],
        issue: IssueDate,
    ) -> Iterator[Metric]:
        """Yield the mentions that measure something, bound to their sentences."""
        flow = self.layout.flow
        subjects = Subjects(flow.text, places, organisations)
        measures = [n for n in spans if n.class_ in MEASURES]
        binder = Binder(flow.text, measures)
        paragraph = sentence = (0, 0)
        spans_of: list[tuple[int, int]] = []
        printed = ""
        document = False
        code_of = dict(zip(self._article_ids, self.codes, strict=True)) | {None: None}
        sections = Sections(self.layout, issue)
        for i, number in enumerate(measures):
            span = self.span(number.start, number.end)
            if span is None:
                continue
            at = max(0, bisect_right(self._part_starts, number.start) - 1)
            article, part = self._parts[at]
            if paragraph != (part.start, part.end):
                paragraph = (part.start, part.end)
                spans_of = sentences(flow.text, *paragraph)
                document = _DOCUMENT.search(article.title) is not None
            fresh = not sentence[0] <= number.start < sentence[1]
            if fresh:
                sentence = _holding(spans_of, number.start) or paragraph
            if fresh or sentence[1] - sentence[0] > LONGEST_SENTENCE:
                printed = flow.printed(self.raw, *_quoted(sentence, number))
            code = code_of[span[1]]
            subject, place_code = subjects.of(number, sentence, paragraph, code, document=document)
            this = binder.bind(i, sentence, paragraph, article.start)
            unit = lookup(number.unit or number.implied)
            section = sections.at(number.start)
            period, status = this.period_text, this.status
            if number.class_ in ("quantity", "ratio") and status in ("actual", "planned"):
                if status == "actual" and sections.is_planned(section, sentence[0], number.start, period):
                    status = "planned"
                if section and not period and section.planned == (status == "planned"):
                    period = section.text
            cadence = number.class_ == "frequency"  # 一月一研判 is no month of the calendar
            words = with_stated_year(flow.text, period, number.start, paragraph[0])
            start, end = (None, None) if cadence else sections.resolve(words, section)
            low = canonical(number.low, unit)
            yield Metric(
                f"{self.page_id}:{span[2]}-{span[3]}",
                *span,
                number.class_,
                printed,
                number.low,
                number.high,
                number.unit,
                number.qualifier,
                unit.dimension if unit else "count",
                low,
                low if number.high == number.low else canonical(number.high, unit),
                unit.canonical_unit if unit else "",
                this.item,
                this.measure,
                subject,
                place_code,
                period,
                _iso(start),
                _iso(end),
                status,
                number.implied != "",
            )
