-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE mechanism_step (
    mechanism_id VARCHAR NOT NULL CHECK (mechanism_id <> ''),
    seq BIGINT NOT NULL CHECK (seq >= 1),
    cadence VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    quantity VARCHAR NOT NULL,
    PRIMARY KEY (mechanism_id, seq)
);

COMMENT ON TABLE mechanism_step IS '做法步骤：做法的每一步，频次×动作×主体×数量';
COMMENT ON COLUMN mechanism_step.mechanism_id IS '做法编号：所属的做法';
COMMENT ON COLUMN mechanism_step.seq IS '步骤：步骤次序，从1数起';
COMMENT ON COLUMN mechanism_step.cadence IS '频次：多久一次；没有写时为空文字，不在用语之列的照原文。取值：day=每日、week=每周、ten_days=每旬、half_month=每半月、month=每月、quarter=每季、half_year=每半年、year=每年';
COMMENT ON COLUMN mechanism_step.action IS '动作：做什么；没有写时为空文字';
COMMENT ON COLUMN mechanism_step.actor IS '主体：谁来做；没有写时为空文字';
COMMENT ON COLUMN mechanism_step.quantity IS '数量：多少；没有写时为空文字';
