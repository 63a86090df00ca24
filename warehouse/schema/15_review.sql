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
    dimension VARCHAR,
    canonical_low DOUBLE CHECK (isfinite(canonical_low)),
    canonical_high DOUBLE CHECK (isfinite(canonical_high)),
    canonical_unit VARCHAR,
    old_low DOUBLE CHECK (isfinite(old_low)),
    old_high DOUBLE CHECK (isfinite(old_high)),
    old_unit VARCHAR,
    reason VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL CHECK (reviewer <> ''),
    decided_at TIMESTAMP NOT NULL,
    source VARCHAR NOT NULL CHECK (source <> ''),
    PRIMARY KEY (review_id),
    CHECK (value_low <= value_high),
    CHECK (decision <> 'corrected' OR value_low IS NOT NULL OR value_high IS NOT NULL),
    CHECK (decision = 'corrected' OR (value_low IS NULL AND value_high IS NULL AND unit IS NULL)),
    CHECK (canonical_low IS NULL OR unit IS NOT NULL),
    CHECK (canonical_high IS NULL OR unit IS NOT NULL)
);

COMMENT ON TABLE review IS '复核：人对疑点的决定，谁、何时、为何，由何值改为何值；重建时保留';
COMMENT ON COLUMN review.review_id IS '复核编号：由疑点、句子、决定、复核人和时间确定';
COMMENT ON COLUMN review.finding_id IS '疑点编号：所复核的疑点';
COMMENT ON COLUMN review.metric_id IS '指标编号：所复核的指标；疑点不涉及指标时为空';
COMMENT ON COLUMN review.sentence_hash IS '句子校验码：复核时句子（UTF-8）的SHA-256；句子改变后复核失效，须重新复核';
COMMENT ON COLUMN review.decision IS '复核决定：采纳是照原文采用，修改是按修改值采用，驳回是不采用该数字，存疑是暂不决定。取值：accepted=采纳、corrected=修改、rejected=驳回、doubtful=存疑';
COMMENT ON COLUMN review.value_low IS '修改值下限：修改后的数值下限，不带万、亿；确数上下限填同一数，没有下限的空着';
COMMENT ON COLUMN review.value_high IS '修改值上限：修改后的数值上限，不带万、亿；确数上下限填同一数，没有上限的空着';
COMMENT ON COLUMN review.unit IS '修改单位：修改后的单位，不带万、亿；单位不变时空着';
COMMENT ON COLUMN review.dimension IS '修改后量纲：修改单位的量纲；单位不变时为空';
COMMENT ON COLUMN review.canonical_low IS '修改后标准下限：修改值折算为标准单位的下限；单位不变或不能折算时为空';
COMMENT ON COLUMN review.canonical_high IS '修改后标准上限：修改值折算为标准单位的上限；单位不变或不能折算时为空';
COMMENT ON COLUMN review.canonical_unit IS '修改后标准单位：折算所用的标准单位；单位不变或不能折算时为空';
COMMENT ON COLUMN review.old_low IS '原值下限：复核时读到的数值下限；原文没有下限时为空';
COMMENT ON COLUMN review.old_high IS '原值上限：复核时读到的数值上限；原文没有上限时为空';
COMMENT ON COLUMN review.old_unit IS '原单位：复核时读到的单位；疑点不涉及指标时为空';
COMMENT ON COLUMN review.reason IS '理由：为什么这样决定';
COMMENT ON COLUMN review.reviewer IS '复核人：谁作的决定';
COMMENT ON COLUMN review.decided_at IS '复核时间：何时作的决定（北京时间）；取自复核表的保存时间或复核人所写，不取运行时刻';
COMMENT ON COLUMN review.source IS '来源：复核意见来自哪个文件';
