"""Pages against their annotation, and what holds of every layout."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_kit import PAGES, page, rows

from townledger.page.layout import Layout, lay_out

TEXT_KINDS = ("text", "caption", "furniture", "banner")


@pytest.mark.parametrize("name", PAGES)
def test_articles_are_those_of_the_annotation(name: str) -> None:
    layout = lay_out(page(name))
    text = layout.flow.text
    found = []
    for article in layout.articles:
        parts = [p for p in article.parts if p.kind in TEXT_KINDS]
        headings = [text[p.start : p.end] for p in article.parts if p.kind == "heading"]
        found.append(
            {
                "page": name,
                "seq": str(article.seq),
                "kind": article.kind,
                "kicker": article.kicker,
                "title": article.title,
                "subtitle": article.subtitle,
                "byline": article.byline,
                "begins": text[parts[0].start :][:8],
                "ends": text[: parts[-1].end][-8:],
                "headings": "|".join(headings),
            }
        )
    assert found == rows("articles.csv", name)


@pytest.mark.parametrize("name", PAGES)
def test_breaks_are_those_of_the_annotation(name: str) -> None:
    raw = page(name)
    found = []
    for b in lay_out(raw).breaks:
        after = raw[b.joined_to if b.joined_to is not None else b.raw_end :]
        before = raw[: b.raw_start].rstrip()[-8:]
        found.append({"page": name, "kind": b.kind, "before": before, "after": after.lstrip()[:8]})
        assert b.evidence
    assert found == rows("breaks.csv", name)


def check_cover(raw: str, layout: Layout) -> None:
    text = layout.flow.text
    covered = [n for lo, hi in layout.flow.pieces for n in range(lo, hi) if not raw[n].isspace()]
    assert len(covered) == len(set(covered)), "a character stands twice in the flow"
    lost = {n for n, c in enumerate(raw) if not c.isspace()} - set(covered)
    assert all(raw[n] in "#*\u200b\ufeff" for n in lost)
    at = 0
    for number, article in enumerate(layout.articles, 1):
        assert (article.seq, article.start) == (number, at)
        at = article.end
        inside = article.start
        for part in article.parts:
            assert inside <= part.start < part.end <= article.end
            assert not text[inside : part.start].strip()
            inside = part.end
        assert not text[inside : article.end].strip()
        for credit in article.credits:
            assert "".join(text[credit.start : credit.end].split())
    assert not text[at:].strip()


@pytest.mark.parametrize("name", PAGES)
def test_every_character_has_its_place(name: str) -> None:
    raw = page(name)
    check_cover(raw, lay_out(raw))


LINES = (
    "一二三，四五六|近日，某县召开会议。|本报讯（记者 王明）今日，|记者 李军|# 标题|**标题**|——副题"
    "|▲图为某村。|红，年|（王明）|责编 王明"
    "||　　|他说：“好|的|某地推进分|2024年3月1日|一、总则|“|」|王明 摄|" + "0" * 70 + "|" + "县" * 60
).split("|")


@settings(deadline=None)  # the first page loads the register
@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\r\n", "\n\n", "\r"]))
def test_no_page_loses_a_character(lines: list[str], newline: str) -> None:
    raw = newline.join(lines)
    check_cover(raw, lay_out(raw))


@settings(deadline=None)  # the first page loads the register
@given(st.text(alphabet="的一县。，“”（）#*\n\r \u3000a1▲—记者", max_size=60))
def test_no_text_breaks_the_layout(raw: str) -> None:
    check_cover(raw, lay_out(raw))


@pytest.mark.parametrize("name", ["000", "004", "document"])
def test_line_ends_do_not_matter(name: str) -> None:
    def shape(raw: str) -> list[tuple[str, ...]]:
        return [(a.kind, a.kicker, a.title, a.subtitle, a.byline) for a in lay_out(raw).articles]

    assert shape(page(name).replace("\n", "\r\n")) == shape(page(name))


@pytest.mark.parametrize("name", ["000", "001", "003"])
def test_a_page_without_blank_lines_has_the_same_headlines(name: str) -> None:
    dense = "\n".join(line for line in page(name).splitlines() if line.strip())
    titles = {a.title for a in lay_out(dense).articles if a.kind in ("news", "feature") and a.title}
    expected = {r["title"] for r in rows("articles.csv", name) if r["kind"] in ("news", "feature")}
    assert titles >= expected


@pytest.mark.parametrize("raw", ["", " \n\t\r\n　", "\ufeff"])
def test_an_empty_page_has_no_articles(raw: str) -> None:
    layout = lay_out(raw)
    assert (layout.articles, layout.breaks) == ([], [])


def kinds(raw: str) -> list[tuple[str, str, str]]:
    return [(a.kind, a.title, a.byline) for a in lay_out(raw).articles]


TEXT = "近日，某县柳沟村的果园里，村民正在采摘苹果，今年全村苹果总产量达到860吨，带动120户增收。"


def test_photo_stories_without_headlines() -> None:
    assert kinds(f"{TEXT}\n王小明 摄\n{TEXT}\n本报记者 李军 摄") == [
        ("photo", "", "王小明"),
        ("photo", "", "李军"),
    ]


def test_a_photo_story_after_a_long_article_is_its_own() -> None:
    raw = f"苹果熟了\n\n本报讯 {TEXT * 3}\n\n{TEXT * 3}\n\n\n\n\n{TEXT}\n\n本报记者 李军 摄"
    assert [kind for kind, _, _ in kinds(raw)] == ["news", "photo"]
    signed = raw.replace("本报记者 李军 摄", "记者 李军")
    assert [kind for kind, _, _ in kinds(signed)] == ["news"], "a writer's signature makes no photo story"


def test_a_run_of_short_lines_is_a_list() -> None:
    lines = [f"第{n}村民小组 {n}户" for n in range(8)]
    assert [a.title for a in lay_out("某村户数\n\n" + "\n".join(lines)).articles] == ["某村户数"]


@pytest.mark.parametrize(
    ("line", "count"), [("走基层 看变化 话发展 展未来", 1), ("乡镇 粮食 蔬菜 水果", 0), ("单位：万元", 0)]
)
def test_a_line_of_columns_is_no_headline_but_a_slogan_is(line: str, count: int) -> None:
    articles = lay_out(f"颗粒归仓\n\n本报讯 {TEXT}\n\n{TEXT}（王小明）\n\n{line}\n\n本报讯 {TEXT}").articles
    assert sum(a.title == line for a in articles) == count


@pytest.mark.parametrize(("line", "count"), [("遗失声明", 2), ("招标公告", 2), ("晒出成绩单 张榜公示", 1)])
def test_small_announcements_begin_articles(line: str, count: int) -> None:
    assert len(lay_out(f"颗粒归仓\n\n{TEXT}\n\n{line}\n\n某镇坚持问题导向。{TEXT}").articles) == count


@pytest.mark.parametrize(
    ("headline", "lead", "count"),
    [
        ("民乐万亩油菜花开", "七月的民乐，油菜花开。", 2),  # a county of the register, without suffix
        ("临泽县小城镇建设加快", "临泽县坚持规划先行。", 2),
        ("某村：老屋变民宿", "某村把老屋改成民宿。", 1),
        ("平安建设入人心", "平安建设是大事。", 1),  # a common word that is a county too
        ("高台县兴修水利", "高台县投入资金。", 2),  # the article's own place, named anew: other news of it
        ("兴修水利", "全县投入资金。", 1),
        ("兴修水利", "骆驼城镇投入资金。", 1),  # a town of it
    ],
)
def test_a_headline_with_another_place_begins_an_article(headline: str, lead: str, count: int) -> None:
    raw = f"高台县备春耕\n\n高台县抓住农闲时机备耕。{TEXT}\n\n{headline}\n\n{lead}{TEXT}"
    assert len(lay_out(raw).articles) == count


def test_a_section_that_others_sign_is_an_article() -> None:
    raw = f"颗粒归仓\n\n本报讯（记者 张伟）{TEXT}\n\n北斗护航\n\n某镇坚持问题导向。{TEXT}\n\n记者 李军"
    assert kinds(raw) == [("brief", "颗粒归仓", "张伟"), ("brief", "北斗护航", "李军")]
    own = raw.replace("记者 李军", "记者 张伟")
    assert kinds(own) == [("brief", "颗粒归仓", "张伟")], "the article's own writer signs its end"


def test_headlines_of_several_kinds() -> None:
    raw = f"聚焦秋粮生产\n\n某县\n\n颗粒归仓保丰收\n\n——某县秋收见闻\n\n本报记者 王小明\n\n{TEXT}"
    banner, article = lay_out(raw).articles
    assert (banner.kind, banner.title) == ("banner", "聚焦秋粮生产")
    assert (article.kicker, article.title, article.subtitle) == ("某县", "颗粒归仓保丰收", "某县秋收见闻")
    couplet = lay_out(f"秋粮生产抓得紧\n\n颗粒归仓保丰收\n\n本报讯 {TEXT}").articles
    assert [a.title for a in couplet] == ["秋粮生产抓得紧 颗粒归仓保丰收"]


@pytest.mark.parametrize(
    ("between", "count"),
    [
        ("夯实工作基础", 1),  # a section heading
        ("一、夯实工作基础\n\n（一）明确目标", 1),  # numbered ones
        ("某镇\n\n夯实工作基础", 2),  # kicker and title
        ("夯实工作基础\n\n——某镇见闻", 2),  # a subtitle
        ("夯实工作基础\n\n本报记者 王小明", 2),  # a byline
    ],
)
def test_where_an_article_begins(between: str, count: int) -> None:
    raw = f"颗粒归仓\n\n{TEXT}\n\n{between}\n\n某镇坚持问题导向。{TEXT}"
    assert len(lay_out(raw).articles) == count


def test_bold_lines_are_read_without_their_marks() -> None:
    raw = f"**颗粒归仓**\n\n**——某县见闻**\n\n**本报记者 王小明**\n\n{TEXT}"
    layout = lay_out(raw)
    (article,) = layout.articles
    assert (article.title, article.subtitle, article.byline) == ("颗粒归仓", "某县见闻", "王小明")
    assert "*" not in layout.flow.text


def test_a_numbered_section_is_no_headline() -> None:
    (article,) = lay_out(f"（一）\n{TEXT}\n（二）\n{TEXT}").articles
    assert (article.kind, article.title) == ("brief", "")
    assert [p.kind for p in article.parts] == ["heading", "text", "heading", "text"]


def test_after_a_signature_a_headline_begins_an_article() -> None:
    raw = f"颗粒归仓\n\n{TEXT}（王小明）\n\n夯实工作基础\n\n某镇坚持问题导向。{TEXT}"
    assert len(lay_out(raw).articles) == 2


@pytest.mark.parametrize("newline", ["\r", "\x0b", "\u2028", "\r\r", "\r\n"])
def test_the_flow_has_line_ends_whatever_the_page_uses(newline: str) -> None:
    raw = newline.join(["颗粒归仓", "本报记者 王小明", TEXT, "", TEXT])
    layout = lay_out(raw)
    assert layout.flow.text.count("\n") >= 3
    assert all(
        raw[layout.flow.raw_offset(n)] in "\r\n\x0b\u2028"
        for n, c in enumerate(layout.flow.text)
        if c == "\n"
    )
    check_cover(raw, layout)
