"""The store: transactions, reruns, several processes, the published copy, damaged files, changed schemas."""

import multiprocessing
import os
import resource
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import warehouse_kit

import warehouse.store
from checks.contracts import TABLES, frame, validate
from warehouse.store import CARRIED, Store, StoreError

DERIVED = [name for name, table in TABLES.items() if not table.view and name not in CARRIED]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("empty") / "warehouse.duckdb")
    store.keep_pages([])
    return store.path


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Store:
    return Store(shutil.copy(empty, tmp_path / "warehouse.duckdb"))


def load(store: Store, *page_ids: str) -> None:
    """Write every derived table for the given pages, as the stages do."""
    pages = {page_id: warehouse_kit.tables(page_id) for page_id in page_ids}
    with store.write():
        for table in DERIVED:
            if table == "rejected_file":
                store.replace_all(table, warehouse_kit.tables()[table])
            else:
                store.replace_pages(table, [row for page in pages.values() for row in page[table]], page_ids)


def snapshot(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect(str(store.path), read_only=True) as connection:
        return {table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall() for table in TABLES}


def test_writing_twice_changes_nothing(store: Store) -> None:
    load(store, "page-a", "page-b")
    first = snapshot(store)
    assert all(first[table] for table in DERIVED)
    load(store, "page-a", "page-b")
    assert snapshot(store) == first


def test_what_is_read_keeps_the_contract(store: Store) -> None:
    load(store, "page-a")
    with store.snapshot() as snapshot:
        for table in TABLES:
            assert validate(table, snapshot.read(f"FROM {table}")) == []


def test_only_the_given_pages_are_replaced(store: Store) -> None:
    load(store, "page-a", "page-b")
    row = warehouse_kit.tables("page-a")["metric"][0]
    store.replace_pages("metric", [row], ["page-a"])
    counts = store.read("SELECT page_id, count(*) FROM metric GROUP BY page_id ORDER BY page_id").rows()
    assert counts == [("page-a", 1), ("page-b", 3)]
    store.replace_pages("metric", [], ["page-a", "page-b"])
    assert store.read("FROM metric").is_empty()


@pytest.mark.parametrize("order", [("mechanism", "mechanism_step"), ("mechanism_step", "mechanism")])
def test_steps_follow_their_mechanism_in_any_order(store: Store, order: tuple[str, str]) -> None:
    load(store, "page-a", "page-b")
    moved = warehouse_kit.tables("page-a", "序" + warehouse_kit.TEXT)
    for table in order:
        store.replace_pages(table, moved[table], ["page-a"])
    kept = warehouse_kit.tables("page-b")["mechanism"][0]["mechanism_id"]
    ids = store.read("SELECT mechanism_id FROM mechanism_step ORDER BY ALL")["mechanism_id"].to_list()
    assert ids == [moved["mechanism"][0]["mechanism_id"], kept]


def test_vanished_pages_leave_every_table(store: Store) -> None:
    load(store, "page-a")
    alone = snapshot(store)
    load(store, "page-a", "page-b")
    store.keep_pages(["page-a"])
    assert snapshot(store) == alone
    store.keep_pages([])
    assert {table for table, rows in snapshot(store).items() if rows} == {"rejected_file"}


def test_frames_and_rows_are_stored_alike(store: Store) -> None:
    rows = warehouse_kit.tables()["metric"]
    store.replace_pages("metric", rows, ["page-a"])
    by_rows = store.read("FROM metric")
    store.replace_pages("metric", frame("metric", rows), ["page-a"])
    assert store.read("FROM metric").equals(by_rows)
    assert by_rows.schema["period_start"] == pl.Date


def test_a_block_is_stored_whole_or_not_at_all(store: Store) -> None:
    load(store, "page-a")
    before = snapshot(store)
    with pytest.raises(RuntimeError), store.write():
        store.replace_all("metric", [])
        assert store.read("FROM metric").is_empty()
        assert (
            Store(store.path).read("FROM metric").is_empty()
        )  # any store of this path is in the transaction
        raise RuntimeError
    assert snapshot(store) == before


@pytest.mark.parametrize(
    ("table", "rows", "message"),
    [
        ("metric", [{"metric_id": None}], "NOT NULL"),
        ("metric", [warehouse_kit.tables()["metric"][0] | {"verdict": "fine"}], "CHECK"),
        ("page", [warehouse_kit.tables()["page"][0] | {"issue_date_low": "去年"}], "去年"),
        ("page", [warehouse_kit.tables()["page"][0]] * 2, "Duplicate key|PRIMARY KEY"),
        ("page", [{"colour": "red"}], "no such columns"),
        ("page", [{"char_count": "many"}], "page"),
        ("pages", [], "no such table"),
    ],
)
def test_bad_rows_are_refused_in_one_line(
    store: Store, table: str, rows: list[dict[str, Any]], message: str
) -> None:
    load(store, "page-a")
    before = snapshot(store)
    with pytest.raises(StoreError, match=message) as caught:
        store.replace_all(table, rows)
    assert "\n" not in str(caught.value)
    assert snapshot(store) == before


def test_rows_of_other_pages_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="page-b"):
        store.replace_pages("metric", warehouse_kit.tables("page-b")["metric"], ["page-a"])


