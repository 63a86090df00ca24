"""The warehouse's file: written in short transactions, read as a published copy.

While DuckDB has a file open for writing, no other process can open it at all. So connections are short and
wait for one another, and readers of reports and pages open a copy that is published by rename: whoever has
the old copy open keeps its data, whoever opens it anew sees the new.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

SCHEMA_FOLDER = Path(__file__).with_name("schema")
CARRIED = ("review", "release", "change")
"""The tables that cannot be derived again and are carried over when the schema changes."""
PATIENCE = 60.0
"""Seconds for which a connection waits for another process to let go of the file."""

_DTYPES: dict[str, Any] = {
    "VARCHAR": pl.String,
    "BIGINT": pl.Int64,
    "DOUBLE": pl.Float64,
    "BOOLEAN": pl.Boolean,
    "DATE": pl.String,  # ISO text, which DuckDB reads and checks
    "TIMESTAMP": pl.String,
}
_PAGES = "(SELECT unnest(?::VARCHAR[]))"
_FILE_ERRORS = (
    duckdb.IOException,
    duckdb.SerializationException,
    duckdb.InternalException,
    duckdb.FatalException,
)
Tables = Mapping[str, Mapping[str, str]]
Rows = Sequence[Mapping[str, Any]] | pl.DataFrame


class StoreError(Exception):
    """What is wrong with the warehouse's file or with rows for it, and what to do: one line."""


class Snapshot:
    """One state of a warehouse, open for reading."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        plainly: Callable[[], AbstractContextManager[None]],
    ) -> None:
        self._connection = connection
        self._plainly = plainly

    def read(self, sql: str, params: Sequence[Any] = ()) -> pl.DataFrame:
        """Return the rows of one query, as :meth:`Store.read`."""
        with self._plainly():
            return self._connection.sql(sql, params=list(params)).pl()


class _File:
    """What this process does with one file: one thread at a time, in one transaction at most."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.writing: duckdb.DuckDBPyConnection | None = None
        self.tables: Tables = {}  # of the transaction

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        assert self.writing is not None
        return self.writing


_FILES: dict[Path, _File] = {}


