"""Counts of places against the register: of which place, on which day, how sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.doubt import doubt
from townledger.intake.sidecar import NO_SIDECAR
from townledger.places.register import default_register
from townledger.reader import read_page


def grave(text: str, day: str | None = None) -> dict[str, str]:
    """Return text → severity of the doubts about counts of places."""
    facts = read_page(text, "p.txt", sidecar=replace(NO_SIDECAR, issue_date=day))
    said = doubt([facts], default_register()).findings
    return {f.text: f.severity for f in said if f.rule in ("more_places", "fewer_places")}


@pytest.mark.parametrize(
    ("day", "severity"), [("2023-06-01", "review"), ("2005-06-01", "hint"), (None, "hint")]
)
def test_what_mergers_explain_is_a_hint_unless_the_page_is_of_the_registers_time(day, severity):
    assert grave("垣曲县全县共有80个行政村，村村通了公路。", day) == {"80个": severity}


def test_only_a_place_that_the_sentence_names_can_block():
    assert grave("芮城县东垆乡下辖1300个行政村。") == {"1300个": "block"}
    assert grave("芮城县东垆乡召开会议。会上说，要建好1300个行政村。") == {"1300个": "review"}


@pytest.mark.parametrize(
    "text",
    [
        "芮城县东垆乡、永乐镇、陌南镇等乡镇的90个行政村受益。",  # of several towns
        "湖北省总结经验。干部来自芮城县东垆乡。全省对1900个村进行了整顿。",  # of a province
        "芮城县东垆乡的经验，在湖北省推广。还有1900个村参加。",  # the article is not about the town only
        "芮城县东垆乡已有3个村通了燃气。",  # some of them
    ],
)
def test_counts_of_other_places_are_passed_over(text):
    assert grave(text) == {}
