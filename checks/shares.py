"""Shares: of a part in its whole, of all the parts together, and splits such as 8:1:1.

Where a part and its whole stand before the share (受理286件,调解成功281件,成功率98.3%), which figures they
are is not said in so many words, so any pair of one kind that fits is enough. A share that no pair fits is a
doubt only where a slip that hands make (two digits swapped, the point moved, a scale word) turns it, its part
or its whole into a perfect fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from checks.amounts import amount, kind
from checks.intervals import Interval, canonical, exactly, meaning, show
from checks.mending import Repair, doubt_bond, doubt_repairs, in_canonical
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.suggest import Reading, readings
from checks.view import PageView
from townledger.records import Metric

_LEAD = re.compile(r"(?:占(?:比|[^,。;\d]{0,8})?|(?:[^,。;\d]{0,8}率|比例|比重))(?:的|达到?|为|约|是)*$")
_OWN = re.compile(r"[,、][^,。;]{2,}占")  # a share with a subject of its own: 羊产业收入占
_NOT = re.compile(r"增长|同比|环比|下降|提高|上升|利率|税率|升幅|减")
_BACK = 6  # figures before a share among which its part and its whole are
_LEAST_DIGITS = 2  # a share with fewer digits fits too much by chance


_TARGET = re.compile(r"[^,。;\d]{0,6}[,、(]?[^,。;\d]{0,6}(?:占|完成|达到?|为|相当于)[^,。;\d]{0,14}")
_HAS_SHARE = re.compile(r"[,、(]?(?:约|仅|只)?占(?:比|总[^,。;\d]{0,4}|全[^,。;\d]{0,6})?(?:的|达|为|约)*")
_NEXT = 30  # characters between one part's share and the next part of the same whole
EXACT = 0.15
"""Percentage points that a share with decimals may be off."""
_LOOSE = 0.006  # by how much wholes implied by rounded shares may differ
_SEVERAL = 150.0  # shares that add up to more are of several wholes
_SHORT = 80.0  # shares that add up to less are some of them only
_WHOLES = re.compile(r"占比|占|比重|构成|比例|贡献率")
_RATES = re.compile(r"(?<!经济)增长|同比|下降|提高|(?<!贡献)率")
_SHARE_LEAD = re.compile(r"占(?:比|到|总[^,。;]{0,6}|全[^,。;]{0,8}|[^,。;\d]{0,10})?(?:的|达|为|约)*$")
_OF = re.compile(r"占(?P<name>[^,。;\d占]{3,14}?)的?(?:比重|比例)?(?:为|达到?|约)*$")
_SHARE_ON = re.compile(r"[^,。;\d占]{0,8}[,、(]?(?:大?约|仅|只|就|已)?占")
"""How a share goes on about the part before it; with a subject of its own (羊产业收入占) it is of another."""


def check_shares(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the shares that their part and whole explain, and those that a slip has put out."""
    for facts in view.facts_by_sentence:
        for at, rate in enumerate(facts):
            if rate.dimension == "share":
                yield from _share_of(view, rate, facts[max(0, at - 5) : at])
                yield from _of_that(view, rate, facts[max(0, at - 3) : at])
        yield from _shares(view, facts)
    for facts in view.by_article.values():
        yield from _of_one_whole(view, facts)
    yield from _splits(view)
    for figures in view.by_sentence.values():
        facts = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
        for at, rate in enumerate(facts):
            if rate.unit != "%" or not (lead := _LEAD.search(view.before(rate, 16))) or _NOT.search(lead[0]):
                continue
            before = [m for m in facts[max(0, at - _BACK) : at] if m.unit != "%"]
            yield from _share(view, rate, before)


def _pairs(before: Sequence[Metric]) -> Iterator[tuple[Metric, Metric]]:
    """Yield (whole, part): two figures of one kind, the later the part; the nearest first."""
    for one, two in sorted(combinations(before, 2), key=lambda p: (-p[1].char_start, -p[0].char_start)):
        if kind(one) == kind(two) == kind(before[-1]) and _money(one, two):
            yield one, two


def _money(one: Metric, two: Metric) -> bool:
    """Tell whether two figures are in one currency, or are no money."""
    return one.dimension != "money" or one.unit == two.unit


