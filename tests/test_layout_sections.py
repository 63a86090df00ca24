"""Headlines that nothing marks, columns of briefs, roundups, dispatches without headline."""

import pytest

from townledger.page.layout import lay_out

NEWS = "临川县石桥乡新修机耕路6.2公里，总投资186万元，沿线5个村受益。"


def titles(raw: str) -> list[str]:
    return [a.title for a in lay_out(raw).articles]


@pytest.mark.parametrize(
    ("headline", "lead", "count"),
    [
        ("县医院添了新设备", "临川县人民医院新购CT机1台。", 2),  # the county anew, the township not
        ("荒坡变成药材园", "入秋以来，清源县栽植连翘3000亩。", 2),  # another county
        ("路通了车来了", "该乡的运输户今年多了46家。", 1),  # looks back
        ("路通了车来了", "石桥乡的运输户今年多了46家。", 2),  # short news has no sections
        ("路通了车来了", "在张坪村，农用车开进了地头。", 1),  # a village of it
        ("一、路通了车来了", "临川县人民医院新购CT机1台。", 1),  # numbered
        ("附记", "清源县栽植连翘3000亩。", 1),
    ],
)
def test_a_heading_below_which_the_text_goes_elsewhere_is_a_headline(
    headline: str, lead: str, count: int
) -> None:
    raw = f"石桥乡新修机耕路\n\n{NEWS}\n\n乡长说，月底完工。\n\n{headline}\n\n{lead}群众都说好。"
    assert len(titles(raw)) == count


def test_what_follows_numbered_sections_is_news_if_it_names_its_place() -> None:
    raw = f"工作要点\n\n一、抓水利\n\n全县修渠。\n\n二、抓交通\n\n全县修路。\n\n石桥乡修好断头路\n\n{NEWS}"
    assert titles(raw) == ["工作要点", "石桥乡修好断头路"]
    assert titles(raw.replace("石桥乡修好断头路", "附件名单")) == ["工作要点"]


@pytest.mark.parametrize(
    ("heading", "lines", "kinds"),
    [
        ("乡镇简讯", ["●河湾镇入户走访。", "●三个月办结416件。"], ["banner", "brief", "brief"]),
        ("一周要闻", ["沙河县造林1.8万亩。", "白庙镇培训64人。"], ["banner", "brief", "brief"]),
        ("一周要闻", ["沙河县造林1.8万亩。", "会议强调，要抓好管护。"], ["brief"]),  # one item
        ("园区动态", ["园区完成产值17亿元。"], ["brief"]),
        ("要闻", ["沙河县造林。" * 60, "白庙镇培训64人。"], ["news"]),  # too long for an item
        ("县里造林", ["沙河县造林1.8万亩。", "白庙镇培训64人。"], ["brief"]),
    ],
)
def test_a_column_of_briefs_is_read_item_by_item(heading: str, lines: list[str], kinds: list[str]) -> None:
    assert [a.kind for a in lay_out("\n\n".join([heading, *lines])).articles] == kinds


def test_a_roundup_by_counties_is_one_article() -> None:
    parts = [f"{name}\n\n{name}播种小麦8万亩，进度快于往年。" for name in ("清水县", "武川县", "高平市")]
    raw = "各地抢播冬小麦\n\n本报记者 李军\n\n眼下正是播种时节。\n\n" + "\n\n".join(parts)
    (article,) = lay_out(raw).articles
    assert [p.kind for p in article.parts].count("heading") == 3


@pytest.mark.parametrize(
    ("second", "count"),
    [
        ("本报讯中州铁路支线通车，全长86公里。", 2),
        ("新华社济南1月9日电鲁南铁路支线通车。", 2),  # another agency
        ("本报苏州2月1日电新港区一期工程建成。", 1),  # two places under one headline
    ],
)
def test_dispatches_below_one_another(second: str, count: int) -> None:
    raw = f"闽北喜通路江南建新港\n本报南平2月1日电闽北通了高等级公路，全长112公里。\n{second}"
    assert len(lay_out(raw).articles) == count


def test_briefs_that_others_sign_are_articles() -> None:
    raw = "喜通路\n本报南平2月1日电记者林建华报道：公路通车。\n货运航线开通，运力增加。（吴兴华）\n" + NEWS
    assert [a.byline for a in lay_out(raw).articles] == ["林建华", "吴兴华"]


@pytest.mark.parametrize(("heading", "kind"), [("送戏到村头（图片）", "photo"), ("送戏到村头", "photo")])
def test_a_headline_over_a_picture(heading: str, kind: str) -> None:
    raw = f"喜通路\n\n本报讯（记者 王明）公路通车。\n\n{heading}\n\n某县剧团演出43场。\n（新华社记者宋新摄）"
    assert [a.kind for a in lay_out(raw).articles] == ["brief", kind]


def test_a_run_in_heading_is_parted_from_its_text() -> None:
    raw = "工作报告\n\n（一）稳增长措施有力。出台助企政策18条，兑现奖补资金3200万元。"
    (article,) = lay_out(raw).articles
    assert [p.kind for p in article.parts] == ["title", "heading", "text"]
    told = raw.replace("稳增长措施有力", "接待游客3万人次")  # a sentence with a figure is told, not headed
    assert [p.kind for p in lay_out(told).articles[0].parts] == ["title", "text"]


def test_the_sender_and_date_below_a_title_leave_it_one() -> None:
    raw = "某县2022年统计公报\n某县统计局\n2023年4月11日\n一、综合\n全年地区生产总值225亿元。"
    layout = lay_out(raw)
    assert [a.title for a in layout.articles if a.kind != "furniture"] == ["某县2022年统计公报"]


@pytest.mark.parametrize(
    ("heading", "text", "count"),
    [
        ("链接", "暴雨：24小时降雨量50毫米以上。", 2),
        ("相关新闻", "龙潭水库水位超汛限1.2米。", 2),
        ("又降大暴雨", "又讯 省水文部门分析，仍有降雨。", 2),
        ("再添新机", "“以前要排队，现在当天做完。”清源县柳沟乡的李大山说。", 2),  # who speaks is elsewhere
        ("再添新机", "“以前要排队，现在当天做完。”院长李大山说。", 1),
    ],
)
def test_what_stands_beside_an_article(heading: str, text: str, count: int) -> None:
    raw = f"县医院添新机\n本报讯（记者 王明）临川县人民医院新购CT机1台。\n检查只要几分钟。\n{heading}\n{text}"
    assert len(titles(raw)) == count


@pytest.mark.parametrize(
    ("tail", "count"), [("据农业部统计，秋粮已收八成。", 0), ("和大豆，秋粮已收八成。", 1)]
)
def test_what_begins_anew_is_not_joined(tail: str, count: int) -> None:
    head = "10月17日，江西省某县香田乡石马村的农民在收割中晚稻"
    layout = lay_out(f"秋收\n\n本报讯（记者 王明）近日开镰。\n\n{head}\n\n{tail}")
    assert sum(b.kind == "joined" for b in layout.breaks) == count


@pytest.mark.parametrize(
    ("text", "paragraphs", "kind"),
    [("县里修渠。" * 30, 4, "feature"), ("县里修渠。" * 70, 2, "news"), ("县里修渠。" * 50, 1, "news")],
)
def test_news_of_two_paragraphs_is_no_feature(text: str, paragraphs: int, kind: str) -> None:
    assert [a.kind for a in lay_out("\n\n".join(["修渠记", *[text] * paragraphs])).articles] == [kind]
