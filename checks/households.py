"""Households: people in one, and how many a count and its rate imply."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.amounts import kind
from checks.intervals import Interval, meaning, show, span
from checks.mending import doubt_bond
from checks.population import known_households
from checks.records import Finding, Relation
from checks.say import relation
from checks.view import PageView, names
from townledger.places.register import Register
from townledger.records import Metric

HOUSEHOLD = Interval(1.0, 7.0)
"""People a household beyond which a pair is doubted: the census means run from 2.3 to 3.7 (2010, 2020),
villages of the old and of large families from 1.2 to 6."""

_COVERAGE = re.compile(
    r"[^,]*(?:普及率|覆盖率|入户率|改造率|完成率|参保率|参与率|硬化率|开工率|完工率|入托率|合格率)"
)

_ON = re.compile(r"[^,。;\d]{0,4}?[、,]?(?:户籍|常住)?(?:共|共计|约|近|总人口|人口)?[为有达]?")
"""What may stand between the households and the people of a place."""


def check_households(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    """Yield people a household, and the wholes that rates of counts imply."""
    for facts in view.facts_by_sentence:
        for at, metric in enumerate(facts):
            yield from _household_size(view, metric, facts[at + 1 : at + 6])
            if metric.dimension == "share":
                yield from _rate_of_count(view, metric, facts[max(0, at - 5) : at], register)


def _household_size(
    view: PageView, metric: Metric, following: Sequence[Metric]
) -> Iterator[Finding | Relation]:
    """Yield people a household: 670户1850名."""
    if metric.unit != "户" or not following:
        return
    people = following[0]
    between = view.window(metric.char_end, people.char_start)
    if (
        not re.fullmatch(
            r"[^,。;\d]{0,4}?[、,]?(?:户籍|常住)?(?:共|共计|约|近|总人口|人口)?[为有达]?", between
        )
        or "其中" in between
    ):
        return
    noun = view.phrases(people).right + people.item
    if kind(people) != "人" and not (people.unit == "" and re.search("村民|群众|居民|人", noun)):
        return
    if re.search(r"党员|干部|劳动力|志愿|老人|学生|低保", view.phrases(people).right[:6]):
        return
    homes, heads = meaning(metric), meaning(people)
    if not homes or not heads or homes.low <= 0:
        return
    size = heads / homes
    expression = f"{people.text}÷{metric.text}"
    mean = heads.low / homes.low
    if size.meets(HOUSEHOLD):
        yield relation(view, "户均", expression, f"{show(mean)}人/户", "holds", (metric, people))
        return
    yield relation(view, "户均", expression, f"{show(mean)}人/户", "fails", (metric, people))
    usual = Interval(1.8, 4.5)
    yield from doubt_bond(
        view,
        "household_size",
        f"{expression}={span(size)}人/户，常见为{span(HOUSEHOLD)}",
        [(people, homes * usual), (metric, Interval(heads.low / usual.high, heads.high / usual.low))],
        people,
    )


def _rate_of_count(
    view: PageView, rate: Metric, before: Sequence[Metric], register: Register
) -> Iterator[Finding | Relation]:
    """Yield the whole that 改造2513户,普及率91.6% implies, against the households of the place."""
    if not names(_COVERAGE, view.phrases(rate)) or not rate.value_low or rate.value_low > 100:
        return
    counts = [m for m in before if m.unit in ("户", "个", "人", "名", "座") and meaning(m)]
    if not counts:
        return
    part = counts[-1]
    value = meaning(part)
    assert value is not None
    wholes = [m for m in counts[:-1] if kind(m) == kind(part) and (w := meaning(m)) and w.low > value.high]
    if wholes and re.search(
        r"总户|总数|共有|应有|全[县乡镇市区村]有?|现有|辖", view.phrases(wholes[-1]).left
    ):
        whole = wholes[-1]
        top = meaning(whole)
        assert top is not None
        shown = f"{part.text}÷{whole.text}={show(100 * value.low / top.low)}%"
        share, said = (value / top).times(100), meaning(rate)
        assert said is not None
        if Interval(share.low - 1, share.high + 1).meets(said):
            yield relation(view, "率×基数", shown, rate.text, "holds", (whole, part, rate))
        else:
            yield relation(view, "率×基数", f"{shown}≠{rate.text}", rate.text, "fails", (whole, part, rate))
            yield from doubt_bond(view, "rate_count", f"{shown}≠{rate.text}", [(rate, share)], rate)
        return
    implied = value.times(100 / rate.value_low)
    expression = f"{part.text}÷{rate.text}"
    yield relation(view, "率×基数", expression, f"{show(implied.low)}{part.unit}", "derived", (part, rate))
    if part.unit != "户":
        return
    base = known_households(part, register)
    if base is None:
        return
    known = base.range
    if implied.low > known.high:
        low = max(0.0, 100 * value.low / known.high)
        yield from doubt_bond(
            view,
            "rate_base",
            f"{expression}={show(implied.low)}户，多于当地可能有的{show(round(known.high))}户",
            [(rate, Interval(low, 100.0)), (part, Interval(0.1 * known.low, known.high))],
            rate,
        )
