-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE fragment (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    kind VARCHAR NOT NULL CHECK (kind IN ('joined', 'orphan_head', 'orphan_tail', 'out_of_order')),
    joined_to BIGINT CHECK (joined_to >= 0),
    evidence VARCHAR NOT NULL,
    PRIMARY KEY (page_id, char_start, char_end, kind),
    CHECK (char_start <= char_end)
);

COMMENT ON TABLE fragment IS '断行与残篇：排版造成的每处断开及其处理';
COMMENT ON COLUMN fragment.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN fragment.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN fragment.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN fragment.kind IS '处理：断开处如何处理。取值：joined=已接合、orphan_head=缺尾、orphan_tail=缺头、out_of_order=次序颠倒';
COMMENT ON COLUMN fragment.joined_to IS '接续位置：下文在版面原文中的字符位置；未接合时为空。单位：字符';
COMMENT ON COLUMN fragment.evidence IS '依据：接合或不接合的依据';
