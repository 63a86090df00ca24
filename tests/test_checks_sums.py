"""A broken sum is one doubt, with its repairs in order; what is told again is not the one to change."""

from __future__ import annotations

import pytest
from checks_kit import doubts

from checks.doubt import doubt
from checks.levels import level_around, level_of
from checks.mending import Repair, doubt_repairs
from checks.records import Finding, listed
from checks.repairs import as_printed, sum_repairs
from checks.suggest import readings
from checks.view import PageView
from townledger.places.register import default_register
from townledger.reader import read_page
from townledger.records import PageFacts


def page(text: str) -> PageFacts:
    return read_page(text, "p.txt")


def sums(text: str) -> list[Finding]:
    said = doubt([page(text)], default_register()).findings
    return [f for f in said if f.rule == "sum" and f.severity != "hint"]


def test_a_broken_sum_is_one_doubt_that_names_every_repair():
    text = "全镇共有党员45名，其中男党员30名、女党员25名。"
    (finding,) = sums(text)
    assert text[finding.char_start : finding.char_end] == "45名，其中男党员30名、女党员25名"
    assert finding.suggestion in ("55名", "20名", "15名")
    for repair in ("45名改55名", "30名改20名", "25名改15名"):
        assert repair in finding.arithmetic
    assert "难以判定" in finding.arithmetic


@pytest.mark.parametrize(
    ("text", "carrier", "suspects"),
    [
        # As likely the one as the other, whole or part: all are held.
        ("全镇共有党员45名，其中男党员30名、女党员25名。", "30名", ["45名", "25名"]),
        # Only one edit repairs it: the others are trusted.
        ("安吉县投资126万元，包括道路58万元、路灯41万元、绿化72万元。", "72万元", []),
        # The title tells the whole too, and so that is clearly less likely.
        ("全县义务植树86万株\n今年全县植树86万株，其中松树680万株。", "680万株", []),
        # A bond that is no sum.
        ("全县实现产值12.5亿元，比上年的12亿元增长25%。", "12亿元", ["12.5亿元", "25%"]),
        ("全村1250户，其中脱贫户250户，占25%。", "25%", []),
    ],
)
def test_every_figure_that_is_as_likely_to_be_wrong_is_held(text, carrier, suspects):
    facts = page(text)
    said = doubts(facts)
    (finding,) = [f for f in said.findings if f.suspects or f.severity == "review"]
    name = {m.metric_id: m.text for m in facts.metrics}
    assert (name[finding.metric_id], [name[m] for m in listed(finding.suspects)]) == (carrier, suspects)
    held = {metric_id for metric_id, verdict in said.verdicts.items() if verdict == "review"}
    assert held == {finding.metric_id, *listed(finding.suspects)}


def test_what_costs_clearly_more_to_mend_or_holds_elsewhere_is_not_held():
    view = PageView(page("全镇流转土地500亩，每亩租金800元，共付租金4万元。"))
    land, price, total = view.metrics
    repairs = [Repair(m, readings(m)[0], cost) for m, cost in ((land, 0.3), (price, 0.55), (total, 0.65))]

    def suspects(**trust: int) -> list[str]:
        view.trust = {m.metric_id: trust.get(m.unit, 0) for m in view.metrics}
        finding = doubt_repairs(view, "product", "500亩×800元≠4万元", repairs)
        assert finding and finding.metric_id == land.metric_id
        return listed(finding.suspects)

    assert suspects() == [price.metric_id]
    assert suspects(元=1) == []
    assert suspects(元=-1) == [price.metric_id]


def test_a_single_repair_stands_on_its_figure():
    (finding,) = sums("安吉县投资126万元，包括道路58万元、路灯41万元、绿化72万元。")
    assert (finding.text, finding.suggestion) == ("72万元", "27万元")


def test_swapped_digits_come_before_others():
    text = "全县接待游客8.46万人次，其中山区景区4.62万人次、湖区景区1.85万人次。"
    (finding,) = sums(text.replace("其中", "包括"))
    assert (finding.text, finding.suggestion) != ("1.85万人次", "")
    assert finding.arithmetic.index("改") > 0


def test_what_the_title_tells_too_is_not_the_one_to_change():
    (finding,) = sums("全县义务植树86万株\n今年全县植树86万株，其中松树680万株。")
    assert finding.suggestion == "68万株"


def test_an_order_of_repairs_by_likelihood():
    facts = page("全县总产值63.64亿元，其中农业30.25亿元、林业8.14亿元、牧业27.95亿元。")
    whole, *parts = [m for m in facts.metrics if m.dimension == "money"]
    best, reading, _ = sum_repairs(whole, parts, exhaustive=True)[0]
    assert (best.text, reading.text, reading.is_swap) == ("63.64亿元", "66.34亿元", True)


def test_values_are_written_as_the_figure_is():
    (metric,) = [m for m in page("投资12.50亿元。").metrics if m.dimension == "money"]
    assert as_printed(metric, 3.456e9) == "34.56亿元"


def test_a_village_that_the_register_lacks_is_no_town():
    facts = page("芮城县东垆乡无名沟村有耕地1200亩。")
    (metric,) = [m for m in facts.metrics if m.dimension == "area"]
    if metric.subject.endswith("村"):
        assert level_of(metric) == "village"


def test_a_level_of_the_article_doubts_but_never_blocks():
    facts = page("2023年全县经济运行情况\n全年粮食总产量48.2亿吨，增长2.1%。肉类总产量5460万吨。")
    view = PageView(facts)
    meat = next(m for m in facts.metrics if m.text == "5460万吨")
    assert level_of(meat) is None and level_around(view, meat) == "county"
    said = doubt([facts], default_register()).findings
    assert {f.severity for f in said if f.metric_id == meat.metric_id} == {"review"}


def test_many_figures_too_large_for_their_place_are_about_another():
    one = "芮城县东垆乡硬化通村公路{}公里。"
    lost = one.format(16) + "其中今年开工14000公里，完工13600公里，通畅工程12300公里，累计建成62000公里。"
    said = [f for f in doubt([page(lost)], default_register()).findings if f.family == "quota"]
    assert said and not [f for f in said if f.severity != "hint" and "村" in f.rule]
    assert [f for f in doubt([page(one.format(16000))], default_register()).findings if f.severity == "block"]


def test_a_figure_that_holds_elsewhere_is_trusted():
    text = (
        "全县生产总值825462万元。其中，第一产业增加值43210万元，占生产总值的比重为5.2%；"
        "第二产业增加值532821万元，占生产总值的比重为63.3%；"
        "第三产业增加值259431万元，占生产总值的比重为31.4%。"
    )
    facts = page(text)
    said = [f for f in doubt([facts], default_register()).findings if f.rule in ("sum", "share_of")]
    wrong = next(m.metric_id for m in facts.metrics if m.text == "532821万元")
    assert {f.rule for f in said} == {"sum", "share_of"}
    assert {f.metric_id for f in said} == {wrong}
    assert next(f.suggestion for f in said if f.rule == "sum") == "522821万元"


def test_a_mean_has_no_parts():
    parts = "其中，第一产业增加值57116万元，第二产业增加值61200万元。"
    assert not sums(f"全县人均生产总值74331元。{parts}")
    assert sums(f"全县地区生产总值74331万元。{parts}")
