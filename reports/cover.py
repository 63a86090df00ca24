"""The two sheets that explain the others: 说明 (what this is, what is in it, how to read it) and 数据字典."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from reports.cells import Pen
from warehouse.dictionary import Dictionary

NAME = "说明"
DICTIONARY = "数据字典"
DICTIONARY_HEADERS = ("数据表", "字段", "表头", "含义", "单位", "类型", "代码与用语")
STATEMENT = "本表系新闻文本整理表，非统计调查表"
MEANINGS = Path(__file__).with_name("meanings.yaml")

INFO = ("release_id", "code_version", "rules_version", "register_version", "input_hash")
"""What 说明 tells about the release: columns of the table ``release``, which name them. Not ``made_at``: the
same input gives the same bytes on any day; the time stands in the table and on the download page."""
ISSUED = """
SELECT min(issue_date_low), max(issue_date_high), count(*) FILTER (issue_date_low IS NULL) FROM page
"""
"""When the pages were issued: the first and the last day, and how many pages have no certain year."""


class Count(NamedTuple):
    """A count that 说明 shows: the rows of ``table``, or of those where ``column`` holds ``code``."""

    table: str
    label: str = ""
    column: str = ""
    code: str = ""

    @property
    def sql(self) -> str:
        """Return the query for the count."""
        where = f" WHERE \"{self.column}\" = '{self.code}'" if self.column else ""
        return f'SELECT count(*) FROM "{self.table}"{where}'

    def title(self, dictionary: Dictionary, part: str = "　其中") -> str:
        """Return what the count is called; ``part`` stands before a count that is part of another."""
        return self.label or f"{part}：{dictionary.word(f'{self.table}.{self.column}', self.code)}"


COUNTS = {
    "page": Count("page", "来源版面"),
    "rejected_file": Count("rejected_file", "退回文件"),
    "article": Count("article", "报道（含图片说明、栏目头等）"),
    "number": Count("number", "读到的数字"),
    "metric": Count("metric", "列入指标台账的数字"),
    "passed": Count("metric", column="verdict", code="passed"),
    "review": Count("metric", column="verdict", code="review"),
    "quarantined": Count("metric", column="verdict", code="quarantined"),
    "accepted": Count("accepted_metric", "可以采用的数字（通过或经人复核采用）"),
    "finding": Count("finding", "疑点"),
    "finding_block": Count("finding", column="severity", code="block"),
    "finding_review": Count("finding", column="severity", code="review"),
    "finding_hint": Count("finding", column="severity", code="hint"),
    "opinion": Count("review", "复核意见"),
}
"""The counts of the warehouse that 说明 shows, in its order."""

NOTES = (
    ("性质", f"{STATEMENT}。数字均摘自所列报道原文，未经统计部门核定；引用时请核对原文并注明出处。"),
    (
        "原文",
        "原文一字不改。句子里加粗标红的，就是该行的数字（或地名、机构、人物、做法）。"
        "起止位置是它在源文件文本中的字符位置，从 0 数起。",
    ),
    (
        "上下限",
        "数值按原文措辞记为区间，万、亿等已经折算。“余、多、超”只有下限，“不足、以内”只有上限，"
        "“约、近、左右”按所印数值记录并注明为约数；空着的一端表示原文没有给出。百分数照印，91.6% 记作 91.6。",
    ),
    (
        "发布时间",
        "不写在本表里，以便同样的输入总得到逐字节相同的文件；见下载页和数据仓库的 release 表。",
    ),
    ("时期", "时期只依据版面自身的证据推定；依据不足时起止留空，绝不以当前日期代替。"),
    ("区划代码", "代码是文本，2、4、6、9、12 位依次为省、市、县、乡、村级；不能确定的地名不赋代码。"),
    (
        "不作合计",
        "本工作簿不设合计。报道中的数字时期、口径、层级各异，分项与总数并见，同一事项又可能几处报道，"
        "相加会重复计算。有红底或黄底的数字，在有人复核决定之前不得采用。",
    ),
    (
        "复核办法",
        "在待核清单的蓝底各列填写：选采纳（照原文采用）、修改（按修改值采用）、驳回（不采用该数字）或存疑，"
        "写明理由和复核人，修改的填修改值；确数上下限填同一数，不带万、亿。可以排序、筛选，不要删列、改表头。"
        "存盘后放入 data/reviews，或运行 make review FILE=本文件。没有填写的行不算意见；"
        "两人意见不一时并列，数字暂不采用；句子改动后原意见待复核。",
    ),
    (
        "底色",
        "红：数字已隔离、疑点须隔离、关系不成立。黄：须复核，或地名不能直接对应。绿：已有人复核决定。蓝：待人填写。",
    ),
    (
        "排序",
        "待核清单按可疑程度与对合计的影响排序，最要紧的在前。其他各表按版面和阅读次序。",
    ),
    ("表头", "选中任一表头单元格，会显示该列的含义；全部字段见数据字典。"),
)
"""How to read the workbook, in general."""


@cache
def meanings() -> dict[str, dict[str, str]]:
    """Return what each code means to a reader: ``table.column`` → code → sentence."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(MEANINGS.read_text(encoding="utf-8"))
    return loaded


