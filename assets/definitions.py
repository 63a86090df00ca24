"""All definitions, as Dagster loads them (see workspace.yaml). Nothing else may import this module."""

from __future__ import annotations

import dagster as dg

from assets import g1_staging, g2_reading, g5_doubting, g5_quality, g5_reviewing, g6_publishing, g7_reporting
from assets.automation import inbox_sensor, nightly, publish_only, rebuild, review_sensor
from assets.family_checks import family_checks
from assets.resources import Inputs, Warehouse

defs = dg.Definitions(
    assets=[
        g1_staging.stage_pages,
        g2_reading.read_pages,
        g5_quality.examine,
        g5_doubting.doubt_figures,
        g5_reviewing.take_reviews,
        g6_publishing.publish_warehouse,
        g7_reporting.ledger_workbook,
    ],
    asset_checks=[
        g1_staging.staging_checks,
        g2_reading.reading_checks,
        g5_doubting.doubting_checks,
        family_checks,
        g5_reviewing.reviewing_checks,
        g6_publishing.publishing_checks,
    ],
    jobs=[rebuild, publish_only],
    schedules=[nightly],
    sensors=[inbox_sensor, review_sensor],
    resources={"inputs": Inputs(), "warehouse": Warehouse()},
    executor=dg.in_process_executor,
)
