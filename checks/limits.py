"""What cannot be more than something else: occupants than places, done than begun, a year than its total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.amounts import amount, kind
from checks.intervals import Interval, meaning, show
from checks.mending import doubt_bond, in_canonical
from checks.records import Finding, Relation
from checks.say import relation
from checks.view import PageView
from townledger.records import Metric

_CAPACITY = re.compile(
    r"可容纳|可招收|招收|可收住|能容纳|容纳|设计|额定|核定|可满足|可供|可接待|托位|学位|床位|座位|泊位"
)
_PRESENT = re.compile(r"现有|在园|在托|入托|入住|在校|在读|就读|入学|现入|已入|实有|在院|收住|实际")
_BEGUN = re.compile(r"开工|接收|立项|批复|下达|计划|任务|规划|涉及|登记|受理|排查|申报|应")
_PLAN = re.compile(r"其中|计划|预计|将|拟|另|累计|力争|确保")
_DONE = re.compile(r"完工|成功|竣工|完成|建成|投用|办结|整改|化解|销号|验收|拆除|交付")
_CUMULATIVE = re.compile(r"累计|总计|合计|共计")


def check_limits(view: PageView) -> Iterator[Finding | Relation]:
    """Yield what is bounded by another figure of the page, and a finding for each that exceeds it."""
    for facts in view.facts_by_sentence:
        yield from _progress(view, facts)
    for figures in view.by_article.values():
        yield from _capacity(view, figures)
        yield from _cumulative(view, figures)


def _capacity(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield places and those present: 可容纳幼儿135名, 现有幼儿119名."""
    places = [
        m
        for m in figures
        if meaning(m)
        and (kind(m) == "人" or _is_bed(view, m))
        and (m.status == "capacity" or _CAPACITY.search(view.phrases(m).left))
    ]
    for place in places:
        noun = _noun(view, place)
        for present in figures:
            if present is place or kind(present) != "人" or not _PRESENT.search(_words(view, present)):
                continue
            if present.subject != place.subject:
                continue
            if _is_bed(view, place):  # a bed for one: 设床位80张,现入住老人56名
                if not re.search(r"入住|收住|在院", _words(view, present)):
                    continue
            elif not _same_noun(noun, _noun(view, present)):
                continue
            have, top = meaning(present), meaning(place)
            if not have or not top:
                continue
            expression = f"{present.text}≤{place.text}"
            if have.low <= 1.1 * top.high:
                yield relation(
                    view, "容量", expression, f"{show(100 * have.low / top.low)}%", "holds", (place, present)
                )
            else:
                shown = f"{present.text}＞可容纳的{place.text}"
                yield relation(
                    view, "容量", shown, f"{show(100 * have.low / top.low)}%", "fails", (place, present)
                )
                wanted = Interval(0.3 * top.low, top.high)
                yield from doubt_bond(
                    view,
                    "capacity",
                    shown,
                    [(present, wanted), (place, Interval(have.low, 3 * have.high))],
                    present,
                )


def _is_bed(view: PageView, metric: Metric) -> bool:
    return metric.unit == "张" and "床" in view.phrases(metric).left + metric.item


def _noun(view: PageView, metric: Metric) -> str:
    phrases = view.phrases(metric)
    return re.sub(r"[^\u4e00-\u9fff]", "", phrases.item or phrases.left or phrases.right)


def _words(view: PageView, metric: Metric) -> str:
    return view.phrases(metric).left + metric.measure + metric.item


def _same_noun(one: str, two: str) -> bool:
    """Tell whether two nouns have their last two characters in common somewhere: 幼儿 in 入托幼儿."""
    return len(one) >= 2 and len(two) >= 2 and (one[-2:] in two or two[-2:] in one)


def _same_count(view: PageView, part: Metric, total: Metric) -> bool:
    """Tell whether a year's figure counts what the figure of several years counts.

    A noun of one character (村) says little: then both must stand in one sentence, and the part must be done
    as well (开工75个村,已完工33个村,两年累计完成83个村庄).
    """
    one, two = _noun(view, part), _noun(view, total)
    if min(len(one), len(two)) > 1:
        return _same_noun(one, two)
    return (
        part.sentence == total.sentence
        and bool(one and two)
        and (one in two or two in one)
        and bool(_DONE.search(part.measure)) == bool(_DONE.search(total.measure))
    )


def _progress(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield what is begun and done: 开工75个村,已完工33个村."""
    for begun, done in pairwise(facts):
        if (
            kind(begun) != kind(done)
            or begun.unit == "%"
            or kind(begun)
            not in ("个", "户", "处", "件", "座", "条", "项", "起", "人", "栋", "套", "宗", "例")
        ):
            continue
        lead = view.phrases(begun).left + begun.measure + view.phrases(begun).right
        between = view.window(begun.char_end, done.char_start)
        if len(between) > 14 or not re.match(r"[^。;]{0,8}[,，][已现目前均全部]{0,3}", between):
            continue
        if not _BEGUN.search(lead) or not _DONE.search(between) or _PLAN.search(between):
            continue
        one, two = amount(begun), amount(done)
        assert one is not None and two is not None
        if two.low <= one.high:
            yield relation(
                view, "部分≤整体", f"{done.text}≤{begun.text}", show(two.low), "holds", (begun, done)
            )
        else:
            shown = f"已完成{done.text}＞总数{begun.text}"
            yield relation(view, "部分≤整体", shown, show(two.low), "fails", (begun, done))
            yield from doubt_bond(
                view,
                "part_over_whole",
                shown,
                [
                    (done, in_canonical(done, Interval(0.05 * one.low, one.high))),
                    (begun, in_canonical(begun, Interval(two.low, 20 * two.high))),
                ],
                done,
            )


def _cumulative(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield the rest of a cumulative figure: 两年累计2364公里 less this year's 1084公里."""
    for total in figures:
        years = re.search(r"([两二三四五六七八九十\d]+)年(?:来|间)?", total.period_text)
        if not years or not _CUMULATIVE.search(view.before(total, 24) + total.measure + total.period_text):
            continue
        for part in figures:
            one_year = re.search(r"今年|去年|\d{4}年|本年|目前", part.period_text)
            if part is total or not one_year or kind(part) != kind(total) or part.subject != total.subject:
                continue
            if not _same_count(view, part, total):
                continue
            whole, piece = amount(total), amount(part)
            if whole is None or piece is None:
                continue
            rest = whole - piece
            shown = f"{total.text}−{part.text}"
            if rest.high >= 0:
                scale = whole.low / total.value_low if total.value_low else 1.0
                yield relation(
                    view,
                    "累计差分",
                    shown,
                    f"{show(max(rest.low, 0) / scale)}{total.unit}",
                    "derived",
                    (part, total),
                )
            else:
                yield relation(view, "累计差分", f"{shown}＜0", "", "fails", (part, total))
                yield from doubt_bond(
                    view,
                    "cumulative",
                    f"{total.period_text}累计{total.text}＜{part.period_text}{part.text}",
                    [
                        (total, in_canonical(total, Interval(piece.low, 20 * piece.high))),
                        (part, in_canonical(part, Interval(0.05 * whole.low, whole.high))),
                    ],
                    total,
                )
