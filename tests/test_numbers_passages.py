"""Passages of many kinds (``data/passages``, written as the corpus is) are read whole."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from corpus import FACTS, MISREAD, Phrase, parse
from test_corpus_numbers import positive_faults

from townledger.numbers.mentions import read_raw_numbers

PASSAGES = Path(__file__).resolve().parent / "data" / "passages"
VILLAGES = PASSAGES.parents[2] / "seeds" / "register" / "villages.parquet"
NUMERAL = re.compile("[一二三四五六七八九十百千万两]")
FILES = {path.stem: path for path in sorted(PASSAGES.glob("*.txt"))}


def load(name: str) -> list[Phrase]:
    return list(parse(FILES[name].read_text(encoding="utf-8"), f"passages/{name}.txt", positive=True))


@pytest.mark.parametrize("name", FILES)
def test_passages_are_read(name: str):
    lines = []
    for phrase in load(name):
        faults = positive_faults(phrase)
        if faults and not phrase.misread:
            lines.append(f"{phrase.file}:{phrase.line}: {' / '.join(faults)}")
        elif phrase.misread and not faults:
            lines.append(f"{phrase.file}:{phrase.line}: is read right now; take the {MISREAD} away")
    assert not lines, "\n".join(lines)


def test_no_figure_is_found_where_there_is_none():
    lines = (PASSAGES / "no_figures.plain").read_text(encoding="utf-8").splitlines()
    claimed = [line[n.start : n.end] for line in lines for n in read_raw_numbers(line) if n.class_ in FACTS]
    assert len(lines) > 10
    assert claimed == []


def test_there_are_many_passages_and_few_are_misread():
    phrases = [phrase for name in FILES for phrase in load(name)]
    assert len(phrases) >= 60
    assert sum(len(phrase.expected) for phrase in phrases) >= 600
    assert sum(phrase.misread for phrase in phrases) <= 0.05 * len(phrases)


def test_places_of_the_register_are_seldom_read_as_figures():
    names = pq.read_table(VILLAGES, columns=["key"])["key"].to_pylist()[::20]
    numbered = [name for name in names if NUMERAL.search(name)]
    claimed = [
        name
        for name in numbered
        if any(n.class_ in FACTS for n in read_raw_numbers(f"他在{name.removesuffix('村')}村，"))
    ]
    assert len(numbered) > 1000
    assert len(claimed) <= 0.015 * len(numbered), claimed
