-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE VIEW accepted_metric AS
WITH latest AS (
    SELECT review.*
    FROM review JOIN review_standing USING (review_id)
    WHERE review_standing.standing = 'current' AND review.metric_id IS NOT NULL
),
opinion AS (
    SELECT * FROM latest
    QUALIFY decision <> 'accepted'
        OR NOT bool_or(decision = 'corrected') OVER (PARTITION BY metric_id, reviewer)
),
said AS (
    SELECT
        metric_id,
        CASE WHEN count(DISTINCT (decision, value_low, value_high, unit)) = 1
            THEN min(decision) ELSE 'disputed' END AS decision,
        min(value_low) AS low,
        min(value_high) AS high,
        min(unit) AS new_unit,
        min(dimension) AS new_dimension,
        min(canonical_low) AS new_canonical_low,
        min(canonical_high) AS new_canonical_high,
        min(canonical_unit) AS new_canonical_unit,
        string_agg(review_id, ' ' ORDER BY review_id) AS review_ids
    FROM opinion
    GROUP BY metric_id
),
unanswered AS (
    SELECT DISTINCT finding.metric_id
    FROM finding ANTI JOIN latest USING (finding_id)
    WHERE finding.severity <> 'hint' AND finding.metric_id IS NOT NULL
    UNION
    SELECT metric_id FROM metric_finding WHERE role = 'suspect' AND NOT settled
),
cleared AS (
    SELECT
        metric_finding.metric_id,
        string_agg(DISTINCT review_id, ' ' ORDER BY review_id) AS cleared_by
    FROM metric_finding JOIN review_standing USING (finding_id)
    WHERE role = 'suspect' AND standing = 'current' AND metric_finding.metric_id NOT IN (FROM unanswered)
    GROUP BY metric_finding.metric_id
),
joined AS (
    SELECT
        metric.*,
        said.* EXCLUDE (metric_id, decision, review_ids),
        coalesce(said.decision, CASE WHEN verdict = 'review' THEN 'cleared' END) AS decision,
        coalesce(said.review_ids, CASE WHEN verdict = 'review' THEN cleared_by END) AS review_ids,
        coalesce(said.decision = 'corrected', false) AS corrected,
        coalesce(said.new_unit, metric.unit) = metric.unit AS same_unit,
        coalesce(
            metric.canonical_low / nullif(metric.value_low, 0),
            metric.canonical_high / nullif(metric.value_high, 0)
        ) AS factor
    FROM metric LEFT JOIN said USING (metric_id) LEFT JOIN cleared USING (metric_id)
    WHERE CASE said.decision
        WHEN 'corrected' THEN true
        WHEN 'accepted' THEN metric.verdict = 'passed' OR metric.metric_id NOT IN (FROM unanswered)
        ELSE said.decision IS NULL
            AND (metric.verdict = 'passed' OR (metric.verdict = 'review' AND cleared_by IS NOT NULL))
    END
)
SELECT
    * EXCLUDE (
        decision, low, high, review_ids, corrected, same_unit, factor,
        new_unit, new_dimension, new_canonical_low, new_canonical_high, new_canonical_unit
    ) REPLACE (
        CASE WHEN corrected THEN low ELSE value_low END AS value_low,
        CASE WHEN corrected THEN high ELSE value_high END AS value_high,
        coalesce(new_unit, unit) AS unit,
        CASE
            WHEN NOT corrected THEN qualifier
            WHEN low = high THEN 'exact'
            WHEN high IS NULL THEN 'at_least'
            WHEN low IS NULL THEN 'at_most'
            ELSE 'range'
        END AS qualifier,
        -- A new unit has another factor, which the review brings along.
        CASE
            WHEN NOT corrected THEN canonical_low
            WHEN same_unit THEN low * factor
            ELSE new_canonical_low
        END AS canonical_low,
        CASE
            WHEN NOT corrected THEN canonical_high
            WHEN same_unit THEN high * factor
            ELSE new_canonical_high
        END AS canonical_high,
        CASE WHEN same_unit THEN canonical_unit ELSE coalesce(new_canonical_unit, '') END AS canonical_unit,
        CASE WHEN same_unit THEN dimension ELSE coalesce(new_dimension, '') END AS dimension
    ),
    decision,
    review_ids,
    value_low AS printed_low,
    value_high AS printed_high,
    unit AS printed_unit
FROM joined;

