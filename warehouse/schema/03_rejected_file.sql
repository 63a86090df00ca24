-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE rejected_file (
    file_name VARCHAR NOT NULL CHECK (file_name <> ''),
    sha256 VARCHAR CHECK (regexp_full_match(sha256, '[0-9a-f]{64}')),
    reason VARCHAR NOT NULL CHECK (reason <> ''),
    detail VARCHAR NOT NULL
);

COMMENT ON TABLE rejected_file IS '退回文件：没有读入的文件及原因';
COMMENT ON COLUMN rejected_file.file_name IS '文件名：来源文件的名称';
COMMENT ON COLUMN rejected_file.sha256 IS '文件校验码：原始文件字节的SHA-256；无法读取时为空';
COMMENT ON COLUMN rejected_file.reason IS '退回原因：为什么没有读入';
COMMENT ON COLUMN rejected_file.detail IS '详情：具体情形和处理办法';
