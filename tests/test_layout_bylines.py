"""Who wrote, photographed and edited: bylines, datelines, signatures, credits."""

import pytest

from townledger.page.bylines import read_credits
from townledger.page.datelines import read_dateline, read_inline_credit, read_signature
from townledger.page.layout import lay_out

CREDITS = {
    "本报记者 王明 通讯员 李军 张小红": [
        ("王明", "本报记者", "writer"),
        ("李军", "通讯员", "writer"),
        ("张小红", "通讯员", "writer"),
    ],
    "记者王明 通讯员李小军": [("王明", "记者", "writer"), ("李小军", "通讯员", "writer")],
    "本报见习记者 王明": [("王明", "本报见习记者", "writer")],
    "特约摄影 王明": [("王明", "特约摄影", "picture")],
    "王小明 摄影报道": [("王小明", "摄影报道", "picture")],
    "本报记者 王小明 摄": [("王小明", "本报记者", "picture")],
    "王小明 摄": [("王小明", "摄", "picture")],
    "王 明 李小军 文/图": [("王明", "文/图", "picture"), ("李小军", "文/图", "picture")],
    "本版责编 王明 校对 李军 美编 张小红": [
        ("王明", "本版责编", "staff"),
        ("李军", "校对", "staff"),
        ("张小红", "美编", "staff"),
    ],
    "本版文字 王小明 摄影 李军 张小红": [
        ("王小明", "本版文字", "writer"),
        ("李军", "摄影", "picture"),
        ("张小红", "摄影", "picture"),
    ],
    "责任编辑:王明 审核:李军": [("王明", "责任编辑", "staff"), ("李军", "审核", "staff")],
    "审 核:李 源 编 辑:王小明": [("李源", "审核", "staff"), ("王小明", "编辑", "staff")],
    "全媒体记者刘 晨": [("刘晨", "全媒体记者", "writer")],
    "记者 买买提·艾力": [("买买提·艾力", "记者", "writer")],
}


@pytest.mark.parametrize("text", CREDITS)
def test_credits(text: str) -> None:
    found = read_credits(text, 7)
    assert [(c.name, c.role, c.kind) for c in found] == CREDITS[text]
    assert all("".join(text[c.start - 7 : c.end - 7].split()) == c.name for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "走一线 看亮点",
        "记者",
        "健康知识讲座 惠及百姓健康",
        "记者近日走进某村看到新变化",
        "王明 李军",
        "",
        "摄影展 开幕",
    ],
)
def test_no_byline(text: str) -> None:
    assert read_credits(text) == []


@pytest.mark.parametrize(
    ("text", "count"), [("王明 李小军", 2), ("欧阳小红", 1), ("接诉即办 服务群众", 0), ("王明", 1)]
)
def test_bare_names_begin_with_surnames(text: str, count: int) -> None:
    assert len(read_credits(text, bare=True)) == count


@pytest.mark.parametrize(
    ("text", "rest", "names"),
    [
        ("本报讯(记者 王明)近日,某县", "近日,某县", ["王明"]),
        ("某某晚报讯(记者 王明 通讯员 李军)近日", "近日", ["王明", "李军"]),
        ("本报讯 为提升质量", "为提升质量", []),
        ("本报讯 记者王明 通讯员李军报道:近日", "近日", ["王明", "李军"]),
        ("本报讯 记者 王明 近日,某县", "近日,某县", ["王明"]),
        ("新华社北京3月5日电(记者 王明)今年", "今年", ["王明"]),
        ("【本报讯】环保署", "环保署", []),
    ],
)
def test_datelines(text: str, rest: str, names: list[str]) -> None:
    found = read_dateline(text)
    assert found is not None
    assert [c.name for c in found[1]] == names
    assert text[found[0] :] == rest


@pytest.mark.parametrize("text", ["据通讯录记载", "近日,本报讯员", "某县喜讯传来", "简讯三则"])
def test_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("成效明显。(王小明)", ["王小明"]),
        ("成效明显。(王明 李军)", ["王明", "李军"]),
        ("共三类(含二类)", []),
        ("见附件(附后)", []),
    ],
)
def test_signatures(text: str, names: list[str]) -> None:
    found = read_signature(text)
    assert [c.name for c in found[1]] == names if found else names == []


