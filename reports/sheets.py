"""What stands on each sheet: its columns, where they come from, and in which order the rows stand.

A column names the warehouse column whose comment gives its header, so no header is written here. The name
of a sheet, its SQL source and its widths are all that a sheet is; how cells look is `cells`, how rows are
written is `workbook`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a sheet."""

    source: str
    """``table.column`` of the warehouse: the header, the words for its codes and (by default) the value."""
    width: int
    """In half-width characters."""
    expr: str = ""
    """SQL that gives the value instead of ``source``."""
    quote: bool = False
    """The sentence around the row's span, with the span marked."""
    tint: bool = False
    """The code in this column colours the row."""
    aside: bool = False
    """Of use to a machine or an auditor: stands on the right and is left out of the print."""
    hidden: bool = False
    """Of use to a machine only."""
    entry: bool = False
    """Empty, for a person to write into."""

    @property
    def sql(self) -> str:
        """Return the SQL expression of the value."""
        return self.expr or quoted(self.source)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: ``SELECT columns FROM source``; ``span`` is the alias whose spans are quoted."""

    name: str
    about: str
    source: str
    columns: tuple[Column, ...]
    span: str = ""
    frozen: int = 0
    """How many columns stay when the reader scrolls to the right."""
    optional: bool = True
    """Left out of the workbook when there are no rows."""

    @property
    def sql(self) -> str:
        """Return the query; the last three columns are the page, start and end of the row's span."""
        span = [quoted(f"{self.span}.{name}") for name in ("page_id", "char_start", "char_end")]
        fields = [column.sql for column in self.columns] + (span if self.span else ["NULL"] * 3)
        select = ", ".join(f"{field} AS c{at}" for at, field in enumerate(fields))
        return f"SELECT {select} FROM {self.source}"


def quoted(source: str) -> str:
    """Return ``table.column`` with both names quoted for SQL (``number.class`` are both keywords)."""
    return ".".join(f'"{name}"' for name in source.split("."))


def _place(table: str) -> tuple[Column, ...]:
    """Return where a row stands: the sentence, the article, the file and the offsets."""
    return (
        Column("metric.sentence", 58, expr="NULL", quote=True),
        Column("article.title", 26),
        Column("page.file_name", 26),
        Column(f"{table}.char_start", 9, aside=True),
        Column(f"{table}.char_end", 9, aside=True),
    )


# As any page of the warehouse names a code, which has one name in the register.
_NAMES = """(
    SELECT place_code, min(place_name) AS place_name
    FROM place_mention WHERE place_code IS NOT NULL GROUP BY place_code
) AS named"""


def _named(table: str) -> tuple[Column, ...]:
    """Return the name and the code of a row's place."""
    return (
        Column("place_mention.place_name", 14, expr="named.place_name"),
        Column(f"{table}.place_code", 14),
    )


def _spans(table: str, more: str = "") -> str:
    """Return the FROM clause of a table of spans with its page and article, in reading order.

    ``more`` is what stands behind these: another join, a condition.
    """
    return (
        f'"{table}" LEFT JOIN page ON page.page_id = "{table}".page_id '
        f'LEFT JOIN article ON article.article_id = "{table}".article_id {more} '
        f'ORDER BY "{table}".page_id, "{table}".char_start, "{table}".char_end'
    )


# Every metric once: as accepted where it is accepted (corrected values applied), else as read.
_FIGURES = """(
    SELECT * FROM accepted_metric
    UNION ALL BY NAME
    SELECT * FROM metric WHERE metric_id NOT IN (SELECT metric_id FROM accepted_metric)
) AS metric"""

# How the page names the place of a code: by its first mention there.
_PLACES = """(
    SELECT page_id, place_code,
        arg_min(place_name, char_start) AS place_name, arg_min(match, char_start) AS match
    FROM place_mention WHERE place_code IS NOT NULL GROUP BY page_id, place_code
) AS place_mention"""

# The doubt that concerns a metric: one about itself before one that it is a suspect of, as 待核清单 has them.
_DOUBTS = """(
    SELECT metric_finding.metric_id, first(
        finding_id ORDER BY role, finding.severity = 'hint', finding_priority.priority DESC, finding_id
    ) AS finding_id
    FROM metric_finding JOIN finding USING (finding_id) JOIN finding_priority USING (finding_id)
    GROUP BY metric_finding.metric_id
) AS metric_finding"""

REVIEW_KEYS = ("finding.finding_id", "finding.metric_id", "finding_sentence.sentence_hash")
"""The columns of 待核清单 that tie a row to its doubt and wording when the workbook comes back."""
REVIEW_CELLS = (
    *("review.decision", "review.value_low", "review.value_high", "review.unit"),
    *("review.reason", "review.reviewer"),
)
"""The columns of 待核清单 that people write into; the last one is who writes."""
_WIDTHS = (9, 11, 11, 9, 20, 9)

