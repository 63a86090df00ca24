"""Number mentions: every numeral of a text with its class, bounds, unit and qualifier.

One pattern finds the numerals; what follows decides what each one is, in this order: a word of the lexicon, a
form that is no measure (date, clock, ordinal, code, ratio), a fraction, a cadence, then a quantity with its unit,
which the name guard (``names.py``) may still take back. Everything works on shadow text in flow order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from townledger import names
from townledger.text import shadow
from townledger.times import clock_or_date
from townledger.lexicon import alternation
from townledger.numerals import IDIOMS, interval
from townledger.units import Unit, lookup, table


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number mention in flow coordinates; ``low``/``high`` in the printed unit, scale words folded in."""

    start: int
    end: int
    class_: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    qualifier: str = "exact"
    reason: str = ""
    unit_implied: bool = False


class Reading(NamedTuple):
    """What one rule made of a numeral: the mention (None: no mention) and where reading goes on."""

    span: NumberSpan | None
    resume: int


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral as it stands in the text: ``text[start:end]`` is digits, scale words and an inner 余 or 多."""

    start: int
    end: int
    core: str  # the digits and scale words alone
    inner: str  # 余, 多, 来, 有余 or nothing
    arabic: bool


_ARABIC = r"(?:\d{1,3}(?:, ?\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_THOUSAND = "千(?![瓦伏米克卡帕赫乏焦])"  # 千瓦 and 千米 are units
_SCALE = f"(?:[百万亿]|{_THOUSAND})"
_CHINESE = f"(?:[零〇一二三四五六七八九十百万亿廿卅]|两(?=[百千万亿])|{_THOUSAND})"
_FORMAL = (
    # as on cheques; one alone is a word unless 元 follows
    "[壹贰叁肆伍陆柒捌玖](?:[拾佰仟万亿][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]*|(?=元))"
)
_HALF = "半(?=个?(?:[年天亩斤里米锅]|个?多?[月]|日(?!制)|小时|钟头|星期|世纪|袋|锅|碗|杯|瓶|筐|车|桶|吨|公斤|公里|箱|学期|季度?))"
NUMERAL = re.compile(
    rf"(?P<core>{'|'.join(IDIOMS)}|{_ARABIC}(?: ?(?:十|{_SCALE})+(?:{_ARABIC}(?:[十百万]|{_THOUSAND})+)*)?"
    rf"|(?:[几数](?=[十百千万亿])|上(?=[百千万亿]))?(?:一两(?=[亩个名天次元斤])|(?:两|{_CHINESE}){_CHINESE}*几?{_CHINESE}*)(?:点[零〇一二三四五六七八九]+{_SCALE}*)?"
    rf"|{_FORMAL}|[几数]|(?<![一上下过前后大多对夜各每]){_HALF})(?P<inner>有余|余|多(?!元化|样|种)|来)?(?P<scale>(?<=[余多来]){_SCALE}+)?"
)
_UNITS = alternation(table())
_PER = rf"/(?:[万亿]?{_UNITS}|\({_UNITS}·{_UNITS}\))"
UNIT = re.compile(
    rf" ?(?P<unit>个世纪|个半(?=小时|月|钟头|星期)(?:小时|月|钟头|星期)"
    rf"|个[多余来](?=月|小时|星期|百分点|工作日)(?:月|小时|星期|百分点|工作日)"
    rf"|号(?=人(?!员))|{_UNITS}(?:{_PER})?(?:·{_UNITS})?)(?P<half>半(?![天年月个小数边径路夜])|(?<=成)五(?![十个年]))?"
)
_UNKNOWN_UNIT = re.compile(r"[一-鿿](?=[,。;、)!?:]|$|\n)")
_LATIN_END = re.compile(r"[A-Za-z]$")
_PREFIX = re.compile(
    r"(?:(?P<at_most>不(?:超过|高于|多于|大于)|不得?(?:超过|多于|高于|大于)|不能超过|(?:至多|最多)[^,。;\d]{0,3}|(?:单笔|单次|每户|每人|每亩)最高|最长|上限)"
    r"|(?P<at_least>不(?:少于|低于|小于|下)|不得(?:少于|低于|小于)|(?:至少|最少|起码|少说)[^,。;\d]{0,3})"
    r"|(?P<under>不足|不到|不满|低于|少于|小于|未满|未达到?|不及)"
    r"|(?P<over>超过|超出|突破|超越|高于|大于|多于|不止|超|逾|冲破|(?<![打突])破|(?<![通经超来去到做见用看走说吃])过)"
    r"|(?P<about>(?<![最附远靠亲邻就])近|大约|约为|(?<![节制预合契条公签违邀相大誓集])约|将近|接近|大概|大致|差不多|上下|几近|估计))"
    r"(?:了|为|有|在|要|达到?|人民币|损失|[¥$])*$"
)
_SUFFIX = re.compile(
    r"(?P<about>左右|上下|前后(?=[,。;]))|(?P<over>(?:及其?)?以上|多(?![个种样元次少])|有余|开外|余(?=[,。;、]))"
    r"|(?P<under>(?:及其?)?以下|以内|之内|内(?![部容涵外地陆存销]))"
)
_MORE = re.compile(r"多(?![个种样元次少人地数家年方功媒边维])")  # 三年多, 两倍多
_RANGE = re.compile(r"(?:-{1,2}|—{1,2}|–|~|至|到)(?=\d|[一二三四五六七八九十百千两])")
_FRACTION = re.compile(rf"分之(?P<top>{_ARABIC}|{_CHINESE}+(?:点[零〇一二三四五六七八九]+)?)")
_RATIO = re.compile(rf"(?::{_ARABIC})+(?![\d:])")
_SLASHED = re.compile(r"/([2-9]|10)(?![\d/年月])")
_RATIO_WORDS = re.compile(rf"(?:比(?:{_CHINESE}{{1,3}}|\d+(?:\.\d+)?))+")
_TIMES = re.compile(rf"[×*xX✕](?={_ARABIC})")
_CADENCE = re.compile(r"(?P<head>一(?:日|天|周|月|季度?|年|旬))一(?P<verb>[一-鿿]{2})(?=[,。;、”’!\s的制]|$)")
_PER_TIME = re.compile(
    r"每(?:隔)?(?:个)?(?:周|月|季度?|年|天|日|星期|半年|半月|旬|晚|早|学期|逢|两周|两年|两月|[一二两三四五六七八九十\d]+个?(?:天|日|周|月|年|星期|小时|分钟))|[日周月年]均"
)
_MONEY_SYMBOL = re.compile(r"(?:[¥$€]|人民币) ?$")
_CLAUSE = re.compile(r"[,。;:!?\n]")
_CADENCE_UNITS = frozenset("届 次 批 场 遍 回 期 轮 趟 节 天 小时 个小时 分钟".split())
_MONEY_WORDS = re.compile(
    r"收入|产值|销售额|利润|营收|投资|资金|收益|效益|税收|存款|债务|成本|经费|捐款|贷款|销售|补贴"
)
_SIGN = re.compile(r"零下|(?<![\dA-Za-z%℃元吨亩米人户年月日])-$".replace("零下", "零下$"))
_SYMBOLS = {"$": "美元", "€": "欧元"}
_PERCENT_UNITS = {"百": "%", "千": "‰", "万": "‱"}


def read_numbers(text: str) -> list[NumberSpan]:
    """Return the number mentions of flow text, in order and without overlaps.

    A purely grammatical 一 (统一, 一直, 一幅画卷) is no mention. ``text`` may be raw: it is read as it stands.
    """
    spans: list[NumberSpan] = []
    text = shadow(text)
    at = 0
    while (match := NUMERAL.search(text, at)) is not None:
        start = match.start()
        word = names.lexicon_word(text, start, at)
        if word is not None:
            quoted = text[word.start - 1 : word.start] in ("“", "‘")
            if word.class_ != "skip" or quoted:
                class_ = "name" if word.class_ == "skip" else word.class_
                spans.append(NumberSpan(word.start, word.end, class_, reason=word.reason))
            at = word.end
            continue
        reading = _read(text, match)
        if reading.span is not None:
            spans.append(reading.span)
        at = max(reading.resume, start + 1)
    return _share_units(text, spans)


def _read(text: str, match: re.Match[str]) -> Reading:
    """Read one numeral: the first rule that knows the form decides."""
    start, end = match.span()
    core = match["core"]
    numeral = Numeral(start, end, core + (match["scale"] or ""), match["inner"] or "", "0" <= core[0] <= "9")
    for rule in _RULES:
        reading = rule(text, numeral)
        if reading is not None:
            return reading
    return Reading(None, end)


def _time_form(text: str, numeral: Numeral) -> Reading | None:
    """Calendar dates, clock times, years, months, seasons of the business year."""
    if numeral.inner:
        return None
    found = clock_or_date(text, numeral.start)
    if found is None:
        return None
    return Reading(NumberSpan(numeral.start, found.end, found.class_, reason=found.reason), found.end)


def _cadence(text: str, numeral: Numeral) -> Reading | None:
    """一日一巡查, 一季一举办: a cadence, not a count."""
    match = _CADENCE.match(text, numeral.start)
    if match is None:
        return None
    if (
        text[numeral.start - 1 : numeral.start] in "“‘"
        and text[match.end() : match.end() + 1] in ("”", "’")
        and numeral.start
    ):
        return Reading(NumberSpan(*match.span(), "name", reason="引号内的名称"), match.end())
    return Reading(NumberSpan(*match.span(), "frequency", 1.0, 1.0, "", reason="频次套语"), match.end())


def _no_measure(text: str, numeral: Numeral) -> Reading | None:
    """Ordinals, codes, model names, list numbers, formulas: what the surroundings show to be no measure."""
    found = names.no_measure(text, numeral.start, numeral.end, numeral.core, numeral.arabic)
    if found is None:
        return None
    span = (
        NumberSpan(found.start, found.end, found.class_, reason=found.reason)
        if found.class_ != "skip"
        else None
    )
    return Reading(span, found.end)


def _product(text: str, numeral: Numeral) -> Reading | None:
    """2×35万千瓦, 2*7500t/d, 3×630千伏安: a product in a specification."""
    times = _TIMES.match(text, numeral.end) if numeral.arabic and not numeral.inner else None
    second = NUMERAL.match(text, times.end()) if times else None
    if second is None:
        return None
    unit, end = _unit_at(text, second.end())
    low, _ = interval(numeral.core)
    factor, _ = interval(second["core"] + (second["scale"] or ""))
    if unit is None or low is None or factor is None:
        return None
    return _quantity(text, numeral.start, end, low * factor, low * factor, unit[0], "", "乘积")


_SPLIT_WORDS = re.compile(r"(?:比例?|配比|结构|比重|调整为|按照?|以|为)[^,。;]{0,6}$")


def _ratio_words(text: str, numeral: Numeral) -> Reading | None:
    """Three or more parts, or two where the words speak of a split: no clock time (15:15:15, 7:3分成)."""
    match = _RATIO.match(text, numeral.end) if numeral.arabic and not numeral.inner else None
    if match is None:
        return None
    parts = text[numeral.start : match.end()].split(":")
    split = _SPLIT_WORDS.search(text, max(0, numeral.start - 10), numeral.start) or text.startswith(
        ("的比例", "比例", "分成", "分红", "分配"), match.end()
    )
    if not split and len(parts) == 3 and all(len(p) == 2 for p in parts):
        return None
    if not split and len(parts) == 2 and re.fullmatch(r"[0-5]\d", parts[1]):
        return None
    return _ratio(text, numeral)


def _ratio(text: str, numeral: Numeral) -> Reading | None:
    """8:1:1, 三比一; a game's score is a name."""
    match = (_RATIO if numeral.arabic else _RATIO_WORDS).match(text, numeral.end) or (
        _RATIO_WORDS.match(text, numeral.end) if numeral.arabic else None
    )
    if match is None:
        return None
    end = match.end()
    if names.is_score(text, numeral.start, end):
        return Reading(NumberSpan(numeral.start, end, "name", reason="比分"), end)
    return Reading(NumberSpan(numeral.start, end, "ratio", reason="比例"), end)


