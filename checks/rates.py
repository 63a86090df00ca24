"""Rates, products and growth: figures of one sentence that must agree with one another.

Interval arithmetic throughout; a test that the words leave open is not made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checks.bases import known_households
from checks.intervals import Interval, canonical, exactly, meaning, show, span
from checks.records import Finding, Relation
from checks.say import doubt_metric, relation
from checks.suggest import Reading, readings
from checks.sums import amount, kind
from checks.view import PageView, names
from townledger.numbers.units import lookup
from townledger.places.register import Register
from townledger.records import Metric

HOUSEHOLD = Interval(1.0, 7.0)
"""People a household beyond which a pair is doubted: the census means run from 2.3 to 3.7 (2010, 2020),
villages of the old and of large families from 1.2 to 6."""

PRODUCT_SLACK = 0.1
"""Both sides of a printed product may be off by a tenth: means are rounded."""

_COVERAGE = re.compile(
    r"[^,]*(?:普及率|覆盖率|入户率|改造率|完成率|参保率|参与率|硬化率|开工率|完工率|入托率|合格率)"
)
_CAPACITY = re.compile(
    r"可容纳|可招收|招收|可收住|能容纳|容纳|设计|额定|核定|可满足|可供|可接待|托位|学位|床位|座位|泊位"
)
_PRESENT = re.compile(r"现有|在园|在托|入托|入住|在校|在读|就读|入学|现入|已入|实有|在院|收住|实际")
_BEGUN = re.compile(r"开工|接收|立项|批复|下达|计划|任务|规划|涉及|登记|受理|排查|申报|应")
_PLAN = re.compile(r"其中|计划|预计|将|拟|另|累计|力争|确保")
_DONE = re.compile(r"完工|成功|竣工|完成|建成|投用|办结|整改|化解|销号|验收|拆除|交付")
_CUMULATIVE = re.compile(r"累计|总计|合计|共计")
_SHARE_LEAD = re.compile(r"占(?:比|到|总[^,。;]{0,6}|全[^,。;]{0,8}|[^,。;\d]{0,10})?(?:的|达|为|约)*$")
_SHARE_ON = re.compile(r"[^,。;\d占]{0,8}[,、(]?(?:大?约|仅|只|就|已)?占")
"""How a share goes on about the part before it; with a subject of its own (羊产业收入占) it is of another."""
_FALL = re.compile(r"减|降|下滑|缩|少于|回落")
_FROM_TO = re.compile(
    r"[从由自]?[^,。;从由]{0,16}?(?P<verb>增加|增长|提高|上升|提升|跃升|扩大|发展|增|升|减少|下降|降低|缩小|降|减|缩短|压减)(?:到|至|为)[了]?[约近]?$"
)
_SAME_CHANGE = re.compile(
    r"[^,。;\d]{0,6}?[,、(]?(?:共|净|累计|总共|实际|又|即|整整|一共|五年|年|两年|三年|比[^,。;]{0,5})?"
    r"(?:增加|增长|提高|上升|提升|扩大|扩张|新增|净增|增|下降|减少|降低|缩短|压减|缩小|减|降|上涨|涨|翻)(?:幅|幅度)?[了达为约近]{0,2}"
)
"""How a change goes on about the pair before it: with a subject of its own it is about something else."""
_MORE = re.compile(
    r"[,、]?(?:比上年|比去年|较上年|较去年|同比)[^,。;\d]{0,6}?(?:增加|增|净增|多)[了]?[约近]?"
)
_LAST_YEAR = re.compile(r"(?:上年|去年|上年同期|去年同期|同期)(?:为|是|的|只有|仅)?$")
_PER_UNIT = re.compile(
    r".*(?:(?:每|平均每|一)(?P<one>亩|户|人|公斤|斤|吨|头|只|棒|村|盏|平方米|公里|株|棵|箱|台|名|个|天|月|棚|座)"
    r"[^,。;\d]{0,10}$"
    r"|(?P<mean>亩均|户均|人均|村均|棚均|亩产|单产)[^,。;\d]{0,10}$)"
)
_MEAN_BASE = {
    "亩均": "亩",
    "户均": "户",
    "人均": "人",
    "村均": "村",
    "棚均": "棚",
    "亩产": "亩",
    "单产": "亩",
}
_GRAND = re.compile(
    r"总(?:产|收|投|面|金|额|价|销|产值|产量|收入)|兑付|货款|共|合计|总计|总产|产值|收入|总投资|销售额|年产量|产量"
)


def check_rates(view: PageView, register: Register) -> Iterator[Finding | Relation]:
    """Yield the relations between rates, counts and products of a page, and a finding for each that fails."""
    for figures in view.by_sentence.values():
        facts = [m for m in figures if m.class_ in ("quantity", "ratio") and amount(m) is not None]
        for at, metric in enumerate(facts):
            following = facts[at + 1 : at + 6]
            yield from _household_size(view, metric, following)
            if metric.dimension == "share":
                yield from _rate_of_count(view, metric, facts[max(0, at - 5) : at], register)
                yield from _share_of(view, metric, facts[max(0, at - 5) : at])
        yield from _shares(view, facts)
        yield from _progress(view, facts)
        yield from _from_to(view, facts)
        yield from _year_on_year(view, facts)
        yield from _increase(view, facts)
        yield from _products(view, facts)
    for figures in view.by_article.values():
        yield from _capacity(view, figures)
        yield from _cumulative(view, figures)
    yield from _splits(view)


def _repair(member: Metric, wanted: Interval) -> Reading | None:
    """Return the cheapest reading of a figure that lies in the wanted interval (canonical units)."""
    return next((r for r in readings(member) if r.canonical.meets(wanted, 0.005)), None)


def _fails(
    view: PageView,
    rule: str,
    shown: str,
    candidates: Sequence[tuple[Metric, Interval]],
    fallback: Metric,
) -> Iterator[Finding]:
    """Yield a finding about each member that one edit of would mend a bond, else about ``fallback``.

    A candidate comes with the interval (canonical units) that it would have to lie in.
    """
    repairs = [(metric, found) for metric, wanted in candidates if (found := _repair(metric, wanted))]
    wanted = next((w for metric, w in candidates if metric is fallback), None)
    if not repairs and wanted and fallback.unit == "%":
        computed = _as_share(fallback, wanted)
        yield doubt_metric(
            view,
            rule,
            fallback,
            arithmetic=f"{shown}；按所列数应为{computed:g}%",
            suggestion=f"{computed:g}%",
            suggested=(computed, computed),
        )
        return
    if not repairs or (rule == "household_size" and fallback not in [m for m, _ in repairs]):
        yield doubt_metric(view, rule, fallback, arithmetic=shown)
    ways = "；".join(f"{metric.text}改{reading.text}" for metric, reading in repairs)
    for metric, reading in repairs:
        yield doubt_metric(
            view,
            rule,
            metric,
            arithmetic=f"{shown}；改一处即可相符：{ways}",
            suggestion=reading.text,
            suggested=(reading.printed_low, reading.printed_high),
        )


def _as_share(metric: Metric, wanted: Interval) -> float:
    """Return the middle of the wanted interval, in as many decimals as the share is printed with."""
    decimals = len(metric.text.rstrip("%").partition(".")[2])
    return round((wanted.low + wanted.high) / 2, decimals)


def _household_size(
    view: PageView, metric: Metric, following: Sequence[Metric]
) -> Iterator[Finding | Relation]:
    """Yield people a household: 670户1850名."""
    if metric.unit != "户" or not following:
        return
    people = following[0]
    between = view.window(metric.char_end, people.char_start)
    if not re.fullmatch(r"[^,。;\d]{0,4}?[、,]?(?:共|共计|约|近|总人口|人口)?", between) or "其中" in between:
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
    yield from _fails(
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
            yield from _fails(view, "rate_count", f"{shown}≠{rate.text}", [(rate, share)], rate)
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
        yield from _fails(
            view,
            "rate_base",
            f"{expression}={show(implied.low)}户，多于当地可能有的{show(round(known.high))}户",
            [(rate, Interval(low, 100.0)), (part, Interval(0.1 * known.low, known.high))],
            rate,
        )


def _share_of(view: PageView, rate: Metric, before: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield a share with its part and whole: 全村1200人,其中老人300人,占25%."""
    if not before or not _SHARE_LEAD.search(view.window(rate.char_start - 16, rate.char_start)):
        return
    part = before[-1]
    between = view.window(part.char_end, rate.char_start)
    if len(between) > 20 or part.dimension == "share" or not _SHARE_ON.match(between):
        return
    wholes = [
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
    yield from _fails(
        view, "share_of", shown, [(rate, share), (part, _canonical(part, (top * said).times(0.01)))], rate
    )


def _canonical(metric: Metric, value: Interval) -> Interval:
    """Turn an amount of `sums.amount` (printed units for counts) into canonical units."""
    found, printed = canonical(metric), amount(metric)
    return value.times(found.low / printed.low) if found and printed and printed.low else value


def _shares(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield shares of one whole, which add up to 100: 占比分别为35%、40%、25%."""
    shares = [m for m in facts if m.unit == "%" and meaning(m)]
    if len(shares) < 3:
        return
    text = view.window(shares[0].char_start - 40, shares[-1].char_end)
    if not re.search(r"占比|占|比重|构成|比例", text) or re.search(r"增长|同比|下降|提高|率", text):
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
    elif total.low > whole.high or (re.search(r"分别|构成", text) and total.high > 80):
        yield relation(view, "占比合计", f"{shown}≠100%", "100%", "fails", shares)
        wanted = []
        for share in shares:
            rest = sum(m.value_low or 0 for m in shares if m is not share)
            if rest < 100:
                wanted.append((share, exactly(100 - rest)))
        yield from _fails(view, "share_sum", f"{shown}≠100%", wanted, shares[-1])


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
            )


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
                yield from _fails(
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
            yield from _fails(
                view,
                "part_over_whole",
                shown,
                [
                    (done, _canonical(done, Interval(0.05 * one.low, one.high))),
                    (begun, _canonical(begun, Interval(two.low, 20 * two.high))),
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
            if not _same_noun(_noun(view, part), _noun(view, total)):
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
                yield from _fails(
                    view,
                    "cumulative",
                    f"{total.period_text}累计{total.text}＜{part.period_text}{part.text}",
                    [
                        (total, _canonical(total, Interval(piece.low, 20 * piece.high))),
                        (part, _canonical(part, Interval(0.05 * whole.low, whole.high))),
                    ],
                    total,
                )


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
            yield from _fails(
                view,
                "direction",
                shown,
                [(new, _canonical(new, wanted_new)), (old, _canonical(old, wanted_old))],
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
            wanted = [(change, _canonical(change, slack))]
            if kind(change) == kind(new):
                sign = 1 if two.low >= one.low else -1
                wanted.append((new, _canonical(new, exactly(one.low + sign * said.low))))
                wanted.append((old, _canonical(old, exactly(max(0.0, two.low - sign * said.low)))))
            yield from _fails(view, "change", shown, wanted, change)


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
            wanted = [(now, _canonical(now, base.times(1 + sign * said.low / 100)))]
            before = value.times(1 / (1 + sign * said.low / 100)) if said.low < 100 or sign > 0 else None
            if before:
                wanted.append((then, _canonical(then, before)))
            if real.low > 0:
                wanted.insert(0, (growth, Interval(real.low - 1, real.high + 1)))
            yield from _fails(view, "year_on_year", f"{expression}≠{growth.text}", wanted, growth)


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
        wanted = [(growth, real), (rise, _canonical(rise, value * then)), (now, _canonical(now, more / then))]
        if any(r.is_slip and r.canonical.meets(w, 0.02) for m, w in wanted for r in readings(m)):
            yield relation(
                view, "同比", f"{expression}≠{growth.text}", growth.text, "fails", (now, rise, growth)
            )
            yield from _fails(view, "year_on_year", f"{expression}≠{growth.text}", wanted, growth)


def _products(view: PageView, facts: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield products: 种植200亩,亩产2000公斤,总产量40万公斤."""
    for rate in facts:
        lead = _PER_UNIT.search(view.before(rate, 16))
        per = rate.unit.partition("/")[2]
        one = (lead["one"] or _MEAN_BASE[lead["mean"]]) if lead else per
        if not one or (kind(rate) not in ("money", "mass") and not per):
            continue
        bases = [m for m in facts if m is not rate and _is_base(m, one)]
        bases = [m for m in bases if _per(view, m) is None] or bases
        own = {_per(view, base) for base in bases}  # 亩产 × 每公斤 is again for a 亩
        totals = [
            m
            for m in facts
            if m is not rate
            and m not in bases
            and (_per(view, m) is None or {_per(view, m)} == own)
            and m.dimension
            == ("money" if rate.unit.startswith("元") or rate.dimension == "money" else "mass")
            and _GRAND.search(view.phrases(m).left + m.item + m.measure)
            and _same_product(view, rate, m)
        ]
        if len(bases) != 1 or len(totals) != 1 or _other_matter(view, rate, totals[0]):
            continue
        yield from _product(view, rate, bases[0], totals[0], one)


def _per(view: PageView, metric: Metric) -> str | None:
    """Return what a mean is for, 亩 of 亩产 and 亩均; None for a figure that is no mean."""
    lead = _PER_UNIT.search(view.before(metric, 16))
    return (lead["one"] or _MEAN_BASE[lead["mean"]]) if lead else None


_GOODS = (
    "产量",
    "收入",
    "产值",
    "增收",
    "收益",
    "租金",
    "分红",
    "投资",
    "奖补",
    "补贴",
    "补助",
    "成本",
    "费",
)


_NET = re.compile(r"可支配|纯收入")


def _other_matter(view: PageView, rate: Metric, total: Metric) -> bool:
    """Tell whether a mean and a total cannot be of one account: other years, an open end, other incomes."""
    return (
        (rate.period_text != total.period_text and bool(rate.period_text and total.period_text))
        or rate.qualifier == "under"
        or bool(_NET.search(view.phrases(rate).left)) != bool(_NET.search(view.phrases(total).left))
    )


def _same_product(view: PageView, rate: Metric, total: Metric) -> bool:
    """Tell whether a mean and a total speak of one thing: 亩产 and 产量, a price and sales."""
    one, two = (view.phrases(m).left[-8:] for m in (rate, total))
    if rate.dimension == "mass":
        return "产" in two
    if rate.dimension == "price" or re.search(r"每(?:公斤|斤|吨)", one):
        return re.search(r"销售|收入|产值|卖|兑付|货款", two) is not None
    return any(word in one and word in two for word in _GOODS)


def _is_base(metric: Metric, one: str) -> bool:
    if one in ("公斤", "斤", "吨"):
        return metric.dimension == "mass" and metric.class_ == "quantity"
    same = {"人": ("人", "名", "口"), "村": ("个", "村"), "名": ("人", "名"), "个": ("个",)}
    return metric.unit in same.get(one, (one,)) and metric.class_ == "quantity"


def _product(
    view: PageView, rate: Metric, base: Metric, total: Metric, one: str
) -> Iterator[Finding | Relation]:
    per, count, said = canonical(rate), meaning(base), canonical(total)
    if not per or not count or not said or not said.low or not count.low or not per.low:
        return
    product = per * count
    weighed = lookup(one)
    if weighed and weighed.dimension == "mass" and weighed.factor and (whole := canonical(base)):
        product = per.times(1 / float(weighed.factor)) * whole  # 每公斤12元, 3150吨
    if rate.dimension == "price":  # 元/公斤 is 元 a canonical kilogram; the base is counted in its own unit
        found = canonical(base)
        assert found is not None
        product = per * found
    expression = f"{rate.text}×{base.text}={show(product.low)}"
    if product.meets(said, PRODUCT_SLACK):
        yield relation(view, "乘积", expression, total.text, "holds", (rate, base, total))
        return
    shown = f"{expression}≠{total.text}（{one}均折算）"
    yield relation(view, "乘积", f"{expression}≠{total.text}", total.text, "fails", (rate, base, total))
    found = canonical(base)
    assert found is not None
    ratio = found.low / count.low
    near = Interval(0.95, 1.05)
    yield from _fails(
        view,
        "product",
        shown,
        [
            (total, product * near),
            (rate, (said / count) * near),
            (base, (said / per).times(ratio) * near),
        ],
        total,
    )
