"""What a bulletin's title and the headings of a report say of the time of the figures under them."""

from __future__ import annotations

import pytest

from townledger.reader import read_page

BULLETIN = """青禾县{title}
青禾县统计局
2022年3月30日
一、综合
全县地区生产总值120.5亿元，增长6.2%。年末常住人口23.4万人，上年末为23.6万人。
二、农业
全年粮食播种面积45.2万亩。2020年粮食总产量20.1万吨。截至目前，已播种冬小麦3.1万亩。
"""
REPORT = """政府工作报告
——2020年1月8日在青禾县第十六届人民代表大会第五次会议上
县长　王建国
一、{back}
过去的一年，全县新建农村公路120公里。
（一）产业提质。全年引进企业35家。
二、{ahead}
（一）抓好项目。实施重点项目86个，新建高标准农田3.2万亩。
（二）补齐短板。在已建成的7所幼儿园之外，2019年完工的5座水厂全部通水。
"""


def figures(text: str) -> dict[str, tuple[str, str, str | None, str | None]]:
    page = read_page(text, "page.txt")
    return {m.text: (m.status, m.period_text, m.period_start, m.period_end) for m in page.metrics}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("2021年国民经济和社会发展统计公报", "2021年"),
        ("2021年度财政决算", "2021年"),
        ("2021年主要指标公报", "2021年"),
    ],
)
def test_a_bulletin_is_about_the_year_of_its_title(title: str, words: str) -> None:
    found = figures(BULLETIN.format(title=title))
    assert found["120.5亿元"] == ("actual", words, "2021-01-01", "2021-12-31")
    assert found["23.4万人"] == ("actual", "年末", "2021-12-01", "2021-12-31")
    assert found["23.6万人"] == ("actual", "上年末", "2020-12-01", "2020-12-31")
    assert found["45.2万亩"] == ("actual", "全年", "2021-01-01", "2021-12-31")


def test_words_that_name_a_year_or_look_from_the_day_of_issue_are_kept() -> None:
    found = figures(BULLETIN.format(title="2021年统计公报"))
    assert found["20.1万吨"][1:] == ("2020年", "2020-01-01", "2020-12-31")
    assert found["3.1万亩"][1:] == ("截至目前", None, "2022-03-30")


@pytest.mark.parametrize("title", ["2021年种粮大户名单", "2021年计划执行情况与2022年计划公报", "统计公报"])
def test_other_titles_set_no_year(title: str) -> None:
    assert figures(BULLETIN.format(title=title))["120.5亿元"][1:] == ("", None, None)


def test_a_part_of_the_year_in_the_title_is_the_period() -> None:
    found = figures(BULLETIN.format(title="2021年上半年经济运行情况"))
    assert found["120.5亿元"][1:] == ("2021年上半年", "2021-01-01", "2021-06-30")


@pytest.mark.parametrize(
    ("back", "ahead"),
    [
        ("2019年工作回顾", "2020年工作安排"),
        ("过去一年工作回顾", "2020年目标任务"),
        ("去年工作总结", "今年的重点工作"),
        ("2019年主要工作", "2020年主要工作"),
    ],
)
def test_a_report_looks_back_and_ahead_by_its_chapters(back: str, ahead: str) -> None:
    found = figures(REPORT.format(back=back, ahead=ahead))
    year = ("2019-01-01", "2019-12-31")
    assert found["120公里"] == ("actual", "过去的一年", *year)
    assert found["35家"] == ("actual", "全年", *year)
    assert found["86个"][0] == found["3.2万亩"][0] == "planned"
    assert found["86个"][2:] == ("2020-01-01", "2020-12-31")


def test_what_is_done_stays_done_in_a_plan() -> None:
    found = figures(REPORT.format(back="2019年工作回顾", ahead="2020年工作安排"))
    assert found["7所"][0] == "actual"
    assert found["5座"] == ("actual", "2019年", "2019-01-01", "2019-12-31")


def test_a_chapter_without_a_time_ends_the_one_before() -> None:
    found = figures(REPORT.format(back="2019年工作回顾", ahead="机构与人员"))
    assert found["86个"] == ("actual", "", None, None)


def test_a_holiday_dates_what_its_paragraph_goes_on_to_tell() -> None:
    found = figures(
        "平安过节\n元旦期间，全县出动警力700余人次。检查车辆500台次。“五一”小长假期间，接待游客3万人次。\n"
    )
    assert [words for _, words, _, _ in found.values()] == ["元旦期间", "元旦期间", "“五一”小长假期间"]