def _fraction(text: str, numeral: Numeral) -> Reading | None:
    """三分之二, 百分之九十, 3分之1; 三分一."""
    slashed = _SLASHED.match(text, numeral.end) if numeral.arabic else None
    if slashed and "." not in numeral.core and 0 < int(numeral.core) < int(slashed[1]):
        part = Decimal(numeral.core) / int(slashed[1])
        return _quantity(text, numeral.start, slashed.end(), part, part, "", "", "分数")
    match = _FRACTION.match(text, numeral.end)
    if match is None:
        return None
    bottom, _ = interval("一" + numeral.core if numeral.core in "百千万" else numeral.core)
    top, high = interval(match["top"])
    if not bottom or top is None or high is None:
        return None
    unit = _PERCENT_UNITS.get(numeral.core, "")
    if not unit:
        top, high = top / bottom, high / bottom
    return _quantity(text, numeral.start, match.end(), top, high, unit, "", "分数")


def _measure(text: str, numeral: Numeral) -> Reading | None:
    """A quantity with a unit or classifier, a range of two, a product in a specification, or a bare count."""
    start, end = numeral.start, numeral.end
    try:
        low, high = interval(numeral.core.removeprefix("上"))
    except ValueError:
        return Reading(None, end)
    inner = (
        "over"
        if numeral.core.startswith("上") or numeral.core in IDIOMS
        else names.INNER.get(numeral.inner, "")
    )
    if numeral.core == "零":
        return _bare(text, numeral, low, high, inner) if not re.match("[度下]", text[end : end + 1]) else None
    unit, end_unit = _unit_at(text, end)
    if unit is None and (numeral.arabic or len(numeral.core) > 1) and not numeral.inner:
        unknown = _UNKNOWN_UNIT.match(text, end)
        if unknown and names.can_count(text, start, end, numeral.core):
            unit, end_unit = (unknown[0], False), unknown.end()
    ranged = _range_tail(text, numeral, end if unit is None else end_unit, unit)
    if ranged:
        return ranged
    if unit is None:
        return _bare(text, numeral, low, high, inner)
    printed, half = unit
    name = names.counted_name(text, start, end, end_unit, numeral.core, printed, numeral.inner, half)
    if name is not None:
        span = NumberSpan(start, name.end, name.class_, reason=name.reason) if name.class_ != "skip" else None
        return Reading(span, name.end if name.class_ != "skip" else end_unit)
    if (
        printed == "折"
        and len(numeral.core) == 2
        and not numeral.arabic
        and low is not None
        and high is not None
    ):
        low, high = low / 10, high / 10  # 七五折
    if half and low is not None and high is not None:
        low, high = low + Decimal("0.5"), high + Decimal("0.5")
    return _quantity(text, start, end_unit, low, high, printed, inner, "")


