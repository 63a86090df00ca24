"""Change: from one value to another, by how much, and against the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.amounts import amount, kind
from checks.intervals import Interval, exactly, meaning, show
from checks.mending import doubt_bond, in_canonical
from checks.records import Finding, Relation
from checks.say import relation
from checks.suggest import readings
from checks.view import PageView
from townledger.records import Metric

_CHANGING = frozenset({"quantity", "ratio", "duration"})
_FALL = re.compile(r"减|降|下滑|缩|精简|少于|回落")
_FROM_TO = re.compile(
    r"[从由自]?[^,。;从由]{0,16}?(?P<verb>增加|增长|提高|上升|提升|跃升|扩大|发展|拓宽|加宽|扩宽|加高|上调|上涨|增|升"
    r"|减少|下降|下调|降低|缩小|降|减|缩短|压减|压缩|缩减|精简|下滑|回落)(?:到|至|为)[了]?"
    r"(?:(?:\d{4}|今|去)年(?:底|末)?的?)?[约近]?$"
)
_SAME_CHANGE = re.compile(
    r"[^,。;\d]{0,6}?[,、(]?(?:共|净|累计|总共|实际|又|即|整整|一共|五年|年|两年|三年|比[^,。;]{0,5})?"
    r"(?:增加|增长|提高|上升|提升|扩大|扩张|新增|净增|增|下降|减少|降低|缩短|压减|缩小|减|降|上涨|涨|翻)(?:幅|幅度)?[了达为约近]{0,2}"
)
"""How a change goes on about the pair before it: with a subject of its own it is about something else."""
_MORE = re.compile(
    r"[,、]?(?:(?:比上年|比去年|较上年|较去年|同比)[^,。;\d]{0,6}?(?:增加|增|净增|多)|增加|净增)[了]?[约近]?"
)
_AGAINST = re.compile(r"[,、(]?(?:较|比)[^,。;\d增减多少升降]{0,4}(?:\d{4}年)?(?:同期|全年|年末|末|底)?的?")
_BY = re.compile(r"[,、)]?(?:同比|净)?(?:增长|增加|提高|上升|上涨|下降|减少|降低)(?:了|约)?")
_LAST_YEAR = re.compile(r"(?:上年|去年|上年同期|去年同期|同期)(?:为|是|的|只有|仅)?$")


def check_changes(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the changes that a page tells, and a finding for each that its values contradict."""
    for figures in view.by_sentence.values():
        yield from _from_to(view, [m for m in figures if m.class_ in _CHANGING and meaning(m)])
    for facts in view.facts_by_sentence:
        yield from _year_on_year(view, facts)
        yield from _increase(view, facts)
        yield from _against(view, facts)


