-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE VIEW finding_sentence AS
WITH located AS (
    SELECT
        finding.finding_id,
        finding.metric_id,
        coalesce(
            metric.sentence,
            -- The line of the page on which the span begins.
            string_split(page.text[:finding.char_start], chr(10))[-1]
            || string_split(page.text[finding.char_start + 1:], chr(10))[1]
        ) AS sentence
    FROM finding
    JOIN page ON page.page_id = finding.page_id
    LEFT JOIN metric ON metric.metric_id = finding.metric_id
)
SELECT finding_id, metric_id, sentence, sha256(sentence) AS sentence_hash FROM located;

COMMENT ON VIEW finding_sentence IS '疑点所在句：每个疑点所在的句子；不涉及指标的疑点取版面上所在的一行';
COMMENT ON COLUMN finding_sentence.finding_id IS '疑点编号：由版面、规则和位置确定';
COMMENT ON COLUMN finding_sentence.metric_id IS '指标编号：所疑的指标；疑的不是指标时为空';
COMMENT ON COLUMN finding_sentence.sentence IS '句子：疑点所在的句子或行';
COMMENT ON COLUMN finding_sentence.sentence_hash IS '句子校验码：句子（UTF-8）的SHA-256；复核据此认定说的是同一句';
