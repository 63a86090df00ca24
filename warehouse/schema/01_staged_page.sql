-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE staged_page (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    file_name VARCHAR NOT NULL CHECK (file_name <> ''),
    source VARCHAR NOT NULL CHECK (source <> ''),
    sha256 VARCHAR NOT NULL CHECK (regexp_full_match(sha256, '[0-9a-f]{64}')),
    encoding VARCHAR NOT NULL CHECK (encoding IN ('utf-8', 'utf-8-sig', 'utf-16', 'gb18030')),
    publication VARCHAR NOT NULL,
    issue_date DATE,
    page VARCHAR NOT NULL,
    text VARCHAR NOT NULL CHECK (text <> ''),
    read_as VARCHAR CHECK (regexp_full_match(read_as, '[0-9a-f]{64}')),
    doubted_as VARCHAR CHECK (regexp_full_match(doubted_as, '[0-9a-f]{64}')),
    PRIMARY KEY (page_id)
);

COMMENT ON TABLE staged_page IS '待读版面：每个收到且能解码的来源文件一行，读入之前的样子';
COMMENT ON COLUMN staged_page.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN staged_page.file_name IS '文件名：来源文件的名称';
COMMENT ON COLUMN staged_page.source IS '来源路径：来源文件在哪个输入文件夹的什么位置';
COMMENT ON COLUMN staged_page.sha256 IS '文件校验码：原始文件字节的SHA-256';
COMMENT ON COLUMN staged_page.encoding IS '编码：原始文件的文字编码。取值：utf-8=UTF-8、utf-8-sig=UTF-8（带标记）、utf-16=UTF-16（带标记）、gb18030=GB18030';
COMMENT ON COLUMN staged_page.publication IS '报刊：附带说明文件所写的报刊名称；没有说明时为空文字';
COMMENT ON COLUMN staged_page.issue_date IS '出版日期：附带说明文件所写的出版日期；没有说明时为空';
COMMENT ON COLUMN staged_page.page IS '版次：附带说明文件所写的版次；没有说明时为空文字';
COMMENT ON COLUMN staged_page.text IS '原文：解码后的全文，一字未改';
COMMENT ON COLUMN staged_page.read_as IS '阅读标记：上次阅读所用的输入与规则的SHA-256，不变则不重读；尚未阅读时为空';
COMMENT ON COLUMN staged_page.doubted_as IS '核验标记：上次核验所用的版面、规则和别版比较结果的SHA-256，不变则不再核验；尚未核验时为空';
