from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from townledger.page.layout import lay_out
from townledger.places.mentions import article_codes, read_places
from townledger.places.register import default_register

DATA = Path(__file__).parent / "data" / "places"


@dataclass
class Case:
    text: str
    places: list[tuple[str, str | None, str]] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    main: str | None = None


def read_cases(path: Path) -> list[Case]:
    cases = []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for block in "\n".join(lines).split("\n----\n"):
        case = Case("")
        body = []
        for line in block.strip("-\n").split("\n"):
            if line.startswith("= "):
                surface, code, match = line[2:].split()
                case.places.append((surface, None if code == "-" else code, match))
            elif line.startswith("! "):
                case.never.append(line[2:])
            elif line.startswith("@ "):
                case.main = line[2:]
            else:
                body.append(line)
        case.text = "\n".join(body).strip() + "\n"
        if case.text.strip():
            cases.append(case)
    return cases


CASES = [case for path in sorted(DATA.glob("*.txt")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:12])
def test_places_of_a_text(case: Case) -> None:
    register = default_register()
    layout = lay_out(case.text)
    spans = read_places(layout, register)
    text = layout.flow.text
    for span in spans:
        assert text[span.start : span.end] == span.text
        assert (span.code is None) == (span.match == "unresolved")
        assert span.reason
    assert all(a.end <= b.start for a, b in pairwise(spans))
    read = {(span.text, span.code, span.match) for span in spans}
    assert [place for place in case.places if place not in read] == []
    for phrase in case.never:
        at = text.index(phrase)
        assert [s.text for s in spans if s.start < at + len(phrase) and at < s.end] == []
    if case.main is not None:
        assert article_codes(layout, spans, register)[0] == case.main


def test_cases_are_there() -> None:
    assert len(CASES) >= 14
    assert sum(len(case.places) for case in CASES) >= 100
