-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE place_mention (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    article_id VARCHAR,
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    text VARCHAR NOT NULL CHECK (text <> ''),
    level VARCHAR NOT NULL CHECK (level IN ('province', 'city', 'county', 'township', 'village', 'other')),
    place_code VARCHAR CHECK (regexp_full_match(place_code, '[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}')),
    place_name VARCHAR,
    match VARCHAR NOT NULL CHECK (match IN ('exact', 'alias', 'short', 'lookalike', 'parent_mismatch', 'unresolved')),
    confidence DOUBLE NOT NULL CHECK (confidence >= 0) CHECK (confidence <= 1) CHECK (isfinite(confidence)),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (page_id, char_start, char_end),
    CHECK (char_start < char_end),
    CHECK (match NOT IN ('exact', 'alias', 'short') OR place_code IS NOT NULL),
    CHECK (place_code IS NULL OR place_name IS NOT NULL)
);

COMMENT ON TABLE place_mention IS '地名：版面上出现的每处地名及其与行政区划名录的对应';
COMMENT ON COLUMN place_mention.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN place_mention.article_id IS '文章编号：版面编号加#和文章序号；不属于任何文章时为空';
COMMENT ON COLUMN place_mention.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN place_mention.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN place_mention.text IS '原文：版面原文中起止位置之间的文字，一字未改';
COMMENT ON COLUMN place_mention.level IS '级别：地名的行政级别。取值：province=省级、city=市级、county=县级、township=乡级、village=村级、other=其他';
COMMENT ON COLUMN place_mention.place_code IS '区划代码：统计用区划代码，省2位、市4位、县6位、乡镇9位、村12位；未能确定时为空';
COMMENT ON COLUMN place_mention.place_name IS '名录名称：行政区划名录中的名称；未能对应时为空';
COMMENT ON COLUMN place_mention.match IS '对应方式：地名如何与名录对应。取值：exact=全称相符、alias=别称、short=简称、lookalike=形近字、parent_mismatch=上级不符、unresolved=未能对应';
COMMENT ON COLUMN place_mention.confidence IS '把握：对应的把握，0到1';
COMMENT ON COLUMN place_mention.reason IS '说明：对应或不能对应的理由';
