"""A look at the first or last character spares a pattern; never may it refuse what the pattern takes."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pytest

from townledger.facts import counted, period_words, phrases, subjects
from townledger.page.text import shadow

PAGES = sorted((Path(__file__).parents[1] / "seeds" / "newspapers").glob("*.txt"))
BEGINNINGS = [
    (phrases._LEADING, phrases._LEADING_STARTS),
    (phrases._ALL, phrases._ALL_STARTS),
    (phrases.verbs(), phrases._deed_starts()),
    (phrases._stops(), phrases._deed_starts()),
    (counted._IS, counted._IS_STARTS),
    (subjects._REFERRING, subjects._REFERRING_STARTS),
]
ENDINGS = [
    (phrases._RELATIVE_END, phrases._RELATIVE_ENDS),
    (phrases._WITHIN, phrases._WITHIN_ENDS),
]


def _text(pattern: re.Pattern[str]) -> str:
    """Return the pages, and the words of the pattern itself so that each of its branches is met."""
    pages = [shadow(page.read_text(encoding="utf-8")) for page in PAGES]
    return "\n".join([*pages, *re.findall("[一-鿿]+", pattern.pattern)])


@pytest.mark.parametrize(("pattern", "starts"), BEGINNINGS)
def test_what_a_pattern_takes_begins_with_a_character_of_its_set(
    pattern: re.Pattern[str], starts: Collection[str]
) -> None:
    text = _text(pattern)
    taken = {text[at] for at in range(len(text)) if pattern.match(text, at)}
    assert taken
    assert taken <= set(starts)


@pytest.mark.parametrize(("pattern", "ends"), ENDINGS)
def test_what_a_pattern_takes_ends_with_a_character_of_its_set(
    pattern: re.Pattern[str], ends: Collection[str]
) -> None:
    text = _text(pattern)
    words = [text[max(0, at - 6) : at] for at in range(1, len(text)) if text[at - 1] != "\n"]
    taken = {word[-1] for word in words if pattern.search(word)}
    assert taken
    assert taken <= set(ends)


def test_what_ends_a_noun_is_found_as_without_the_look_ahead() -> None:
    plain = re.compile(f"{phrases._stops().pattern}{phrases._NO_SEAT}|{phrases._FUNCTION.pattern}")
    text = _text(phrases._FUNCTION)
    assert [m.span() for m in phrases._ends().finditer(text)] == [m.span() for m in plain.finditer(text)]


@pytest.mark.parametrize(
    "extra",
    [
        "10余年来 8多年里 3个月累计 5年内 20天之内 6小时内 2019年底 2020-2023年间 1至6月 1—6月份 1~3月",
        "12月31日 3月5日8时至4月6日20时 30日8时至次日8时 120名 3.5亿元 12345年 100亩 2万人 15%",
    ],
)
def test_periods_are_found_as_without_the_look_at_counts(extra: str) -> None:
    plain = re.compile("|".join(period_words._PERIODS))
    text = _text(plain) + extra
    assert [m.span() for m in period_words.PERIOD.finditer(text)] == [m.span() for m in plain.finditer(text)]
