"""Wording and form: how figures are written, dates that cannot be, marks that do not match.

Most of these are hints for the proof-reading desk. A date that does not exist and a count with a fraction are
certain faults and ask for a review.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from checks.records import Finding
from checks.say import doubt_metric, doubt_span
from checks.suggest import rank
from checks.view import PageView
from townledger.dating.events import default_calendar
from townledger.records import Metric

_ABOUT = re.compile(r"(?:约|大约|大概|将近|接近|近)[为有达]?$")
_BELOW = re.compile(r"(?:不足|不到|近|将近|接近)$")
_ABOVE = re.compile(r"(?:超|超过|突破|逾|多达)$")
_AROUND = re.compile(r"^(?:左右|上下)")
_OR_MORE = re.compile(r"^(?:以上|之多)")
_REMAINDER = re.compile(r"[余多]")
_SMALL_REMAINDER = re.compile(r"^(?:[1-9]|[一二三四五六七八九])余")
_DOUBLED = re.compile(
    r"([的和与及将把被从向是了])(?:\s*\n\s*)?\1(?!确|士|解|谐|平|气|睦|美|乐|关|脉|容|军|日葵)"
)
_NESTED = re.compile(r"“[^”“\n]{0,60}(“)[^”\n]{0,30}”")
_CORNER = re.compile(r"[「『][^」』\n]{0,40}[」』]")
_TIMES_LESS = re.compile(r"(?:降低|减少|下降|缩小|缩短|减|降)了?(\d+(?:\.\d+)?|[两二三四五六七八九十]+)倍")
_DATE = re.compile(r"(?<!\d)(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})[日号])?(?!\d|份?产|龄)")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[时点:](\d{2})分?(?!\d)")
_NTH = re.compile(r"第([一二三四五六七八九十百\d]{1,4})个")
_MEAN = re.compile(r"每|千人|万人|均|比|倍|密度|指数|得分|平均")
_COLLOQUIAL = {
    "公分": "厘米",
    "立方": "立方米",
    "方": "立方米",
    "平方": "平方米",
    "平米": "平方米",
    "公升": "升",
    "市斤": "斤或千克",
    "华里": "里或千米",
    "尺": "米",
    "寸": "厘米",
    "丈": "米",
    "英尺": "米",
    "英寸": "厘米",
    "度电": "千瓦时",
    "马力": "千瓦",
    "大卡": "千焦",
}
_WHOLE_UNITS = frozenset("户人名个处座辆台盏只头家所支条件起次份棵株村口位栋幢间场项匹羽套块顶张册本") | {
    "人次",
    "台次",
    "户次",
    "场次",
    "辆次",
    "车次",
    "班次",
}
_LATEST = 2040
"""A year that no page without a date is of."""
_NUMERALS = {c: n for n, c in enumerate("零一二三四五六七八九")}


def check_wording(view: PageView) -> Iterator[Finding]:
    """Yield what is wrong or doubtful in the way that the page writes its figures and marks."""
    for metric in view.metrics:
        yield from _approximations(view, metric)
        yield from _forms(view, metric)
    yield from _dates(view)
    yield from _ordinals(view)
    for match in _DOUBLED.finditer(view.text):
        if match[0] != "了了" and not match[0].startswith("是是"):
            yield doubt_span(view, "doubled", *match.span(), suggestion=match[1])
    for match in _NESTED.finditer(view.text):
        yield doubt_span(view, "nested_quotes", *match.span(1), suggestion="‘")
    for match in _CORNER.finditer(view.page.text):
        if "“" in view.page.text:
            yield doubt_span(view, "corner_quotes", *match.span(), suggestion=f"“{match[0][1:-1]}”")
    for match in _TIMES_LESS.finditer(view.text):
        yield doubt_span(view, "times_less", *match.span())


def _approximations(view: PageView, metric: Metric) -> Iterator[Finding]:
    """Yield two words for one roughness: 约50万元左右, 近20余名, 超过300以上."""
    before, after = view.before(metric, 4), view.after(metric, 4)
    inner = _REMAINDER.search(metric.text) is not None
    words = ""
    if _ABOUT.search(before) and _AROUND.match(after):
        words = "“约”与“左右”"
    elif _BELOW.search(before) and (inner or _OR_MORE.match(after)):
        words = "“近、不足”与“余、以上”"
    elif before.endswith(("约", "大约")) and inner:
        words = "“约”与“余”"
    elif _ABOVE.search(before) and (inner or _OR_MORE.match(after) or _AROUND.match(after)):
        words = "“超”与“余、以上、左右”"
    elif inner and _AROUND.match(after):
        words = "“余”与“左右”"
    if words:
        yield doubt_metric(view, "double_rough", metric, words=words)


def _forms(view: PageView, metric: Metric) -> Iterator[Finding]:
    """Yield colloquial units, counts with a fraction, 余 after a single digit."""
    if metric.unit in _COLLOQUIAL:
        yield doubt_metric(view, "unit_form", metric, suggestion=_COLLOQUIAL[metric.unit], unit=metric.unit)
    if metric.class_ != "quantity":
        return
    printed = metric.value_low
    half = "半" in metric.text
    fraction = printed is not None and printed % 1 and metric.unit in _WHOLE_UNITS and not half
    if (
        fraction
        and metric.dimension in ("count", "")
        and not _MEAN.search(view.phrases(metric).clause + metric.item)
    ):
        ranked = rank(metric, [lambda r: r.printed_low is not None and r.printed_low % 1 == 0], lambda r: 0.0)
        best = ranked.best
        yield doubt_metric(
            view,
            "fraction",
            metric,
            arithmetic=f"{metric.text}＝{printed:g}{metric.unit}，{metric.unit}不能有小数",
            suggestion=best.text if best else "",
            suggested=(best.printed_low, best.printed_high) if best else (None, None),
            unit=metric.unit,
        )
    if _SMALL_REMAINDER.match(metric.text):
        ranked = rank(metric, [lambda r: (r.printed_low or 0) >= 10], lambda r: 0.0)
        best = ranked.best
        yield doubt_metric(
            view,
            "remainder",
            metric,
            suggestion=best.text if best else "",
            suggested=(best.printed_low, best.printed_high) if best else (None, None),
        )


def _dates(view: PageView) -> Iterator[Finding]:
    """Yield months above 12, days that the month has not, hours above 24."""
    for match in _DATE.finditer(view.text):
        year, month, day = (int(g) if g else None for g in match.groups())
        assert month is not None
        if not 1 <= month <= 12:
            yield doubt_span(view, "no_date", *match.span(), arithmetic=f"一年只有12个月，没有{month}月")
            continue
        last = monthrange(year or 2024, month)[1]
        if day is not None and not 1 <= day <= last:
            printed = view.page.text[slice(*match.span())]
            at = printed.rfind(match[3])
            nearest = f"{printed[:at]}{last}{printed[at + len(match[3]) :]}" if day > last else ""
            yield doubt_span(
                view,
                "no_date",
                *match.span(),
                arithmetic=f"{month}月只有{last}天",
                suggestion=nearest,
            )
    for match in _CLOCK.finditer(view.text):
        hour, minute = int(match[1]), int(match[2])
        clock = re.search(
            r"[上下]午|晚|凌晨|早|[日号]$|当[天日]", view.window(match.start() - 6, match.start())
        )
        if clock and (hour > 24 or minute > 59):
            yield doubt_span(view, "no_date", *match.span(), arithmetic="一天只有24小时、一小时60分")


def _ordinals(view: PageView) -> Iterator[Finding]:
    """Yield ordinals that are not of the page's year: 第24个全国安全生产月 is of 2001 + 24."""
    events = default_calendar().words["ordinal"]
    low, high = view.page.issue_date_low, view.page.issue_date_high
    for match in _NTH.finditer(view.text):
        following = view.window(match.end(), match.end() + 16)
        event = next((e for word, e in events.items() if word in following), None)
        n = _cardinal(match[1])
        if event is None or event.base is None or n is None:
            continue
        year = event.base + n
        first, last = (int(low[:4]), int(high[:4])) if low and high else (event.base, _LATEST)
        # A page may have its date from this very ordinal, so a year of the far future is a doubt as well.
        if not first <= year <= min(last, _LATEST):
            yield doubt_span(
                view,
                "event_ordinal",
                *match.span(),
                arithmetic=f"{event.base}+{n}={year}年",
                event=event.name,
                year=str(year),
            )


def _cardinal(text: str) -> int | None:
    """Return the value of a numeral up to 999 in Arabic or Chinese digits."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in _NUMERALS:
            digit = _NUMERALS[char]
        elif char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            return None
    return total + digit
