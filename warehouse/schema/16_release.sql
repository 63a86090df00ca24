-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE release (
    release_id VARCHAR NOT NULL CHECK (release_id <> ''),
    made_at TIMESTAMP NOT NULL,
    code_version VARCHAR NOT NULL CHECK (code_version <> ''),
    rules_version VARCHAR NOT NULL CHECK (rules_version <> ''),
    register_version VARCHAR NOT NULL CHECK (register_version <> ''),
    input_hash VARCHAR NOT NULL CHECK (regexp_full_match(input_hash, '[0-9a-f]{64}')),
    PRIMARY KEY (release_id)
);

COMMENT ON TABLE release IS '发布：每次发布的一套报表；重建时保留';
COMMENT ON COLUMN release.release_id IS '发布编号：发布的编号';
COMMENT ON COLUMN release.made_at IS '发布时间：何时发布（北京时间）';
COMMENT ON COLUMN release.code_version IS '程序版本：程序的版本';
COMMENT ON COLUMN release.rules_version IS '规则版本：规则数据的版本';
COMMENT ON COLUMN release.register_version IS '名录版本：行政区划名录的版本';
COMMENT ON COLUMN release.input_hash IS '输入校验码：全部输入文件的SHA-256';
