"""Properties of number reading that hold for every text, not only for the corpus."""

from __future__ import annotations

import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from corpus import load
from hypothesis import example, given, settings
from hypothesis import strategies as st

from townledger.numbers.mentions import read_raw_numbers
from townledger.page.text import shadow

SMALL = settings(max_examples=150, deadline=None, derandomize=True)
DIGITS = "零一二三四五六七八九"
FORMAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
FULL_WIDTH = {ord("0") + i: ord("０") + i for i in range(10)} | {ord(","): "，", ord("."): "．"}
SENTENCES = [p.text for p in load("positive") if p.file.startswith("positive/prose") and not p.misread]


def group(number: int) -> str:
    """Write 0 < number < 10,000 in Chinese, every place named: 1034 → 一千零三十四."""
    out, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if gap and out else "") + DIGITS[digit] + name
        gap = not digit
    return out


def chinese(number: int) -> str:
    """Write 0 < number < 10**12 in Chinese."""
    out = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part = number // scale % 10**4
        if part:
            out += ("零" if out and part < 1000 else "") + group(part) + name
        elif out and number % scale:
            out += "" if out.endswith("零") else "零"
    return out.replace("零零", "零")


def in_wan(number: int) -> str:
    return f"{(Decimal(number) / 10**4).normalize():f}万"


def in_yi(number: int) -> str:
    return f"{(Decimal(number) / 10**8).normalize():f}亿"


STYLES: dict[str, Callable[[int], str]] = {
    "plain": str,
    "grouped": lambda n: f"{n:,}",
    "full width": lambda n: str(n).translate(FULL_WIDTH),
    "full width, grouped": lambda n: f"{n:,}".translate(FULL_WIDTH),
    "万": in_wan,
    "亿": in_yi,
    "Chinese": chinese,
    "formal": lambda n: chinese(n).translate(FORMAL),
}


def test_the_writer_of_chinese_numerals_itself():
    pairs = {7: "七", 10: "一十", 1034: "一千零三十四", 20005: "二万零五", 100300: "一十万零三百"}
    assert {n: chinese(n) for n in pairs} == pairs
    assert chinese(10_0000_5000) == "一十亿零五千"


@pytest.mark.parametrize("style", STYLES)
@SMALL
@given(st.integers(1, 10**4) | st.integers(1, 10**11))
@example(10)
@example(1998)
@example(10_000_000)
@example(100_300)
def test_a_value_in_every_style_reads_back(style: str, number: int):
    written = STYLES[style](number)
    text = shadow(f"项目总投资{written}元，已开工。")
    found = [n for n in read_raw_numbers(text) if n.class_ != "name"]
    assert [text[n.start : n.end] for n in found] == [shadow(f"{written}元")]
    assert (found[0].low, found[0].high, found[0].unit, found[0].qualifier) == (number, number, "元", "exact")


WORDS = ["公里", "平方米", "人次", "百分之", "分之", "左右", "以上", "不足", "近", "约", "每", "其中", "至"]
NUMERALS = "零一二三四五六七八九十百千万亿两半几数多余来0123456789"
SIGNS = ".,%‰~-—+×:/()“”、，。；第年月日时岁个名元亩吨\n "
PIECES = st.sampled_from([*NUMERALS, *SIGNS, *WORDS])


@SMALL
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
@example("二第零")
def test_no_text_crashes_the_reader_and_spans_are_in_order(text: str):
    text = shadow(text)
    end = 0
    for number in read_raw_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.low is None or number.high is None or number.low <= number.high
        end = number.end


def spans(text: str) -> list[tuple[Any, ...]]:
    return [(n.start, n.end, n.class_, n.low, n.high, n.unit, n.qualifier) for n in read_raw_numbers(text)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_full_width_and_half_width_digits_read_alike(sentence: str):
    wide = sentence.translate({k: v for k, v in FULL_WIDTH.items() if k != ord(",")})
    assert spans(shadow(wide)) == spans(shadow(sentence))


def test_a_sentence_reads_the_same_after_another():
    for first, second in pairwise(SENTENCES):
        head, tail = shadow(first), shadow(second)
        head += "" if head.endswith("。") else "。"
        moved = [(lo + len(head), hi + len(head), *rest) for lo, hi, *rest in spans(tail)]
        assert spans(head + tail) == [*spans(head), *moved]


def calls(text: str) -> int:
    """Return how many Python and C functions reading ``text`` calls."""
    count = 0

    def tally(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(tally)
    try:
        read_raw_numbers(text)
    finally:
        sys.setprofile(None)
    return count


def test_reading_is_linear():
    page = shadow("\n".join(SENTENCES))
    read_raw_numbers(page)  # caches are filled
    assert calls(page * 10) <= 11 * calls(page)
