"""What the doubter says: findings about spans and metrics, and relations between figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_EACH = re.compile(r"(.+?:[0-9]+-[0-9]+)(?:,|$)")


def listed(metric_ids: str) -> list[str]:
    """Return the ids in a list of metrics; a page's name, and so an id, may contain a comma itself."""
    return _EACH.findall(metric_ids)


@dataclass(frozen=True, slots=True)
class Finding:
    """A doubt about a span of a page or about a metric.

    ``suggested_low`` and ``suggested_high`` are in the printed unit with scale words folded in, like the
    value bounds of the metric; they are None where no single reading can be proposed.
    """

    finding_id: str
    page_id: str
    metric_id: str | None
    char_start: int
    char_end: int
    text: str
    family: str  # contract | quota | arithmetic | register | series | wording
    rule: str
    severity: str  # block | review | hint
    message: str
    arithmetic: str
    suggestion: str
    suggested_low: float | None
    suggested_high: float | None
    suspects: str = ""  # ids of the other metrics that may be the wrong one instead, as in a relation
    state: str = "open"  # open | accepted | corrected | rejected


@dataclass(frozen=True, slots=True)
class Relation:
    """An arithmetic bond between figures: one that holds, one that fails, or a figure derived from others."""

    relation_id: str
    page_id: str
    kind: str
    expression: str
    result: str
    state: str  # holds | fails | derived
    metric_ids: str  # metric ids, comma-separated, in text order


@dataclass(slots=True)
class Doubts:
    """Everything the doubter has to say about a set of pages."""

    findings: list[Finding] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)  # metric_id -> passed | review | quarantined