class Store:
    """A warehouse file.

    Parameters
    ----------
    path
        The DuckDB file; made with the current schema by the first write.

    Notes
    -----
    Writing methods stand inside ``with store.write():`` and then share its transaction; called outside they
    are a transaction of their own. Threads, and other stores of the same path in this process, take turns.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)
        self.read_only = False
        self._file = _FILES.setdefault(self.path.resolve(), _File())

    @classmethod
    def published(cls, path: Path) -> Store:
        """Return the published copy at ``path`` (what :meth:`publish` returned), for reading only."""
        store = cls(path)
        store.read_only = True
        return store

    @property
    def published_path(self) -> Path:
        """Return where :meth:`publish` puts the copy: ``published/`` beside the file."""
        return self.path.parent / "published" / self.path.name

    @contextmanager
    def write(self) -> Iterator[Store]:
        """Open the file for one transaction: all of the block is stored, or nothing when it raises.

        Raises
        ------
        StoreError
            The file is no warehouse, is damaged, or stays locked for longer than `PATIENCE`.
        """
        if self.read_only:
            raise StoreError(f"{self.path}: 发布的副本只读 (the published copy is read-only)")
        with self._file.lock:
            if self._file.writing:
                yield self
                return
            self.path.parent.mkdir(parents=True, exist_ok=True)
            opened = closing(self._patiently(lambda: duckdb.connect(str(self.path))))
            with opened as connection, self._plainly():
                _prepare(connection, self.path)
                connection.execute("BEGIN")
                self._file.writing, self._file.tables = connection, _tables(connection)
                try:
                    yield self
                finally:
                    self._file.writing = None
                connection.execute("COMMIT")  # without it, closing rolls back

    def replace_pages(self, table: str, rows: Rows, page_ids: Iterable[str]) -> None:
        """Put ``rows`` in the place of all rows of ``table`` that belong to ``page_ids``.

        Raises
        ------
        StoreError
            A row belongs to none of the pages, or breaks a constraint of the table.
        """
        with self.write():
            connection, pages = self._file.connection, sorted(set(page_ids))
            tables = self._file.tables
            frame = _frame(tables, table, rows)
            if "page_id" in frame.columns and (stray := sorted(set(frame["page_id"]) - set(pages))):
                raise StoreError(f"{table}: 有行不属于所给版面 (rows of other pages): {', '.join(stray[:3])}")
            connection.execute(f"DELETE FROM {table} WHERE {_belongs(tables, table)}", [pages])
            _insert(connection, table, frame)

    def replace_all(self, table: str, rows: Rows) -> None:
        """Put ``rows`` in the place of all rows of ``table``; StoreError when they break a constraint."""
        with self.write():
            connection = self._file.connection
            frame = _frame(self._file.tables, table, rows)
            connection.execute(f"DELETE FROM {table}")
            _insert(connection, table, frame)

    def keep_pages(self, page_ids: Iterable[str]) -> None:
        """Remove every row of every page that is not among ``page_ids`` (the pages that still exist)."""
        with self.write():
            connection, pages = self._file.connection, sorted(set(page_ids))
            tables = {name: columns for name, columns in self._file.tables.items() if name not in CARRIED}
            owners = [table for table in tables if "page_id" in tables[table]]
            for table in owners:
                connection.execute(f"DELETE FROM {table} WHERE page_id NOT IN {_PAGES}", [pages])
            for table in tables:
                if table not in owners and _parent(tables, table):  # rows whose owner has just gone
                    connection.execute(f"DELETE FROM {table} WHERE {_belongs(tables, table)}", [[]])

    def read(self, sql: str, params: Sequence[Any] = ()) -> pl.DataFrame:
        """Return the rows of one query; ``?`` in it are bound to ``params``.

        Inside ``write()`` the query sees what the transaction has written so far.

        Raises
        ------
        StoreError
            The file is missing, damaged, of another schema, or stays locked.
        """
        with self.snapshot() as snapshot:
            return snapshot.read(sql, params)

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open the file once, for queries that must agree with one another: a publish meanwhile is not seen.

        Meant for the published copy; on the file that is written it keeps the writers waiting.

        Raises
        ------
        StoreError
            As :meth:`read`.
        """
        if self.read_only:
            with self._attached() as connection:
                yield Snapshot(connection, self._plainly)
            return
        with self._file.lock:
            if self._file.writing:
                yield Snapshot(self._file.writing, self._plainly)
                return
            with self._attached() as connection:
                yield Snapshot(connection, self._plainly)

    def publish(self) -> Path:
        """Build a compact copy, rows in order, put it in the place of the published one, return its path.

        Raises
        ------
        StoreError
            The file is missing, damaged, of another schema, or stays locked.
        """
        target = self.published_path
        target.parent.mkdir(parents=True, exist_ok=True)
        _sweep(target)
        made = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        schema, version = _schema()
        with self._file.lock:
            if self._file.writing:
                raise StoreError(f"{self.path}: 写入尚未结束，不能发布 (publish after the transaction)")
            try:
                with self._plainly(), closing(duckdb.connect(str(made))) as copy:
                    self._attach(copy, version)
                    copy.execute("BEGIN")
                    copy.execute(schema)
                    for table in _tables(copy):
                        copy.execute(f"INSERT INTO {table} BY NAME FROM source.{table} ORDER BY ALL")
                    copy.execute("COMMIT")
                    copy.execute("DETACH source")
                os.replace(made, target)
            finally:
                made.unlink(missing_ok=True)
                made.with_name(made.name + ".wal").unlink(missing_ok=True)
        return target

    @contextmanager
    def _attached(self) -> Iterator[duckdb.DuckDBPyConnection]:
        # An in-memory database with the file attached: a process shares its connections to a path, so that
        # one that is still open would show its old copy to every reader that comes after a publish.
        with closing(duckdb.connect()) as connection:
            self._attach(connection, _schema()[1])
            connection.execute("USE source")
            yield connection

    def _attach(self, connection: duckdb.DuckDBPyConnection, version: str) -> None:
        if not self.path.exists():
            raise StoreError(
                f"{self.path}: 还没有仓库文件，请先运行 make report (no warehouse yet: run make report)"
            )
        path = str(self.path).replace("'", "''")
        self._patiently(lambda: connection.execute(f"ATTACH '{path}' AS source (READ_ONLY)"))
        with self._plainly():
            found = _version(connection, "source.main.")
        if found != version:
            raise StoreError(
                f"{self.path}: 表结构不是当前版本，请重新运行 make report (another schema: run it again)"
            )

    def _patiently(self, open_file: Any) -> Any:
        """Return ``open_file()``, trying again while another process has the file open."""
        deadline, pause = time.monotonic() + PATIENCE, 0.01
        while True:
            try:
                with self._plainly():
                    return open_file()
            except _LockedError as locked:
                if time.monotonic() + pause > deadline:
                    raise StoreError(str(locked)) from None
            time.sleep(pause)
            pause = min(pause * 1.5, 0.1)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turn DuckDB's complaints about the file into one line."""
        try:
            yield
        except duckdb.TransactionException as error:
            why = str(error).splitlines()[0]
            raise StoreError(
                f"{self.path}: 写入失败，未作改动 (write failed; nothing was changed): {why}"
            ) from None
        except _FILE_ERRORS as error:
            why = str(error).splitlines()[0]
            if "Could not set lock" in why:
                raise _LockedError(
                    f"{self.path}: 另一进程正占用仓库，请稍后再试 (locked by another process): {why}"
                ) from None
            raise StoreError(
                f"{self.path}: 仓库文件无法使用；如已损坏或不是仓库，请移走后重新运行 make report "
                f"(unusable; if it is damaged or no warehouse, move it away and run make report): {why}"
            ) from None


class _LockedError(StoreError):
    """Another process has the file open."""


