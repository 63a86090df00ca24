"""Mechanisms by form, with their steps as cadence x action x actor x quantity."""

import pytest
from people_kit import read


def mechanisms(text):
    return [m.text for m in read(text).mechanisms]


def steps(text):
    (found,) = read(text).mechanisms
    return [(s.cadence, s.action, s.actor, s.quantity) for s in found.steps]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建立“周检查、月通报、季考评”工作机制。", "“周检查、月通报、季考评”工作机制"),
        ("推行“三长制”，", "“三长制”"),
        ("全村完善“一约四会”，", "“一约四会”"),
        ("探索“党建+产业”的发展新模式。", "“党建+产业”的发展新模式"),
        ("制定《某某镇河道保洁考评细则》。", "《某某镇河道保洁考评细则》"),
        ("村里创办了积分超市。", "积分超市"),
        ("推广“白果经验”，", "“白果经验”"),
        ("开展“敲门问需”行动。", "“敲门问需”行动"),
        ("将考核结果与绩效、评优挂钩。", "考核结果与绩效、评优挂钩"),
        ("健全矛盾纠纷分级调处体系。", "矛盾纠纷分级调处体系"),
        ("对各村实行两天一巡查、一周一评比，", "两天一巡查、一周一评比"),
        ("将评议结果纳入村干部年终绩效，", "评议结果纳入村干部年终绩效"),
        ("每月进行“红榜”“黑榜”评选和公示。", "每月进行“红榜”“黑榜”评选和公示"),
        ("大棚由合作社统一育苗、统一防虫、统一外销，", "统一育苗、统一防虫、统一外销"),
        ("实施“清河行动”，", "“清河行动”"),
        ("问题做到“日清日结”。", "“日清日结”"),
        ("举行“爱心书包”捐助活动。", "“爱心书包”捐助活动"),
        ("推行调解员轮训、回访跟踪等制度，", "调解员轮训、回访跟踪等制度"),
        ("与村民“同吃同住同劳动”。", "“同吃同住同劳动”"),
        ("每月15日上街宣传，", "每月15日上街宣传"),
        ("开展了以“爱家乡 看变化”为主题的社会调查实践活动。", "“爱家乡 看变化”为主题的社会调查实践活动"),
        ("社区率先试点网格化管理。", "网格化管理"),
        ("“五步工作法”很管用。", "“五步工作法”"),
        ("全面推行河长制，", "河长制"),
        ("设立党员先锋岗，", "党员先锋岗"),
        ("推行干部包抓责任制，", "干部包抓责任制"),
        ("累计完成村庄供水提升工程，", "村庄供水提升工程"),
    ],
)
def test_forms(text, expected):
    assert mechanisms(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "“路修好了，出门方便多了。”他说。",
        "按下“快进键”，跑出“加速度”，打通“最后一公里”。",
        "从“脏乱差”到“洁净美”，村民有了“金饭碗”。",
        "做好“三农”工作，配强村“两委”班子。",
        "由“一时美”向“持久美”转变。",
        "孩子每天放学都很高兴。",
        "建立长效机制，完善工作制度，构建治理体系。",
        "高级工程师来了。",
        "月下旬动工，年底前建成，周边群众受益，日常生活方便。",
        "不再是‘晴天一身土，雨天两脚泥’。",
        "寒潮开启“冰冻”模式，弹幕里满是“一定要去一次”。",
        "某某装饰工程有限公司承建10项重点工程，实施五大工程。",
        "在“九五”期间，全县“七山一水二分田”。",
        "他每月6000多元工资，人每月800元。",
        "贫困原因、贫困程度、贫困人口都有变化。",
    ],
)
def test_what_is_none(text):
    assert mechanisms(text) == []


def test_cadence_steps():
    assert steps("建立“周检查、月通报、季考评”工作机制。") == [
        ("week", "检查", "", ""),
        ("month", "通报", "", ""),
        ("quarter", "考评", "", ""),
    ]
    assert steps("落实“河道一日一巡查，问题一周一上报”的机制。") == [
        ("day", "河道巡查", "", "1次"),
        ("week", "问题上报", "", "1次"),
    ]


def test_a_cadence_of_several_days_keeps_its_number():
    assert steps("推行“两天一巡查、一周一评比”机制。") == [
        ("day", "巡查", "", "两天1次"),
        ("week", "评比", "", "1次"),
    ]


def test_a_duty_every_other_day():
    assert steps("每两天开展一次网格巡查。") == [("day", "开展网格巡查", "", "两天一次")]


def test_returning_duty():
    assert steps("督查组每周开展2次暗访检查。") == [("week", "开展暗访检查", "督查组", "2次")]


def test_staff_and_shares_and_actors():
    assert steps("组建“1名网格长+2名网格员（党员）+N名志愿者”队伍。") == [
        ("", "", "网格长", "1名"),
        ("", "", "网格员", "2名"),
        ("", "", "志愿者", "N名"),
    ]
    assert steps("收益按合作社、村集体、村民8:1:1分成。") == [
        ("", "分配", "合作社", "8"),
        ("", "分配", "村集体", "1"),
        ("", "分配", "村民", "1"),
    ]
    assert steps("建立“户分类、村收集、镇转运”的处理体系。") == [
        ("", "分类", "户", ""),
        ("", "收集", "村", ""),
        ("", "转运", "镇", ""),
    ]


def test_kind_and_place():
    text = "芮城县陌南镇推行“保底分红+利润分成”机制，开展“清洁家园”专项行动。"
    found = [(m.text, m.kind, m.place_code) for m in read(text).mechanisms]
    assert found == [
        ("“保底分红+利润分成”机制", "分配公式", "140830102"),
        ("“清洁家园”专项行动", "专项行动", "140830102"),
    ]


def test_one_mechanism_is_given_once_an_article():
    assert mechanisms("推行“街长制”管理。“街长制”管理见效了。") == ["“街长制”管理"]


def test_a_noun_reaches_back_over_a_dozen_quotations():
    """A long row of quotations costs no more than a short one."""
    row = [f"“清{letter}溪”" for letter in "东南西北春夏秋冬梅兰竹菊金木水火土日月星"]
    assert mechanisms(f"开展{''.join(row)}活动。") == ["".join(row[-13:]) + "活动"]