COMMENT ON VIEW accepted_metric IS '采用指标：报表可以采用的指标：核验通过的、经人复核采用的和同疑已决的，更正后的数值已代入';
COMMENT ON COLUMN accepted_metric.metric_id IS '指标编号：版面编号加冒号和起止位置';
COMMENT ON COLUMN accepted_metric.page_id IS '版面编号：来源文件名去掉扩展名';
COMMENT ON COLUMN accepted_metric.article_id IS '文章编号：版面编号加#和文章序号；不属于任何文章时为空';
COMMENT ON COLUMN accepted_metric.char_start IS '起始位置：在版面原文中的起始字符位置，从0数起。单位：字符';
COMMENT ON COLUMN accepted_metric.char_end IS '结束位置：在版面原文中的结束字符位置（不含）。单位：字符';
COMMENT ON COLUMN accepted_metric.text IS '原文：版面原文中起止位置之间的文字，一字未改';
COMMENT ON COLUMN accepted_metric.class IS '类别：指标的类别。取值：quantity=数量、duration=时长、age=年龄、frequency=频次、ratio=比例';
COMMENT ON COLUMN accepted_metric.sentence IS '句子：指标所在的句子';
COMMENT ON COLUMN accepted_metric.value_low IS '数值下限：按原文单位计的下限，万、亿等已折算；原文没有下限时为空';
COMMENT ON COLUMN accepted_metric.value_high IS '数值上限：按原文单位计的上限，万、亿等已折算；原文没有上限时为空';
COMMENT ON COLUMN accepted_metric.unit IS '原文单位：原文所写的单位或量词，不含万、亿；没有写时为空文字';
COMMENT ON COLUMN accepted_metric.qualifier IS '精确程度：原文对数值的限定。取值：exact=确数、over=余／超、about=约、under=不足、at_least=至少、at_most=至多、range=区间';
COMMENT ON COLUMN accepted_metric.dimension IS '量纲：单位的量纲；单位未知时为空文字';
COMMENT ON COLUMN accepted_metric.canonical_low IS '标准下限：折算为标准单位的下限；不能折算时为空';
COMMENT ON COLUMN accepted_metric.canonical_high IS '标准上限：折算为标准单位的上限；不能折算时为空';
COMMENT ON COLUMN accepted_metric.canonical_unit IS '标准单位：折算所用的标准单位；不能折算时为空文字';
COMMENT ON COLUMN accepted_metric.item IS '项目：所计量的事物；不能确定时为空文字';
COMMENT ON COLUMN accepted_metric.measure IS '计量内容：做了什么或量的是什么；不能确定时为空文字';
COMMENT ON COLUMN accepted_metric.subject IS '主体：数字说的是哪个地方、机构或人；不能确定时为空文字';
COMMENT ON COLUMN accepted_metric.place_code IS '区划代码：统计用区划代码，省2位、市4位、县6位、乡镇9位、村12位；未能确定时为空';
COMMENT ON COLUMN accepted_metric.period_text IS '时期原文：原文所写的时期；没有写时为空文字';
COMMENT ON COLUMN accepted_metric.period_start IS '时期起：时期的第一天；不能确定时为空';
COMMENT ON COLUMN accepted_metric.period_end IS '时期止：时期的最后一天；不能确定时为空';
COMMENT ON COLUMN accepted_metric.status IS '状态：已经发生、计划、能力还是要求。取值：actual=实际、planned=计划、capacity=能力、requirement=要求';
COMMENT ON COLUMN accepted_metric.unit_implied IS '单位推定：单位没有印出，由文意推定';
COMMENT ON COLUMN accepted_metric.verdict IS '核验结论：核验后的结论；尚未核验时为空。取值：passed=通过、review=待复核、quarantined=已隔离';
COMMENT ON COLUMN accepted_metric.decision IS '复核决定：经人复核的决定；同疑已决的，决定在所同疑的疑点上；未经复核时为空。取值：accepted=采纳、corrected=修改、cleared=同疑已决';
COMMENT ON COLUMN accepted_metric.review_ids IS '复核编号：作出决定的复核，多个以空格隔开；未经复核时为空';
COMMENT ON COLUMN accepted_metric.printed_low IS '印刷下限：原文印出的数值下限';
COMMENT ON COLUMN accepted_metric.printed_high IS '印刷上限：原文印出的数值上限';
COMMENT ON COLUMN accepted_metric.printed_unit IS '印刷单位：原文印出的单位';