def _unit_at(text: str, at: int) -> tuple[tuple[str, bool] | None, int]:
    """Return ((unit, half), end) of the unit at ``at``; the unit is None when none stands there."""
    match = UNIT.match(text, at)
    if match is None:
        return None, at
    unit, end = match["unit"], match.end()
    if _LATIN_END.search(unit) and re.match(r"[A-Za-z0-9]", text[end : end + 1]):
        return None, at
    shorter = names.shorten_unit(text, match.start("unit"), match.end("unit"))
    if shorter is not None:
        if shorter <= match.start("unit"):
            return None, at
        return (text[match.start("unit") : shorter], False), shorter
    half = match["half"] is not None
    if unit.startswith("个半"):
        unit, half = "个" + unit[2:], True
    return (unit, half), end


def _range_tail(text: str, numeral: Numeral, end: int, unit: tuple[str, bool] | None) -> Reading | None:
    """35℃到40℃, 3至5年, 800—1000元, 6个月至6岁: one mention; 从3个到5个 is two."""
    match = _RANGE.match(text, end)
    if match is None or numeral.inner:
        return None
    if match[0] == "到" and re.search(
        r"[从由][^,。;]{0,6}$", text[max(0, numeral.start - 8) : numeral.start]
    ):
        return None
    second = NUMERAL.match(text, match.end())
    if second is None:
        return None
    unit2, end2 = _unit_at(text, second.end())
    if unit2 is None and unit is None:
        return None
    printed = unit2[0] if unit2 else (unit[0] if unit else "")
    try:
        low, _ = interval(numeral.core)
        _, high = interval(second["core"] + (second["scale"] or ""))
    except ValueError:
        return None
    if low is None or high is None:
        return None
    first_kind, second_kind = lookup(unit[0]) if unit else None, lookup(printed)
    if first_kind and second_kind and first_kind.dimension != second_kind.dimension:
        if {first_kind.dimension, second_kind.dimension} != {"age", "time"}:
            return None
        low = low / 12 if "月" in first_kind.text else low
    elif first_kind and second_kind and first_kind.text != second_kind.text:
        if not (first_kind.factor and second_kind.factor):
            return None
        scale = first_kind.factor / second_kind.factor
        low = low * scale.numerator / scale.denominator
    if (
        unit is None
        and not re.search("[万亿]", numeral.core)
        and high >= 10000 > low
        and low * 10000 <= high * 10
    ):
        tail = re.search(r"[万亿]+$", second["core"])  # 3至5万元: the scale word serves both
        if tail:
            low = low * interval("一" + tail[0])[0]  # type: ignore[operator]
    if low > high:
        return None
    span_end = end2 if unit2 else second.end()
    return Reading(
        NumberSpan(
            numeral.start,
            span_end,
            _class_of(text, numeral.start, span_end, printed),
            float(low),
            float(high),
            printed,
            "range",
        ),
        span_end,
    )


