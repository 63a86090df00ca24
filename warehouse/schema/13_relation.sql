-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE relation (
    relation_id VARCHAR NOT NULL CHECK (relation_id <> ''),
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    kind VARCHAR NOT NULL CHECK (kind <> ''),
    expression VARCHAR NOT NULL CHECK (expression <> ''),
    result VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('holds', 'fails', 'derived')),
    metric_ids VARCHAR NOT NULL CHECK (regexp_full_match(metric_ids, '(.+?:[0-9]+-[0-9]+(,.+?:[0-9]+-[0-9]+)*)?')),
    PRIMARY KEY (relation_id)
);

COMMENT ON TABLE relation IS '数字关系：数字之间的算术关系';
COMMENT ON COLUMN relation.relation_id IS '关系编号：由版面、类型和位置确定';
COMMENT ON COLUMN relation.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN relation.kind IS '类型：关系的类型';
COMMENT ON COLUMN relation.expression IS '算式：用原文数字写出的算式';
COMMENT ON COLUMN relation.result IS '结果：算得的结果';
COMMENT ON COLUMN relation.state IS '是否成立：关系是否成立，或由此推得新数。取值：holds=成立、fails=不成立、derived=推得';
COMMENT ON COLUMN relation.metric_ids IS '相关指标：参与算式的指标编号，按原文次序，以半角逗号隔开；只涉及非指标数字时为空文字';