def test_a_table_without_pages_is_not_replaced_by_page(store: Store) -> None:
    with pytest.raises(StoreError, match="replace_all"):
        store.replace_pages("release", [], ["page-a"])


def test_values_are_bound(store: Store) -> None:
    load(store, "page-a")
    hostile = "'; DROP TABLE page; --"
    assert store.read("SELECT * FROM page WHERE page_id = ?", [hostile]).is_empty()
    store.keep_pages(["page-a", hostile])
    assert store.read("FROM page").height == 1


# --- several processes --------------------------------------------------------------------------------------


def _write_many(path: Path, name: str, times: int) -> None:
    store = Store(path)
    for at in range(times):
        page_id = f"{name}-{at}"
        with store.write():
            for table in ("page", "metric"):
                store.replace_pages(table, warehouse_kit.tables(page_id)[table], [page_id])


def test_writers_in_three_processes_lose_nothing_while_others_publish_and_read(store: Store) -> None:
    store.keep_pages([])
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write_many, args=(store.path, f"w{n}", 5)) for n in range(3)]
    for writer in writers:
        writer.start()
    seen = [0]
    count = "SELECT (SELECT count(*) FROM page), (SELECT count(*) FROM metric)"
    while any(writer.is_alive() for writer in writers):
        pages, metrics = Store.published(store.publish()).read(count).row(0)
        assert metrics == 3 * pages  # a transaction is published whole
        seen.append(pages)
    assert [writer.exitcode for writer in writers] == [0, 0, 0]
    assert seen == sorted(seen)
    wanted = sorted(f"w{n}-{at}" for n in range(3) for at in range(5))
    assert store.read("SELECT page_id FROM page ORDER BY page_id")["page_id"].to_list() == wanted
    assert store.read("SELECT count(*) FROM metric").item() == 3 * len(wanted)


