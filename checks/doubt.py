"""Doubt a set of pages: every family of checks over every page, in memory, without a warehouse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from checks.arithmetic import check_arithmetic
from checks.calendar import check_calendar
from checks.marks import check_marks
from checks.place_names import check_place_names
from checks.quota import doubt_quotas
from checks.records import Doubts, Finding, Relation
from checks.registry_checks import check_register
from checks.series import check_page, check_pages
from checks.spelling import check_spelling
from checks.verdicts import verdicts
from checks.view import PageView
from checks.wording import check_wording
from townledger.places.register import Register
from townledger.records import PageFacts

_SEVERITY = {"block": 0, "review": 1, "hint": 2}


Across = Mapping[str, Sequence[Finding | Relation]]
"""By page_id, what comparing pages gives."""


def compare(pages: Iterable[PageFacts]) -> Across:
    """Return what comparing all pages gives; of their facts only fragments and metrics are looked at."""
    across: dict[str, list[Finding | Relation]] = defaultdict(list)
    for one in check_pages(_views(pages)):
        across[one.page_id].append(one)
    return across


def doubt(pages: Sequence[PageFacts], register: Register, across: Across | None = None) -> Doubts:
    """Return findings, relations and verdicts, in page order; the same pages give the same answer.

    ``across`` is what `compare` has found among more pages than these; without it these are compared.
    """
    doubts = Doubts()
    across = compare(pages) if across is None else across
    for view in _views(pages):
        said: list[Finding | Relation] = [
            *doubt_quotas(view, register),
            *check_arithmetic(view, register),
            *check_register(view, register),
            *check_place_names(view),
            *check_page(view),
            *check_wording(view),
            *check_calendar(view),
            *check_marks(view),
            *check_spelling(view),
            *across.get(view.page.page_id, ()),
        ]
        findings = _findings(said)
        doubts.findings += findings
        doubts.relations += _relations(said)
        doubts.verdicts |= verdicts(view.metrics, findings)
    return doubts


def _views(pages: Iterable[PageFacts]) -> list[PageView]:
    return [PageView(facts) for facts in sorted(pages, key=lambda f: f.page.page_id)]


def _findings(said: Iterable[Finding | Relation]) -> list[Finding]:
    """Return the findings once each, in text order, the gravest first where they stand at one place."""
    once = {f.finding_id: f for f in said if isinstance(f, Finding)}
    return sorted(
        once.values(), key=lambda f: (f.char_start, f.char_end, _SEVERITY[f.severity], f.rule, f.finding_id)
    )


def _relations(said: Iterable[Finding | Relation]) -> list[Relation]:
    once = {r.relation_id: r for r in said if isinstance(r, Relation)}
    return sorted(once.values(), key=lambda r: (r.kind, r.relation_id))
