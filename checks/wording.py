"""Wording of figures: two words for one roughness, colloquial units, counts with a fraction.

Most of these are hints for the proof-reading desk; a count with a fraction is a certain fault and asks for a
review.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checks.records import Finding
from checks.say import doubt_metric, doubt_span
from checks.suggest import Reading, rank
from checks.view import PageView
from townledger.lexicon import read_words
from townledger.page.text import shadow
from townledger.records import Metric

_ABOUT = re.compile(r"(?:约|大约|大概|将近|接近|近)[为有达]?$")
_BELOW = re.compile(r"(?:不足|不到|近|将近|接近)$")
_ABOVE = re.compile(r"(?:超|超过|突破|逾|多达)$")
_AROUND = re.compile(r"^(?:左右|上下)")
_OR_MORE = re.compile(r"^(?:以上|之多)")
_REMAINDER = re.compile(r"[余多]")
_EXACT_REMAINDER = re.compile(r"(?P<number>\d*[1-9]\d*?[1-9])(?P<more>[余多])(?![万亿千百])")
_RANGE = re.compile(
    r"(?<![\d.\-—~])(?P<low>\d{1,6}(?:\.\d+)?)(?:-+|—+|~|至)(?P<high>\d{1,6}(?:\.\d+)?)"
    r"(?P<unit>周?岁|亩|吨|公?斤|元|[厘毫]?米(?!格)|公里|[名人户个只头]|%|℃)"
)
_FROM = re.compile(r"[从由自]$|[从由自][^,。;]{0,6}$")
_DECIMALS = re.compile(r"\d+\.\d+(?![\d万亿千百])")
_SMALL_REMAINDER = re.compile(r"^(?:[1-9]|[一二三四五六七八九])余")
_TIMES_LESS = re.compile(r"(?:降低|减少|下降|缩小|缩短|减|降)了?(\d+(?:\.\d+)?|[两二三四五六七八九十]+)倍")
_MEAN = re.compile(r"每|千人|万人|均|比|倍|密度|指数|得分|平均")
COLLOQUIAL_FILE = Path(__file__).resolve().parents[1] / "seeds" / "units" / "colloquial.csv"
_WHOLE_UNITS = frozenset("户人名个处座辆台盏只头家所支条件起次份棵株村口位栋幢间场项匹羽套块顶张册本") | {
    "人次",
    "台次",
    "户次",
    "场次",
    "辆次",
    "车次",
    "班次",
}


@cache
def _proper_units() -> dict[str, str]:
    """Return the legal unit for each colloquial one."""
    return {row["unit"]: row["proper"] for row in read_words(COLLOQUIAL_FILE, {"unit": None, "proper": None})}


def check_wording(view: PageView) -> Iterator[Finding]:
    """Yield what is wrong or doubtful in the way that the page writes its figures."""
    told: set[str] = set()
    for metric in view.metrics:
        yield from _approximations(view, metric)
        yield from _forms(view, metric)
        if metric.unit_implied:
            yield doubt_metric(view, "unit_missing", metric, suggestion=f"{metric.text}{metric.unit or '元'}")
        proper = _proper_units().get(metric.unit)
        if proper and metric.unit not in told:  # once a page
            told.add(metric.unit)
            yield doubt_metric(view, "unit_form", metric, suggestion=proper, unit=metric.unit)
    yield from _reversed(view)
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


def _reversed(view: PageView) -> Iterator[Finding]:
    """Yield ranges that begin with the larger end: 18—14岁; 由18降到14 is a change, not a range."""
    for match in _RANGE.finditer(view.text):
        low, high = match["low"], match["high"]
        if float(low) > float(high) and not _FROM.search(view.window(match.start() - 8, match.start())):
            start, end = match.span()
            middle = view.page.text[match.end("low") : match.start("high")]
            yield doubt_span(
                view, "reversed_range", start, end, suggestion=f"{high}{middle}{low}{match['unit']}"
            )


def _is_whole(reading: Reading) -> bool:
    """Tell whether a reading is a whole number, and printed as one."""
    return (
        reading.printed_low is not None
        and reading.printed_low % 1 == 0
        and _DECIMALS.match(reading.text) is None
    )


def _forms(view: PageView, metric: Metric) -> Iterator[Finding]:
    """Yield counts with a fraction, 余 after a single digit."""
    if metric.class_ != "quantity":
        return
    printed = metric.value_low
    half = "半" in metric.text
    decimals = _DECIMALS.match(metric.text) is not None  # 116.0头 has lost its 万
    fraction = printed is not None and (printed % 1 or decimals) and metric.unit in _WHOLE_UNITS and not half
    if (
        fraction
        and metric.dimension in ("count", "")
        and not _MEAN.search(view.phrases(metric).clause + metric.item)
    ):
        ranked = rank(metric, [_is_whole], lambda r: 0.0)
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
    elif match := _EXACT_REMAINDER.match(shadow(metric.text)):
        rounded = metric.text[: match.end("number") - 1] + "0" + metric.text[match.end("number") :]
        value = float(match["number"]) // 10 * 10
        yield doubt_metric(
            view,
            "remainder",
            metric,
            suggestion=rounded,
            suggested=(value, None if metric.value_high is None else value),
        )
