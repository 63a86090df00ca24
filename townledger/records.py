"""The facts that leave the reader: one dataclass a warehouse table, in the order data flows.

Offsets (``char_start``, ``char_end``) are Python str indices into the raw decoded text of the page:
``page.text[char_start:char_end] == text`` holds for every record that has a ``text``.
Ids are text and depend only on the page's name and on offsets, so they are stable across rebuilds.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, TypeVar

from townledger.frozen import frozen

MEASURES = frozenset({"quantity", "duration", "age", "frequency", "ratio"})
"""The classes of number mention that are facts, and so become metrics."""

R = TypeVar("R")


def page_id_of(file_name: str) -> str:
    """Return the id of the page in a file: its name without the extension."""
    return file_name.rpartition(".")[0] or file_name


@cache
def columns(record: type) -> tuple[str, ...]:
    """Return the warehouse column names of a record class, in order (``class_`` is the column ``class``)."""
    return tuple(f.name.rstrip("_") for f in fields(record))


def to_row(record: Any) -> dict[str, Any]:
    """Return a record as a dict of warehouse columns."""
    return {f.name.rstrip("_"): getattr(record, f.name) for f in fields(record)}


def from_row(cls: type[R], row: dict[str, Any]) -> R:
    """Return the record of class ``cls`` that ``row`` holds; columns that the class lacks are ignored."""
    return cls(**{f.name: row[f.name.rstrip("_")] for f in fields(cls) if f.name.rstrip("_") in row})  # type: ignore[arg-type]


@frozen
class Page:
    """One source file: its raw decoded text and the interval of its issue date (ISO dates or None)."""

    page_id: str
    file_name: str
    sha256: str
    publication: str
    issue_date_low: str | None
    issue_date_high: str | None
    issue_date_evidence: str
    char_count: int
    text: str


@frozen
class Fragment:
    """A break in the text and what was decided about it."""

    page_id: str
    char_start: int
    char_end: int
    kind: str  # joined | orphan_head | orphan_tail | out_of_order
    joined_to: int | None  # raw offset at which the text goes on
    evidence: str


@frozen
class Article:
    """A headline with its text, or a caption, a banner, furniture."""

    article_id: str
    page_id: str
    seq: int
    kind: str  # news | feature | brief | photo | caption | banner | furniture
    kicker: str
    title: str
    subtitle: str
    byline: str
    place_code: str | None
    char_start: int
    char_end: int


@frozen
class PlaceMention:
    """A place named on the page and how it was matched with the administrative register."""

    page_id: str
    article_id: str | None
    char_start: int
    char_end: int
    text: str
    level: str  # province | city | county | township | village | other
    place_code: str | None  # 2, 4, 6, 9 or 12 digits
    place_name: str | None  # the register's name
    match: str  # exact | alias | short | lookalike | parent_mismatch | unresolved
    confidence: float
    reason: str


@frozen
class Organisation:
    """An organisation named on the page."""

    page_id: str
    article_id: str | None
    char_start: int
    char_end: int
    text: str
    type: str
    place_code: str | None


@frozen
class PersonPost:
    """A person with a post."""

    page_id: str
    article_id: str | None
    char_start: int
    char_end: int
    name: str
    post: str
    organisation: str
    place_code: str | None
    role: str  # newsmaker | byline | staff
    name_kind: str = "full"  # full | partial (王大姐) | unnamed


@frozen
class Mechanism:
    """A programme, mechanism or slogan of governance."""

    mechanism_id: str
    page_id: str
    article_id: str | None
    char_start: int
    char_end: int
    text: str
    kind: str
    place_code: str | None


@frozen
class MechanismStep:
    """One step of a mechanism in the normal form cadence x action x actor x quantity."""

    mechanism_id: str
    seq: int
    cadence: str
    action: str
    actor: str
    quantity: str


@frozen
class Number:
    """A number mention of any class; bounds in the printed unit with scale words folded in."""

    page_id: str
    article_id: str | None
    char_start: int
    char_end: int
    text: str
    class_: str  # quantity | duration | age | date | ordinal | frequency | ratio | name
    value_low: float | None
    value_high: float | None
    unit: str
    qualifier: str  # exact | over | about | under | at_least | at_most | range
    reason: str  # why it has this class, in Chinese; shown on 未采用 for mentions that are no metrics


@frozen
class Metric:
    """A fact: a measure bound to its sentence, item, subject, place, period and status."""

    metric_id: str
    page_id: str
    article_id: str | None
    char_start: int
    char_end: int
    text: str
    class_: str
    sentence: str
    value_low: float | None
    value_high: float | None
    unit: str
    qualifier: str
    dimension: str
    canonical_low: float | None
    canonical_high: float | None
    canonical_unit: str
    item: str
    measure: str
    subject: str
    place_code: str | None
    period_text: str
    period_start: str | None
    period_end: str | None
    status: str  # actual | planned | capacity | requirement
    unit_implied: bool = False  # the unit is not printed but follows from the wording


@dataclass(slots=True)
class PageFacts:
    """Everything that was read from one page."""

    page: Page
    fragments: list[Fragment] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    organisations: list[Organisation] = field(default_factory=list)
    people: list[PersonPost] = field(default_factory=list)
    mechanisms: list[Mechanism] = field(default_factory=list)
    steps: list[MechanismStep] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    metrics: list[Metric] = field(default_factory=list)