def test_inline_credit() -> None:
    found = read_inline_credit("村里的彩绘墙。 王小明 摄")
    assert found is not None and found[1][0].name == "王小明"
    assert read_inline_credit("他喜欢航拍和拍摄") is None


SIGNED = "某县新修水渠46公里。"


@pytest.mark.parametrize(
    ("bracket", "names"),
    [
        ("(何俊峰赵明海吴玉兰)", ["何俊峰", "赵明海", "吴玉兰"]),  # as databases print them
        ("(王超英李慧川)", ["王超英", "李慧川"]),
        ("(赵明李军)", ["赵明", "李军"]),
        ("(欧阳文)", ["欧阳文"]),
        ("(高铁南站)", []),  # a station
        ("(马家坪村)", []),
        ("(黄瓜西红柿)", []),  # 黄 is a surname, 黄瓜 a vegetable
    ],
)
def test_names_without_blanks(bracket: str, names: list[str]) -> None:
    found = read_signature(SIGNED + bracket)
    assert [c.name for c in found[1]] == names if found else not names


@pytest.mark.parametrize(
    ("text", "signed"),
    [(f"本报讯{SIGNED}(晓帆)", True), (f"{SIGNED}(晓帆)", False), (f"本报讯{SIGNED}(待续)", False)],
)
def test_a_pen_name_signs_a_dispatch_only(text: str, signed: bool) -> None:
    assert bool(read_signature(text)) is signed


@pytest.mark.parametrize(
    ("text", "end", "names"),
    [
        ("本报讯江西省某县近日开工", 3, []),
        ("本报讯新华社记者陈明、本报记者张雁报道:全国", 20, ["陈明", "张雁"]),
        ("新华社哈尔滨1月13日电政协会议", 12, []),
        ("本报讯 记者昨日,从县里获悉", 4, []),  # 昨日 is nobody's name
        ("本报讯息台开播", None, []),
        ("乡镇简讯", None, []),
    ],
)
def test_datelines_run_into_the_text(text: str, end: int | None, names: list[str]) -> None:
    found = read_dateline(text)
    assert (found and found[0]) == end
    assert [c.name for c in (found[1] if found else [])] == names


def test_the_photographer_after_a_role() -> None:
    (credit,) = read_credits("(新华社记者李明摄)", bare=True)
    assert (credit.name, credit.kind) == ("李明", "picture")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (f"{SIGNED} 王小明", ["王小明"]),
        (f"{SIGNED}  任兴斌刘冲", ["任兴斌", "刘冲"]),
        (f"{SIGNED} □ 王明 李军", ["王明", "李军"]),
        (f"{SIGNED} 效果明显", []),
        (f"{SIGNED[:-1]} 王小明", []),  # no sentence ends before it
    ],
)
def test_names_alone_after_the_last_sentence(text: str, names: list[str]) -> None:
    found = read_signature(text)
    assert [c.name for c in found[1]] == names if found else names == []


def test_an_agency_is_no_photographer() -> None:
    assert [c.name for c in read_credits("新华社发(徐小庭 摄)")] == ["徐小庭"]


def test_a_role_that_follows_a_name_without_a_blank() -> None:
    found = read_dateline("某某网讯(记者左文通讯员黄晓华)截至目前")
    assert found is not None
    assert [(c.name, c.role) for c in found[1]] == [("左文", "记者"), ("黄晓华", "通讯员")]
    assert read_credits("记者走进某村看通讯员培训") == []


@pytest.mark.parametrize("speaker", ["县长 王建国", "县长  王建国", "代县长 王军", "代县长　王 军"])
@pytest.mark.parametrize("title", ["政府工作报告", "青禾县政府工作报告摘要", "政府工作报告（节选）"])
def test_who_gives_a_report_is_no_headline(title: str, speaker: str) -> None:
    lines = [title, "——2020年4月28日在青禾县第十七届人民代表大会第五次会议上", speaker, "各位代表："]
    text = "\n".join([*lines, "现在，我代表县人民政府向大会报告工作，请予审议。"])
    (article,) = lay_out(text).articles
    assert article.title == title and "代县长" not in article.byline


def test_names_that_end_like_posts_are_none() -> None:
    assert not read_credits("代县长 王军", bare=True)
    assert [credit.name for credit in read_credits("代小川 王军", bare=True)] == ["代小川", "王军"]
