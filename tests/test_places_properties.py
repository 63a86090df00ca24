from __future__ import annotations

import random
from itertools import pairwise

import pytest

from townledger.page.layout import lay_out
from townledger.places.mentions import article_codes, read_places
from townledger.places.register import default_register

SENTENCE = """该县 全市 我们村 本镇 县委 乡党委 ， 。 “ ” 在 和 、 的 村 镇 乡 社区 小区 街 位于 记者 推进
合作社 资源 平安 一 12 亩 日报 有限公司 : 说 ■ ▲ （ ）"""
WORDS = [*SENTENCE.split(), "\n\n", "\r\n", "　", " "]


def jumble(seed: int) -> str:
    """Return names of the register in full and short, and words around them, in no order."""
    register, chance = default_register(), random.Random(seed)
    towns = [t for c in ("1408", "5134", "1525", "4419", "1101") for t in register.children(c, "township")]
    places = [code for town in towns for code in (town, *register.ancestors(town))]
    pieces = []
    for _ in range(chance.randint(1, 40)):
        code, roll = chance.choice(places), chance.random()
        villages = register.villages(code) if len(code) == 9 else ()
        if roll < 0.25:
            pieces.append(register.name(code))
        elif roll < 0.35:
            pieces.append(register.short(code))
        elif roll < 0.5 and villages:
            pieces.append(chance.choice(villages).key + chance.choice(["村", "社区", ""]))
        else:
            pieces.append(chance.choice(WORDS))
    return "".join(pieces)


@pytest.mark.parametrize("seed", range(150))
def test_spans_hold_whatever_the_text(seed: int) -> None:
    register = default_register()
    layout = lay_out(jumble(seed))
    spans = read_places(layout, register)
    assert len(article_codes(layout, spans, register)) == len(layout.articles)
    for span in spans:
        assert layout.flow.text[span.start : span.end] == span.text != ""
        assert (span.code is None) == (span.match == "unresolved")
        assert span.code is None or register.name(span.code) == span.name
        assert 0 <= span.confidence < 1
        assert span.reason
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans == read_places(layout, register)
