-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE organisation (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    article_id VARCHAR,
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    text VARCHAR NOT NULL CHECK (text <> ''),
    type VARCHAR NOT NULL CHECK (type <> ''),
    place_code VARCHAR CHECK (regexp_full_match(place_code, '[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}')),
    PRIMARY KEY (page_id, char_start, char_end),
    CHECK (char_start < char_end)
);

COMMENT ON TABLE organisation IS '机构：版面上出现的机构';
COMMENT ON COLUMN organisation.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN organisation.article_id IS '文章编号：版面编号加#和文章序号；不属于任何文章时为空';
COMMENT ON COLUMN organisation.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN organisation.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN organisation.text IS '原文：版面原文中起止位置之间的文字，一字未改';
COMMENT ON COLUMN organisation.type IS '机构类型：机构的类型';
COMMENT ON COLUMN organisation.place_code IS '区划代码：统计用区划代码，省2位、市4位、县6位、乡镇9位、村12位；未能确定时为空';