def _fits(whole: Interval, part: Interval, said: Interval, slack: float) -> bool:
    if whole.low <= 0 or part.low > whole.high:
        return False
    share = (part / whole).times(100)
    return Interval(share.low - slack, share.high + slack).meets(said)


def _share(view: PageView, rate: Metric, before: Sequence[Metric]) -> Iterator[Finding | Relation]:
    said = meaning(rate)
    digits = re.sub(r"\D", "", rate.text)
    pairs = list(_pairs(before))
    if said is None or not pairs or len(digits) < _LEAST_DIGITS:
        return
    for whole, part in pairs:
        top, value = amount(whole), amount(part)
        if top and value and (_fits(top, value, said, 1.0) or _fits(value, top, said, 1.0)):
            expression = f"{part.text}÷{whole.text}"
            yield relation(view, "占比", expression, rate.text, "holds", (whole, part, rate))
            return
    if before and _OWN.search(view.window(before[-1].char_end, rate.char_start)):
        return
    for whole, part in pairs:
        found = _mends(whole, part, rate, said)
        if not found:
            continue
        top, value = amount(whole), amount(part)
        assert top is not None and value is not None
        shown = f"{part.text}÷{whole.text}={show(100 * value.low / top.low)}%≠{rate.text}"
        yield relation(view, "占比", shown, rate.text, "fails", (whole, part, rate))
        if doubt := doubt_repairs(view, "share_of", shown, found):
            yield doubt
        return


def _mends(whole: Metric, part: Metric, rate: Metric, said: Interval) -> list[Repair]:
    """Return each of the three that one slip would make fit, with the reading."""
    top, value = amount(whole), amount(part)
    if top is None or value is None or top.low <= 0:
        return []
    tight = 0.5 * 10.0 ** -len(rate.text.rstrip("%").partition(".")[2]) / 10
    found: list[Repair] = []
    for metric in (rate, part, whole):
        for reading in readings(metric):
            if not reading.is_slip:
                continue
            new = _amount(metric, reading)
            a, b, c = (new if m is metric else old for m, old in ((whole, top), (part, value), (rate, said)))
            if c.high <= 100 and _fits(a, b, c, tight):
                found.append(Repair(metric, reading, reading.cost))
                break
    return found


def _amount(metric: Metric, reading: Reading) -> Interval:
    """Return a reading in the unit in which figures of its kind are compared."""
    have, printed = canonical(metric), amount(metric)
    if have and printed and have.low > 0:
        return reading.canonical.times(printed.low / have.low)
    return reading.canonical


