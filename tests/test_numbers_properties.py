"""Figures written in every style, with every unit and qualifier, read back with the same bounds."""

from __future__ import annotations

import sys
import time
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townledger.facts.period_words import Periods
from townledger.numbers.mentions import read_numbers, read_raw_numbers
from townledger.numbers.numerals import LONGEST
from townledger.numbers.units import table
from townledger.page.text import shadow

SMALL = settings(max_examples=120, deadline=None, derandomize=True)
FULL_WIDTH = {ord("0") + i: ord("０") + i for i in range(10)} | {ord("."): "．", ord("%"): "％"}
MEASURES = [
    "亩",
    "公里",
    "吨",
    "平方米",
    "万元",
    "元",
    "公斤",
    "立方米",
    "户",
    "人",
    "座",
    "台套",
    "人次",
    "处",
    "%",
]
COUNTS = [unit for unit in MEASURES if unit not in ("万元", "%")]
DIGITS = "零一二三四五六七八九"

Bounds = tuple[float | None, float | None, str]


def read_one(text: str) -> tuple[str, float | None, float | None, str]:
    """Return span and bounds of the only figure of ``text``."""
    dark = shadow(text)
    found = [n for n in read_raw_numbers(dark) if n.class_ != "name"]
    assert len(found) == 1, (text, found)
    n = found[0]
    return dark[n.start : n.end], n.low, n.high, n.qualifier


def exact(x: float) -> Bounds:
    return x, x, "exact"


QUALIFIED: dict[str, tuple[str, Callable[[float], Bounds]]] = {
    "exact": ("今年新增{}，", exact),
    "over": ("今年新增超{}，", lambda x: (x, None, "over")),
    "above": ("今年新增{}以上，", lambda x: (x, None, "over")),
    "near": ("今年新增近{}，", lambda x: (x, x, "about")),
    "about": ("今年新增约{}，", lambda x: (x, x, "about")),
    "or so": ("今年新增{}左右，", lambda x: (x, x, "about")),
    "under": ("今年新增不足{}，", lambda x: (None, x, "under")),
    "within": ("今年新增{}以内，", lambda x: (None, x, "under")),
    "at least": ("今年新增不少于{}，", lambda x: (x, None, "at_least")),
    "at most": ("今年新增不超过{}，", lambda x: (None, x, "at_most")),
}


@pytest.mark.parametrize("style", QUALIFIED)
@SMALL
@given(number=st.integers(11, 9999), places=st.sampled_from([0, 1, 2]), unit=st.sampled_from(MEASURES))
def test_units_and_qualifiers(style: str, number: int, places: int, unit: str):
    value = Decimal(number).scaleb(-places)
    frame, bounds = QUALIFIED[style]
    factor = 10000 if unit.startswith("万") else 1
    low, high, qualifier = bounds(float(value * factor))
    assert read_one(frame.format(f"{value}{unit}"))[1:] == (low, high, qualifier)


@SMALL
@given(
    number=st.integers(2, 99),
    scale=st.sampled_from(["", "万", "亿", "百", "千"]),
    unit=st.sampled_from(COUNTS),
)
def test_more_than(number: int, scale: str, unit: str):
    factor = {"": 1, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[scale]
    low = number * 10 * factor
    for more in ("余", "多"):
        span, *rest = read_one(f"共完成{number}0{scale}{more}{unit}。")
        assert span == f"{number}0{scale}{more}{unit}"
        assert rest == [low, None, "over"]


@SMALL
@given(
    low=st.integers(1, 500),
    more=st.integers(1, 500),
    joint=st.sampled_from(["-", "—", "～", "~", "至", "－"]),
    unit=st.sampled_from(["亩", "元", "公里", "岁", "天", "吨", "℃"]),
)
def test_ranges(low: int, more: int, joint: str, unit: str):
    for text in (f"一般为{low}{joint}{low + more}{unit}。", f"一般为{low}{unit}{joint}{low + more}{unit}。"):
        assert read_one(text)[1:] == (low, low + more, "range")


@SMALL
@given(first=st.integers(1, 8), scale=st.sampled_from(["十", "百", "千", "万", "十万", "百万", "亿"]))
def test_two_neighbours_are_a_range(first: int, scale: str):
    factor = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "亿": 10**8}[scale]
    text = f"花了{DIGITS[first]}{DIGITS[first + 1]}{scale}元。"
    assert read_one(text)[1:] == (first * factor, (first + 1) * factor, "range")


@SMALL
@given(whole=st.integers(0, 99), tenth=st.integers(1, 9))
def test_percentages_in_every_style(whole: int, tenth: int):
    tens, ones = divmod(whole, 10)
    spoken = (
        (DIGITS[tens] if tens > 1 else "")
        + ("十" if tens else "")
        + (DIGITS[ones] if ones or not tens else "")
    )
    value = float(Decimal(f"{whole}.{tenth}"))
    styles = [f"{whole}.{tenth}%", f"百分之{whole}.{tenth}", f"百分之{spoken}点{DIGITS[tenth]}"]
    for style in [*styles, *(s.translate(FULL_WIDTH) for s in styles)]:
        assert read_one(f"完成率为{style}。")[1:] == (value, value, "exact"), style


@SMALL
@given(yi=st.integers(1, 99), wan=st.integers(1, 9999))
def test_mixed_scales(yi: int, wan: int):
    value = yi * 10**8 + wan * 10**4
    for written in (f"{yi}亿{wan}万元", f"{yi}億{wan}萬元", f"{Decimal(value).scaleb(-8).normalize():f}亿元"):
        assert read_one(f"总投资{written}。")[1:3] == (value, value), written


@pytest.mark.parametrize("unit", sorted(set(table()) - {"世纪", "版"}))  # a date, and a page
def test_every_unit_is_read_behind_a_number(unit: str):
    found = read_raw_numbers(f"共有38{unit}。")
    assert [(n.low, n.unit) for n in found] == [(38.0, unit)], (unit, found)


def test_no_control_or_format_character_crashes_the_reader():
    for code in range(sys.maxunicode + 1):
        char = chr(code)
        if unicodedata.category(char) in ("Cc", "Cf", "Zs", "Zl", "Zp", "Nl", "No"):
            for text in (f"{char}5{char}万{char}元{char}", f"三{char}千户", f"第{char}3个", f"2024{char}年"):
                read_raw_numbers(text)


def test_a_row_of_digits_without_end_is_a_name_and_not_an_infinite_figure():
    (longest,) = read_raw_numbers(f"投入{'9' * LONGEST}元。")
    assert (longest.class_, longest.low) == ("quantity", pytest.approx(10.0**LONGEST))
    for written in ("9" * (LONGEST + 1), "9" * 400 + "亿", "九" * 400 + "亿", "1" + ",000" * 200):
        (endless,) = read_raw_numbers(f"投入{written}元。")
        assert (endless.class_, endless.low, endless.high) == ("name", None, None), written
    first, second = read_raw_numbers(f"投入3至{'9' * 400}元。")
    assert (first.high, second.high) == (None, None)


@pytest.mark.parametrize("row", ["3:", "一", "1"])
def test_a_long_row_of_digits_is_read_in_linear_time(row: str):
    text = shadow("一" + row * 20_000 + "亿元")
    began = time.process_time()
    spans = read_numbers(text)
    periods = Periods(text)
    for span in spans:
        periods.of(span, (0, len(text)), (0, len(text)), 0)
    assert time.process_time() - began < 5  # some 0.5 s; a look from each digit to the end takes a minute
