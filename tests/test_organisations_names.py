"""Organisations: suffix, left boundary, type and place code."""

from itertools import pairwise

import pytest
from people_kit import read


def organisations(text):
    return [o.text for o in read(text).organisations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("近日，县人力资源和社会保障局举办招聘会。", ["县人力资源和社会保障局"]),
        ("县公安局交警大队联合应急管理局开展检查。", ["县公安局交警大队", "应急管理局"]),
        ("市公安局交通管理支队三大队民警到场。", ["市公安局交通管理支队三大队"]),
        ("清河镇党委、政府高度重视。", ["清河镇党委", "政府"]),
        ("他创办了永兴再生资源有限公司，加入县餐饮协会。", ["永兴再生资源有限公司", "县餐饮协会"]),
        ("村里成立志愿服务队，聘请中国农业大学教授。", ["志愿服务队", "中国农业大学"]),
        ("由资质齐全的“春雨”蔬菜产业园统一收购。", ["“春雨”蔬菜产业园"]),
        ("村“两委”干部都来了。", ["村“两委”"]),
        ("成立县防汛抗旱抢险救援指挥部。", ["县防汛抗旱抢险救援指挥部"]),
        ("打开新局面，构建大格局，孩子上了大学，大学生返乡。", []),
        ("以服务为中心，中心村的市中心很热闹。", []),
        ("“积分银行”里攒积分，建立合作社3家。", []),
        ("该公司负责人说，合作社要办好。", []),
        ("上级党委要求，龙头企业带头，地方政府配合，升入重点大学。", []),
        ("现任某县教育局局长。据县统计局数据，市大数据局责任处室。", ["县教育局", "县统计局", "市大数据局"]),
        ("由县级以上地方人民政府批准，民政部门协助，种田工厂化。", []),
        ("县十五届人大常委会召开会议，第三届市政协闭幕。", ["县十五届人大常委会", "市政协"]),
        ("走“公司+合作社+农户”的路，办起“两山”银行。", []),
        (
            "市委农村工作领导小组办公室、县委办，政府办参加。",
            ["市委农村工作领导小组办公室", "县委办", "政府办"],
        ),
        ("法院、检察院、公安局派人入驻，向法院起诉。", ["法院", "检察院", "公安局"]),
        ("家庭农场、养殖场发展快。", []),
        ("县中医院\n\n壶关县敬老院", ["县中医院", "壶关县敬老院"]),
        ("“三农”服务队到村，县剧团在县体育馆演出。", ["“三农”服务队", "县剧团", "县体育馆"]),
        ("中国银行保险监督管理委员会本市监管分局通报。", ["中国银行保险监督管理委员会本市监管分局"]),
    ],
)
def test_names(text, expected):
    assert organisations(text) == expected


@pytest.mark.parametrize(
    ("text", "name", "type_", "code"),
    [
        ("临猗县人民政府召开会议。该县人民医院派医生参加。", "该县人民医院", "医疗卫生机构", "140821"),
        ("壶关县开展检查。县司法局派人参加。", "县司法局", "政府部门", "140427"),
        ("芮城县陌南镇召开会议。镇党委要求抓好落实。", "镇党委", "党委", "140830102"),
        ("芮城县陌南镇召开会议。中国农业大学派人参加。", "中国农业大学", "学校与科研机构", None),
        ("县司法局派人参加。", "县司法局", "政府部门", None),
    ],
)
def test_type_and_place(text, name, type_, code):
    found = {o.text: o for o in read(text).organisations}
    assert (found[name].type, found[name].place_code) == (type_, code)


def test_a_community_is_an_organisation_only_where_it_acts():
    acts = read("潞州区太西街道潞才社区联合物业开展宣传。").organisations
    assert [(o.text, o.type) for o in acts] == [("潞才社区", "社区组织")]
    assert read("他家住潞州区太西街道潞才社区。").organisations == []


def test_spans_are_sorted_and_do_not_overlap():
    found = read("壶关县公安局治安大队大队长和县委组织部、县政府办公室的同志来到县人民医院。").organisations
    assert [o.text for o in found] == ["壶关县公安局治安大队", "县委组织部", "县政府办公室", "县人民医院"]
    assert all(a.end <= b.start for a, b in pairwise(found))
