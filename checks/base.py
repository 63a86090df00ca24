"""What a figure is divided by: a range, the likeliest value, the words that show it and how good it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks.intervals import Interval, meaning, show
from checks.levels import level_around, level_of
from checks.norms import load_ceilings
from checks.view import PageView
from townledger.records import Metric

REGISTER_DATE = "2023年6月"
"""The date of the register's codes, said wherever a count of the register is used."""

_RULES = re.compile(r"辖|(?:共有|现有)$")
VILLAGES = re.compile(r"(?:行政|建制)?村庄?|村民?委员?会?")


@dataclass(frozen=True, slots=True)
class Base:
    """A denominator: its range, its likeliest value and the words that show it.

    ``grade`` is ``page`` (printed on the page), ``published``, ``estimate`` or ``ceiling``; with a ceiling
    only the kindest end counts.
    """

    range: Interval
    likely: float
    words: str
    grade: str
    metric_ids: tuple[str, ...] = ()


def ceiling(metric: Metric, quantity: str, unit: str, view: PageView | None = None) -> Base | None:
    """Return the least and the most of a quantity that any place of a figure's level has.

    Where the figure tells no level, that of its article is taken if ``view`` is given.
    """
    level = level_of(metric) or (level_around(view, metric) if view else None)
    limit = load_ceilings().get((level, quantity)) if level else None
    if limit is None:
        return None
    return Base(
        Interval(limit.low, limit.high),
        limit.typical,
        f"{show(limit.high)}{unit}（同级地方的上限，{limit.publication}，{limit.year}年）",
        "ceiling",
    )


def same_subject(one: Metric, two: Metric) -> bool:
    """Tell whether two figures of one place have one subject; 全乡 and 该村 stand for the place."""
    named = [m.subject for m in (one, two) if m.subject and m.subject[0] not in "全该本我咱"]
    return len(set(named)) < 2


def printed_villages(view: PageView, metric: Metric) -> Base | None:
    """Return the villages that the article says the place has: 灵官镇辖28个村(社区)."""
    for other in view.same_place(metric):
        n = meaning(other)
        if (
            n
            and n.low >= 1
            and other.unit in ("个", "村", "个村")
            and _RULES.search(view.before(other, 8))
            and VILLAGES.match(view.phrases(other).right)
            and same_subject(metric, other)
        ):
            return Base(n, n.low, f"{other.text}村（同文）", "page", (other.metric_id,))
    return None