def test_writers_in_three_threads_lose_nothing(store: Store) -> None:
    threads = [threading.Thread(target=_write_many, args=(store.path, f"w{n}", 4)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert store.read("SELECT count(*) FROM page").item() == 12


def _hold(path: Path, signs: Any, die: bool) -> None:
    store = Store(path)
    with store.write():
        store.replace_pages("metric", [], ["page-a"])
        signs.put("held")
        if die:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(30)


@pytest.fixture
def holder(store: Store) -> Any:
    """Return a function that starts a process which holds the file open in an unfinished transaction."""
    context, started = multiprocessing.get_context("spawn"), []

    def hold(die: bool = False) -> Any:
        signs = context.Queue()
        process = context.Process(target=_hold, args=(store.path, signs, die))
        process.start()
        started.append(process)
        if die:
            process.join(30)
        else:
            assert signs.get(timeout=30) == "held"
        return process

    yield hold
    for process in started:
        process.kill()
        process.join()


def test_a_held_file_is_reported_and_does_not_stop_readers(
    store: Store, holder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, "page-a")
    published = Store.published(store.publish())
    holder()
    monkeypatch.setattr(warehouse.store, "PATIENCE", 0.1)
    for touch in (lambda: store.read("FROM metric"), lambda: store.keep_pages([]), store.publish):
        with pytest.raises(StoreError, match="另一进程") as caught:
            touch()
        assert "\n" not in str(caught.value)
    assert published.read("FROM metric").height == 3


def test_a_killed_writer_leaves_what_was_there(store: Store, holder: Any) -> None:
    load(store, "page-a")
    before = snapshot(store)
    assert holder(die=True).exitcode == -signal.SIGKILL
    assert snapshot(store) == before
    load(store, "page-a")
    assert snapshot(store) == before


# --- the published copy -------------------------------------------------------------------------------------


def test_the_published_copy_is_the_warehouse(store: Store) -> None:
    load(store, "page-b", "page-a")
    path = store.publish()
    assert path == store.path.parent / "published" / "warehouse.duckdb"
    published = Store.published(path)
    assert snapshot(published) == snapshot(store)
    comment = "SELECT comment FROM duckdb_columns() WHERE table_name = 'metric' AND column_name = 'verdict'"
    assert published.read(comment).item().startswith("核验结论：")
    assert sorted(each.name for each in path.parent.iterdir()) == ["warehouse.duckdb"]


def test_rows_are_published_in_order(store: Store) -> None:
    load(store, "page-b")
    load(store, "page-b", "page-a")
    load(store, "page-b")
    published = Store.published(store.publish())
    assert published.read("SELECT page_id FROM page")["page_id"].to_list() == ["page-a", "page-b"]


def test_an_open_reader_keeps_the_old_copy(store: Store) -> None:
    load(store, "page-a")
    path = store.publish()
    with duckdb.connect(str(path), read_only=True) as old:
        load(store, "page-a", "page-b")
        assert store.publish() == path
        assert old.sql("SELECT count(*) FROM page").fetchall() == [(1,)]
        assert Store.published(path).read("SELECT count(*) FROM page").item() == 2


def test_queries_of_a_snapshot_agree(store: Store) -> None:
    load(store, "page-a")
    published = Store.published(store.publish())
    with published.snapshot() as snapshot:
        assert snapshot.read("FROM page").height == 1
        load(store, "page-a", "page-b")
        store.publish()
        assert snapshot.read("FROM metric WHERE unit = ?", ["户"]).height == 1
        assert published.read("FROM page").height == 2
    with published.snapshot() as snapshot:
        assert snapshot.read("FROM page").height == 2


def test_a_snapshot_inside_a_transaction_sees_it(store: Store) -> None:
    load(store, "page-a")
    with store.write():
        store.replace_all("metric", [])
        with store.snapshot() as snapshot:
            assert snapshot.read("FROM metric").is_empty()
        store.replace_all("finding", [])
    assert store.read("FROM finding").is_empty()


def test_the_published_copy_is_read_only(store: Store) -> None:
    load(store, "page-a")
    published = Store.published(store.publish())
    with pytest.raises(StoreError, match="只读"):
        published.replace_all("metric", [])
    with pytest.raises(duckdb.Error):
        published.read("DELETE FROM metric")
    assert published.read("FROM metric").height == 3


def test_an_unfinished_transaction_is_not_published(store: Store) -> None:
    load(store, "page-a")
    with store.write(), pytest.raises(StoreError, match="尚未结束"):
        store.publish()


def test_a_failed_publish_leaves_the_old_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    load(store, "page-a")
    published = Store.published(store.publish())
    load(store, "page-a", "page-b")

    def fail(*_: Any) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="no space"):
        store.publish()
    assert published.read("FROM page").height == 1
    assert sorted(each.name for each in published.path.parent.iterdir()) == ["warehouse.duckdb"]


def test_half_made_copies_of_dead_processes_are_removed(store: Store) -> None:
    load(store, "page-a")
    process = multiprocessing.get_context("spawn").Process(target=int)
    process.start()
    process.join()
    folder = store.published_path.parent
    folder.mkdir()
    (folder / f".warehouse.duckdb.{process.pid}.tmp").write_bytes(b"half")
    (folder / f".warehouse.duckdb.{os.getppid()}.tmp").write_bytes(b"at work")
    store.publish()
    assert sorted(each.name for each in folder.iterdir()) == [
        f".warehouse.duckdb.{os.getppid()}.tmp",
        "warehouse.duckdb",
    ]


def test_a_full_disk_is_said_in_one_line_and_changes_nothing(store: Store) -> None:
    load(store, "page-a")
    published = Store.published(store.publish())
    before = snapshot(store)
    page = warehouse_kit.tables()["page"][0]
    texts = ["".join(chr(0x4E00 + at * each % 20_000) for each in range(3000)) for at in range(1, 400)]
    pages = [page | {"page_id": f"p{at}", "text": text, "char_count": 3000} for at, text in enumerate(texts)]
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limits[1]))
    try:
        with pytest.raises(StoreError) as caught:
            store.replace_all("page", pages)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "\n" not in str(caught.value)
    assert snapshot(store) == snapshot(published) == before