def _bare(
    text: str, numeral: Numeral, low: Decimal | None, high: Decimal | None, inner: str
) -> Reading | None:
    """A number without a unit: a count of the noun behind it (9万余村民), money in words (已超百万), or no fact."""
    start, end = numeral.start, numeral.end
    symbol = _MONEY_SYMBOL.search(text, max(0, start - 5), start)
    if symbol:
        return _quantity(
            text, start, end, low, high, "美元" if "$" in symbol[0] else "元", inner, "货币符号在前"
        )
    verdict = names.bare_number(text, start, end, numeral.core, numeral.inner, numeral.arabic)
    if verdict.class_ != "quantity":
        span = (
            NumberSpan(start, verdict.end, verdict.class_, reason=verdict.reason)
            if verdict.class_ != "skip"
            else None
        )
        return Reading(span, max(verdict.end, end))
    reading = _quantity(text, start, end, low, high, "", inner, verdict.reason)
    before = _clause_before(text, start)
    nothing_counted = not re.match(r"[一-鿿A-Za-z]", text[end : end + 1])
    if reading.span and nothing_counted and _MONEY_WORDS.search(before):
        return Reading(
            replace(reading.span, unit_implied=True, reason="未写单位，按“元”理解"), reading.resume
        )
    return reading


def _quantity(
    text: str,
    start: int,
    end: int,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    inner: str,
    reason: str,
) -> Reading:
    """Return the mention with the qualifier that the words around it give."""
    qualifier = "range" if low is not None and low != high else "exact"
    if unit.startswith("个") and len(unit) > 2 and unit[1] in "多余来":
        inner, unit = names.INNER[unit[1]], "个" + unit[2:]
    if low is None:
        qualifier = "about"
    more = _MORE.match(text, end) if unit and not inner else None
    if more:
        inner, end = "over", more.end()
    before = _PREFIX.search(text, max(0, start - 9), start)
    after = _SUFFIX.match(text, end)
    word = inner or (after.lastgroup if after else None) or (before.lastgroup if before else None) or ""
    if before and before[0].startswith("破") and not re.search("[百千万亿]", text[start:end]):
        before = None  # 破451起: cases solved, not a bound broken
    if before and before.lastgroup in ("at_most", "at_least") and not inner:
        word = before.lastgroup or ""
    if low is not None and word:
        if word in ("over", "at_least"):
            high = None
        elif word in ("under", "at_most"):
            low = None
        qualifier = word
    sign = _SIGN.search(text, max(0, start - 3), start)
    if sign and (sign[0] == "零下" or unit):
        low, high = (-high if high is not None else None), (-low if low is not None else None)
        start -= len(sign[0].lstrip())
    span = NumberSpan(
        start,
        end,
        _class_of(text, start, end, unit),
        float(low) if low is not None else None,
        float(high) if high is not None else None,
        unit,
        qualifier,
        reason,
    )
    return Reading(span, end)


