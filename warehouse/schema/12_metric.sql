-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE metric (
    metric_id VARCHAR NOT NULL CHECK (metric_id <> ''),
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    article_id VARCHAR,
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    text VARCHAR NOT NULL CHECK (text <> ''),
    class VARCHAR NOT NULL CHECK (class IN ('quantity', 'duration', 'age', 'frequency', 'ratio')),
    sentence VARCHAR NOT NULL CHECK (sentence <> '') CHECK (contains(regexp_replace(sentence, '[\s\p{Z}]+', '', 'g'), regexp_replace(text, '[\s\p{Z}]+', '', 'g'))),
    value_low DOUBLE CHECK (isfinite(value_low)),
    value_high DOUBLE CHECK (isfinite(value_high)),
    unit VARCHAR NOT NULL,
    qualifier VARCHAR NOT NULL CHECK (qualifier IN ('exact', 'over', 'about', 'under', 'at_least', 'at_most', 'range')),
    dimension VARCHAR NOT NULL,
    canonical_low DOUBLE CHECK (isfinite(canonical_low)),
    canonical_high DOUBLE CHECK (isfinite(canonical_high)),
    canonical_unit VARCHAR NOT NULL,
    item VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    place_code VARCHAR CHECK (regexp_full_match(place_code, '[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}')),
    period_text VARCHAR NOT NULL,
    period_start DATE,
    period_end DATE,
    status VARCHAR NOT NULL CHECK (status IN ('actual', 'planned', 'capacity', 'requirement')),
    unit_implied BOOLEAN NOT NULL,
    verdict VARCHAR CHECK (verdict IN ('passed', 'review', 'quarantined')),
    PRIMARY KEY (metric_id),
    CHECK (char_start < char_end),
    CHECK (value_low <= value_high),
    CHECK (qualifier NOT IN ('exact', 'about') OR ((value_low IS NULL) = (value_high IS NULL) AND (value_low IS NULL OR value_low = value_high))),
    CHECK (qualifier NOT IN ('over', 'at_least') OR value_high IS NULL),
    CHECK (qualifier NOT IN ('under', 'at_most') OR value_low IS NULL),
    CHECK (canonical_low <= canonical_high),
    CHECK (canonical_low IS NULL OR value_low IS NOT NULL),
    CHECK (canonical_high IS NULL OR value_high IS NOT NULL),
    CHECK ((canonical_low IS NULL AND canonical_high IS NULL) OR canonical_unit <> ''),
    CHECK (period_start <= period_end),
    CHECK (metric_id = concat(page_id, ':', char_start, '-', char_end))
);

COMMENT ON TABLE metric IS '指标：成为事实的数字：数量、时长、年龄、频次和比例，连同句子、项目、主体、地点、时期和状态';
COMMENT ON COLUMN metric.metric_id IS '指标编号：版面编号加冒号和起止位置';
COMMENT ON COLUMN metric.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN metric.article_id IS '文章编号：版面编号加#和文章序号；不属于任何文章时为空';
COMMENT ON COLUMN metric.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN metric.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN metric.text IS '原文：版面原文中起止位置之间的文字，一字未改';
COMMENT ON COLUMN metric.class IS '类别：指标的类别。取值：quantity=数量、duration=时长、age=年龄、frequency=频次、ratio=比例';
COMMENT ON COLUMN metric.sentence IS '句子：指标所在的句子';
COMMENT ON COLUMN metric.value_low IS '数值下限：按原文单位计的下限，万、亿等已折算；原文没有下限时为空';
COMMENT ON COLUMN metric.value_high IS '数值上限：按原文单位计的上限，万、亿等已折算；原文没有上限时为空';
COMMENT ON COLUMN metric.unit IS '原文单位：原文所写的单位或量词，不含万、亿；没有写时为空文字';
COMMENT ON COLUMN metric.qualifier IS '精确程度：原文对数值的限定。取值：exact=确数、over=余／超、about=约、under=不足、at_least=至少、at_most=至多、range=区间';
COMMENT ON COLUMN metric.dimension IS '量纲：单位的量纲；单位未知时为空文字';
COMMENT ON COLUMN metric.canonical_low IS '标准下限：折算为标准单位的下限；不能折算时为空';
COMMENT ON COLUMN metric.canonical_high IS '标准上限：折算为标准单位的上限；不能折算时为空';
COMMENT ON COLUMN metric.canonical_unit IS '标准单位：折算所用的标准单位；不能折算时为空文字';
COMMENT ON COLUMN metric.item IS '项目：所计量的事物；不能确定时为空文字';
COMMENT ON COLUMN metric.measure IS '计量内容：做了什么或量的是什么；不能确定时为空文字';
COMMENT ON COLUMN metric.subject IS '主体：数字说的是哪个地方、机构或人；不能确定时为空文字';
COMMENT ON COLUMN metric.place_code IS '区划代码：统计用区划代码，省2位、市4位、县6位、乡镇9位、村12位；未能确定时为空';
COMMENT ON COLUMN metric.period_text IS '时期原文：原文所写的时期；没有写时为空文字';
COMMENT ON COLUMN metric.period_start IS '时期起：时期的第一天；不能确定时为空';
COMMENT ON COLUMN metric.period_end IS '时期止：时期的最后一天；不能确定时为空';
COMMENT ON COLUMN metric.status IS '状态：已经发生、计划、能力还是要求。取值：actual=实际、planned=计划、capacity=能力、requirement=要求';
COMMENT ON COLUMN metric.unit_implied IS '单位推定：单位没有印出，由文意推定';
COMMENT ON COLUMN metric.verdict IS '核验结论：核验后的结论；尚未核验时为空。取值：passed=通过、review=待复核、quarantined=已隔离';
