-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE review (
    review_id VARCHAR NOT NULL CHECK (review_id <> ''),
    finding_id VARCHAR NOT NULL CHECK (finding_id <> ''),
    metric_id VARCHAR,
    sentence_hash VARCHAR NOT NULL CHECK (regexp_full_match(sentence_hash, '[0-9a-f]{64}')),
    decision VARCHAR NOT NULL CHECK (decision IN ('accepted', 'corrected', 'rejected', 'doubtful')),
    value_low DOUBLE CHECK (isfinite(value_low)),
    value_high DOUBLE CHECK (isfinite(value_high)),
    unit VARCHAR,
    reviewer VARCHAR NOT NULL CHECK (reviewer <> ''),
    decided_at TIMESTAMP NOT NULL,
    reason VARCHAR NOT NULL,
    source VARCHAR NOT NULL CHECK (source <> ''),
    PRIMARY KEY (review_id),
    CHECK (value_low <= value_high),
    CHECK (decision <> 'corrected' OR value_low IS NOT NULL OR value_high IS NOT NULL),
    CHECK (decision = 'corrected' OR (value_low IS NULL AND value_high IS NULL AND unit IS NULL))
);

COMMENT ON TABLE review IS '复核：人对疑点的决定，谁、何时、为何；重建时保留';
COMMENT ON COLUMN review.review_id IS '复核编号：复核的编号';
COMMENT ON COLUMN review.finding_id IS '疑点编号：所复核的疑点';
COMMENT ON COLUMN review.metric_id IS '指标编号：所复核的指标；疑点不涉及指标时为空';
COMMENT ON COLUMN review.sentence_hash IS '句子校验码：复核时句子（UTF-8）的SHA-256；句子改变后复核失效';
COMMENT ON COLUMN review.decision IS '决定：复核人的决定。取值：accepted=照原文采用、corrected=更正、rejected=不采用、doubtful=存疑';
COMMENT ON COLUMN review.value_low IS '更正下限：更正后的数值下限；没有更正时为空';
COMMENT ON COLUMN review.value_high IS '更正上限：更正后的数值上限；没有更正时为空';
COMMENT ON COLUMN review.unit IS '更正单位：更正后的单位；单位不变时为空';
COMMENT ON COLUMN review.reviewer IS '复核人：谁作的决定';
COMMENT ON COLUMN review.decided_at IS '复核时间：何时作的决定（北京时间）';
COMMENT ON COLUMN review.reason IS '理由：为什么这样决定';
COMMENT ON COLUMN review.source IS '来源：复核意见来自哪个文件';