def _schema() -> tuple[str, str]:
    """Return the SQL of the whole schema and its version, which is its hash."""
    sql = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SCHEMA_FOLDER.glob("*.sql")))
    version = hashlib.sha256(sql.encode()).hexdigest()
    return f"{sql}\nCREATE OR REPLACE MACRO schema_version() AS '{version}';", version


def _version(connection: duckdb.DuckDBPyConnection, database: str = "") -> str | None:
    """Return the schema version of an open database, None where it has none; not for inside a transaction."""
    try:
        ((version,),) = connection.execute(f"SELECT {database}schema_version()").fetchall()
    except (duckdb.CatalogException, duckdb.BinderException):
        return None
    return str(version)


def _prepare(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Give the database the current schema; rows of the tables in `CARRIED` outlive a change of it."""
    schema, version = _schema()
    found = _version(connection)
    if found == version:
        return
    old = _tables(connection)
    if found is None and old:
        raise StoreError(
            f"{path}: 这个 DuckDB 文件不是本产品的仓库，未作改动 (not a warehouse of ours; left as it is)"
        )
    connection.execute("BEGIN")
    carried = [table for table in CARRIED if table in old]
    for table in carried:
        connection.execute(f"CREATE TEMP TABLE carried_{table} AS FROM {table}")
    for (view,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
        connection.execute(f"DROP VIEW {view}")
    for table in old:
        connection.execute(f"DROP TABLE {table}")
    connection.execute(schema)
    new = _tables(connection)
    for table in carried:
        names = ", ".join(name for name in new[table] if name in old[table])
        try:
            connection.execute(f"INSERT INTO {table} BY NAME SELECT {names} FROM carried_{table}")
        except (duckdb.ConstraintException, duckdb.ConversionException) as error:
            why = str(error).splitlines()[0]
            raise StoreError(
                f"{path}: 表 {table} 的旧记录不合新的表结构，未作改动 (old rows break the new schema): {why}"
            ) from None
        connection.execute(f"DROP TABLE carried_{table}")
    connection.execute("COMMIT")


_COLUMNS = """
SELECT table_name, column_name, data_type
FROM duckdb_columns() SEMI JOIN (
    SELECT table_oid FROM duckdb_tables() WHERE database_name = current_database() AND NOT temporary
) USING (table_oid)
WHERE database_name = current_database()
ORDER BY table_name, column_index
"""


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return the SQL types of the columns of every table, views left out, by name."""
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(_COLUMNS).fetchall():
        tables.setdefault(table, {})[column] = kind
    return tables


def _parent(tables: Tables, table: str) -> str | None:
    """Return the table through which the rows of ``table`` belong to pages: mechanism for mechanism_step."""
    parent = table.rpartition("_")[0]
    return parent if f"{parent}_id" in tables[table] and "page_id" in tables.get(parent, ()) else None


def _belongs(tables: Tables, table: str) -> str:
    """Return the condition that a row of ``table`` belongs to a page in the parameter, or to none at all."""
    if "page_id" in tables[table]:
        return f"page_id IN {_PAGES}"
    parent = _parent(tables, table)
    if parent is None:
        raise StoreError(f"{table}: 此表不属于版面，请用 replace_all (its rows belong to no page)")
    others = f"SELECT {parent}_id FROM {parent} WHERE page_id NOT IN {_PAGES}"
    return f"{parent}_id NOT IN ({others})"


def _frame(tables: Tables, table: str, rows: Rows) -> pl.DataFrame:
    """Return ``rows`` as a frame with the types of ``table``; dates may be ISO text."""
    if table not in tables:
        raise StoreError(f"{table}: 没有这个表 (no such table)")
    columns = tables[table]
    if not isinstance(rows, pl.DataFrame):
        names = dict.fromkeys(name for row in rows for name in row)
        data = {name: [_plain(row.get(name)) for row in rows] for name in names}
        types = {name: _DTYPES[columns[name]] for name in names if name in columns}
        try:
            rows = pl.DataFrame(data, schema_overrides=types)
        except (TypeError, pl.exceptions.PolarsError) as error:
            raise StoreError(f"{table}: {str(error).splitlines()[0]}") from None
    if unknown := sorted(set(rows.columns) - set(columns)):
        raise StoreError(f"{table}: 没有这些列 (no such columns): {', '.join(unknown)}")
    return rows


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _insert(connection: duckdb.DuckDBPyConnection, table: str, frame: pl.DataFrame) -> None:
    if frame.is_empty():
        return
    connection.register("incoming", frame)
    try:
        connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    except (duckdb.ConstraintException, duckdb.ConversionException) as error:
        raise StoreError(f"{table}: {str(error).splitlines()[0]}") from None  # the transaction is void now
    connection.unregister("incoming")


def _sweep(target: Path) -> None:
    """Remove the half-made copies of processes that no longer run."""
    for left in target.parent.glob(f".{target.name}.*.tmp*"):
        try:
            os.kill(int(left.name.removeprefix(f".{target.name}.").partition(".")[0]), 0)
        except ProcessLookupError:
            left.unlink(missing_ok=True)
        except (ValueError, PermissionError):
            continue
