"""The place and the days of a figure: what its sentence is about, and the year that the text states."""

from __future__ import annotations

import pytest

from townledger.reader import read_page
from townledger.records import Metric

RUICHENG, DONGLU = "140830", "140830200"


def figure(text: str, printed: str) -> Metric:
    (metric,) = (m for m in read_page(text, "p.txt").metrics if m.text == printed)
    return metric


BULLETIN = """芮城县2022年国民经济和社会发展统计公报
芮城县统计局
2023年4月18日

一、综合
全年地区生产总值136亿元，增长5.1%。年末常住人口33.2万人。上年末为33.6万人。
二、农业
东垆乡获评全国农业产业强镇。粮食产量41万吨。今年全年计划产粮42万吨。
"""


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("136亿元", "2022-01-01", "2022-12-31"),  # printed in 2023, told of the year in the title
        ("33.2万人", "2022-12-01", "2022-12-31"),
        ("33.6万人", "2021-12-01", "2021-12-31"),
        ("42万吨", "2023-01-01", "2023-12-31"),  # 今年 is the year of issue
    ],
)
def test_a_bulletin_tells_of_the_year_in_its_title(printed: str, start: str, end: str):
    metric = figure(BULLETIN, printed)
    assert (metric.period_start, metric.period_end) == (start, end)


@pytest.mark.parametrize("printed", ["136亿元", "33.2万人", "41万吨"])
def test_a_bulletin_is_about_the_county_of_its_title(printed: str):
    assert figure(BULLETIN, printed).place_code == RUICHENG


def test_news_goes_on_about_the_township_that_a_sentence_has_named():
    page = "芮城县喜获丰收\n\n本报讯 芮城县粮食丰收。东垆乡今年扩种小麦。亩产达到500公斤。\n"
    assert figure(page, "500公斤").place_code == DONGLU


@pytest.mark.parametrize(
    ("sentence", "printed", "code"),
    [
        ("东垆乡位于芮城县东部，辖28个村。", "28个", DONGLU),
        ("位于芮城县东垆乡的果品合作社有果园300亩。", "300亩", DONGLU),  # nothing else says where
        ("合作社的苹果销往芮城县东垆乡和外省，年销300吨。", "300吨", RUICHENG),
        ("东垆乡大风成灾，阳城、西陌两乡镇受灾人口730人。", "730人", RUICHENG),
        ("东垆乡大风成灾，受灾人口730人，分属三个乡镇。", "730人", DONGLU),
        ("平陆县收粮90吨，芮城县收粮70吨。", "90吨", "140829"),  # told of, though the article is another's
        ("合作社与平陆县签约，收粮90吨。", "90吨", RUICHENG),
        (
            "东垆乡修路3公里，新建东垆村广场；投资60万元。",
            "60万元",
            DONGLU,
        ),  # what a clause builds ends with it
        ("东垆乡产值占全县的3成，亩产高于运城市20公斤。", "20公斤", DONGLU),
        ("芮城县东垆乡获批全国农业强镇，新建大棚80座。", "80座", DONGLU),  # 全国 is an attribute here
    ],
)
def test_the_place_of_a_figure(sentence: str, printed: str, code: str):
    assert figure(f"芮城县乡镇消息\n\n本报讯 芮城县近日统计。{sentence}\n", printed).place_code == code


@pytest.mark.parametrize(
    ("text", "printed", "start", "end"),
    [
        ("2021年，全县修路90公里；1至10月完成投资3亿元。", "3亿元", "2021-01-01", "2021-10-31"),
        ("与2019年相比增长3成。1至10月完成投资3亿元。", "3亿元", "2024-01-01", "2024-10-31"),
        ("6月3日8时至5日20时，全县降雨90毫米。", "90毫米", "2024-06-03", "2024-06-05"),
        ("2018年至2020年11月底，完工62公里。", "62公里", "2018-01-01", "2020-11-30"),
    ],
)
def test_the_days_of_a_figure(text: str, printed: str, start: str, end: str):
    metric = figure(f"2024年12月20日 星期五\n\n芮城县年终盘点\n\n本报讯 芮城县消息。\n{text}\n", printed)
    assert (metric.period_start, metric.period_end) == (start, end)
