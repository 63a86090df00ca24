-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE change (
    release_id VARCHAR NOT NULL CHECK (release_id <> ''),
    metric_id VARCHAR NOT NULL CHECK (metric_id <> ''),
    kind VARCHAR NOT NULL CHECK (kind <> ''),
    before VARCHAR,
    after VARCHAR,
    cause VARCHAR NOT NULL,
    PRIMARY KEY (release_id, metric_id, kind)
);

COMMENT ON TABLE change IS '变更：与上次发布相比的变化；重建时保留';
COMMENT ON COLUMN change.release_id IS '发布编号：所属的发布';
COMMENT ON COLUMN change.metric_id IS '指标编号：有变化的指标';
COMMENT ON COLUMN change.kind IS '变化类型：哪一种变化';
COMMENT ON COLUMN change.before IS '变化前：上次发布的内容；新增时为空';
COMMENT ON COLUMN change.after IS '变化后：本次发布的内容；移除时为空';
COMMENT ON COLUMN change.cause IS '变化原因：为什么变化';
