"""Doubt a set of pages: every family of checks over every page, in memory, without a warehouse."""

from __future__ import annotations

from collections.abc import Sequence

from checks.arithmetic import check_arithmetic
from checks.quota import doubt_quotas
from checks.records import Doubts, Finding, Relation
from checks.verdicts import verdicts
from checks.view import PageView
from townledger.records import PageFacts
from townledger.register import Register

_SEVERITY = {"block": 0, "review": 1, "hint": 2}


def doubt(pages: Sequence[PageFacts], register: Register) -> Doubts:
    """Return findings, relations and verdicts, in page order; the same pages give the same answer."""
    doubts = Doubts()
    for facts in sorted(pages, key=lambda f: f.page.page_id):
        view = PageView(facts)
        said = [*doubt_quotas(view, register), *check_arithmetic(view, register)]
        doubts.relations += sorted(
            {r.relation_id: r for r in said if isinstance(r, Relation)}.values(),
            key=lambda r: (r.kind, r.relation_id),
        )
        found = sorted(
            {f.finding_id: f for f in said if isinstance(f, Finding)}.values(),
            key=lambda f: (f.char_start, f.char_end, _SEVERITY[f.severity], f.rule, f.finding_id),
        )
        doubts.findings += found
        doubts.verdicts |= verdicts(view.metrics, found)
    return doubts
