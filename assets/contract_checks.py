"""Blocking checks from the contracts, one step a stage, and the question whether they stand right now.

What belongs here: how Dagster runs the contracts of `checks.contracts` over the warehouse. What a table must
look like is decided in ``checks/tables.yaml``, not here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256

import dagster as dg
import polars as pl

from assets.decisions import CORRECTIONS
from assets.resources import Warehouse
from assets.tables import offenders
from assets.versions import contracts_version
from checks.contracts import (
    TABLES,
    Violation,
    count_files,
    count_rows,
    ground,
    measure,
    refer,
    refuse_quarantined,
    validate,
)
from warehouse.dictionary import Readable

Frames = Mapping[str, pl.DataFrame]
Check = Callable[[str, Frames], list[Violation]]


def _contract(table: str, frames: Frames) -> list[Violation]:
    return [
        *validate(table, frames[table]),
        *refer(table, frames[table], frames),
        *count_rows({table: frames[table]}),
    ]


def _grounding(table: str, frames: Frames) -> list[Violation]:
    return ground(table, frames[table], frames["page"])


def _files(_: str, frames: Frames) -> list[Violation]:
    received = frames["staged_page"].height + frames["rejected_file"].height
    unread = frames["rejected_file"].filter(pl.col("reason") == UNREADABLE).height  # staged, then rejected
    return count_files(received - unread, frames["page"], frames["rejected_file"])


def _measured(_: str, frames: Frames) -> list[Violation]:
    return measure(frames["number"], frames["metric"])


def _judged(_: str, frames: Frames) -> list[Violation]:
    open_ = frames["metric"].filter(pl.col("verdict").is_null())
    return [
        Violation("metric", "没有核验结论", "verdict", row_id=metric_id, sentence=sentence)
        for metric_id, sentence in open_.select("metric_id", "sentence").iter_rows()
    ]


def _quarantine(_: str, frames: Frames) -> list[Violation]:
    return refuse_quarantined(frames["accepted_metric"], frames["metric"])


def _matched(_: str, frames: Frames) -> list[Violation]:
    lost = frames["review_standing"].filter(pl.col("standing") == "orphaned")["review_id"].to_list()
    wanted = pl.col("review_id").is_in(lost) & pl.col("source").str.starts_with(CORRECTIONS)
    return [
        Violation(
            "review",
            "更正无所指：指标或疑点已不存在，请改正或删去",
            "finding_id",
            None,
            review_id,
            value,
            source,
        )
        for review_id, value, source in frames["review"]
        .filter(wanted)
        .select("review_id", "finding_id", "source")
        .iter_rows()
    ]


UNREADABLE = "阅读出错"
"""The reason in ``rejected_file`` of a page that was staged, but that the reader could not read."""

_EXTRA: dict[tuple[str, str], tuple[Check, str, tuple[str, ...]]] = {
    ("page", "files_add_up"): (
        _files,
        "收到的文件，或读入，或退回，一个不少",
        ("staged_page", "rejected_file"),
    ),
    ("metric", "numbers_measured"): (_measured, "每个应成为指标的数字都有指标，反之亦然", ("number",)),
    ("review", "corrections_match"): (
        _matched,
        "seeds/reviews 的每条更正都还有所指",
        ("review_standing",),
    ),
    ("accepted_metric", "verdicts_complete"): (_judged, "每个指标都有核验结论", ("metric",)),
    ("accepted_metric", "no_quarantined"): (_quarantine, "被隔离的指标一个也没有进入采用指标", ("metric",)),
}
"""Checks of one asset beyond its own contract: what is asked, in words, and the tables that it looks at."""

Named = dict[dg.AssetCheckKey, tuple[Check, str, tuple[str, ...]]]


def _checks_of(assets: Sequence[str]) -> Named:
    found: Named = {}
    for asset in assets:
        key = dg.AssetKey(asset)
        if asset in TABLES:
            columns = TABLES[asset].columns
            others = tuple(sorted({c.references for c in columns.values() if c.references}))
            found[dg.AssetCheckKey(key, "contract")] = (
                _contract,
                "每一行都合乎数据约定，所指的行都存在",
                others,
            )
            if "char_start" in columns:
                about = "每一行的原文都与版面上起止位置之间的文字一字不差"
                found[dg.AssetCheckKey(key, "grounding")] = (_grounding, about, ("page",))
        for (owner, name), check in _EXTRA.items():
            if owner == asset:
                found[dg.AssetCheckKey(key, name)] = check
    return found


def contract_checks(name: str, assets: Sequence[str]) -> dg.AssetChecksDefinition:
    """Return the blocking checks of a stage's assets, run in one step."""
    checks = _checks_of(assets)
    specs = [
        dg.AssetCheckSpec(key.name, asset=key.asset_key, blocking=True, description=about)
        for key, (_, about, _) in checks.items()
    ]

    @dg.multi_asset_check(name=name, specs=specs, can_subset=True)
    def run(context: dg.AssetCheckExecutionContext, warehouse: Warehouse) -> Iterator[dg.AssetCheckResult]:
        chosen = {key: check for key, check in checks.items() if key in context.selected_asset_check_keys}
        with warehouse.store().snapshot() as store:
            contents = _contents(store, chosen)
            held = {key for key in chosen if _passed_on(context.instance, key) == contents[key]}
            frames = _frames(store, {key: check for key, check in chosen.items() if key not in held})
        for key, (check, _, _) in chosen.items():
            violations = [] if key in held else check(key.asset_key.to_user_string(), frames)
            yield dg.AssetCheckResult(
                passed=not violations,
                asset_key=key.asset_key,
                check_name=key.name,
                description=f"{len(violations)} 处不合约定；首处：{violations[0]}" if violations else None,
                metadata={
                    "不合约定": len(violations),
                    CHECKED_CONTENT: contents[key],
                    **({"不合约定的行": offenders(violations)} if violations else {}),
                },
            )

    return run