def cover_rows(
    pen: Pen,
    dictionary: Dictionary,
    info: Mapping[str, Any],
    counts: Mapping[str, int],
    contents: Sequence[tuple[str, str, int]],
    issued: tuple[Any, Any, int],
) -> Iterator[list[Any]]:
    """Yield the rows of 说明: one to three cells each; of two, a text takes the room of the third.

    ``contents`` holds the name, the description and the number of rows of every other sheet, ``issued``
    the row of :data:`ISSUED`.
    """
    yield [pen.cell("乡镇台账", "title")]
    yield [pen.cell(STATEMENT, "heading")]
    yield []
    told = [(dictionary.header(f"release.{key}"), str(info[key])) for key in INFO if info.get(key)]
    yield from _section(pen, "版本", [("版面日期", issue_span(*issued)), *told])
    yield from _section(pen, "数量", ((COUNTS[key].title(dictionary), counts[key]) for key in COUNTS))
    yield [pen.cell("各表", "heading")]
    for name, about, rows in contents:
        yield [pen.cell(name, "link", link=f"'{name}'!A1"), pen.cell(rows), pen.cell(about)]
    yield []
    yield from _section(pen, "读法", ((name, text) for name, text in NOTES))
    yield [pen.cell("用语", "heading")]
    for source, codes in meanings().items():
        entry = dictionary.entry(source)
        for code, meaning in codes.items():
            yield [pen.cell(entry.header), pen.cell(entry.words.get(code, code), "strong"), pen.cell(meaning)]


def issue_span(first: Any, last: Any, undated: int) -> str:
    """Return when the pages were issued, in words."""
    span = f"{first} 至 {last}" if first and last else ""
    unsure = f"{undated} 版年份未定" if undated else ""
    return "；".join(part for part in (span, unsure) if part) or "无"


def _section(pen: Pen, title: str, rows: Iterable[tuple[str, Any]]) -> Iterator[list[Any]]:
    yield [pen.cell(title, "heading")]
    for name, value in rows:
        yield [pen.cell(name), pen.cell(value)]
    yield []


def dictionary_rows(pen: Pen, dictionary: Dictionary) -> Iterator[list[Any]]:
    """Yield the rows of 数据字典: one a column of the warehouse, under a row for its table."""
    for table, entries in dictionary.tables.items():
        title, _, about = dictionary.titles.get(table, "").partition("：")
        yield [pen.cell(value, "strong", "band") for value in (table, "", title, about, "", "", "")]
        for entry in entries.values():
            codes = "\n".join(f"{code}＝{word}" for code, word in entry.words.items())
            values = (table, entry.name, entry.header, entry.description, entry.unit, entry.type, codes)
            yield [pen.cell(value) for value in values]
