"""The issue date: what fixes the year, what narrows it, and when it stays undetermined."""

from datetime import date

import pytest
from layout_kit import page

from townledger.dating.dates import IssueDate, issue_date
from townledger.page.layout import lay_out


def dated(raw: str, sidecar: str | None = None) -> IssueDate:
    return issue_date(lay_out(raw), sidecar)


def interval(raw: str, sidecar: str | None = None) -> tuple[str | None, str | None]:
    found = dated(raw, sidecar)
    return found.low and found.low.isoformat(), found.high and found.high.isoformat()


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("000", "2025-06-24", "2025-07-31"),
        ("001", "2024-06-01", "2024-12-31"),
        ("002", None, None),
        ("003", "2025-12-02", "2025-12-31"),
        ("004", "2022-11-13", "2022-11-30"),
        ("document", "2024-03-18", "2024-03-18"),
        ("wechat", "2024-09-12", "2024-09-12"),
        ("yearbook", None, None),
    ],
)
def test_pages(name: str, low: str | None, high: str | None) -> None:
    assert interval(page(name)) == (low, high)


def test_an_undetermined_year_is_said_to_be_one() -> None:
    found = dated("某村治理见成效\n\n今年，全村清运垃圾30吨，改厕110户，群众都说好。")
    assert (found.low, found.high) == (None, None)
    assert found.evidence.startswith("年份未定")


@pytest.mark.parametrize(
    ("sidecar", "low", "high"),
    [
        ("2025-06-27", "2025-06-27", "2025-06-27"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_the_sidecar_wins(sidecar: str, low: str, high: str) -> None:
    assert interval("2021年5月3日 星期一 第3版\n\n今年6月是第24个全国安全生产月。", sidecar) == (low, high)


@pytest.mark.parametrize("sidecar", ["昨天", "2025-13-01", "25-6-1"])
def test_a_bad_sidecar_date_is_an_error(sidecar: str) -> None:
    with pytest.raises(ValueError):
        dated("标题", sidecar)


YEARS = {
    "今年6月是第23个全国“安全生产月”，某县举办咨询日活动。": 2024,
    "12月2日是第十二个全国交通安全日，近日，某队走进学校宣传。": 2023,
    "在第33个全国节能宣传周到来之际，某局近日开展宣传。": 2023,
    "今年是中国共产党成立100周年，某村开展系列活动。": 2021,
    "为庆祝新中国成立75周年，某县举办文艺演出。": 2024,
    "今年是“十四五”规划收官之年，某镇加快项目建设。": 2025,
    "某县开展“人人讲安全、个个会应急——畅通生命通道”主题活动。": 2024,
    "2022年当年完工20个村，今年完工15个村。": 2023,
    "在农历甲辰龙年到来之际，某县举办花灯展。": 2024,
    "今年（2023年）全县改厕3000户，群众受益。": 2023,
}


@pytest.mark.parametrize("text", YEARS)
def test_what_fixes_the_year(text: str) -> None:
    found = dated(f"某县见闻\n\n{text}")
    assert found.low is not None and found.low.year == YEARS[text], found.evidence


UNDETERMINED = [
    "2021年，在第20个全国安全生产月期间，某矿获表彰。",  # an explicit year: a memory
    "第二个交通安全服务站建成投用。",  # no yearly event
    "某县力争2030年建成示范区。",
    "2020年开工建设，今年全部完工。",  # no 当年: any later year
    "疫情防控、安全生产等工作有序推进，11月13日召开会议。",  # one word of an era is not enough
    "党的二十大精神宣讲走进乡村。",
    "今年是改革开放的重要一年。",
    "村里有一座建于光绪甲午年的戏台。",
    "戏台重修于农历甲辰年，已列入名录。",
    "村口立着农历甲丑年的石碑，今年重修。",  # no such year in the cycle
    "到2025年底前，全县自来水普及率达到98%。",
]


@pytest.mark.parametrize("text", UNDETERMINED)
def test_what_does_not_fix_the_year(text: str) -> None:
    found = dated(f"某县见闻\n\n{text}")
    assert (found.low, found.high) == (None, None), found.evidence


def test_two_events_that_contradict_each_other_leave_it_open() -> None:
    text = "今年6月是第24个全国安全生产月。\n\n今年是第35个全国爱国卫生月。"
    found = dated(f"某县见闻\n\n{text}")
    assert found.low is None and "矛盾" in found.evidence


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("今年是建党100周年。\n\n9月3日，某县召开会议。", "2021-07-01", "2021-07-31"),
        ("今年6月是第24个全国安全生产月。项目预计7月底竣工。", "2025-06-01", "2025-07-31"),
        (
            "今年6月是第24个全国安全生产月。2023年3月，他返乡创业。9月，合作社成立。",
            "2025-06-01",
            "2025-07-31",
        ),
        ("12月2日是第十四个全国交通安全日，今年主题已公布。", "2025-12-02", "2025-12-31"),
    ],
)
def test_narrowing(text: str, low: str, high: str) -> None:
    found = interval(f"某县见闻\n\n{text}")
    if "建党" in text:
        assert found[0] is not None and found[0].startswith("2021")
    else:
        assert found == (low, high)


def test_an_era_needs_two_words() -> None:
    lead = "11月13日，某镇召开会议，传达党的二十大精神。"
    assert interval(f"某镇要闻\n\n{lead}常态化疫情防控和全员核酸检测有序进行。") == (
        "2022-11-13",
        "2022-11-30",
    )
    assert interval(f"某镇要闻\n\n{lead}常态化疫情防控有序进行。") == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "2025年6月27日 星期五 第3版",
        "2025-06-27 08:30",
        "2025年6月27日",
        "发布时间：2025-06-27 来源：某县政府",
    ],
)
def test_a_printed_date(line: str) -> None:
    assert interval(f"{line}\n\n某县要闻\n\n近日，某县召开会议，部署防汛工作。") == (
        "2025-06-27",
        "2025-06-27",
    )


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        ("二〇二四年三月十五日 星期五\n\n某县要闻\n\n今年清运垃圾30吨。", "2024-03-15", "2024-03-15"),
        ("某县要闻\n\n今年清运垃圾30吨。\n\n某县统计局\n\n二〇二三年三月八日", "2023-03-08", "2023-03-08"),
        ("民國一一二年三月八日\n\n某縣要聞\n\n今年清運垃圾30噸。", "2023-03-08", "2023-03-08"),
        ("某县要闻\n\n（2023年12月28日）\n\n今年清运垃圾30吨。", "2023-12-28", "2023-12-28"),
        ("某县要闻\n\n新华社北京2024年6月1日电（记者 王明）收购1260万吨。", "2024-06-01", "2024-06-30"),
        ("2024年第3期（总第128期）\n\n某县要闻\n\n今年清运垃圾30吨。", "2024-01-01", "2024-12-31"),
        ("某县要闻\n\n2024年即将过去，某县清运垃圾30吨。", "2024-12-01", "2024-12-31"),
        ("某县要闻\n\n在第40个教师节来临之际，某县慰问教师。", "2024-08-27", "2024-09-30"),
        ("某县要闻\n\n2024年5月22日，某镇开演。", None, None),  # a short sentence is no printed date
        ("某县要闻\n\n《某刊》2024年第3期刊文介绍某县。", None, None),
        ("民國甲年三月八日\n\n某縣要聞\n\n今年清運垃圾30噸。", None, None),
    ],
)
def test_dates_of_many_forms(raw: str, low: str | None, high: str | None) -> None:
    assert interval(raw) == (low, high)