def _from_to(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield changes: 由120户增加到260户 and its direction; 增长 p% or 增加 n after it."""
    for old, new in pairwise(facts):
        between = view.window(old.char_end, new.char_start)
        match = _FROM_TO.search(between)
        if kind(old) != kind(new) or len(between) > 22 or not match:
            continue
        if not re.search(r"[从由自]", view.before(old, 16)):
            continue
        one, two = amount(old), amount(new)
        assert one is not None and two is not None
        up = _FALL.search(match["verb"]) is None
        if (up and two.high < one.low) or (not up and two.low > one.high):
            shown = f"由{old.text}{match['verb']}到{new.text}，方向相反"
            yield relation(view, "变化", shown, "", "fails", (old, new))
            wanted_new = Interval(one.low, 20 * one.high) if up else Interval(0.05 * one.low, one.high)
            wanted_old = Interval(0.05 * two.low, two.high) if up else Interval(two.low, 20 * two.high)
            yield from doubt_bond(
                view,
                "direction",
                shown,
                [(new, in_canonical(new, wanted_new)), (old, in_canonical(old, wanted_old))],
                new,
            )
            continue
        yield from _change_after(view, facts, old, new, one, two)


def _change_after(
    view: PageView, facts: Sequence[Metric], old: Metric, new: Metric, one: Interval, two: Interval
) -> Iterator[Finding | Relation]:
    """Check the difference or the growth that follows a pair from-to."""
    later = [m for m in facts if m.char_start > new.char_end][:1]
    for change in later:
        lead = view.window(new.char_end, change.char_start)
        if len(lead) > 14 or not _SAME_CHANGE.fullmatch(lead) or re.search(r"同比|环比|年均", lead):
            continue
        said = amount(change)
        assert said is not None
        if change.unit in ("百分点", "个百分点") or (change.unit == "%" and old.unit != "%"):
            if not one.low:
                continue
            real = (
                Interval(abs(two.low - one.low), abs(two.low - one.low))
                if old.unit == "%"
                else Interval(
                    100 * abs(two.low - one.high) / one.high, 100 * abs(two.high - one.low) / one.low
                )
            )
            slack = Interval(real.low - 1, real.high + 1)
        elif kind(change) == kind(new):
            real = Interval(abs(two.low - one.high), abs(two.high - one.low))
            slack = real
        else:
            continue
        expression = f"{old.text}→{new.text}，{change.text}"
        if slack.meets(said, 1e-9):
            yield relation(view, "变化", expression, show(real.low), "holds", (old, new, change))
        else:
            shown = f"由{old.text}到{new.text}，变化为{show(real.low)}≠{change.text}"
            yield relation(view, "变化", shown, show(real.low), "fails", (old, new, change))
            wanted = [(change, in_canonical(change, slack))]
            if kind(change) == kind(new):
                sign = 1 if two.low >= one.low else -1
                wanted.append((new, in_canonical(new, exactly(one.low + sign * said.low))))
                wanted.append((old, in_canonical(old, exactly(max(0.0, two.low - sign * said.low)))))
            yield from doubt_bond(view, "change", shown, wanted, change)


def _year_on_year(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield growth with both years: 产量580吨,同比增长16%,去年为500吨."""
    for at, growth in enumerate(facts):
        if growth.unit != "%" or not re.search(
            r"(?:同比|比上年|比去年|较上年|较去年)[^,。;\d]{0,8}$", view.before(growth)
        ):
            continue
        now = next((m for m in reversed(facts[:at]) if m.unit != "%"), None)
        then = next(
            (
                m
                for m in facts
                if now and m is not now and kind(m) == kind(now) and _LAST_YEAR.search(view.before(m))
            ),
            None,
        )
        if now is None or then is None:
            continue
        value, base, said = amount(now), amount(then), meaning(growth)
        assert value is not None and base is not None and said is not None
        if base.low <= 0:
            continue
        falls = _FALL.search(view.before(growth)) is not None
        real = Interval(100 * (value.low / base.high - 1), 100 * (value.high / base.low - 1))
        real = Interval(-real.high, -real.low) if falls else real
        expression = f"{now.text}÷{then.text}−1={show(real.low)}%"
        if Interval(real.low - 1, real.high + 1).meets(said):
            yield relation(view, "同比", expression, growth.text, "holds", (now, growth, then))
        else:
            yield relation(
                view, "同比", f"{expression}≠{growth.text}", growth.text, "fails", (now, growth, then)
            )
            sign = -1 if falls else 1
            wanted = [(now, in_canonical(now, base.times(1 + sign * said.low / 100)))]
            before = value.times(1 / (1 + sign * said.low / 100)) if said.low < 100 or sign > 0 else None
            if before:
                wanted.append((then, in_canonical(then, before)))
            if real.low > 0:
                wanted.insert(0, (growth, Interval(real.low - 1, real.high + 1)))
            yield from doubt_bond(view, "year_on_year", f"{expression}≠{growth.text}", wanted, growth)


def _increase(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a value with its rise in the unit and in per cent: 215.6万亩,比上年增加3.2万亩,增长1.5%."""
    for now, rise, growth in zip(facts, facts[1:], facts[2:], strict=False):
        if growth.unit != "%" or kind(now) != kind(rise) or now.unit == "%":
            continue
        lead, last = view.window(now.char_end, rise.char_start), view.window(rise.char_end, growth.char_start)
        if not _MORE.fullmatch(lead) or not re.fullmatch(
            r"[,、]?(?:同比|比上年|较上年)?(?:增长|增幅)[达为]?", last
        ):
            continue
        value, more, said = amount(now), amount(rise), meaning(growth)
        if value is None or more is None or said is None or more.low <= 0 or more.high >= value.low:
            continue
        real = Interval(100 * more.low / (value.high - more.low), 100 * more.high / (value.low - more.high))
        expression = f"{rise.text}÷（{now.text}−{rise.text}）={show(real.low)}%"
        if Interval(real.low - 0.1, real.high + 0.1).meets(said):
            yield relation(view, "同比", expression, growth.text, "holds", (now, rise, growth))
            continue
        then = Interval(said.low / (100 + said.low), said.high / (100 + said.high))
        wanted = [
            (growth, real),
            (rise, in_canonical(rise, value * then)),
            (now, in_canonical(now, more / then)),
        ]
        if any(r.is_slip and r.canonical.meets(w, 0.02) for m, w in wanted for r in readings(m)):
            yield relation(
                view, "同比", f"{expression}≠{growth.text}", growth.text, "fails", (now, rise, growth)
            )
            yield from doubt_bond(view, "year_on_year", f"{expression}≠{growth.text}", wanted, growth)


def _against(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a value with that of an earlier year and the growth: 达46.58万头,较2016年42.79万头增长8.86%."""
    for now, then, growth in zip(facts, facts[1:], facts[2:], strict=False):
        if growth.unit != "%" or now.unit == "%" or kind(now) != kind(then):
            continue
        last = view.window(then.char_end, growth.char_start)
        if not _BY.fullmatch(last) or not _AGAINST.fullmatch(view.window(now.char_end, then.char_start)):
            continue
        value, base, said = amount(now), amount(then), meaning(growth)
        if value is None or base is None or said is None or base.low <= 0 or value.low <= 0:
            continue
        sign = -1 if _FALL.search(last) else 1
        slack = 0.15 if "." in growth.text else 1.0  # whole per cents are often cut off
        ends = (100 * sign * (value.low / base.high - 1), 100 * sign * (value.high / base.low - 1))
        real = Interval(min(ends) - slack, max(ends) + slack)
        expression = f"{now.text}÷{then.text}−1={show(sign * 100 * (value.low / base.low - 1))}%"
        if real.meets(said):
            yield relation(view, "同比", expression, growth.text, "holds", (now, then, growth))
            continue
        shown = f"{expression}≠{growth.text}"
        yield relation(view, "同比", shown, growth.text, "fails", (now, then, growth))
        by = sorted((1 + sign * (said.low - slack) / 100, 1 + sign * (said.high + slack) / 100))
        wanted = [(growth, real)] if real.high > 0 else []
        if by[0] > 0:
            times = Interval(*by)
            wanted += [(now, in_canonical(now, base * times)), (then, in_canonical(then, value / times))]
        yield from doubt_bond(view, "year_on_year", shown, wanted, growth)
