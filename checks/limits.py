"""What cannot be more than something else: occupants than places, done than begun, a year than its total."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
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
_LODGES = re.compile(r"入住|收住|在院")
_CROWDED = 1.1  # those present over the places there are, up to which nobody wonders
_YEARS = re.compile(r"[两二三四五六七八九十\d]+年(?:来|间)?")
_ONE_YEAR = re.compile(r"今年|去年|本年|目前|\d{4}年(?!以来|起|至)")
_UP_TO = re.compile(r"截[止至]\d{4}年")
_BESIDE = 6  # figures to either side that one is compared with
_ONE_DAY = re.compile(r"(?:\d{1,2}月)?\d{1,2}日(?:当[天日])?|当[天日]|单日|首日")
_RIPE = re.compile(r"(?:采收|采摘|可采|投产|挂果|丰产|收割|开采)[^,]{0,2}面积(?:达|约|有|为|已)*$")
_PLANTED = re.compile(r"(?:基地|园|种植|总)(?:总?面积)?(?:达到?|约|有|为|已|近|超)*$")
_NEAR_BY = 14  # characters between two areas of one crop
_CUMULATIVE = re.compile(r"累计|总计|合计|共计")


def check_limits(view: PageView) -> Iterator[Finding | Relation]:
    """Yield what is bounded by another figure of the page, and a finding for each that exceeds it."""
    for facts in view.facts_by_sentence:
        yield from _progress(view, facts)
        yield from _day_of(view, facts)
        yield from _ripe(view, facts)
    for figures in view.by_article.values():
        yield from _capacity(view, figures)
        yield from _cumulative(view, figures)


def _nearest(metric: Metric, others: Sequence[Metric]) -> Sequence[Metric]:
    """Return the figures of a list in text order that stand next to a figure, some to either side."""
    at = bisect_left(others, metric.char_start, key=lambda m: m.char_start)
    return [m for m in others[max(0, at - _BESIDE) : at + _BESIDE] if m is not metric]


def _capacity(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield places and those present: 可容纳幼儿135名, 现有幼儿119名."""
    valued = [m for m in figures if meaning(m)]
    people = [m for m in valued if kind(m) == "人"]
    presents: dict[str, list[Metric]] = defaultdict(list)
    for present in people:
        if _PRESENT.search(_words(view, present)):
            presents[present.subject].append(present)
    for place in valued:
        bed = _is_bed(view, place)
        if not bed and kind(place) != "人":
            continue
        if place.status != "capacity" and not _CAPACITY.search(view.phrases(place).left):
            continue
        for present in _nearest(place, presents[place.subject]):
            lies = _LODGES.search(_words(view, present))  # a bed for one: 设床位80张,现入住老人56名
            if lies if bed else _same_noun(_noun(view, place), _noun(view, present)):
                yield from _filled(view, place, present)


def _filled(view: PageView, place: Metric, present: Metric) -> Iterator[Finding | Relation]:
    """Yield how far a place is filled; a tenth more than it holds is usual."""
    have, top = meaning(present), meaning(place)
    assert have is not None and top is not None
    full = f"{show(100 * have.low / top.low)}%"
    if have.low <= _CROWDED * top.high:
        yield relation(view, "容量", f"{present.text}≤{place.text}", full, "holds", (place, present))
        return
    shown = f"{present.text}＞可容纳的{place.text}"
    yield relation(view, "容量", shown, full, "fails", (place, present))
    wanted = [(present, Interval(0.3 * top.low, top.high)), (place, Interval(have.low, 3 * have.high))]
    yield from doubt_bond(view, "capacity", shown, wanted, present)


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


def _day_of(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a day of the period before it: 接待游客2.6万人次,…,10月4日接待游客5800人次."""
    for at, day in enumerate(facts):
        own = _ONE_DAY.search(view.phrases(day).left)
        noun = _noun(view, day)
        if not own or len(noun) < 2:
            continue
        for whole in reversed(facts[max(0, at - _BESIDE) : at]):
            if kind(whole) != kind(day) or _ONE_DAY.search(view.phrases(whole).left):
                continue
            top, value = amount(whole), amount(day)
            if top and value and _same_noun(_noun(view, whole), noun) and value.low > top.high:
                yield from _exceeds(view, day, whole, f"{own[0]}{day.text}＞{whole.text}")
            break


def _ripe(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield land that bears, of all the land: 茶叶基地9.88万亩,采收面积6.2万亩."""
    land = [m for m in facts if m.dimension == "area"]
    for whole, ripe in pairwise(land):
        top, value = amount(whole), amount(ripe)
        between = view.window(whole.char_end, ripe.char_start)
        if not top or not value or value.low <= top.high or len(between) > _NEAR_BY:
            continue
        if _RIPE.search(view.phrases(ripe).left) and _PLANTED.search(view.phrases(whole).left):
            yield from _exceeds(view, ripe, whole, f"{ripe.text}＞{whole.text}")


def _exceeds(view: PageView, part: Metric, whole: Metric, shown: str) -> Iterator[Finding | Relation]:
    """Yield the doubt that a part is more than its whole."""
    top, value = amount(whole), amount(part)
    assert top is not None and value is not None
    yield relation(view, "部分≤整体", shown, show(value.low), "fails", (whole, part))
    wanted = [
        (part, in_canonical(part, Interval(0.01 * top.low, top.high))),
        (whole, in_canonical(whole, Interval(value.low, 20 * value.high))),
    ]
    yield from doubt_bond(view, "part_over_whole", shown, wanted, part)


def _cumulative(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield the rest of a cumulative figure: 两年累计2364公里 less this year's 1084公里."""
    parts: dict[tuple[str, str], list[Metric]] = defaultdict(list)
    for part in figures:
        if _ONE_YEAR.search(part.period_text) and amount(part) and not _UP_TO.search(part.period_text):
            parts[kind(part), part.subject].append(part)
    for total in figures:
        if not _YEARS.search(total.period_text) or amount(total) is None:
            continue
        if _CUMULATIVE.search(view.before(total, 24) + total.measure + total.period_text):
            for part in _nearest(total, parts[kind(total), total.subject]):
                if _same_count(view, part, total):
                    yield from _rest(view, part, total)


def _rest(view: PageView, part: Metric, total: Metric) -> Iterator[Finding | Relation]:
    """Yield what a year leaves of several, or the doubt that the year is more."""
    whole, piece = amount(total), amount(part)
    assert whole is not None and piece is not None
    rest = whole - piece
    shown = f"{total.text}−{part.text}"
    if rest.high >= 0:
        scale = whole.low / total.value_low if total.value_low else 1.0
        left = f"{show(max(rest.low, 0) / scale)}{total.unit}"
        yield relation(view, "累计差分", shown, left, "derived", (part, total))
        return
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
