-- Generated from checks/tables.yaml by `python -m checks.contracts --write`; do not edit.

CREATE VIEW metric_finding AS
WITH concerned AS (
    SELECT metric_id, finding_id, 'carrier' AS role FROM finding WHERE metric_id IS NOT NULL
    UNION ALL
    SELECT
        unnest(regexp_extract_all(suspects, '(.+?:[0-9]+-[0-9]+)(?:,|$)', 1)) AS metric_id,
        finding_id,
        'suspect' AS role
    FROM finding
    WHERE severity <> 'hint'
)
SELECT metric_id, finding_id, role, state <> 'open' AS settled
FROM concerned JOIN finding_review USING (finding_id);

COMMENT ON VIEW metric_finding IS '指标所涉疑点：每个指标与每个涉及它的疑点一行：所疑的就是它，或它与所疑的指标同疑而一并待核';
COMMENT ON COLUMN metric_finding.metric_id IS '指标编号：疑点涉及的指标';
COMMENT ON COLUMN metric_finding.finding_id IS '疑点编号：涉及它的疑点';
COMMENT ON COLUMN metric_finding.role IS '关系：指标在疑点中的地位。取值：carrier=所疑、suspect=同疑';
COMMENT ON COLUMN metric_finding.settled IS '是否已决：该疑点已有一致的决定';