def test_a_date_in_a_sentence_is_not_the_printed_date() -> None:
    assert interval("某县要闻\n\n2019年6月27日，他第一次走进村里，看到的是破旧的房屋。") == (None, None)


def test_a_speech_is_printed_soon_after_it_was_made() -> None:
    raw = "政府工作报告\n\n——2024年1月15日在某县人民代表大会第四次会议上\n\n各位代表：\n\n现在报告工作。"
    assert interval(raw) == ("2024-01-15", "2024-01-31")


def test_the_clock_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoClock(date):
        @classmethod
        def today(cls) -> "NoClock":
            raise AssertionError("the wall clock was read")

    for module in ("dates", "days", "named", "periods", "yearly"):
        monkeypatch.setattr(f"townledger.dating.{module}.date", NoClock)
    assert dated(page("000")).low == date(2025, 6, 24)


def test_the_evidence_is_a_chain_that_a_reader_can_follow() -> None:
    chain = dated(page("000")).evidence
    for link in ("第24个全国安全生产月", "2025年", "6月24日", "故为2025-06-24至2025-07-31"):
        assert link in chain
    assert chain.count("“") == chain.count("”")


@pytest.mark.parametrize(
    ("raw", "floor"),
    [
        ("某县2023年完成改厕110户；2024年，计划改厕200户。", "不早于2023"),
        ("某县2023年完成改厕110户；2024年，我们将改厕200户。", "不早于2023"),
        ("某县2023年完成改厕110户；2024年，改厕200户。", "不早于2024"),
    ],
)
def test_a_year_whose_plan_is_told_is_not_past(raw: str, floor: str) -> None:
    found = dated(f"改厕见成效\n\n{raw}")
    assert found.low is None and floor in found.evidence


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2024年政府工作报告", 2024),
        ("某镇2024年春季造林实施方案", 2024),
        ("某县2023年度法治政府建设工作报告", None),  # comes out in the year after
        ("某镇2023年工作总结和2024年工作要点", None),
        ("某镇2024年工作计划", None),  # may come out in the year before
    ],
)
def test_a_title_names_the_year_of_issue_or_another(title: str, year: int | None) -> None:
    assert dated(f"{title}\n\n一、抓水利\n\n全镇修渠12公里。").year == year


def test_a_year_that_has_just_ended() -> None:
    assert interval("答卷\n\n在刚刚过去的2023年，某镇修渠12公里。") == ("2024-01-01", "2024-04-30")
    assert dated("答卷\n\n在过去的2023年，某镇修渠12公里。").low is None
