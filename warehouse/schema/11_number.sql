-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE number (
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    article_id VARCHAR,
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    text VARCHAR NOT NULL CHECK (text <> ''),
    class VARCHAR NOT NULL CHECK (class IN ('quantity', 'duration', 'age', 'date', 'ordinal', 'frequency', 'ratio', 'name')),
    value_low DOUBLE CHECK (isfinite(value_low)),
    value_high DOUBLE CHECK (isfinite(value_high)),
    unit VARCHAR NOT NULL,
    qualifier VARCHAR NOT NULL CHECK (qualifier IN ('exact', 'over', 'about', 'under', 'at_least', 'at_most', 'range')),
    reason VARCHAR NOT NULL,
    PRIMARY KEY (page_id, char_start, char_end),
    CHECK (char_start < char_end),
    CHECK (value_low <= value_high),
    CHECK (qualifier NOT IN ('exact', 'about') OR ((value_low IS NULL) = (value_high IS NULL) AND (value_low IS NULL OR value_low = value_high))),
    CHECK (qualifier NOT IN ('over', 'at_least') OR value_high IS NULL),
    CHECK (qualifier NOT IN ('under', 'at_most') OR value_low IS NULL)
);

COMMENT ON TABLE number IS '数字：版面上出现的每个数字，不论是否成为指标';
COMMENT ON COLUMN number.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN number.article_id IS '文章编号：版面编号加#和文章序号；不属于任何文章时为空';
COMMENT ON COLUMN number.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN number.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN number.text IS '原文：版面原文中起止位置之间的文字，一字未改';
COMMENT ON COLUMN number.class IS '类别：数字的类别。取值：quantity=数量、duration=时长、age=年龄、date=日期、ordinal=序数、frequency=频次、ratio=比例、name=名称';
COMMENT ON COLUMN number.value_low IS '数值下限：按原文单位计的下限，万、亿等已折算；原文没有下限时为空';
COMMENT ON COLUMN number.value_high IS '数值上限：按原文单位计的上限，万、亿等已折算；原文没有上限时为空';
COMMENT ON COLUMN number.unit IS '原文单位：原文所写的单位或量词，不含万、亿；没有写时为空文字';
COMMENT ON COLUMN number.qualifier IS '精确程度：原文对数值的限定。取值：exact=确数、over=余／超、about=约、under=不足、at_least=至少、at_most=至多、range=区间';
COMMENT ON COLUMN number.reason IS '判定理由：为什么属于这一类别';
