"""The corpus itself: large enough, without repetition, and every faulty line is named."""

from __future__ import annotations

import pytest
from corpus import CorpusError, Expected, load, parse


def read(text: str, positive: bool = True) -> list[Expected]:
    return [reading for phrase in parse(text, "f.txt", positive) for reading in phrase.expected]


def test_the_corpus_is_large_and_no_phrase_stands_twice():
    positive, negative = load("positive"), load("negative")
    assert len(positive) >= 1500
    assert len(negative) >= 600
    assert not {p.text for p in positive} & {n.text for n in negative}


@pytest.mark.parametrize(
    ("cell", "low", "high", "unit", "qualifier"),
    [
        ("13 个", 13, 13, "个", "exact"),
        ("54万 吨", 540000, 540000, "吨", "exact"),
        ("3.2亿 元", 320000000, 320000000, "元", "exact"),
        ("2/3", 2 / 3, 2 / 3, "", "exact"),
        (">200 户", 200, None, "户", "over"),
        ("<5 公里", None, 5, "公里", "under"),
        ("~50万 元", 500000, 500000, "元", "about"),
        (">=2 名", 2, None, "名", "at_least"),
        ("<=9 米", None, 9, "米", "at_most"),
        ("35..40 ℃", 35, 40, "℃", "range"),
        ("-12 ℃", -12, -12, "℃", "exact"),
        ("? 趟", None, None, "趟", "about"),
        ("-", None, None, "", "exact"),
    ],
)
def test_values(cell: str, low: float | None, high: float | None, unit: str, qualifier: str):
    (reading,) = read(f"[quantity]\n有【figure】在此 | {cell}")
    assert (reading.start, reading.end, reading.class_) == (1, 7, "quantity")
    assert (reading.low, reading.high, reading.unit, reading.qualifier) == (low, high, unit, qualifier)


def test_a_cell_may_name_its_class_and_a_phrase_may_hold_a_line_end():
    first, second = read("[quantity]\n【75⏎岁】种【3亩】 | age 75 岁 | 3 亩")
    assert (first.class_, first.start, first.end, second.class_) == ("age", 0, 4, "quantity")


@pytest.mark.parametrize(
    ("text", "positive", "said"),
    [
        ("无类【3亩】 | 3 亩", True, "f.txt:1: a line with the class in brackets must come first"),
        ("[quantity]\n\n# 注\n【3亩】和【5亩】 | 3 亩", True, "f.txt:4: 2 marks 【】 but 1 values"),
        ("[quantity]\n没有标记 | 3 亩", True, "f.txt:2: mark each number"),
        ("[quantity]\n【【3亩】】 | 3 亩", True, "f.txt:2: the marks 【】 do not pair"),
        ("[quantity]\n【】3亩 | 3 亩", True, "f.txt:2: the marks 【】 do not pair"),
        ("[quantity]\n【三亩】 | 三 亩", True, "f.txt:2: cannot read the value '三'"),
        ("[quantity]\n【3亩】 | 3 亩 地 呀", True, "f.txt:2: cannot read '3 亩 地 呀'"),
        ("[quantity]\n【5至3亩】 | 5..3 亩", True, "f.txt:2: the range 5..3 does not rise"),
        ("[amount]", True, "f.txt:1: unknown class [amount]"),
        ("[name]", True, "f.txt:1: unknown class [name]"),
        ("[quantity]", False, "f.txt:1: unknown class [quantity]"),
        ("[name]\n【三夏】 | 3", False, "f.txt:2: a phrase of the negative corpus has no values"),
    ],
)
def test_a_faulty_line_is_named(text: str, positive: bool, said: str):
    with pytest.raises(CorpusError) as caught:
        read(text, positive)
    assert str(caught.value).startswith(said)


def test_a_line_may_be_known_to_be_misread():
    (phrase,) = parse("[quantity]\n✗ 种了【半亩】韭菜 | 0.5 亩", "f.txt", True)
    assert (phrase.misread, phrase.text, phrase.expected[0].start) == (True, "种了半亩韭菜", 2)
