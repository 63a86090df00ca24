"""What is a broken sentence, and what must never be joined."""

from pathlib import Path

import pytest

from townledger.lexicon import LexiconError
from townledger.page.breaks import ends_open, is_cut, join_evidence, speech_marks_differ
from townledger.page.forms import is_headline
from townledger.page.layout import lay_out
from townledger.page.words import word_pairs

BODY = "全县各乡镇坚持问题导向，对排查出的隐患逐一建立台账，明确责任单位和完成时限，做到整改一处、销号一处。"


def paragraphs_of(raw: str) -> list[str]:
    layout = lay_out(raw)
    return [
        layout.flow.text[p.start : p.end]
        for a in layout.articles
        for p in a.parts
        if p.kind in ("text", "heading")
    ]


def kinds_of(raw: str) -> list[str]:
    return [b.kind for b in lay_out(raw).breaks]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("会议指出，要统", True),
        ("会议指出，要统一思想。", False),
        ("他说：“大家都满意。”", False),
        ("现将有关事项通知如下:", False),
        ("完善机制;", False),
        ("为乡村振兴注入动力。(王明)", False),
        ("会议要求，(下转第三版)", False),
        ("共有农户38户(其中", True),
        ("建成面积60亩(约4公顷)", True),
    ],
)
def test_is_cut(text: str, cut: bool) -> None:
    assert is_cut(text) is cut


@pytest.mark.parametrize(
    ("head", "tail", "differ"),
    [
        ("采取多种办法,借助“一村全", "积极性,村里还建了超市。大家都说好。”村支书说道。", True),
        ("村支书说:“现在村里环境好了,大家的", "积极性高了,村里还建了超市。大家都说好。”", False),
        ("推行“一村", "一策”摸排机制,成效明显。", False),
    ],
)
def test_a_quoted_term_is_not_closed_by_speech(head: str, tail: str, differ: bool) -> None:
    assert speech_marks_differ(head, tail) is differ


@pytest.mark.parametrize(
    ("head", "tail", "sign"),
    [
        ("对应急处置要求“一", "分钟响应”。", "引号或括号跨段"),
        ("要健全制度,持续加", "强队伍建设。", "跨段成词"),
        ("全县共有农户3", "80户。", "数字与量词跨段"),
        ("会议强调,要", "、要加快。", "后段不能起句"),
        ("发展是底气。将", "三者结合起来。", "前段止于"),
    ],
)
def test_evidence(head: str, tail: str, sign: str) -> None:
    assert any(found.startswith(sign) for found in join_evidence(head, tail))


FRAGMENTS = [
    ("此次活", "动通过课堂宣讲、主题集市等形式，把交通安全知识送到群众身边。"),  # 活动 is torn
    ("讲座结束后，志愿", "者还走上街头发放健康知识宣传资料。"),
    ("针对部分村级阵地", "位置偏僻、功能薄弱等问题，县里创新推行摸排机制。"),  # a heading does not begin so
    ("清理河道6公里，出动机械", "，清运垃圾300吨。"),  # what begins with a comma is no paragraph
]


@pytest.mark.parametrize(("head", "tail"), FRAGMENTS)
def test_a_short_fragment_is_no_section_heading(head: str, tail: str) -> None:
    raw = f"某县见闻\n\n{BODY}\n\n{head}\n\n{tail}\n\n{BODY}"
    assert (head + tail).replace("，", ",") in paragraphs_of(raw)


def test_a_line_after_a_torn_sentence_goes_on_in_it() -> None:
    raw = f"某县见闻\n\n{BODY[:30]}\n\n{BODY[30:42]}\n\n{BODY[42:]}\n\n夯实工作基础\n\n{BODY}"
    assert paragraphs_of(raw) == [BODY.replace("，", ","), "夯实工作基础", BODY.replace("，", ",")]


def test_pointers_to_other_pages_are_breaks() -> None:
    raw = f"某县见闻\n\n（上接第一版）{BODY}\n\n{BODY}（下转第三版）"
    assert kinds_of(raw) == ["orphan_tail", "orphan_head"]
    assert kinds_of(f"某县见闻\n\n{BODY}\n\n{BODY}（见附表）") == []


def test_a_word_that_ends_at_the_break_is_no_evidence() -> None:
    assert join_evidence("要进一步强化安全", "管理措施。") == []


@pytest.mark.parametrize(
    ("text", "headline"),
    [
        ("项目建设加速度 民生保障提温度", True),
        ("激发红色动能,培育治理新样本", True),
        ("全县春季植树有序推进", True),
        ("乡村振兴的主阵地", True),
        ("群众有了更多参与", True),
        ("基层治理千头万绪,某村坚持", False),
        ("要持续加大工作力度,把", False),
        ("为群众办实事。", False),
        ("针对人口老龄化、基础设施薄弱等突出问题,某镇坚持缺什么补什么,以项目化手", False),
        ("推行“一村", False),
    ],
)
def test_is_headline(text: str, headline: bool) -> None:
    assert is_headline(text) is headline


def test_words_that_want_another() -> None:
    assert (
        ends_open("某村坚持") and ends_open("大家的") and not ends_open("新高地") and not ends_open("大参与")
    )


def test_a_cut_sentence_is_joined_and_mapped() -> None:
    raw = f"标题一则\n\n{BODY[:-10]}\n\n{BODY[-10:]}\n\n{BODY}\n"
    layout = lay_out(raw)
    assert [b.kind for b in layout.breaks] == ["joined"]
    (whole, _) = [p for p in layout.articles[0].parts if p.kind == "text"]
    assert layout.flow.text[whole.start : whole.end] == BODY.replace("，", ",")
    at = layout.flow.text.index("销号")
    assert raw[layout.flow.raw_offset(at) :].startswith("销号")


