-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE page (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    file_name VARCHAR NOT NULL CHECK (file_name <> ''),
    sha256 VARCHAR NOT NULL CHECK (regexp_full_match(sha256, '[0-9a-f]{64}')),
    publication VARCHAR NOT NULL,
    issue_date_low DATE,
    issue_date_high DATE,
    issue_date_evidence VARCHAR NOT NULL,
    char_count BIGINT NOT NULL CHECK (char_count >= 1),
    text VARCHAR NOT NULL CHECK (text <> ''),
    PRIMARY KEY (page_id),
    CHECK (issue_date_low <= issue_date_high),
    CHECK (char_count = length(text))
);

COMMENT ON TABLE page IS '版面：每个读入的来源文件一行，原文一字未改';
COMMENT ON COLUMN page.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN page.file_name IS '文件名：来源文件的名称';
COMMENT ON COLUMN page.sha256 IS '文件校验码：原始文件字节的SHA-256';
COMMENT ON COLUMN page.publication IS '报刊：报刊名称，取自附带说明文件；没有说明时为空文字';
COMMENT ON COLUMN page.issue_date_low IS '出版日期下限：由版面证据推定的最早出版日期；无法推定时为空';
COMMENT ON COLUMN page.issue_date_high IS '出版日期上限：由版面证据推定的最晚出版日期；无法推定时为空';
COMMENT ON COLUMN page.issue_date_evidence IS '日期依据：推定出版日期的证据链；年份未定时说明原因';
COMMENT ON COLUMN page.char_count IS '字符数：原文的字符数。单位：字符';
COMMENT ON COLUMN page.text IS '原文：解码后的全文，所有位置都以它为准';