LEDGER = Sheet(
    name="指标台账",
    about="每个数字一行：核验结论、主体、项目、数值上下限、单位、句子、时期、状态、区划代码、出处。",
    source=f"""{_FIGURES}
        LEFT JOIN page ON page.page_id = metric.page_id
        LEFT JOIN article ON article.article_id = metric.article_id
        LEFT JOIN {_PLACES}
            ON place_mention.page_id = metric.page_id AND place_mention.place_code = metric.place_code
        LEFT JOIN {_NAMES} ON named.place_code = metric.place_code
        LEFT JOIN {_DOUBTS} ON metric_finding.metric_id = metric.metric_id
        ORDER BY metric.page_id, metric.char_start, metric.char_end""",
    columns=(
        Column("metric.verdict", 9, tint=True),
        Column("metric.subject", 14),
        Column("metric.item", 16),
        Column("metric.measure", 12),
        Column("metric.text", 13),
        Column("metric.value_low", 14),
        Column("metric.value_high", 14),
        Column("metric.unit", 8),
        Column("metric.qualifier", 8),
        Column("metric.sentence", 58, quote=True),
        Column("metric.period_text", 12),
        Column("metric.period_start", 12),
        Column("metric.period_end", 12),
        Column("metric.status", 8),
        Column("place_mention.place_name", 14, expr="coalesce(place_mention.place_name, named.place_name)"),
        Column("metric.place_code", 14),
        Column("place_mention.match", 10),
        Column("article.title", 26),
        Column("page.file_name", 26),
        Column("accepted_metric.decision", 10, expr="metric.decision", tint=True, aside=True),
        Column("metric.unit_implied", 9, aside=True),
        Column("metric.canonical_low", 16, aside=True),
        Column("metric.canonical_high", 16, aside=True),
        Column("metric.canonical_unit", 10, aside=True),
        Column("metric.class", 8, aside=True),
        Column("metric.char_start", 9, aside=True),
        Column("metric.char_end", 9, aside=True),
        Column("metric.metric_id", 34, aside=True),
        Column("metric_finding.finding_id", 34, aside=True),
    ),
    span="metric",
    frozen=5,
    optional=False,
)

FINDINGS = Sheet(
    name="待核清单",
    about="核验发现的疑点：是什么、算式、建议、句子、规则。未经复核决定的数字不得采用；"
    "同受怀疑的其他数字随这一疑点待核，随它的决定放行。"
    "请在蓝底各列填写决定，填好后交回本工作簿。",
    # Hints hold nothing back: they stand behind what does.
    source="""finding
        LEFT JOIN metric ON metric.metric_id = finding.metric_id
        LEFT JOIN finding_sentence ON finding_sentence.finding_id = finding.finding_id
        LEFT JOIN finding_review ON finding_review.finding_id = finding.finding_id
        LEFT JOIN page ON page.page_id = finding.page_id
        LEFT JOIN article ON article.article_id = coalesce(metric.article_id, (
            SELECT arg_max(around.article_id, around.char_start) FROM article AS around
            WHERE around.page_id = finding.page_id
              AND around.char_start <= finding.char_start AND finding.char_start < around.char_end))
        LEFT JOIN finding_priority ON finding_priority.finding_id = finding.finding_id
        ORDER BY finding.severity = 'hint',
            finding_priority.priority DESC,
            CASE finding.severity WHEN 'block' THEN 0 WHEN 'review' THEN 1 ELSE 2 END,
            finding.page_id, finding.char_start, finding.char_end, finding.finding_id""",
    columns=(
        Column("finding.severity", 8, tint=True),
        Column("finding.text", 14),
        Column("finding.message", 36),
        Column("metric.sentence", 46, quote=True),
        Column("finding.arithmetic", 46),
        Column("finding.suggestion", 16),
        *(
            Column(source, width, expr="NULL", entry=True)
            for source, width in zip(REVIEW_CELLS, _WIDTHS, strict=True)
        ),
        Column("finding_review.opinions", 24),
        Column("finding.state", 9, tint=True),
        Column("article.title", 22),
        Column("page.file_name", 26),
        Column("metric.subject", 14, aside=True),
        Column("metric.item", 14, aside=True),
        Column("metric.verdict", 9, aside=True),
        Column("finding.suggested_low", 12, aside=True),
        Column("finding.suggested_high", 12, aside=True),
        Column("finding.family", 10, aside=True),
        Column("finding_priority.influence", 9, aside=True),
        Column("finding_priority.priority", 9, aside=True),
        Column("finding.rule", 20, aside=True),
        Column("finding.char_start", 9, aside=True),
        Column("finding.char_end", 9, aside=True),
        Column("finding.metric_id", 16, aside=True),
        Column("finding.suspects", 16, aside=True),
        Column("finding.finding_id", 16, aside=True),
        Column("finding_sentence.sentence_hash", 16, aside=True, hidden=True),
    ),
    span="finding",
    frozen=2,
    optional=False,
)

