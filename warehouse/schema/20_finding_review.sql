-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE VIEW finding_review AS
WITH said AS (
    SELECT
        finding_id,
        count(DISTINCT (review.decision, review.value_low, review.value_high, review.unit))
            FILTER (standing = 'current') AS opinions,
        min(review.decision) FILTER (standing = 'current') AS decision,
        string_agg(
            concat(CASE WHEN standing = 'stale' THEN '〔句子已改，待复核〕' END, opinion),
            chr(10) ORDER BY standing, review.decided_at, review_id
        ) AS opinion
    FROM review_standing JOIN review USING (review_id, finding_id)
    WHERE standing IN ('current', 'stale')
    GROUP BY finding_id
)
SELECT
    finding.finding_id,
    CASE WHEN opinions = 1 AND decision <> 'doubtful' THEN decision ELSE 'open' END AS state,
    coalesce(opinions > 1, false) AS disputed,
    concat(CASE WHEN opinions > 1 THEN concat('【意见不一，暂不采用】', chr(10)) END, opinion) AS opinions
FROM finding LEFT JOIN said ON said.finding_id = finding.finding_id;

COMMENT ON VIEW finding_review IS '疑点的复核：每个疑点现在的处理状态和各人的意见；意见不一时未处理';
COMMENT ON COLUMN finding_review.finding_id IS '疑点编号：由版面、规则和位置确定';
COMMENT ON COLUMN finding_review.state IS '处理状态：有效意见一致时的决定；没有意见、意见不一或存疑时为未处理。取值：open=未处理、accepted=照原文采用、corrected=已更正、rejected=不采用';
COMMENT ON COLUMN finding_review.disputed IS '意见不一：几位复核人的有效意见不一致';
COMMENT ON COLUMN finding_review.opinions IS '已有意见：各人的复核意见，每人一行；意见不一、句子已改的注明；没有时为空文字';
