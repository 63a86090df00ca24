"""Periods resolved against an issue date, and the lengths that words assert."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townledger.dating.dates import IssueDate, period_days, resolve_period

ISSUE = IssueDate(date(2025, 6, 24), date(2025, 7, 31), "")
UNKNOWN = IssueDate(None, None, "")
WINTER = IssueDate(date(2025, 1, 5), date(2025, 1, 20), "")
TWO_YEARS = IssueDate(date(2024, 12, 20), date(2025, 1, 20), "")

RESOLVED = """
今年 | 2025-01-01 | 2025-12-31
去年 | 2024-01-01 | 2024-12-31
前年 | 2023-01-01 | 2023-12-31
今年以来 | 2025-01-01 | 2025-07-31
去年以来 | 2024-01-01 | 2025-07-31
近3年来 | 2022-08-01 | 2025-07-31
三年来 | 2022-08-01 | 2025-07-31
3年间 | 2022-08-01 | 2025-07-31
十年来 | 2015-08-01 | 2025-07-31
两年累计 | 2023-08-01 | 2025-07-31
最近一周 | 2025-07-25 | 2025-07-31
截至目前 | - | 2025-07-31
目前 | 2025-06-24 | 2025-07-31
截至6月底 | - | 2025-06-30
截至2024年底 | - | 2024-12-31
上半年 | 2025-01-01 | 2025-06-30
今年上半年 | 2025-01-01 | 2025-06-30
前三季度 | 2025-01-01 | 2025-09-30
一季度 | 2025-01-01 | 2025-03-31
第二季度 | 2025-04-01 | 2025-06-30
去年四季度 | 2024-10-01 | 2024-12-31
前5个月 | 2025-01-01 | 2025-05-31
1至10月 | 2025-01-01 | 2025-10-31
今年1-5月 | 2025-01-01 | 2025-05-31
今年4月 | 2025-04-01 | 2025-04-30
6月24日 | 2025-06-24 | 2025-06-24
7月底 | 2025-07-21 | 2025-07-31
8月 | 2025-08-01 | 2025-08-31
十月 | 2025-10-01 | 2025-10-31
6月1日至7月10日 | 2025-06-01 | 2025-07-10
自2024年6月 | 2024-06-01 | 2025-07-31
自2024年6月开始 | 2024-06-01 | 2025-07-31
自去年起 | 2024-01-01 | 2025-07-31
自今年4月以来 | 2025-04-01 | 2025-07-31
2023年 | 2023-01-01 | 2023-12-31
２０２３年 | 2023-01-01 | 2023-12-31
二〇二三年 | 2023-01-01 | 2023-12-31
2023年当年 | 2023-01-01 | 2023-12-31
2024年6月 | 2024-06-01 | 2024-06-30
2024年2月 | 2024-02-01 | 2024-02-29
2020年至2023年 | 2020-01-01 | 2023-12-31
2019-2022年 | 2019-01-01 | 2022-12-31
2022年4月至2023年6月 | 2022-04-01 | 2023-06-30
“十四五”期间 | 2021-01-01 | 2025-12-31
“十四五”以来 | 2021-01-01 | 2025-07-31
“十四五”末 | 2025-01-01 | 2025-12-31
“十四五”开局之年 | 2021-01-01 | 2021-12-31
到“十四五”末 | - | 2025-12-31
截至一季度末 | - | 2025-03-31
二季度末 | 2025-06-01 | 2025-06-30
2025年底前 | - | 2025-12-31
10月1日前 | - | 2025-09-30
国庆前 | - | 2025-09-30
今春 | 2025-03-01 | 2025-05-31
入夏以来 | 2025-06-01 | 2025-07-31
今秋 | - | -
本周 | - | -
昨日 | - | -
当日 | - | -
去年同期 | - | -
除夕 | 2025-01-28 | 2025-01-28
正月初六 | 2025-02-03 | 2025-02-03
腊月二十三 | 2025-01-21 | 2025-01-22
农历八月十五 | 2025-10-06 | 2025-10-06
农历五月 | - | -
正月三十一 | - | -
国庆期间 | 2025-10-01 | 2025-10-07
近日 | 2025-06-10 | 2025-07-31
每周 | - | -
每年 | - | -
多年来 | - | -
一日 | - | -
50余年 | - | -
2月30日 | - | -
13月 | - | -
2023年至2020年 | - | -
 | - | -