REVIEWS = Sheet(
    name="复核记录",
    about="每条复核意见：谁、何时、由何值改为何值、为何，现在是否有效。",
    source="""review
        JOIN review_standing ON review_standing.review_id = review.review_id
        LEFT JOIN finding ON finding.finding_id = review.finding_id
        LEFT JOIN finding_sentence ON finding_sentence.finding_id = review.finding_id
        LEFT JOIN finding_review ON finding_review.finding_id = review.finding_id
        LEFT JOIN metric ON metric.metric_id = review.metric_id
        LEFT JOIN page ON page.page_id = coalesce(finding.page_id, metric.page_id)
        ORDER BY review.decided_at, review.review_id""",
    columns=(
        Column("review_standing.standing", 9, tint=True),
        Column("metric.text", 14, expr="coalesce(finding.text, metric.text)"),
        Column("review.decision", 10),
        Column("review.old_low", 14),
        Column("review.old_high", 14),
        Column("review.old_unit", 8),
        Column("review.value_low", 14),
        Column("review.value_high", 14),
        Column("review.unit", 10),
        Column("review.reason", 34),
        Column("review.reviewer", 12),
        Column("review.decided_at", 20),
        Column("finding_review.disputed", 10),
        Column("finding.message", 40),
        Column("finding_sentence.sentence", 50, expr="coalesce(finding_sentence.sentence, metric.sentence)"),
        Column("page.file_name", 26),
        Column("review.source", 36),
        Column("review.metric_id", 16, aside=True),
        Column("review.finding_id", 16, aside=True),
        Column("review.review_id", 18, aside=True),
    ),
    frozen=3,
)

UNADOPTED = Sheet(
    name="未采用",
    about="读到而不作指标的数字（日期、序号、名称等）及其理由。",
    source=_spans(
        "number",
        "WHERE NOT EXISTS (SELECT 1 FROM metric WHERE metric.page_id = number.page_id"
        " AND metric.char_start = number.char_start AND metric.char_end = number.char_end)",
    ),
    columns=(
        Column("number.text", 16),
        Column("number.class", 8),
        Column("number.reason", 40),
        *_place("number"),
    ),
    span="number",
    frozen=1,
    optional=False,
)

PAGES = Sheet(
    name="来源版面",
    about="读入的版面文件、出版日期及其依据、原文校验值。",
    source="page ORDER BY page.page_id",
    columns=(
        Column("page.file_name", 32),
        Column("page.publication", 20),
        Column("page.issue_date_low", 12),
        Column("page.issue_date_high", 12),
        Column("page.issue_date_evidence", 60),
        Column("page.char_count", 10),
        Column("page.sha256", 66, aside=True),
    ),
    frozen=1,
    optional=False,
)

ARTICLES = Sheet(
    name="报道目录",
    about="版面上的报道、图片说明和栏题。",
    source=f"""article LEFT JOIN page ON page.page_id = article.page_id
        LEFT JOIN {_NAMES} ON named.place_code = article.place_code
        ORDER BY article.page_id, article.seq""",
    columns=(
        Column("page.file_name", 26),
        Column("article.seq", 6),
        Column("article.kind", 10),
        Column("article.kicker", 30),
        Column("article.title", 40),
        Column("article.subtitle", 36),
        Column("article.byline", 30),
        *_named("article"),
        Column("article.char_start", 9, aside=True),
        Column("article.char_end", 9, aside=True),
    ),
    frozen=2,
)

FRAGMENTS = Sheet(
    name="断栏接续",
    about="断栏、错序之处及处理依据。",
    source="fragment LEFT JOIN page ON page.page_id = fragment.page_id"
    " ORDER BY fragment.page_id, fragment.char_start, fragment.char_end",
    columns=(
        Column("page.file_name", 32),
        Column("fragment.kind", 10),
        Column("fragment.evidence", 80),
        Column("fragment.char_start", 9),
        Column("fragment.char_end", 9),
        Column("fragment.joined_to", 9),
    ),
    frozen=1,
)

