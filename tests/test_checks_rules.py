"""Every rule has a page that must raise it and its neighbour that must not."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from checks_kit import doubts, gold_page
from checks_planting import OUTSIDER, blocks, clean, measure

from checks.applied import Application
from checks.base import Base
from checks.doubt import doubt
from checks.intervals import Interval, bounds, exactly, last_place, show
from checks.norms import Norm, TableError, load_areas, load_ceilings, load_norms, load_rules
from checks.records import Finding, listed
from checks.verdicts import verdicts
from quality.gold import page_text
from townledger.intake.sidecar import NO_SIDECAR
from townledger.places.register import default_register
from townledger.reader import read_page

DATA = Path(__file__).resolve().parent / "data" / "checks"
ROOT = Path(__file__).resolve().parents[1]


def pairs() -> list[tuple[str, str, str]]:
    lines = (DATA / "rules.txt").read_text(encoding="utf-8").splitlines()
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines if line and line[0] != "#"]
    assert all(len(row) == 3 for row in rows)
    return rows  # type: ignore[return-value]


def findings(text: str) -> list[Finding]:
    return doubt([read_page(text.replace("/", "\n"), "p.txt")], default_register()).findings


@pytest.mark.parametrize(("rule", "wrong", "right"), pairs())
def test_a_rule_fails_its_page_and_passes_the_neighbour(rule, wrong, right):
    assert rule in {f.rule for f in findings(wrong)}
    assert rule not in {f.rule for f in findings(right)}
    assert not [f for f in findings(right) if f.severity == "block"]


def test_every_rule_of_the_table_is_tried():
    # quota_above and quota_below are the texts of the norms; the rest stand in tests of their own.
    elsewhere = {
        "quota_above",
        "quota_below",
        "quota_pair",
        "title_body",
        "other_page",
        "cumulative",
        "place_unknown",
        "place_lookalike",
    }
    assert set(load_rules()) - {rule for rule, _, _ in pairs()} == elsewhere


@pytest.mark.parametrize("norm", load_norms(), ids=lambda norm: norm.code)
def test_each_norm_passes_its_bounds_and_fails_beyond(norm: Norm):
    app = Application(norm, Base(exactly(10.0), 10.0, "10", "page"), None)

    def judge(rate: float) -> tuple[str, str] | None:
        return app.judge(exactly(10.0 * rate))

    assert judge(norm.high) is None
    sure = "block" if norm.may_block else "review"
    assert judge(norm.high * 1.001 * norm.certain) == (sure, "above")
    if norm.certain > 1:
        assert judge(norm.high * 1.001) == ("review", "above")
    if norm.below:
        assert judge(norm.low) is None
        assert judge(norm.low / norm.certain * 0.999) == (sure, "below")
    else:
        assert judge(0.0) is None


def test_a_guess_without_a_denominator_of_its_own_never_blocks():
    guesses = [n for n in load_norms() if "编者" in n.publication and n.base in ("none", "figure")]
    assert guesses and not any(n.may_block for n in guesses)
    assert all(n.may_block for n in load_norms() if n not in guesses)


def test_the_kindest_end_decides_and_an_estimate_needs_more():
    norm = next(n for n in load_norms() if n.code == "waste_person_day")
    wide = Base(Interval(100.0, 1000.0), 200.0, "", "estimate")
    app = Application(norm, wide, None)
    assert app.judge(exactly(3000.0 * 1.01)) == ("block", "above")  # even 1000 people make too much each
    assert app.judge(exactly(200 * 3.0 * 2.4)) is None  # only a part of the range is outside
    assert app.judge(exactly(200 * 3.0 * 2.6)) == ("review", "above")
    assert replace(app, base=replace(wide, grade="ceiling")).judge(exactly(200 * 3.0 * 2.6)) is None


def test_words_widen_figures():
    assert bounds(1800, None, "over") == Interval(1800, 1900)
    assert bounds(10, None, "over") == Interval(10, 20)
    assert bounds(2000, 2000, "about") == Interval(1500, 2500)
    assert bounds(None, 300, "under") == Interval(200, 300)
    assert bounds(35000, 35000, "exact", "3.5万户") == Interval(34500, 35500)
    assert bounds(None, None, "about") is None
    assert [last_place(v) for v in (1800, 13400, 2.5, 7)] == [100, 100, 0.1, 1]
    assert [show(v) for v in (0.13, 3.0, 15041, 2.466e7, 5.4e8)] == ["0.13", "3", "15041", "2466万", "5.4亿"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("x,名,,,,mass,,none,,,1,,any,5,3,9,千克,no,1,某书,2020,", "low, typical, high must rise"),
        ("x,名,,,,mass,,none,,,1,,any,1,3,9,千克,no,1,,2020,", "publication is empty"),
        ("x,名,,,,mass,,none,,,1,,any,1,3,9,千克,no,1,某书,,", "year"),
        ("x,名,(,,,mass,,none,,,1,,any,1,3,9,千克,no,1,某书,2020,", "is no pattern"),
        ("x,名,,,,mass,,heads,,,1,,any,1,3,9,千克,no,1,某书,2020,", "base must be one of"),
        ("x,名,,,,mass,,none,,,1,,any,1,3,9,千克,no,1,http://a.b,2020,", "an address instead of"),
        ("x,名,,,,mass,,figure,,,1,,any,1,3,9,千克,no,1,某书,2020,", "needs base_dimension"),
        ("x,名,,,,mass", "not as many cells"),
    ],
)
def test_a_faulty_norm_is_refused_with_file_and_line(tmp_path, line, fault):
    header = (ROOT / "seeds" / "norms" / "quotas.csv").read_text(encoding="utf-8").splitlines()[0]
    path = tmp_path / "quotas.csv"
    path.write_text(f"{header}\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=fault) as error:
        load_norms(path)
    assert f"{path}:2" in str(error.value)


def test_the_other_tables_are_checked_too(tmp_path):
    assert load_areas()["140830"].population == 342889
    assert load_ceilings()["township", "persons"].high == 900000
    bad = tmp_path / "rules.csv"
    bad.write_text("code,family,severity,message,source\na,quota,grave,说明,某书\n", encoding="utf-8")
    with pytest.raises(TableError, match=r"rules\.csv:2: severity"):
        load_rules(bad)
    for name in ("quotas.csv", "places.csv", "ceilings.csv"):
        with (ROOT / "seeds" / "norms" / name).open(encoding="utf-8") as file:
            assert all(row["publication"] and row["year"] for row in csv.DictReader(file))


def test_the_clean_sample_pages_raise_what_an_editor_would_defend():
    docs = ("000", "001", "002", "003", "004")
    annotated = [f for doc in docs for f in doubts(gold_page(doc)).findings]
    assert [f.text for f in annotated if f.severity == "block"] == ["5400万吨"]
    assert [f.text for f in annotated if f.severity == "review"] == []
    # As they are read they have a date, by which more villages than the register's are no old count.
    read = [f for doc in docs for f in doubts(read_page(page_text(doc), f"{doc}.txt")).findings]
    assert [f.text for f in read if f.severity == "block"] == ["5400万吨"]
    review = [f.text for f in read if f.severity == "review"]
    assert review == ["东炉乡", "白鹤村", "小宋曲村", "东炉乡", "80个"]


def test_the_relations_that_hold_are_found():
    held = {
        (r.kind, r.expression): r.state
        for doc in ("000", "001", "004")
        for r in doubts(gold_page(doc)).relations
    }
    for kind, expression, state in [
        ("部分=整体", "6人+4人=10名", "holds"),
        ("部分=整体", "44个+15个=59个", "holds"),
        ("部分=整体", "38名+29名+6名=73名", "holds"),
        ("部分≤整体", "33个≤75个", "holds"),
        ("列举=数", "综治、自治、法治、德治=四治", "holds"),
        ("列举=数", "清、改、种≠五措", "fails"),
        ("列举=数", "4项相加=四级", "holds"),
        ("列举=数", "列出5=5支", "holds"),
        ("率×基数", "2513户÷91.6%", "derived"),
        ("户均", "1850名÷670户", "holds"),
        ("户均", "9万余÷3.5万户", "holds"),
        ("容量", "119名≤135名", "holds"),
        ("单价", "50万元÷200公斤", "derived"),
        ("单价", "68万元÷300平方米", "derived"),
        ("累计差分", "2364公里−1084公里", "derived"),
        ("登记簿核对", "13个网格=东垆乡13个村", "holds"),
    ]:
        assert held.get((kind, expression)) == state, (kind, expression)


def test_two_pages_that_differ_are_both_named():
    a = read_page("芮城县东垆乡2024年改造卫生厕所2513户。", "a.txt")
    b = read_page("芮城县东垆乡2024年改造卫生厕所3513户。", "b.txt")
    (finding,) = [f for f in doubt([b, a], default_register()).findings if f.rule == "other_page"]
    assert (finding.page_id, finding.text) == ("b", "3513户")
    assert "a.txt" in finding.arithmetic
    again = read_page("芮城县东垆乡2024年改造卫生厕所2513户。", "b.txt")
    assert not [f for f in doubt([again, a], default_register()).findings if f.rule == "other_page"]


def test_a_cumulative_figure_is_not_below_its_part():
    text = "今年介休市铺设给水管网2084公里。两年累计铺设给水管网{}公里，用水条件改善。"
    assert "cumulative" in {f.rule for f in findings(text.format(1364))}
    assert "cumulative" not in {f.rule for f in findings(text.format(2364))}


def test_verdicts_follow_the_gravest_finding():
    facts = read_page("芮城县东垆乡2024年清运生活垃圾5400万吨，配备垃圾箱172个。", "p.txt")
    said = doubt([facts], default_register())
    by_text = {m.text: said.verdicts[m.metric_id] for m in facts.metrics}
    assert by_text == {"5400万吨": "quarantined", "172个": "passed"}
    hint = replace(said.findings[0], severity="hint")
    assert set(verdicts(facts.metrics, [hint]).values()) == {"passed"}
    review = replace(said.findings[0], severity="review")
    assert verdicts(facts.metrics, [review, said.findings[0]]) == said.verdicts


def test_a_suspect_waits_for_review_and_keeps_a_graver_verdict_of_its_own():
    facts = read_page("芮城县东垆乡2024年清运生活垃圾5400万吨，配备垃圾箱172个。", "甲,乙.txt")
    (block,) = doubt([facts], default_register()).findings
    waste, bins = (m.metric_id for m in facts.metrics if m.text in ("5400万吨", "172个"))
    other = replace(block, metric_id=bins, suspects=waste, severity="review")  # the comma stands in both ids
    for found in ([block, other], [other, block]):
        held = verdicts(facts.metrics, found)
        assert (held[waste], held[bins]) == ("quarantined", "review")
    assert verdicts(facts.metrics, [other])[waste] == "review"
    assert verdicts(facts.metrics, [replace(other, severity="block")])[waste] == "review"
    assert verdicts(facts.metrics, [replace(other, severity="hint")])[waste] == "passed"
    assert listed(f"{waste},{bins}") == [waste, bins] and listed("") == []


def test_the_same_pages_say_the_same_in_any_order():
    pages = [gold_page(doc) for doc in ("000", "001", "004")]
    one, two = doubt(pages, default_register()), doubt(pages[::-1], default_register())
    assert one == two
    assert len({f.finding_id for f in one.findings}) == len(one.findings)
    assert len({r.relation_id for r in one.relations}) == len(one.relations)


def test_every_finding_stands_on_its_text():
    for block in blocks()[:10]:
        text = clean(block)
        facts = read_page(text, "p.txt")
        for finding in doubt([facts], default_register()).findings:
            assert text[finding.char_start : finding.char_end] == finding.text
            assert finding.message


def test_an_event_has_the_ordinal_of_its_year():
    text = "今年6月是第{}个全国“安全生产月”。2025年6月，芮城县举办活动。"
    (finding,) = [
        f
        for f in doubt(
            [read_page(text.format("42"), "p.txt", sidecar=replace(NO_SIDECAR, issue_date="2025-06-20"))],
            default_register(),
        ).findings
        if f.rule == "event_ordinal"
    ]
    assert "2001+42=2043年" in finding.arithmetic
    good = read_page(text.format("24"), "p.txt", sidecar=replace(NO_SIDECAR, issue_date="2025-06-20"))
    assert not [f for f in doubt([good], default_register()).findings if f.rule == "event_ordinal"]


def test_a_title_agrees_with_its_text():
    page = "芮城县东垆乡改造厕所{}户\n\n本报讯（记者 李明）东垆乡今年改造厕所2513户，群众满意。\n"
    assert "title_body" in {f.rule for f in findings(page.format(2813))}
    assert "title_body" not in {f.rule for f in findings(page.format(2513))}


def test_names_that_the_register_lacks_are_hints():
    said = doubt([read_page(page_text("000"), "p.txt")], default_register())
    by_rule = {(f.rule, f.text): f for f in said.findings}
    assert by_rule["place_lookalike", "东炉乡"].suggestion == "东垆乡"
    assert by_rule["place_unknown", "白窝村"].severity == "hint"
    assert ("place_lookalike", "芮城县") not in by_rule


def test_planted_errors_are_caught_and_mended():
    rates = measure()
    assert rates.count >= 300
    assert rates.caught >= 0.95
    assert rates.mended >= 0.85
    assert not rates.alarms


def test_errors_planted_by_hand_are_caught_and_mended():
    rates = measure(OUTSIDER)
    assert rates.count >= 280
    assert rates.caught >= 0.9
    assert rates.mended >= 0.62
    assert not [f for f in rates.alarms if f.severity == "block"]
    assert len(rates.alarms) <= 2


def test_relations_of_the_pages_as_they_are_read():
    pages = [read_page(page_text(doc), f"{doc}.txt") for doc in ("000", "001")]
    held = {(r.kind, r.expression): r.state for r in doubt(pages, default_register()).relations}
    for kind, expression, state in [
        ("部分≤整体", "30万元+68万元+50万元≤255万元", "holds"),
        ("配比", "145人÷13支", "derived"),
        ("配比", "6000余份÷2743户", "derived"),
        ("配比", "1200余分÷100余人", "derived"),
        ("配比", "90万只÷1.8万平方米", "derived"),
        ("节律", "12次÷3年", "derived"),
    ]:
        assert held.get((kind, expression)) == state, (kind, expression)


@pytest.mark.parametrize(
    "text",
    [
        "村里和和美美，群众把把关。",
        "18月龄的幼儿接种疫苗，户均3.5人。",
        "每千人拥有床位6.5张，千人床位数6.5张。",
        "产能利用率达105%，完成计划的117.4%，粮食自给率150%。",
        "常住人口94.9万人，比上年末增加0.1万人，其中城镇人口41.4万人，乡村人口53.5万人。",
        "粮食作物50.6万亩（小麦10.6万亩、玉米30万亩、马铃薯10万亩），蔬菜4万亩。",
        "全年生产总值235.28亿元，第一产业29.08亿元，第二产业113.74亿元，第三产业92.47亿元。",
        "三次产业结构比为25.72:26.84:47.44。",
        "全省共接待游客2143.19万人次，实现门票收入2.1亿元。",
        "村民老赵今年62岁，家里5口人，承包12亩地，养了3头牛，去年收入3.6万元。",
        "全县带动1500户茶农户均增收3200元，综合产值4800万元。",
        "该镇清理外运各类杂物、垃圾150处计1200余吨、覆土600余立方米。",
    ],
)
def test_good_prose_raises_nothing_grave(text):
    assert [f.text for f in findings(text) if f.severity != "hint"] == []
