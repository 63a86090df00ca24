-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE TABLE finding (
    finding_id VARCHAR NOT NULL CHECK (finding_id <> ''),
    page_id VARCHAR NOT NULL CHECK (page_id <> ''),
    metric_id VARCHAR,
    suspects VARCHAR NOT NULL CHECK (regexp_full_match(suspects, '(.+?:[0-9]+-[0-9]+(,.+?:[0-9]+-[0-9]+)*)?')),
    char_start BIGINT NOT NULL CHECK (char_start >= 0),
    char_end BIGINT NOT NULL CHECK (char_end >= 0),
    text VARCHAR NOT NULL CHECK (text <> ''),
    family VARCHAR NOT NULL CHECK (family IN ('contract', 'quota', 'arithmetic', 'register', 'series', 'wording')),
    rule VARCHAR NOT NULL CHECK (rule <> ''),
    severity VARCHAR NOT NULL CHECK (severity IN ('block', 'review', 'hint')),
    message VARCHAR NOT NULL CHECK (message <> ''),
    arithmetic VARCHAR NOT NULL,
    suggestion VARCHAR NOT NULL,
    suggested_low DOUBLE CHECK (isfinite(suggested_low)),
    suggested_high DOUBLE CHECK (isfinite(suggested_high)),
    state VARCHAR NOT NULL CHECK (state IN ('open', 'accepted', 'corrected', 'rejected')),
    PRIMARY KEY (finding_id),
    CHECK (char_start < char_end),
    CHECK (suggested_low <= suggested_high)
);

COMMENT ON TABLE finding IS '疑点：对原文一处或一个指标的疑问，附算式和建议';
COMMENT ON COLUMN finding.finding_id IS '疑点编号：由版面、规则和位置确定';
COMMENT ON COLUMN finding.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN finding.metric_id IS '指标编号：所疑的指标；疑的不是指标时为空';
COMMENT ON COLUMN finding.suspects IS '同疑指标：与所疑的指标同受怀疑、决定之前一并待核的其他指标编号，按原文次序，以半角逗号隔开；没有时为空文字';
COMMENT ON COLUMN finding.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN finding.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN finding.text IS '原文：版面原文中起止位置之间的文字，一字未改';
COMMENT ON COLUMN finding.family IS '检查类别：规则所属的类别。取值：contract=数据约定、quota=定额分析、arithmetic=关联审核、register=区划名录、series=前后比较、wording=用字用语';
COMMENT ON COLUMN finding.rule IS '规则：规则代码';
COMMENT ON COLUMN finding.severity IS '程度：block隔离指标，review标出待复核，hint只作提示。取值：block=隔离、review=待复核、hint=提示';
COMMENT ON COLUMN finding.message IS '说明：疑点是什么';
COMMENT ON COLUMN finding.arithmetic IS '算式：得出疑点的算式；与数值无关时为空文字';
COMMENT ON COLUMN finding.suggestion IS '建议：可能的本意；没有建议时为空文字';
COMMENT ON COLUMN finding.suggested_low IS '建议下限：建议数值的下限，按原文单位计';
COMMENT ON COLUMN finding.suggested_high IS '建议上限：建议数值的上限，按原文单位计';
COMMENT ON COLUMN finding.state IS '处理状态：疑点是否已由人处理。取值：open=未处理、accepted=照原文采用、corrected=已更正、rejected=不采用';
