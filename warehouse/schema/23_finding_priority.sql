-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE VIEW finding_priority AS
WITH figure AS (
    SELECT
        metric_id,
        place_code,
        abs(coalesce(canonical_low, canonical_high, value_low, value_high)) AS printed,
        coalesce(
            canonical_low / nullif(value_low, 0), canonical_high / nullif(value_high, 0), 1
        ) AS factor,
        CASE
            WHEN class = 'quantity' AND item <> '' AND place_code IS NOT NULL AND dimension NOT IN (
                'share', 'share_difference', 'temperature', 'price', 'yield', 'speed'
            ) THEN concat_ws(
                chr(31), item, measure, dimension,
                CASE WHEN canonical_low IS NULL AND canonical_high IS NULL THEN unit ELSE canonical_unit END,
                period_text, period_start, period_end, status, length(place_code)
            )
            ELSE metric_id
        END AS total_of
    FROM metric
),
total AS (
    SELECT total_of, sum(printed) AS published
    FROM (SELECT DISTINCT total_of, place_code, printed FROM figure)
    GROUP BY total_of
),
scored AS (
    SELECT
        finding.finding_id,
        CASE finding.severity WHEN 'block' THEN 1.0 WHEN 'review' THEN 0.5 ELSE 0.1 END::DOUBLE AS doubt,
        figure.printed,
        abs(coalesce(finding.suggested_low, finding.suggested_high)) * figure.factor AS expected,
        total.published
    FROM finding
    LEFT JOIN figure USING (metric_id)
    LEFT JOIN total USING (total_of)
),
weighed AS (
    SELECT
        finding_id,
        doubt,
        least(1, coalesce(
            abs(printed - coalesce(expected, 0))
            / nullif(published - printed + greatest(printed, coalesce(expected, 0)), 0),
            0
        )) AS influence
    FROM scored
)
SELECT finding_id, doubt, influence, doubt * influence AS priority FROM weighed;

COMMENT ON VIEW finding_priority IS '疑点的次序：每个疑点该多早核：可疑程度乘以它所疑的数在所属合计中的影响；待核清单依此排列';
COMMENT ON COLUMN finding_priority.finding_id IS '疑点编号：由版面、规则和位置确定';
COMMENT ON COLUMN finding_priority.doubt IS '可疑程度：该程度的疑点有多大可能确是差错；隔离1，待复核0.5，提示0.1';
COMMENT ON COLUMN finding_priority.influence IS '影响：改正后所属合计（同项目、同度量、同单位、同时期、同状态、同级地方）变动的份额；没有建议值时为该数所占份额，不涉及数字时为0';
COMMENT ON COLUMN finding_priority.priority IS '次序分：可疑程度乘以影响';
