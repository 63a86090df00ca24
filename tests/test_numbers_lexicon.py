"""The word lists and the unit table of the number reader: loaded whole, or refused with file and line."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest

from townledger.lexicon import LEXICON, LexiconError
from townledger.numbers.lexical import lexicon, unit_words, word_list
from townledger.numbers.units import canonical, lookup, table

UNIT_HEADER = "unit,kind,dimension,canonical_unit,factor,note,source\n"


@pytest.mark.parametrize("path", sorted((LEXICON / "numbers").glob("*.csv")), ids=lambda p: p.stem)
def test_every_list_loads(path: Path):
    assert unit_words(path) if path.stem == "unit_words" else word_list(path.stem)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("米,size,length,m,1,,国标\n", "units.csv 第2行：kind 不能是“size”"),
        ("米,measure,length,m,one,,国标\n", "units.csv 第2行：factor “one”不是分数"),
        ("米,measure,length,m,1/0,,国标\n", "units.csv 第2行：factor “1/0”不是分数"),
        ("米,measure,length,m,1,,\n", "units.csv 第2行：source 为空"),
        ("米,measure,length,m,1,,国标\n米,measure,length,m,1,,国标\n", "units.csv 第3行：“米”已见于第2行"),
        ("米,measure,length,m\n", "units.csv 第2行：应有7格，实有4格"),
    ],
)
def test_a_faulty_unit_table_is_refused(tmp_path: Path, row: str, message: str):
    path = tmp_path / "units.csv"
    path.write_text(UNIT_HEADER + row, encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape(message)):
        table(path)


def test_a_unit_without_factor_is_a_unit_without_canonical_value(tmp_path: Path):
    path = tmp_path / "units.csv"
    path.write_text(UNIT_HEADER + "垧,measure,area,m2,,地方不一,辞典\n", encoding="utf-8")
    unit = table(path)["垧"]
    assert unit.factor is None
    assert canonical(3.0, unit) is None


def test_faulty_word_lists_are_refused(tmp_path: Path):
    (tmp_path / "count_verbs.csv").write_text("word,source\n新建,辞典\n新建,辞典\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape("count_verbs.csv 第3行：“新建”已见于第2行")):
        word_list("count_verbs", tmp_path)
    (tmp_path / "unit_words.csv").write_text("word,verdict,source\n年级,maybe,辞典\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=re.escape("unit_words.csv 第2行：verdict 不能是“maybe”")):
        unit_words(tmp_path / "unit_words.csv")
    (tmp_path / "numeral_words.csv").write_text(
        "word,class,reason,source\n统一,verb,理由,辞典\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=re.escape("numeral_words.csv 第2行：class 不能是“verb”")):
        lexicon(tmp_path)


def test_units_convert_exactly():
    assert lookup("亩").factor == Fraction(2000, 3)  # type: ignore[union-attr]
    assert canonical(3.0, lookup("亩")) == 2000.0
    assert canonical(0.1, lookup("吨")) == 100.0
    assert lookup("元/亩·年").kind == "rate"  # type: ignore[union-attr]
    assert lookup("平方米每户").kind == "rate"  # type: ignore[union-attr]
    assert lookup("个月") == lookup("月") or lookup("个月").kind == "time"  # type: ignore[union-attr]
    assert lookup("不是单位") is None