def _clause_before(text: str, start: int) -> str:
    """Return up to 40 characters of the clause in front of ``start``."""
    window = text[max(0, start - 40) : start]
    cuts = [m.end() for m in _CLAUSE.finditer(window)]
    return window[cuts[-1] :] if cuts else window


def _class_of(text: str, start: int, end: int, unit: str) -> str:
    """Return the class that the unit gives: age, duration, frequency or quantity."""
    known: Unit | None = lookup(unit) if unit else None
    kind = known.kind if known else ""
    if kind == "age":
        return "age"
    if unit in _CADENCE_UNITS and _PER_TIME.search(_clause_before(text, start)):
        return "frequency"
    return "duration" if kind == "time" else "quantity"


def _share_units(text: str, spans: list[NumberSpan]) -> list[NumberSpan]:
    """Give a bare number the unit that is written once for several: 0.9、5.9个百分点; 3、5、7号 are no facts."""
    factor = Decimal(1)
    for i in range(len(spans) - 2, -1, -1):
        this, following = spans[i], spans[i + 1]
        if this.reason != names.UNITLESS or text[this.end : following.start] not in _JOINTS:
            continue
        if following.class_ in ("name", "ordinal", "date"):
            spans[i] = replace(this, class_=following.class_, reason=following.reason)
            continue
        number = NUMERAL.fullmatch(text, this.start, this.end)
        if (
            number is None
            or not following.unit
            or following.class_ not in ("quantity", "duration", "age", "frequency")
        ):
            continue
        low, _ = interval(number["core"])
        if following.reason != _SHARED:
            scale = _SHARED_SCALE.search(text, following.start, following.end)
            factor = (interval("一" + scale[1])[0] if scale else None) or Decimal(1)
        if low is not None:
            value = float(low * factor)
            spans[i] = NumberSpan(
                this.start,
                this.end,
                following.class_,
                value,
                value,
                following.unit,
                "exact",
                "与后数共用单位",
            )
    return spans


_SHARED = "与后数共用单位"
_JOINTS = frozenset(("、", "和", "与", "及", "或", "以及", ",", "/"))
_SHARED_SCALE = re.compile(rf"\d({_SCALE}+)(?=[^\d]*$)")
_RULES: tuple[Callable[[str, Numeral], Reading | None], ...] = (
    _cadence,
    _product,
    _ratio_words,
    _time_form,
    _fraction,
    _no_measure,
    _ratio,
    _measure,
)
__all__ = ["NUMERAL", "UNIT", "NumberSpan", "read_numbers"]
