"""Parts and wholes: sums in a bracket, after 其中 or 包括, done and left, lists with their number.

Every test is made with intervals, so that 余 and 约 widen it. Of a sum that fails, every figure is marked
whose smallest edit repairs it, because none of them can be trusted; where there is none, the total is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.intervals import Interval, canonical, factor, meaning, show
from checks.records import Finding, Relation
from checks.say import doubt_metric, doubt_span, relation
from checks.suggest import Reading, readings
from checks.view import PageView
from townledger.records import Metric

_PEOPLE = frozenset({"人", "名", "位", "口"})
_MEASURED = frozenset({"money", "mass", "area", "length", "volume"})
_OPEN = re.compile(r"等|以上|不含|另有|左右|多类|各类")
_DONE = re.compile(r"完工|完成|竣工|建成|已|投用|通车|交付")
_EXHAUSTIVE = re.compile(r"(?:包括|包含|分别[为是有]|分为|由|即|分别|[:])[^,。;]{0,20}$")
_AMONG = re.compile(r"其中|当中")
_TOTAL_AFTER = re.compile(r"^[^,、。;]{0,8}[,、]?(?:共计|合计|总计|一共|累计共|总数|共)[为是有达]?$")
_CHANGE = re.compile(r"增|减|降|升|比|较|多|少|同期|去年为|上年为")
_COMPLEMENT = (
    (re.compile(r"男"), re.compile(r"女")),
    (re.compile(r"城镇|城市"), re.compile(r"农村|乡村")),
    (re.compile(r"线上"), re.compile(r"线下")),
    (re.compile(r"存栏"), re.compile(r"出栏")),
    (re.compile(r"已(?:完|建|办|整)"), re.compile(r"未|正在|在建")),
    (re.compile(r"国内"), re.compile(r"国外|境外|国际")),
)
_TRAIT = re.compile(r"女|男|岁|学历|大专|本科|高中|少数民族|预备|以[上下]|流动|新增")
"""Traits that one person can have together: classes of these overlap."""
_LIMIT = re.compile(r"以[上下内]|及以")
_PRINTED = re.compile(r"\d+(?:\.(?P<decimals>\d+))?(?P<scale>[万亿]?)")
_BRACKET = re.compile(r"\([^()]*\)")
_DIGIT = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_OPEN_WHOLE = 20.0  # a whole is at most this many times the parts that the text names after 其中
_CHANCE = 10  # a total up to this is met by some stretch of a list by chance
_GAP = 16  # characters that may stand between two members of one list


def kind(metric: Metric) -> str:
    """Return what a figure can be added with: people, a measured dimension, or its own classifier."""
    if metric.unit in _PEOPLE:
        return "人"
    return metric.dimension if metric.dimension in _MEASURED else metric.unit


def amount(metric: Metric) -> Interval | None:
    """Return a figure's interval in the unit in which it can be added to others of its kind."""
    return canonical(metric) if metric.dimension in _MEASURED else meaning(metric)