CHECKED_CONTENT = "所查内容"
"""Metadata of a check: the hash of the rows and rules it looked at; what passed is not looked at again."""


def _tables(key: dg.AssetCheckKey, checks: Named) -> list[str]:
    return sorted({key.asset_key.to_user_string(), *checks[key][2]} & set(TABLES))


def _contents(store: Readable, checks: Named) -> dict[dg.AssetCheckKey, str]:
    """Return for each check the hash of the rules and of every row of the tables that it looks at."""
    tables = sorted({table for key in checks for table in _tables(key, checks)})
    query = "SELECT count(*), coalesce(sum(hash(row)::HUGEINT), 0)::VARCHAR FROM {table} AS row"
    rows = {table: store.read(query.format(table=table)).row(0) for table in tables}
    return {
        key: sha256(
            repr((contracts_version(), [rows[t] for t in _tables(key, checks)])).encode()
        ).hexdigest()[:16]
        for key in checks
    }


def _frames(store: Readable, checks: Named) -> dict[str, pl.DataFrame]:
    tables = {table for key in checks for table in _tables(key, checks)}
    return {table: store.read(f"SELECT * FROM {table}") for table in sorted(tables)}


def _passed_on(instance: dg.DagsterInstance, key: dg.AssetCheckKey) -> str | None:
    """Return what a check looked at when it last ran, if it passed then."""
    evaluation = _latest(instance, key)
    content = evaluation.metadata.get(CHECKED_CONTENT) if evaluation and evaluation.passed else None
    return str(content.value) if content else None


def _latest(instance: dg.DagsterInstance, key: dg.AssetCheckKey) -> dg.AssetCheckEvaluation | None:
    # The newest record may be the plan of the run that asks.
    for record in instance.event_log_storage.get_asset_check_execution_history(key, limit=2):
        event = record.event.dagster_event if record.event else None
        if event and event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            return event.asset_check_evaluation_data
    return None


class NotStandingError(dg.Failure):
    """Something that should be published does not stand on contracts that hold."""


def insist_on_contracts(instance: dg.DagsterInstance, assets: Sequence[str], wanted: str) -> None:
    """Refuse to make ``wanted`` unless the latest checks of ``assets`` passed on what they hold now.

    A blocking check stops what follows in its own run only; this asks again, whatever run we are in.

    Raises
    ------
    NotStandingError
        With the checks that are missing, failed, or older than the asset.
    """
    problems = []
    for key in _checks_of(assets):
        if problem := _problem(instance, key):
            problems.append(f"{key.asset_key.to_user_string()}.{key.name} {problem}")
    if problems:
        rest = f"等 {len(problems)} 项" if len(problems) > 3 else ""
        raise NotStandingError(
            description=f"{wanted}未生成：{'；'.join(problems[:3])}{rest}。"
            "请先运行作业 rebuild 并处理未通过的检查。",
            metadata={"未通过的检查": dg.MetadataValue.md("\n".join(f"- {p}" for p in problems))},
            allow_retries=False,
        )


def _problem(instance: dg.DagsterInstance, key: dg.AssetCheckKey) -> str:
    made = instance.fetch_materializations(key.asset_key, limit=1).records
    if not made:
        return "所查的数据还没有生成"
    evaluation = _latest(instance, key)
    if evaluation is None:
        return "还没有查过"
    if not evaluation.passed:
        return "没有通过"
    checked = evaluation.target_materialization_data
    if checked is None or checked.storage_id != made[0].storage_id:
        return "没有查过最新的数据"
    return ""