PLACES = Sheet(
    name="地名对照",
    about="原文地名与行政区划名录的对应方式；未能确定的不赋代码，并说明理由。",
    source=_spans("place_mention"),
    columns=(
        Column("place_mention.text", 16),
        Column("place_mention.match", 10, tint=True),
        Column("place_mention.place_name", 18),
        Column("place_mention.place_code", 14),
        Column("place_mention.level", 8),
        Column("place_mention.confidence", 9),
        Column("place_mention.reason", 36),
        *_place("place_mention"),
    ),
    span="place_mention",
    frozen=1,
)

ORGANISATIONS = Sheet(
    name="机构",
    about="报道中的机构。",
    source=_spans("organisation", f"LEFT JOIN {_NAMES} ON named.place_code = organisation.place_code"),
    columns=(
        Column("organisation.text", 28),
        Column("organisation.type", 14),
        *_named("organisation"),
        *_place("organisation"),
    ),
    span="organisation",
    frozen=1,
)

PEOPLE = Sheet(
    name="人物",
    about="报道中的人物及职务，署名与版面人员另列。",
    source=_spans("person_post", f"LEFT JOIN {_NAMES} ON named.place_code = person_post.place_code"),
    columns=(
        Column("person_post.name", 12),
        Column("person_post.post", 24),
        Column("person_post.organisation", 26),
        Column("person_post.role", 10),
        *_named("person_post"),
        *_place("person_post"),
    ),
    span="person_post",
    frozen=1,
)

MECHANISMS = Sheet(
    name="机制",
    about="治理机制、项目与做法；有步骤的逐步列出。",
    source=f"""mechanism
        LEFT JOIN mechanism_step ON mechanism_step.mechanism_id = mechanism.mechanism_id
        LEFT JOIN page ON page.page_id = mechanism.page_id
        LEFT JOIN article ON article.article_id = mechanism.article_id
        LEFT JOIN {_NAMES} ON named.place_code = mechanism.place_code
        ORDER BY mechanism.page_id, mechanism.char_start, mechanism.char_end, mechanism_step.seq""",
    columns=(
        Column("mechanism.text", 36),
        Column("mechanism.kind", 14),
        *_named("mechanism"),
        Column("mechanism_step.seq", 6),
        Column("mechanism_step.cadence", 10),
        Column("mechanism_step.actor", 18),
        Column("mechanism_step.action", 20),
        Column("mechanism_step.quantity", 14),
        *_place("mechanism"),
    ),
    span="mechanism",
    frozen=1,
)

RELATIONS = Sheet(
    name="数字关系",
    about="数字之间的加总、列举、比率关系及核对结果；句子是其中最后一个数字所在的句子。",
    source="""relation LEFT JOIN page ON page.page_id = relation.page_id
        LEFT JOIN metric ON metric.metric_id = split_part(relation.metric_ids, ',', -1)
        LEFT JOIN article ON article.article_id = metric.article_id
        ORDER BY relation.page_id, metric.char_start, relation.relation_id""",
    columns=(
        Column("relation.state", 8, tint=True),
        Column("relation.kind", 16),
        Column("relation.expression", 44),
        Column("relation.result", 20),
        Column("metric.sentence", 58, quote=True),
        Column("article.title", 26),
        Column("page.file_name", 26),
        Column("relation.metric_ids", 50, aside=True),
        Column("relation.relation_id", 34, aside=True),
    ),
    span="metric",
    frozen=1,
)

REJECTED = Sheet(
    name="退回文件",
    about="未能读入的文件及原因。",
    source="rejected_file ORDER BY rejected_file.file_name, rejected_file.sha256",
    columns=(
        Column("rejected_file.file_name", 40),
        Column("rejected_file.reason", 24),
        Column("rejected_file.detail", 70),
        Column("rejected_file.sha256", 66, aside=True),
    ),
    frozen=1,
    optional=False,
)

SHEETS = (
    LEDGER,
    FINDINGS,
    REVIEWS,
    UNADOPTED,
    PLACES,
    ORGANISATIONS,
    PEOPLE,
    MECHANISMS,
    RELATIONS,
    PAGES,
    ARTICLES,
    FRAGMENTS,
    REJECTED,
)
"""Every sheet of rows, in the order of the workbook (after 说明, before 数据字典)."""

TINTS = {
    "quarantined": "quarantined",
    "block": "quarantined",
    "fails": "quarantined",
    "review": "review",
    "lookalike": "review",
    "parent_mismatch": "review",
    "unresolved": "review",
    "stale": "review",
    "orphaned": "review",
    "accepted": "decided",
    "corrected": "decided",
    "cleared": "decided",
    "rejected": "decided",
}
"""The codes that colour their row, and with which fill; of two coloured codes the one to the right wins."""
