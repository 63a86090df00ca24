-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE VIEW review_standing AS
WITH anchored AS (
    SELECT
        review.*,
        metric.metric_id IS NOT NULL OR finding_sentence.finding_id IS NOT NULL AS found,
        coalesce(sha256(metric.sentence), finding_sentence.sentence_hash) = review.sentence_hash AS same
    FROM review
    LEFT JOIN metric ON metric.metric_id = review.metric_id
    LEFT JOIN finding_sentence
        ON review.metric_id IS NULL AND finding_sentence.finding_id = review.finding_id
)
SELECT
    review_id,
    finding_id,
    metric_id,
    CASE
        WHEN NOT found THEN 'orphaned'
        WHEN NOT same THEN 'stale'
        WHEN row_number() OVER (
            PARTITION BY finding_id, metric_id, same, reviewer ORDER BY decided_at DESC, review_id DESC
        ) > 1 THEN 'superseded'
        ELSE 'current'
    END AS standing,
    concat(
        reviewer,
        '：',
        CASE decision
            WHEN 'accepted' THEN '采纳'
            WHEN 'rejected' THEN '驳回'
            WHEN 'doubtful' THEN '存疑'
            ELSE concat(
                '修改为',
                CASE
                    WHEN value_low = value_high THEN printf('%.15g', value_low)
                    WHEN value_high IS NULL THEN concat('至少', printf('%.15g', value_low))
                    WHEN value_low IS NULL THEN concat('至多', printf('%.15g', value_high))
                    ELSE concat(printf('%.15g', value_low), '—', printf('%.15g', value_high))
                END,
                coalesce(unit, old_unit)
            )
        END,
        '（',
        strftime(decided_at, '%Y-%m-%d'),
        CASE WHEN reason <> '' THEN concat('，', reason) END,
        '）'
    ) AS opinion
FROM anchored;

COMMENT ON VIEW review_standing IS '复核效力：每条复核意见现在是否有效，及其一句话的说法';
COMMENT ON COLUMN review_standing.review_id IS '复核编号：由疑点、句子、决定、复核人和时间确定';
COMMENT ON COLUMN review_standing.finding_id IS '疑点编号：所复核的疑点';
COMMENT ON COLUMN review_standing.metric_id IS '指标编号：所复核的指标；疑点不涉及指标时为空';
COMMENT ON COLUMN review_standing.standing IS '效力：复核意见现在是否有效。取值：current=有效、superseded=已改主意、stale=待复核、orphaned=无所指';
COMMENT ON COLUMN review_standing.opinion IS '复核意见：谁、何时、作何决定、为何';