# --- files that are no warehouse, or an old one -------------------------------------------------------------


def test_a_missing_file_is_said_in_one_line(store: Store) -> None:
    store.path.unlink()
    for touch in (
        lambda: store.read("SELECT 1"),
        store.publish,
        lambda: Store.published(store.path).read("SELECT 1"),
    ):
        with pytest.raises(StoreError, match="make report") as caught:
            touch()
        assert "\n" not in str(caught.value)
    assert not store.path.exists()


@pytest.mark.parametrize("left", [0.0, 0.001, 0.5, 0.95])
def test_a_half_written_file_is_said_in_one_line(store: Store, left: float) -> None:
    load(store, "page-a")
    path = store.publish()
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * left)])
    published = Store.published(path)
    with pytest.raises(StoreError, match="make report") as caught:
        for table in TABLES:
            published.read(f"SELECT * FROM {table}")
    assert "\n" not in str(caught.value)


def test_garbage_is_left_as_it_is(store: Store) -> None:
    store.path.write_bytes(b"not a database " * 1000)
    for touch in (lambda: store.read("SELECT 1"), lambda: store.keep_pages([])):
        with pytest.raises(StoreError, match="不是仓库"):
            touch()
    assert store.path.read_bytes().startswith(b"not a database")


def test_the_first_write_makes_the_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / 'it\'s a "ware"house.duckdb')
    load(store, "page-a")
    assert snapshot(Store.published(store.publish())) == snapshot(store)


def test_a_database_of_somebody_else_is_left_as_it_is(store: Store) -> None:
    store.path.unlink()
    with duckdb.connect(str(store.path)) as connection:
        connection.execute("CREATE TABLE page (mine VARCHAR)")
    with pytest.raises(StoreError, match="未作改动"):
        store.keep_pages([])
    with duckdb.connect(str(store.path)) as connection:
        assert connection.execute("FROM page").fetchall() == []


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the schema folder in which ``review`` has one more column; use it from now on."""
    folder = tmp_path / "schema"
    shutil.copytree(warehouse.store.SCHEMA_FOLDER, folder)
    (path,) = folder.glob("[0-9][0-9]_review.sql")
    path.write_text(
        path.read_text(encoding="utf-8").replace("    PRIMARY", "    mood VARCHAR,\n    PRIMARY", 1)
    )
    return folder


def test_a_new_schema_rebuilds_the_file_and_carries_reviews(
    store: Store, next_schema: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, "page-a")
    rows = warehouse_kit.tables()
    for table in CARRIED:
        store.replace_all(table, rows[table])
    old = store.read("FROM review")
    path = store.publish()
    monkeypatch.setattr(warehouse.store, "SCHEMA_FOLDER", next_schema)
    for reader in (store, Store.published(path)):
        with pytest.raises(StoreError, match="make report"):
            reader.read("FROM review")
    store.replace_pages("page", rows["page"], ["page-a"])
    new = store.read("FROM review")
    assert new.drop("mood").equals(old)
    assert new["mood"].to_list() == [None]
    assert [store.read(f"FROM {table}").height for table in (*CARRIED, "page", "metric")] == [1, 1, 1, 1, 0]
    load(store, "page-a")
    assert Store.published(store.publish()).read("FROM accepted_metric").height == 3


def test_reviews_that_break_the_new_schema_stop_the_rebuild(
    store: Store, next_schema: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.replace_all("review", warehouse_kit.tables()["review"])
    (path,) = next_schema.glob("[0-9][0-9]_review.sql")
    path.write_text(
        path.read_text(encoding="utf-8").replace("mood VARCHAR", "mood VARCHAR NOT NULL"), encoding="utf-8"
    )
    with monkeypatch.context() as patch:
        patch.setattr(warehouse.store, "SCHEMA_FOLDER", next_schema)
        with pytest.raises(StoreError, match="review"):
            store.keep_pages([])
    assert store.read("FROM review").height == 1
