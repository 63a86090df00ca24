"""The household-waste quota: any place, wording and slip of magnitude; silence about good figures."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from checks_kit import doubts, gold_page, small_page

from townledger.records import Metric

WASTE = {"unit": "吨", "item": "生活垃圾", "measure": "累计清运"}


def waste(text: str, low: float, code: str | None, **more: object) -> dict[str, object]:
    return {"text": text, "low": low, "high": low, "subject_code": code, **WASTE, **more}


def found(sentence: str, *figures: dict[str, object]) -> list[tuple[str, str, str]]:
    return [
        (f.text, f.severity, f.suggestion)
        for f in doubts(small_page(sentence, *figures)).findings
        if f.family == "quota"
    ]


def test_page_000_blocks_the_waste_and_suggests_5400_tonnes():
    said = doubts(gold_page("000"))
    (finding,) = [f for f in said.findings if f.text == "5400万吨"]
    assert (finding.severity, finding.family) == ("block", "quota")
    assert finding.suggestion == "5400吨"
    assert "难以判定" not in finding.arithmetic  # 5400万公斤 passes with the kindest population only
    assert (finding.suggested_low, finding.suggested_high) == (5400, 5400)
    assert "5400万吨÷1095天÷" in finding.arithmetic
    assert "千克/人·日，超过上限3.0" in finding.arithmetic
    assert re.search(r"建议5400吨.*次选5400万(?:公)?斤", finding.arithmetic)
    assert "2513户÷91.6%" in finding.arithmetic
    assert said.verdicts[finding.metric_id] == "quarantined"
    assert [f.text for f in said.findings if f.severity == "block"] == ["5400万吨"]


def test_page_000_with_5400_tonnes_raises_nothing_there():
    facts = gold_page("000")

    def mend(metric: Metric) -> Metric:
        return (
            replace(metric, value_low=5400.0, value_high=5400.0, canonical_low=5.4e6, canonical_high=5.4e6)
            if metric.text == "5400万吨"
            else metric
        )

    facts.metrics = [mend(m) for m in facts.metrics]
    said = doubts(facts)
    assert not [f for f in said.findings if f.text == "5400万吨"]
    assert set(said.verdicts.values()) <= {"passed", "review"}


@pytest.mark.parametrize(
    ("sentence", "figure", "suggestion"),
    [
        # A county by the place table, a town by the register, a city by the ceiling, no code at all.
        (
            "去年，全县共收集处理生活垃圾9.5亿吨。",
            waste("9.5亿吨", 9.5e8, "140830", period="去年", subject="芮城县"),
            "9.5万吨",
        ),
        (
            "2024年，大井镇清运生活垃圾6800万吨。",
            waste("6800万吨", 6.8e7, "341602101", period="2024年"),
            "6800吨",
        ),
        ("该镇每天清运生活垃圾18万吨。", waste("18万吨", 1.8e5, "440111103", period="每天"), "18吨"),
        (
            "三年来，全镇累计转运农村垃圾1.2亿吨。",
            waste("1.2亿吨", 1.2e8, None, period="三年来", subject="柳河镇"),
            "1.2万吨",
        ),
        (
            "全村日产生活垃圾2.3万吨，日产日清。",
            waste("2.3万吨", 2.3e4, "140830104207", period="", subject="蔡村"),
            "2.3吨",
        ),
    ],
)
def test_slips_of_magnitude_anywhere(sentence, figure, suggestion):
    assert found(sentence, figure) == [(figure["text"], "block", suggestion)]


@pytest.mark.parametrize(
    ("sentence", "figure"),
    [
        ("去年，全县共收集处理生活垃圾9.5万吨。", waste("9.5万吨", 9.5e4, "140830", period="去年")),
        ("2024年，大井镇清运生活垃圾6800吨。", waste("6800吨", 6800, "341602101", period="2024年")),
        ("该镇每天清运生活垃圾18吨。", waste("18吨", 18, "440111103", period="每天")),
        ("全市日均清运生活垃圾1.2万吨。", waste("1.2万吨", 1.2e4, "4401", period="日均")),
        # A campaign without a period is not measured against a year's waste.
        ("开展清洁行动，清运生活垃圾30余吨。", waste("30余吨", 30, "140830200", high=None)),
        # Other waste, capacities and things of waste are no household waste.
        ("全年清运建筑垃圾8000吨。", waste("8000吨", 8e3, "140830200", item="建筑垃圾", period="全年")),
        (
            "购置垃圾箱5万个。",
            {
                "text": "5万个",
                "low": 5e4,
                "high": 5e4,
                "unit": "个",
                "item": "垃圾箱",
                "subject_code": "4401",
            },
        ),
    ],
)
def test_good_figures_are_silent(sentence, figure):
    assert found(sentence, figure) == []


def test_edge_of_the_bound_passes_and_its_neighbour_fails():
    # 1000 people on the page are 900 to 1100; at 3.0 kg a day they make 3.3 t at the kindest.
    people = {
        "text": "1000人",
        "low": 1000,
        "high": 1000,
        "unit": "人",
        "item": "人口",
        "subject_code": "140830104207",
    }
    text = "全村现有人口1000人。该村每天清运生活垃圾{}吨。"
    for printed, severity in (("2.9", []), ("3.3", ["review"]), ("3.4", ["block"])):
        figure = waste(f"{printed}吨", float(printed), "140830104207", period="每天")
        said = doubts(small_page(text.format(printed), people, figure))
        assert [f.severity for f in said.findings if f.rule == "waste_person_day"] == severity, printed