def check_sums(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the relations of parts and wholes of a page, and a finding for each that fails."""
    before: list[Metric] = []
    for (_, sentence), figures in view.by_sentence.items():
        counted = [m for m in figures if m.class_ == "quantity" and amount(m) is not None and m.unit != "%"]
        counted = [m for m in counted if not _LIMIT.match(view.after(m, 3))]
        taken: set[frozenset[str]] = set()
        if _AMONG.match(sentence.strip()) and before and counted:  # 其中 goes on about the sentence before it
            for whole, parts, certain in _following(view, before, counted):
                yield from _judge(view, whole, parts, certain)
        before = counted
        for whole, parts, certain in _candidates(view, counted):
            key = frozenset(m.metric_id for m in (whole, *parts))
            if key not in taken:
                taken.add(key)
                yield from _judge(view, whole, parts, certain)
    for figures in view.by_article.values():
        yield from _subsets(view, figures)
        yield from _industries(view, figures)
    yield from _formulas(view)
    yield from _listed(view)
    yield from _slogans(view)


def _candidates(
    view: PageView, figures: Sequence[Metric]
) -> Iterator[tuple[Metric, tuple[Metric, ...], str]]:
    """Yield (whole, parts, how certain it is that the parts are all: ``all``, ``part``)."""
    for at, whole in enumerate(figures):
        yield from _bracket(view, whole, figures[at + 1 :])
        yield from _following(view, figures[: at + 1], figures[at + 1 :])
        yield from _left_over(view, figures[: at + 1])
        yield from _total_after(view, figures[: at + 1])


def _bracket(
    view: PageView, whole: Metric, rest: Sequence[Metric]
) -> Iterator[tuple[Metric, tuple[Metric, ...], str]]:
    """Yield the parts in a bracket after the whole: 10名网格员(党员6人、村民代表4人)."""
    opened = re.match(r"[^,。;、()\d]{0,12}\(", view.window(whole.char_end, whole.char_end + 20))
    if not opened or not rest:
        return
    tail = view.text[whole.char_end : whole.char_end + 200]
    close = tail.find(")")
    if close < 0:
        return
    inside = [m for m in rest if m.char_end <= whole.char_end + close]
    text = view.window(whole.char_end, whole.char_end + close)
    parts = tuple(m for m in inside if kind(m) == kind(whole))
    if len(parts) >= 2 and len(parts) == len(inside):
        yield whole, parts, "part" if _OPEN.search(text) or _AMONG.search(text) else "all"


def _following(
    view: PageView, before: Sequence[Metric], rest: Sequence[Metric]
) -> Iterator[tuple[Metric, tuple[Metric, ...], str]]:
    """Yield the parts that follow: 共45名,其中男30名、女15名; 共15项,包括甲7项、乙8项.

    The whole is the nearest figure before that can be one; where a farther one equals the sum, it is that:
    其中 after a growth or a subtotal goes back to the main figure.
    """
    if not rest:
        return
    lead = view.window(before[-1].char_end, rest[0].char_start)
    among, listed = _AMONG.search(lead), _EXHAUSTIVE.search(lead)
    wholes = [
        m for m in reversed(before) if kind(m) == kind(rest[0]) and not _CHANGE.search(view.before(m, 8))
    ]
    if not (among or listed) or len(lead) > 40 or not wholes:
        return
    parts = _run(view, [m for m in rest if kind(m) == kind(rest[0])])
    total = _total(parts)
    whole = next((m for m in wholes if (a := amount(m)) and a.meets(total, 0.002)), wholes[0])
    text = view.window(before[-1].char_end, parts[-1].char_end + 8)
    if among:
        pair = parts[:2]
        halves = len(pair) == 2 and any(
            (a.search(one) and b.search(two)) or (b.search(one) and a.search(two))
            for a, b in _COMPLEMENT
            for one, two in [(_name(view, pair[0]), _name(view, pair[1]))]
        )
        yield (whole, pair, "all") if halves else (whole, parts, "part")
    elif len(parts) >= 2 and not _OPEN.search(text):
        yield whole, parts, "all"


def _name(view: PageView, metric: Metric) -> str:
    """Return the words that name a member of a list, on either side of its figure."""
    phrases = view.phrases(metric)
    return re.split(r"[、(]", phrases.left)[-1] + phrases.right + phrases.item


def _run(view: PageView, figures: Sequence[Metric]) -> tuple[Metric, ...]:
    """Return the first figures of one list, what stands in brackets left out."""
    run = [figures[0]]
    for metric in figures[1:]:
        between = _BRACKET.sub("", view.window(run[-1].char_end, metric.char_start))
        if "(" in between:
            continue  # it stands inside a bracket: a part of a part
        if len(between) > _GAP or re.search(r"[。;]|其中|累计|共|目前|现已|已[完建办]", between):
            break
        run.append(metric)
    return tuple(run)


def _left_over(view: PageView, figures: Sequence[Metric]) -> Iterator[tuple[Metric, tuple[Metric, ...], str]]:
    """Yield what is done and what is left: 批复59个村,现已完工44个,剩余15个."""
    rest = figures[-1]
    same = [m for m in figures[:-1] if kind(m) == kind(rest)]
    if len(same) < 2:
        return
    whole, done = same[-2], same[-1]
    lead = view.window(done.char_end, rest.char_start)
    if re.search(r"剩余|剩下|其余|余下|还剩|尚有|尚余", lead) and len(lead) <= 24:
        between = view.window(whole.char_end, done.char_start)
        if len(between) <= 24 and _DONE.search(between):
            yield whole, (done, rest), "all"


def _total_after(
    view: PageView, figures: Sequence[Metric]
) -> Iterator[tuple[Metric, tuple[Metric, ...], str]]:
    """Yield the list before its total: 甲3名、乙5名、丙8名,共计16名."""
    whole = figures[-1]
    same = [m for m in figures[:-1] if kind(m) == kind(whole)]
    if len(same) < 2 or not _TOTAL_AFTER.search(view.window(same[-1].char_end, whole.char_start)):
        return
    run = [same[-1]]
    for metric in reversed(same[:-1]):
        between = view.window(metric.char_end, run[-1].char_start)
        if len(between) > _GAP or re.search(r"[。;]|其中|累计|共", between):
            break
        run.append(metric)
    if len(run) >= 2:
        yield whole, tuple(reversed(run)), "all"


def _total(members: Sequence[Metric]) -> Interval:
    total = Interval(0.0, 0.0)
    for member in members:
        found = amount(member)
        assert found is not None
        total += found
    return total


def _judge(
    view: PageView, whole: Metric, parts: tuple[Metric, ...], certain: str
) -> Iterator[Finding | Relation]:
    """Yield the relation of a whole with its parts, and the finding when it cannot hold."""
    have, sum_ = amount(whole), _total(parts)
    assert have is not None
    printed = [m for m in (whole, *parts) if m.value_low != m.value_high or "." in m.text]
    slack = 0.0005 if printed else 1e-9  # decimals were rounded each by itself
    expression = "+".join(m.text for m in parts)
    if have.meets(sum_, slack):
        yield relation(
            view, "部分=整体", f"{expression}={whole.text}", show(sum_.low), "holds", (whole, *parts)
        )
        return
    above = sum_.low > have.high
    single = next((p for p in parts if (a := amount(p)) and a.low > have.high), None)
    unit = whole.unit
    if certain == "all" or single:
        shown = f"{expression}={show(sum_.low / _scale(whole))}{unit}≠{whole.text}"
        yield relation(
            view, "部分=整体", f"{expression}≠{whole.text}", show(sum_.low), "fails", (whole, *parts)
        )
        yield from _blame(view, whole, parts, shown, certain)
    elif above and len(parts) >= 2 and _distinct(view, parts):
        shown = f"{expression}={show(sum_.low / _scale(whole))}{unit}＞{whole.text}"
        yield relation(
            view, "部分≤整体", f"{expression}＞{whole.text}", show(sum_.low), "fails", (whole, *parts)
        )
        yield from _blame(view, whole, parts, shown, "all")
    elif not above:
        yield relation(
            view, "部分≤整体", f"{expression}≤{whole.text}", show(sum_.low), "holds", (whole, *parts)
        )


def _distinct(view: PageView, parts: Sequence[Metric]) -> bool:
    """Tell whether the parts cannot overlap: amounts of things, or alike classes (一等奖5名、二等奖8名)."""
    if parts[0].dimension in _MEASURED:
        return True
    names = [re.sub(r"[其中有为,、]", "", _name(view, p))[-6:] for p in parts]
    if any(_TRAIT.search(_name(view, p)) for p in parts):
        return False
    return len({n[-1:] for n in names}) == 1 and len(set(names)) == len(names) and names[0] != ""


def _scale(metric: Metric) -> float:
    return factor(metric) if metric.dimension in _MEASURED else 1.0


def _like(metric: Metric, value: float) -> str:
    """Return a value as the figure is printed: with its scale word, its decimals and its unit."""
    match = _PRINTED.match(metric.text)
    if not match:
        return ""
    scale = {"万": 1e4, "亿": 1e8}.get(match["scale"], 1.0)
    number = f"{value / scale:.{len(match['decimals'] or '')}f}"
    return f"{number}{metric.text[match.start('scale') :]}"


def _blame(
    view: PageView, whole: Metric, parts: tuple[Metric, ...], shown: str, certain: str
) -> Iterator[Finding]:
    """Yield a finding about each figure that one edit of would repair the sum, else about the whole."""
    repairs: list[tuple[float, int, Metric, Reading]] = []
    have = amount(whole)
    assert have is not None
    for member in (whole, *parts):
        others = [m for m in parts if m is not member]
        if member is whole:
            wanted = _total(parts)
            if certain != "all":  # the whole has more than these parts, how much more is open
                wanted = Interval(wanted.low, _OPEN_WHOLE * wanted.high)
        else:
            rest = _total(others)
            wanted = Interval(have.low - rest.high, have.high - rest.low)
            if certain != "all":
                wanted = Interval(0.0, wanted.high)
        if wanted.high <= 0:
            continue
        ratio = 1.0 if member.dimension in _MEASURED else 1.0 / factor(member)
        for reading in readings(member):
            value = reading.canonical.times(ratio)
            if value.meets(wanted, 1e-9):
                repairs.append((reading.cost, member.char_start, member, reading))
    repairs.sort(key=lambda r: (r[0], r[1], r[3].text))
    best: dict[str, tuple[Metric, Reading]] = {}
    for _, _, member, reading in repairs:
        best.setdefault(member.metric_id, (member, reading))
    if not best:  # parts that fall short of the whole may be some of them only
        total = _total(parts)
        short = total.high < have.low
        severity = "hint" if short else None
        computed = "" if short or certain != "all" else _like(whole, total.low / _scale(whole))
        yield doubt_metric(
            view,
            "sum",
            whole,
            arithmetic=shown,
            severity=severity,
            suggestion=computed,
            whole=whole.text,
        )
    ways = "；".join(f"{member.text}改{reading.text}" for member, reading in best.values())
    for member, reading in best.values():
        yield doubt_metric(
            view,
            "sum",
            member,
            arithmetic=f"{shown}；改一处即可相符：{ways}" + ("（难以判定）" if len(best) > 1 else ""),
            suggestion=reading.text,
            suggested=(reading.printed_low, reading.printed_high),
            whole=whole.text,
        )


def _subsets(view: PageView, figures: Sequence[Metric]) -> Iterator[Relation]:
    """Yield the later totals of an article that a stretch of an earlier list explains: 38+29+6=73."""
    people = [m for m in figures if kind(m) == "人" and m.value_low == m.value_high and m.value_low]
    runs: list[list[Metric]] = []
    for metric in people:
        if runs and len(view.window(runs[-1][-1].char_end, metric.char_start)) <= _GAP:
            runs[-1].append(metric)
        else:
            runs.append([metric])
    for run in runs:
        if len(run) < 3:
            continue
        largest = max(m.value_low or 0.0 for m in run)
        later = [
            m
            for m in people
            if m.char_start > run[-1].char_end and (m.value_low or 0.0) > max(largest, _CHANCE)
        ][:12]
        for total in later:
            stretch = _stretch(run, total.value_low or 0.0)
            if stretch:
                expression = "+".join(m.text for m in stretch) + f"={total.text}"
                yield relation(
                    view, "部分=整体", expression, show(total.value_low or 0.0), "holds", (total, *stretch)
                )


_INDUSTRIES = tuple(
    re.compile(rf"(?:第{n}产业|{n[0]}产)(?:实现|完成)?(?:增加值)?(?:实现|完成)?$") for n in "一二三"
)
_PRODUCT = re.compile(r"生产总值(?:[(（]GDP[)）])?(?:实现|完成|达到?|为)*$|GDP(?:实现|完成|达到?|为)*$")


def _industries(view: PageView, figures: Sequence[Metric]) -> Iterator[Finding | Relation]:
    """Yield the gross product of a place with its three industries, which are all of it."""
    money = [m for m in figures if m.dimension == "money" and amount(m)]
    for at, whole in enumerate(money):
        left = view.phrases(whole).left
        if not _PRODUCT.search(left) or "人均" in left:
            continue
        parts = []
        for pattern in _INDUSTRIES:
            following = (m for m in money[at + 1 : at + 9] if pattern.search(view.phrases(m).left))
            if found := next(following, None):
                parts.append(found)
        if len(parts) == 3:
            yield from _judge(view, whole, tuple(parts), "all")


def _stretch(run: Sequence[Metric], total: float) -> tuple[Metric, ...] | None:
    """Return the longest stretch (two members or more) of a list that adds up to ``total``."""
    for length in range(len(run), 1, -1):
        for at in range(len(run) - length + 1):
            if sum(m.value_low or 0.0 for m in run[at : at + length]) == total:
                return tuple(run[at : at + length])
    return None


_FORMULA = re.compile(r"“([^”]*\+[^”]*)”的?([两二三四五六七八九十])级")
_COUNTED = re.compile(
    r"“(?P<quoted>[^“”]{3,80})”(?P<n>\d{1,2}|[两二三四五六七八九十])(?P<c>[个支项种类条大位名家座级])"
    r"|[:(](?P<plain>[^:。;,()\d]{3,80})(?P<etc>等)(?P<n2>\d{1,2}|[两二三四五六七八九十])(?P<c2>[个支项种类条大位名家座])"
)
_SLOGAN = re.compile(r"“(?P<n>[二三四五六七八九十])(?P<noun>[\u4e00-\u9fff])”")
_HEAD = re.compile(r"(?:^|[。\n])\s*“(?P<head>[\u4e00-\u9fff]{1,3})”(?=[\u4e00-\u9fff]{1,6}[,，])")


def _number(text: str) -> int:
    return _DIGIT[text] if text in _DIGIT else int(text)


def _formulas(view: PageView) -> Iterator[Finding | Relation]:
    """Yield formulas with as many terms as levels: “1名甲+1名乙+2名丙+10名丁”的四级队伍."""
    for match in _FORMULA.finditer(view.text):
        terms = len(match[1].split("+"))
        yield from _count(view, match.span(2), terms, _number(match[2]), f"{terms}项相加", "级")


def _listed(view: PageView) -> Iterator[Finding | Relation]:
    """Yield lists with their number: “甲、乙、丙”3支队伍; with 等 fewer names are no fault."""
    for match in _COUNTED.finditer(view.text):
        group = "quoted" if match["quoted"] else "plain"
        names = [n for n in re.split(r"[、和与及]", match[group]) if n.strip()]
        if len(names) < 2 or "、" not in match[group]:
            continue
        n = "n" if group == "quoted" else "n2"
        said = _number(match[n])
        if group == "plain" and len(names) <= said:
            continue
        classifier = match["c"] or match["c2"]
        yield from _count(view, match.span(n), len(names), said, f"列出{len(names)}", classifier)


def _slogans(view: PageView) -> Iterator[Finding | Relation]:
    """Yield slogans with their heads: “四治”融合, then “综治”…, “自治”…, “法治”…, “德治”…."""
    for match in _SLOGAN.finditer(view.text):
        following = view.text[match.end() : match.end() + 900]
        paragraph = re.split(r"\n\s*\n(?![^。]*\n)", following, maxsplit=1)[0]
        nxt = _SLOGAN.search(paragraph)
        heads = list(
            dict.fromkeys(m["head"] for m in _HEAD.finditer("。" + paragraph[: nxt.start() if nxt else None]))
        )
        before = view.text[max(0, match.start() - 60) : match.start()]
        if len(heads) >= 3 and "以" not in before[-2:]:
            yield from _count(
                view, match.span("n"), len(heads), _number(match["n"]), "、".join(heads), match["noun"]
            )


def _count(
    view: PageView, span: tuple[int, int], found: int, said: int, shown: str, noun: str
) -> Iterator[Finding | Relation]:
    """Yield the relation of a stated number with what was counted, and a finding when they differ."""
    state = "holds" if found == said else "fails"
    sign = "=" if found == said else "≠"
    start, end = span
    yield Relation(
        relation_id=f"{view.page.page_id}:列举=数:{start}-{end}",
        page_id=view.page.page_id,
        kind="列举=数",
        expression=f"{shown}{sign}{view.page.text[start:end]}{noun}",
        result=str(found),
        state=state,
        metric_ids=",".join(m.metric_id for m in view.metrics if m.char_start <= start and end <= m.char_end),
    )
    if state == "fails":
        yield doubt_span(
            view,
            "list_count",
            start,
            end,
            arithmetic=f"{shown}：{found}≠{said}",
            said=str(said),
            found=str(found),
            noun=noun,
        )