def _share_of(view: PageView, rate: Metric, before: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a share with its part and whole: 全村1200人,其中老人300人,占25%."""
    if not before or not _SHARE_LEAD.search(view.window(rate.char_start - 16, rate.char_start)):
        return
    part = before[-1]
    between = view.window(part.char_end, rate.char_start)
    if len(between) > 20 or part.dimension == "share" or not _SHARE_ON.match(between):
        return
    wholes = _named(view, part, between) or [
        m for m in before[:-1] if kind(m) == kind(part) and (m.dimension != "money" or m.unit == part.unit)
    ]
    value, said = amount(part), meaning(rate)
    if not wholes or value is None or said is None:
        return
    fits = []
    for whole in wholes:
        top = amount(whole)
        if top and top.low >= value.low > 0:
            fits.append((whole, (value / top).times(100)))
    if not fits:
        return
    for whole, share in fits:
        if Interval(share.low - 1, share.high + 1).meets(said):
            yield relation(view, "占比", f"{part.text}÷{whole.text}", rate.text, "holds", (whole, part, rate))
            return
    whole, share = fits[-1]
    shown = f"{part.text}÷{whole.text}={show(share.low)}%≠{rate.text}"
    top = amount(whole)
    assert top is not None
    yield relation(view, "占比", shown, rate.text, "fails", (whole, part, rate))
    yield from doubt_bond(
        view, "share_of", shown, [(rate, share), (part, in_canonical(part, (top * said).times(0.01)))], rate
    )


def _named(view: PageView, part: Metric, between: str) -> list[Metric]:
    """Return the last figure before a part that its share names: 服务业投资40亿元,占第三产业投资的33%."""
    named = _OF.search(between)
    if not named:
        return []
    wholes = [
        m
        for m in view.by_article[part.article_id]
        if m.char_start < part.char_start
        and m.item == named["name"]
        and m.unit == part.unit
        and m.place_code == part.place_code
    ]
    return wholes[-1:]


def _of_that(view: PageView, rate: Metric, before: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a share that follows what it is of: 新增就业2093人,占全年目标任务1200人的174%."""
    if len(before) < 2 or rate.unit != "%" or view.window(before[-1].char_end, rate.char_start) != "的":
        return
    part, whole = before[-2], before[-1]
    alike = kind(part) == kind(whole) or {kind(part), kind(whole)} == {"个", "人"}  # 1374个岗位, 任务1200人
    if (
        not alike
        or not _money(part, whole)
        or not _TARGET.fullmatch(view.window(part.char_end, whole.char_start))
    ):
        return
    yield from judge_share(view, rate, part, whole, EXACT if "." in rate.text else 1.0)


def judge_share(
    view: PageView, rate: Metric, part: Metric, whole: Metric, slack: float
) -> Iterator[Finding | Relation]:
    """Yield the relation of a part, its whole and the share that is said, and the doubt when they disagree.

    ``slack`` is by how many percentage points the printed share may be off.
    """
    value, top, said = amount(part), amount(whole), meaning(rate)
    if value is None or top is None or said is None or top.low <= 0 or part is whole:
        return
    share = (value / top).times(100)
    share = Interval(share.low - slack, share.high + slack)
    shown = f"{part.text}÷{whole.text}={show(100 * value.low / top.low)}%"
    if share.meets(said):
        yield relation(view, "占比", shown, rate.text, "holds", (whole, part, rate))
        return
    shown += f"≠{rate.text}"
    yield relation(view, "占比", shown, rate.text, "fails", (whole, part, rate))
    wide = Interval(max(said.low - slack, 0.1), said.high + slack)
    wanted = [
        (rate, share),
        (part, in_canonical(part, (top * wide).times(0.01))),
        (whole, in_canonical(whole, (value / wide).times(100))),
    ]
    yield from doubt_bond(view, "share_of", shown, wanted, rate)


def _of_one_whole(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield parts of one whole, each with its share: 男性7058人,占54.2%;女性5957人,占45.8%.

    Every part over its share is the whole again. One that gives another whole than the rest is a doubt.
    """
    facts = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
    runs: list[list[tuple[Metric, Metric]]] = []
    last: Metric | None = None
    for part, rate in pairwise(facts):
        joint = view.window(part.char_end, rate.char_start)
        if rate.dimension != "share" or not _HAS_SHARE.fullmatch(joint) or not meaning(rate):
            continue
        on = last is not None and kind(runs[-1][0][0]) == kind(part)
        if on and last is not None and part.char_start - last.char_end <= _NEXT:
            runs[-1].append((part, rate))
        else:
            runs.append([(part, rate)])
        last = rate
    for run in runs:
        if len(run) >= 2:
            yield from _outlier(view, run, facts)


def _implied(part: Metric, rate: Metric) -> Interval | None:
    """Return the whole that a part and its share imply, None for a share too small to tell."""
    value, said = amount(part), meaning(rate)
    if value is None or said is None or said.low < 1:
        return None
    half = 0.5 * 10.0 ** -len(rate.text.rstrip("%").partition(".")[2])
    return (value / Interval(said.low - half, said.high + half)).times(100)


def _outlier(
    view: PageView, run: Sequence[tuple[Metric, Metric]], facts: Sequence[Metric]
) -> Iterator[Finding | Relation]:
    wholes = [(part, rate, found) for part, rate in run if (found := _implied(part, rate))]
    parts = {part.metric_id for part, _ in run}
    printed = [
        (m, a)
        for m in facts
        if kind(m) == kind(run[0][0]) and m.metric_id not in parts and (a := amount(m)) and a.low > 0
    ]
    best = max(
        wholes,
        key=lambda w: (
            sum(o[2].meets(w[2], _LOOSE) for o in wholes) + any(a.meets(w[2], _LOOSE) for _, a in printed)
        ),
        default=None,
    )
    if best is None:
        return
    agree = [w for w in wholes if w[2].meets(best[2], _LOOSE)]
    whole = next((m for m, a in printed if a.meets(best[2], _LOOSE)), None)
    if len(agree) + (whole is not None) < 2 or len(wholes) - len(agree) != 1:
        return
    part, rate, found = next(w for w in wholes if w not in agree)
    value, said, common = amount(part), meaning(rate), best[2]
    assert value is not None and said is not None
    name = whole.text if whole else f"其余各项推算的总数{show(common.low)}{part.unit}"
    shown = f"{part.text}÷{rate.text}={show(found.low)}{part.unit}，与{name}不符"
    yield relation(view, "占比", shown, rate.text, "fails", (part, rate))
    wanted = [(rate, (value / common).times(100)), (part, in_canonical(part, (common * said).times(0.01)))]
    yield from doubt_bond(view, "share_of", shown, wanted, rate)


def _shares(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield shares of one whole, which add up to 100: 占比分别为35%、40%、25%."""
    shares = [m for m in facts if m.unit == "%" and meaning(m)]
    if len(shares) < 3:
        return
    text = view.window(shares[0].char_start - 40, shares[-1].char_end)
    if not _WHOLES.search(text) or _RATES.search(text):
        return
    later = shares[1:]
    if len(later) >= 2 and abs(sum(m.value_low or 0.0 for m in later) - 100) < 1e-9:
        shares = later  # 分红6%,其中60%归户,40%归村: the first is a share of something else
    total = Interval(0.0, 0.0)
    for share in shares:
        found = meaning(share)
        assert found is not None
        total += found
    whole = Interval(100 - 0.5 * len(shares), 100 + 0.5 * len(shares))
    shown = f"{'+'.join(m.text for m in shares)}={show(sum(m.value_low or 0 for m in shares))}%"
    if total.meets(whole):
        yield relation(view, "占比合计", shown, "100%", "holds", shares)
    elif total.high <= _SEVERAL and (
        total.low > whole.high or (re.search(r"分别|构成", text) and total.high > _SHORT)
    ):
        yield relation(view, "占比合计", f"{shown}≠100%", "100%", "fails", shares)
        wanted = []
        for share in shares:
            rest = sum(m.value_low or 0 for m in shares if m is not share)
            if rest < 100:
                wanted.append((share, exactly(100 - rest)))
        yield from doubt_bond(view, "share_sum", f"{shown}≠100%", wanted, shares[-1])


def _splits(view: PageView) -> Iterator[Finding | Relation]:
    """Yield splits, whose parts make 10 or 100: 收益按8:1:1分配."""
    for metric in view.metrics:
        if metric.class_ != "ratio":
            continue
        parts = [float(p) for p in re.findall(r"\d+(?:\.\d+)?", metric.text)]
        clause = view.near(metric)
        structure = len(parts) == 3 and re.search(r"产业", clause) is not None
        if len(parts) < 2 or not (structure or re.search(r"分红|分成|分配|收益|利润|盈余|股", clause)):
            continue
        total = sum(parts)
        holds = total in (10.0, 100.0) or abs(total - 100) <= 0.05 * len(parts)
        expression = "+".join(f"{p:g}" for p in parts) + f"={total:g}"
        yield relation(view, "比例合计", expression, f"{total:g}", "holds" if holds else "fails", (metric,))
        if not holds and len(parts) >= 3:
            yield doubt_metric(
                view,
                "split_sum",
                metric,
                severity="review" if max(parts) < total else None,
                arithmetic=f"{expression}，既非10也非100",
                suggestion=_swapped_back(metric.text, total),
            )


def _swapped_back(text: str, total: float) -> str:
    """Return a split with the one part mended whose digits, in another order, make the total 100."""
    found = []
    for part in re.finditer(r"\d+(?:\.\d+)?", text):
        decimals = len(part[0].partition(".")[2])
        meant = f"{float(part[0]) + 100 - total:.{decimals}f}"
        if sorted(meant) == sorted(part[0]):
            found.append(text[: part.start()] + meant + text[part.end() :])
    return found[0] if len(found) == 1 else ""
