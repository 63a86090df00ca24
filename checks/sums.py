"""Parts and wholes: sums in a bracket, after 其中 or 包括, done and left, before their total.

Every test is made with intervals, so that 余 and 约 widen it. A sum that fails is one doubt, whatever the
number of its figures that an edit would repair: see `checks.repairs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks.amounts import MEASURED, NO_SUMS, amount, kind, scale_of, total
from checks.intervals import show
from checks.records import Finding, Relation
from checks.repairs import doubt_sum, sum_repairs
from checks.say import relation
from checks.view import PageView
from townledger.records import Metric

_OPEN = re.compile(r"等|以上|不含|另有|左右|多类|各类")
_DONE = re.compile(r"完工|完成|竣工|建成|已|投用|通车|交付")
_EXHAUSTIVE = re.compile(r"(?:包括|包含|分别[为是有]|分为|由|即|分别|[:])[^,。;]{0,20}$")
_FROM = re.compile(r"由[^,。;]{0,8}$")
_TO = re.compile(r"[到至]")
"""A change from one value to another is no list: 由3.5米拓宽至4.5米."""
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
_ALIKE = {
    word: group
    for group in (
        "投资|资金|投入|支出|补贴",
        "收入|产值|销售额|增加值|产量",
        "利润|利税|税",
        "出口",
        "贷款",
        "存款",
    )
    for word in group.split("|")
}
"""Words of an account; figures under words of different groups are no parts of one another."""
_ACCOUNT = re.compile("|".join(sorted(_ALIKE, key=len, reverse=True)))
_ENDS = re.compile(r"[。;]|其中|累计|共|目前|现已|已[完建办]|人均|户均|亩均|均价|另|此外|还有")
_MEAN = re.compile(r"人均|户均|亩均|平均|每[人户亩村名个]")
"""What makes a mean of a figure, which has no parts."""
_BRACKET = re.compile(r"\([^()]*\)")
_MEMBERS = 40  # figures to either side of a whole that can be its parts
_LONG = 4  # parts of a list whose sum a slip of scale makes of the whole
_LIST = 3  # parts of a list that a slip must make whole
_PRECISE = 4  # digits of the figure that slipped
_SWAPPED = 3  # digits of a figure two of which were swapped
_CHANCE = 10  # a total up to this is met by some stretch of a list by chance
_GAP = 16  # characters that may stand between two members of one list


def check_sums(view: PageView) -> Iterator[Finding | Relation]:
    """Yield the relations of parts and wholes of a page, and a finding for each that fails."""
    before: list[Metric] = []
    for (_, sentence), figures in view.by_sentence.items():
        counted = [m for m in figures if m.class_ == "quantity" and amount(m) is not None]
        counted = [m for m in counted if m.unit != "%" and m.dimension not in NO_SUMS]
        counted = [m for m in counted if not _LIMIT.match(view.after(m, 3))]
        taken: set[frozenset[str]] = set()
        if _AMONG.match(sentence.strip()) and before and counted:  # 其中 goes on about the sentence before it
            for whole, parts, certain in _following(view, before, counted):
                yield from judge_sum(view, whole, parts, certain)
        before = counted
        for whole, parts, certain in _candidates(view, counted):
            key = frozenset(m.metric_id for m in (whole, *parts))
            if key not in taken:
                taken.add(key)
                yield from judge_sum(view, whole, parts, certain)
    for figures in view.by_article.values():
        yield from _subsets(view, figures)


def _candidates(
    view: PageView, figures: Sequence[Metric]
) -> Iterator[tuple[Metric, tuple[Metric, ...], str]]:
    """Yield (whole, parts, how certain it is that the parts are all: ``all``, ``part``)."""
    for at, whole in enumerate(figures):
        yield from _bracket(view, whole, figures[at + 1 : at + 1 + _MEMBERS])
        before = figures[max(0, at + 1 - _MEMBERS) : at + 1]
        yield from _following(view, before, figures[at + 1 : at + 1 + _MEMBERS])
        yield from _left_over(view, before)
        yield from _total_after(view, before)


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
    if not (among or listed) or len(lead) > 40:
        return
    wholes = [
        m
        for m in reversed(before)
        if kind(m) == kind(rest[0])
        and not _CHANGE.search(view.before(m, 8))
        and not _MEAN.search(view.phrases(m).left)
        and _one_account(view, m, rest[0])
    ]
    if not wholes:
        return
    parts = _run(view, [m for m in rest if kind(m) == kind(rest[0])])
    added = total(parts)
    whole = next((m for m in wholes if (a := amount(m)) and a.meets(added, 0.002)), wholes[0])
    text = view.window(before[-1].char_end, parts[-1].char_end + 8)
    if among:
        pair = parts[:2]
        halves = len(pair) == 2 and any(
            (a.search(one) and b.search(two)) or (b.search(one) and a.search(two))
            for a, b in _COMPLEMENT
            for one, two in [(_name(view, pair[0]), _name(view, pair[1]))]
        )
        yield (whole, pair, "all") if halves else (whole, parts, "part")
    elif len(parts) >= 2 and not _OPEN.search(text) and not (_FROM.search(lead) and _TO.search(text)):
        yield whole, parts, "all"


def _one_account(view: PageView, whole: Metric, part: Metric, *, strict: bool = False) -> bool:
    """Tell whether two figures may be of one account: an investment is no part of taxes.

    With ``strict`` the second must not name an account that the first does not name.
    """
    one, two = ({_ALIKE[w] for w in _ACCOUNT.findall(view.phrases(m).left[-14:])} for m in (whole, part))
    return not two or bool(one & two) or not (one or strict)


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
        if (
            len(between) > _GAP
            or _ENDS.search(between)
            or not _one_account(view, run[0], metric, strict=True)
        ):
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
    if re.search(r"剩余|剩下|其余|余下|还剩|尚有|尚余|在建|未完工|未开工", lead) and len(lead) <= 24:
        between = view.window(whole.char_end, done.char_start)
        if len(between) <= 24 and (_DONE.search(between) or _AMONG.search(between)):
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


def judge_sum(
    view: PageView, whole: Metric, parts: tuple[Metric, ...], certain: str, *, sure: bool = False
) -> Iterator[Finding | Relation]:
    """Yield the relation of a whole with its parts, and the finding when it cannot hold.

    ``certain`` is ``all`` where the parts are all of the whole, else ``part``; ``sure`` is for `doubt_sum`.
    """
    have, sum_ = amount(whole), total(parts)
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
    slipped = certain != "all" and _slipped(whole, parts)
    if certain == "all" or (single and not slipped):
        shown = f"{expression}={show(sum_.low / scale_of(whole))}{unit}≠{whole.text}"
        yield relation(
            view, "部分=整体", f"{expression}≠{whole.text}", show(sum_.low), "fails", (whole, *parts)
        )
        yield doubt_sum(view, whole, parts, shown, exhaustive=certain == "all", sure=sure)
    elif slipped or (above and len(parts) >= 2 and _distinct(view, parts)):
        sign, bond = ("＞", "部分≤整体") if above else ("≠", "部分=整体")
        shown = f"{expression}={show(sum_.low / scale_of(whole))}{unit}{sign}{whole.text}"
        yield relation(
            view, bond, f"{expression}{sign}{whole.text}", show(sum_.low), "fails", (whole, *parts)
        )
        yield doubt_sum(view, whole, parts, shown, exhaustive=True)
    elif not above:
        yield relation(
            view, "部分≤整体", f"{expression}≤{whole.text}", show(sum_.low), "holds", (whole, *parts)
        )


def _slipped(whole: Metric, parts: Sequence[Metric]) -> bool:
    """Tell whether a slip of a precise figure has broken a sum that 其中 leaves open.

    2132.6万元, 其中 1400, 420, 300 and 3.6: two digits swapped make all agree exactly, which is no chance.
    """
    listed = len(parts) >= _LIST
    for member, reading, _ in sum_repairs(whole, parts, exhaustive=True):
        digits = len(re.sub(r"\D", "", member.text))
        if reading.is_swap and digits >= _SWAPPED and len(parts) > 1:
            return True
        if reading.is_slip and digits >= _PRECISE and listed:
            return True
        if member is whole and reading.is_slip and not reading.is_swap and len(parts) >= _LONG:
            return True
    return False


def _distinct(view: PageView, parts: Sequence[Metric]) -> bool:
    """Tell whether the parts cannot overlap: amounts of things, or alike classes (一等奖5名、二等奖8名)."""
    if parts[0].dimension in MEASURED:
        return True
    names = [re.sub(r"[其中有为,、]", "", _name(view, p))[-6:] for p in parts]
    if any(_TRAIT.search(_name(view, p)) for p in parts):
        return False
    return len({n[-1:] for n in names}) == 1 and len(set(names)) == len(names) and names[0] != ""


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
        for whole in later:
            stretch = _stretch(run, whole.value_low or 0.0)
            if stretch:
                expression = "+".join(m.text for m in stretch) + f"={whole.text}"
                yield relation(
                    view, "部分=整体", expression, show(whole.value_low or 0.0), "holds", (whole, *stretch)
                )


def _stretch(run: Sequence[Metric], total: float) -> tuple[Metric, ...] | None:
    """Return the longest stretch (two members or more) of a list that adds up to ``total``."""
    for length in range(len(run), 1, -1):
        for at in range(len(run) - length + 1):
            if sum(m.value_low or 0.0 for m in run[at : at + length]) == total:
                return tuple(run[at : at + length])
    return None