@pytest.mark.parametrize(
    "raw",
    [
        f"标题一则\n\n{BODY}\n\n夯实工作基础\n\n{BODY}",  # a section heading has no end mark
        f"标题一则\n\n{BODY}\n\n▲图为施工现场\n\n{BODY}",  # nor has a caption
        f"标题一则\n\n{BODY}\n\n本报记者 王明 摄\n\n{BODY}",  # nor a credit
        "通讯录\n\n" + "\n\n".join(f"联系人{n}号 电话{n}" for n in range(8)),  # nor the lines of a list
        f"方案\n\n{BODY[:-1]}\n\n二、工作要求\n\n{BODY}",  # a numbered heading begins anew
    ],
)
def test_never_joined(raw: str) -> None:
    assert "joined" not in kinds_of(raw)


def test_a_caption_between_the_halves_does_not_part_them() -> None:
    raw = f"标题一则\n\n{BODY[:-10]}\n\n▲图为施工现场。\n\n{BODY[-10:]}"
    assert kinds_of(raw) == ["joined"]
    assert paragraphs_of(raw) == [BODY.replace("，", ",")]


def test_half_a_word_goes_to_its_other_half() -> None:
    """The head that ends in 分 belongs to the paragraph that begins with 红, which stands before it."""
    torn = "村里的支部领办合作社，流转土地种植药材，全部收益由合作社、村集体和村民按比例进行分"
    rest = "红，村民年增收两万余元，村集体的收入也连续两年增长，群众的劲头更足了。"
    raw = f"标题一则\n\n{BODY[:-1]}某工\n\n{rest}\n\n{BODY}\n\n{torn}\n\n{BODY}"
    layout = lay_out(raw)
    assert (torn + rest).replace("，", ",") in layout.flow.text
    assert [b.kind for b in layout.breaks] == ["orphan_head", "out_of_order"]
    assert (torn + rest).replace("，", ",") not in lay_out(raw.replace("红，", "好，")).flow.text


def test_an_interrupted_article_gets_its_end_back() -> None:
    first = (
        "某县整治环境\n\n——建设美丽乡村见闻\n\n" + "\n\n".join([BODY] * 2) + "\n\n村里的文化墙。 王明 摄\n\n"
    )
    second = (
        "某镇推进网格管理\n\n本报讯 近年来，某镇推进网格管理，网格员每天巡查。\n\n"
        + BODY[:-8]
        + "借助“一格\n\n"
    )
    tail = "积极性，村里还建了超市，大家都愿意来。”村支书说道。\n\n下一步，将继续整治。（李军 王明）"
    layout = lay_out(first + second + tail)
    article = next(a for a in layout.articles if a.title == "某县整治环境")
    assert article.byline == "李军、王明"
    assert "继续整治" in layout.flow.text[article.start : article.end]
    assert {b.kind for b in layout.breaks} == {"orphan_head", "orphan_tail", "out_of_order"}
    signed = lay_out(first.replace("——建设", "本报记者 张伟\n\n——建设") + second + tail)
    article = next(a for a in signed.articles if a.title == "某县整治环境")
    assert article.byline == "张伟", "an article with its own byline takes no other's end"


ORCHARD = "苹果园里果农忙着采摘，苹果个大味甜，果农的收入连年增长，苹果产业成了村里的支柱。"
POLICE = "民警走进社区宣讲反诈知识，民警提醒居民不轻信陌生来电，社区居民的防骗意识明显增强。"


def test_an_article_goes_on_after_the_one_that_interrupts_it() -> None:
    torn = (
        "苹果丰收，果农组织合作社统一收购苹果，每斤多卖两毛钱，合作社还加",
        "强技术培训，果农种出的苹果品质更好了。",
    )
    first = f"苹果熟了\n\n本报记者 王小明\n\n{ORCHARD}\n\n{torn[0]}\n\n"
    second = f"反诈进社区\n\n本报讯（记者 李军）{POLICE}\n\n{POLICE}\n\n"
    layout = lay_out(first + second + torn[1] + "\n\n" + ORCHARD)
    apples, police = layout.articles
    assert "".join(torn).replace("，", ",") in layout.flow.text[apples.start : apples.end]
    assert "苹果" not in layout.flow.text[police.start : police.end]
    assert [b.kind for b in layout.breaks] == ["out_of_order"]
    # A tail that does not fit stays where it stands, and the head is an orphan.
    layout = lay_out(first + second + POLICE)
    assert [b.kind for b in layout.breaks] == ["orphan_head"]


def test_text_after_a_signature_belongs_to_the_article_that_broke_off() -> None:
    first = f"苹果熟了\n\n本报记者 王小明\n\n{ORCHARD}\n\n{ORCHARD[:-1]}，苹果\n\n"
    second = f"反诈进社区\n\n本报讯 {POLICE}（李军）\n\n"
    layout = lay_out(first + second + f"合作社收购了苹果，果农很高兴。{ORCHARD}")
    assert len(layout.articles) == 2
    assert "合作社" in layout.flow.text[: layout.articles[0].end]


def test_word_pairs_name_the_faulty_line(tmp_path: Path) -> None:
    path = tmp_path / "pairs.txt"
    path.write_text("# source: x\n统 一计\n分红\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="第3行"):
        word_pairs(path)
    path.write_text("统 一计\n", encoding="utf-8")
    assert word_pairs(path) == {"统一", "统计"}


def test_a_run_does_not_go_on_in_itself() -> None:
    layout = lay_out("红，年\n的\n某地推进分\n一二三，四五六")
    assert "红,年的某地推进分" in layout.flow.text
