"""Every phrase of the corpus is read as its line says: one reading a mark, no figure outside the marks."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from corpus import FACTS, MISREAD, NO_FACT, NO_MENTION, Expected, Phrase, load

from townledger.numbers.mentions import read_numbers
from townledger.page.layout import lay_out
from townledger.page.text import Flow, shadow


def by_file(folder: str) -> list[Any]:
    files: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in load(folder):
        files[phrase.file].append(phrase)
    return [pytest.param(phrases, id=name) for name, phrases in files.items()]


def same(mine: float | None, expected: float | None) -> bool:
    if mine is None or expected is None:
        return mine is expected
    return math.isclose(mine, expected, rel_tol=1e-9, abs_tol=1e-12)


def readings(text: str) -> list[tuple[int, int, Any]]:
    """Return the spans of ``text`` that are read as numbers; line ends and tags are laid out first."""
    flow = lay_out(text).flow if re.search(r"\n|<\w", text) else Flow.of(text)
    spans = [(flow.raw_span(number.start, number.end), number) for number in read_numbers(flow.text)]
    return [(*span, number) for span, number in spans if span is not None]


def told(number: Any, text: str, start: int, end: int) -> str:
    bounds = f"{number.low}..{number.high}"
    return f"【{text[start:end]}】 {number.class_} {bounds} {number.unit!r} {number.qualifier}"


def wrong(expected: Expected, number: Any) -> str:
    """Return the fields in which a reading differs from what is expected."""
    pairs = {
        "class": number.class_ == expected.class_,
        "unit": shadow(number.unit) == shadow(expected.unit),
        "qualifier": number.qualifier == expected.qualifier,
    }
    if expected.class_ != "ratio":
        pairs["value"] = same(number.low, expected.low) and same(number.high, expected.high)
    return ", ".join(name for name, right in pairs.items() if not right)


def positive_faults(phrase: Phrase) -> list[str]:
    found = readings(phrase.text)
    faults = []
    for mark in phrase.expected:
        touching = [(lo, hi, n) for lo, hi, n in found if lo < mark.end and mark.start < hi]
        seen = "; ".join(told(n, phrase.text, lo, hi) for lo, hi, n in touching)
        printed = phrase.text[mark.start : mark.end]
        if [(lo, hi) for lo, hi, _ in touching] != [(mark.start, mark.end)]:
            faults.append(f"span【{printed}】: {'read ' + seen if seen else 'not read'}")
        elif fields := wrong(mark, touching[0][2]):
            faults.append(f"{fields}【{printed}】: read {seen}")
    for lo, hi, number in found:
        outside = all(hi <= mark.start or mark.end <= lo for mark in phrase.expected)
        if outside and number.class_ in FACTS:
            faults.append(f"figure outside the marks: {told(number, phrase.text, lo, hi)}")
    return faults


def negative_faults(phrase: Phrase) -> list[str]:
    found = readings(phrase.text)
    faults = [
        f"claimed: {told(n, phrase.text, lo, hi)}"
        for lo, hi, n in found
        if n.class_ in FACTS and phrase.expected[0].class_ != NO_MENTION
    ]
    for mark in phrase.expected:
        touching = [(lo, hi, n) for lo, hi, n in found if lo < mark.end and mark.start < hi]
        seen = "; ".join(told(n, phrase.text, lo, hi) for lo, hi, n in touching)
        printed = phrase.text[mark.start : mark.end]
        exact = [(lo, hi, n.class_) for lo, hi, n in touching] == [(mark.start, mark.end, mark.class_)]
        if mark.class_ == NO_MENTION and touching:
            faults.append(f"mention【{printed}】: read {seen}")
        elif mark.class_ == "name" and not any(n.class_ == "name" for _, _, n in touching):
            faults.append(f"no name【{printed}】: {'read ' + seen if seen else 'not read'}")
        elif mark.class_ in {"date", "ordinal"} and not exact:
            faults.append(f"no {mark.class_}【{printed}】: {'read ' + seen if seen else 'not read'}")
        assert mark.class_ in {NO_FACT, NO_MENTION, "name", "date", "ordinal"}
    return faults


def check(phrases: Sequence[Phrase], faults_of: Callable[[Phrase], list[str]]) -> None:
    """Fail with one line a phrase that is misread, or that is read right although its line begins with ✗."""
    lines = []
    for phrase in phrases:
        faults = faults_of(phrase)
        where = f"{phrase.file}:{phrase.line}: {phrase.text!r}"
        if faults and not phrase.misread:
            lines.append(f"{where}: {' / '.join(faults)}")
        elif phrase.misread and not faults:
            lines.append(f"{where}: is read right now; take the {MISREAD} away")
    assert not lines, "\n".join([f"{len(lines)} phrases:", *lines])


@pytest.mark.parametrize("phrases", by_file("positive"))
def test_figures_are_read(phrases: list[Phrase]):
    check(phrases, positive_faults)


@pytest.mark.parametrize("phrases", by_file("negative"))
def test_other_numbers_are_no_figures(phrases: list[Phrase]):
    check(phrases, negative_faults)


def test_few_phrases_are_known_to_be_misread():
    phrases = [*load("positive"), *load("negative")]
    assert sum(phrase.misread for phrase in phrases) <= 0.05 * len(phrases)