""".strip("\n").splitlines()


def shown(period: tuple[date | None, date | None]) -> list[str]:
    return [day.isoformat() if day else "-" for day in period]


@pytest.mark.parametrize("row", RESOLVED)
def test_resolved(row: str) -> None:
    text, low, high = (cell.strip() for cell in row.split("|"))
    assert shown(resolve_period(text, ISSUE)) == [low, high]


@pytest.mark.parametrize(
    "text", ["今年", "去年", "近3年来", "截至目前", "上半年", "6月24日", "近日", "今年4月"]
)
def test_relative_words_need_an_issue_date(text: str) -> None:
    assert resolve_period(text, UNKNOWN) == (None, None)


@pytest.mark.parametrize(
    ("text", "low", "high"), [("2023年", "2023-01-01", "2023-12-31"), ("自2024年6月", "2024-06-01", "-")]
)
def test_explicit_years_need_none(text: str, low: str, high: str) -> None:
    assert shown(resolve_period(text, UNKNOWN)) == [low, high]


def test_this_year_is_unknown_where_the_issue_may_be_in_two() -> None:
    assert resolve_period("今年", TWO_YEARS) == (None, None)
    assert shown(resolve_period("近两年", TWO_YEARS)) == ["2023-01-21", "2025-01-20"]


def test_in_january_november_is_last_year() -> None:
    assert shown(resolve_period("11月", WINTER)) == ["2024-11-01", "2024-11-30"]
    assert shown(resolve_period("3月", WINTER)) == ["2025-03-01", "2025-03-31"]


LENGTHS = {
    "近3年来": (1095, 1095),
    "三年来": (1095, 1095),
    "两年累计": (730, 730),
    "十年来": (3650, 3650),
    "三年多": (1095, 1460),
    "50余年": (18250, 21900),
    "为期3年": (1095, 1095),
    "两个月": (60, 60),
    "半年": (182.5, 182.5),
    "24小时": (1, 1),
    "两周": (14, 14),
    "每周": (7, 7),
    "每月": (30, 30),
    "每年": (365, 365),
    "每天": (1, 1),
    "日均": (1, 1),
    "年均": (365, 365),
    "一日": (1, 1),
    "今年": (1, 366),
    "今年以来": (1, 366),
    "2023年": (365, 365),
    "2024年": (366, 366),
    "2024年6月": (30, 30),
    "上半年": (181, 182),
    "前三季度": (273, 274),
    "1至10月": (304, 305),
    "6月24日": (1, 1),
    "今年4月": (30, 30),
    "2020年至2023年": (1461, 1461),
    "“十四五”期间": (1826, 1826),
}


@pytest.mark.parametrize("text", LENGTHS)
def test_lengths(text: str) -> None:
    assert period_days(text) == LENGTHS[text]


@pytest.mark.parametrize(
    "text",
    ["", "截至目前", "目前", "近日", "近年来", "多年来", "自去年起", "自2024年6月", "户均", "2021年以来"],
)
def test_no_length(text: str) -> None:
    assert period_days(text) is None


@given(st.text(alphabet="今去年月日季度上半近至来以自起截前每一二三十25024个“”周底-", max_size=12))
def test_no_words_break_it(text: str) -> None:
    for issue in (ISSUE, UNKNOWN, TWO_YEARS):
        low, high = resolve_period(text, issue)
        assert low is None or high is None or low <= high
    length = period_days(text)
    assert length is None or 0 < length[0] <= length[1]


def test_lunar_festivals_follow_the_year() -> None:
    issue = IssueDate(date(2024, 3, 1), date(2024, 3, 31), "")
    assert resolve_period("今年春节期间", issue) == (date(2024, 2, 10), date(2024, 2, 16))
    assert resolve_period("去年春节假期", issue) == (date(2023, 1, 22), date(2023, 1, 28))
    assert resolve_period("2025年端午节", issue) == (date(2025, 5, 31), date(2025, 5, 31))
    assert resolve_period("1980年春节", issue) == (None, None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("本周", ["2024-10-14", "2024-10-20"]),
        ("上周", ["2024-10-07", "2024-10-13"]),
        ("昨日", ["2024-10-17", "2024-10-17"]),
        ("今日", ["-", "-"]),  # the day of the dispatch or of the paper
    ],
)
def test_days_near_a_day_of_issue(words: str, expected: list[str]) -> None:
    day = IssueDate(date(2024, 10, 18), date(2024, 10, 18), "")
    assert shown(resolve_period(words, day)) == expected


@pytest.mark.parametrize(
    ("words", "year"),
    [("前三季度", 2024), ("1—12月", 2024), ("四季度", 2024), ("一季度", 2025), ("上半年", 2025)],
)
def test_in_january_the_year_that_has_ended_is_told(words: str, year: int) -> None:
    first, _ = resolve_period(words, WINTER)
    assert first is not None and first.year == year


def test_a_day_of_the_last_lunar_month_is_one_day() -> None:
    assert period_days("腊月二十三") == (1.0, 1.0)
