"""What holds for any one thing: a family, a road, a class, a day; parts known by name or by rhythm."""

from __future__ import annotations

import pytest

from checks.doubt import doubt
from townledger.places.register import default_register
from townledger.reader import read_page

_PAIRS = [
    ("“我家去年种了{}玉米，收成不错。”村民张大山说。", "3万亩", "30亩"),
    ("村民张大山去年靠养蚕收入{}，日子越过越好。", "4亿元", "4万元"),
    ("“我在家一年养羊就可以收入{}。”", "2亿多元", "2万多元"),
    ("村民在镇上花了{}盖起一栋小楼。", "40元", "40万元"),
    ("他家盖起一栋{}的小楼。", "300层", "3层"),
    ("昨日早上{}，民警就来到值班室。", "26点半", "6点半"),
    ("下午{}，村民把鲜笋运到收购点。", "36时", "6时"),
    ("每年八月中旬到{}中旬是采摘季。", "十九月", "九月"),
    ("该路由3.5米拓宽至{}，年底通车。", "450米", "4.5米"),
    ("预计30日有{}偏北风。", "45级", "4级"),
    ("高山区积雪深度达{}。", "8米", "8厘米"),
    ("极端最低气温可达{}。", "-140℃", "-14℃"),
    ("学校办学规模24个班，可容纳学生{}。", "12人", "1200人"),
    ("长假{}，景区游人如织。", "80天", "8天"),
    ("景区接待游客2.6万人次，10月4日接待游客{}。", "58000人次", "5800人次"),
    ("全县有茶叶基地9.8万亩，春茶采收面积约{}。", "62万亩", "6.2万亩"),
    ("园区实现工业总产值22.6亿元，增长9%；实现工业增加值{}，增长8%。", "60.9亿元", "6.09亿元"),
    ("共安置870户3405人。其中贫困户590户{}，其他280户838人。", "2657人", "2567人"),
    ("水产养殖面积104.8万亩。海水养殖面积{}，淡水养殖面积86.4万亩。", "81.4万亩", "18.4万亩"),
    (
        "高台、安古、石城共接待{}。高台接待2.6万人次，安古接待3.2万人次，石城接待3.7万人次。",
        "19.5万人次",
        "9.5万人次",
    ),
    ("危房改造开工1350户，完工1312户，在建{}。", "380户", "38户"),
    ("第三产业投资120亿元，增长5%；物流业投资40亿元，占第三产业投资的{}。", "53.3%", "33.3%"),
    ("每个企业带动贫困户{}以上。", "500万户", "500户"),
    ("全县实行{}值班。", "240小时", "24小时"),
    ("鲜笋能卖到{}一斤。", "3.5万元", "3.5元"),
    ("出栏生猪{}，比上年增长4.9%。", "116.0头", "116.0万头"),
]


def _grave(text: str) -> list[str]:
    said = doubt([read_page(f"某某县乡村新闻\n{text}\n", "x.txt")], default_register())
    return [f.text for f in said.findings if f.severity != "hint"]


@pytest.mark.parametrize(("text", "wrong", "right"), _PAIRS)
def test_a_slip_is_found_and_its_neighbour_passes(text, wrong, right):
    assert any(wrong in found or found in wrong for found in _grave(text.format(wrong)))
    assert _grave(text.format(right)) == []


@pytest.mark.parametrize(
    ("land", "blocked"),
    [("双塔镇位于县城北部，面积7.22平方公里", True), ("双塔镇有烟尘控制区3个，面积7.22平方公里", False)],
)
def test_only_a_places_own_land_is_what_its_areas_are_compared_with(land: str, blocked: bool) -> None:
    page = read_page(f"双塔镇情\n{land}。全镇造林364.83平方公里。\n", "page.txt")
    found = {finding.rule for finding in doubt([page], default_register()).findings}
    assert ("land_of_place" in found) == blocked
