"""The download page: serves the published reports, shows a figure in its sentence, takes a decision on it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from portal import decisions, pages
from portal.html import Html
from portal.reports import MEDIA_TYPE, find_report, list_reports
from warehouse.dictionary import Readable, read_dictionary
from warehouse.store import Store, StoreError

STYLE = (Path(__file__).with_name("style.css")).read_text(encoding="utf-8")
MAX_DOUBTED = 200
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""On every response: pages may load our style sheet, send forms to us and nothing else; none is kept."""

_GRAVEST = "CASE finding.severity WHEN 'block' THEN 0 WHEN 'review' THEN 1 ELSE 2 END, finding.finding_id"
_HELD_BACK = "metric_id NOT IN (SELECT metric_id FROM accepted_metric)"
_DOUBTED = f"""
WITH told AS (
    SELECT metric_finding.metric_id,
        first({{
            'message': message, 'role': role, 'carrier': finding.metric_id, 'carrier_text': carrier.text
        }} ORDER BY role, {_GRAVEST}) AS gravest,
        string_agg(opinions, chr(10) ORDER BY finding_id) FILTER (opinions <> '') AS opinions
    FROM metric_finding
    JOIN finding USING (finding_id)
    JOIN finding_review USING (finding_id)
    JOIN metric AS carrier ON carrier.metric_id = finding.metric_id
    WHERE role = 'carrier' OR NOT settled
    GROUP BY metric_finding.metric_id
)
SELECT metric_id, verdict, subject, item, text, unnest(gravest), opinions
FROM metric LEFT JOIN told USING (metric_id) WHERE {_HELD_BACK}
ORDER BY verdict = 'quarantined' DESC, page_id, char_start LIMIT {MAX_DOUBTED}
"""


def create_app(data: Path) -> Starlette:
    """Return the app for a data folder; it opens the published copy and the reports anew for each request."""
    portal = _Portal(data)
    routes = [
        Route("/", portal.home),
        Route("/reports/{name}", portal.report),
        Route("/figure/{metric_id:path}", portal.figure),
        Route("/decision", portal.decision, methods=["POST"]),
        Route("/health", portal.health),
        Route("/style.css", lambda _: Response(STYLE, media_type="text/css")),
    ]
    handlers = {HTTPException: _http_error, StoreError: _store_error}
    return Starlette(routes=routes, middleware=[Middleware(_Guarded)], exception_handlers=handlers)  # type: ignore[arg-type]


class _Portal:
    """The handlers; plain functions, so each runs in a thread and may wait for the disk."""

    def __init__(self, data: Path) -> None:
        self.reports, self.reviews = data / "reports", data / "reviews"
        self.store = Store.published(data / "published" / "warehouse.duckdb")

    def home(self, request: Request) -> Response:
        return HTMLResponse(pages.home(list_reports(self.reports), self._doubted()))

    def _doubted(self) -> Html | None:
        if not self.store.path.exists():
            return None
        try:
            with self.store.snapshot() as store:
                rows = store.read(_DOUBTED).to_dicts()
                total = store.read(f"SELECT count(*) FROM metric WHERE {_HELD_BACK}").item()
                return pages.doubted(rows, total, read_dictionary(store))
        except StoreError as error:  # the reports are still there to be downloaded
            return pages.trouble(str(error))

    def report(self, request: Request) -> Response:
        path = find_report(self.reports, request.path_params["name"])
        if path is None:
            raise HTTPException(404, "没有这份报表；现有的报表见首页。")
        content = path.read_bytes()
        tag = f'"{sha256(content).hexdigest()}"'  # of these very bytes, whatever is published meanwhile
        known = request.headers.get("if-none-match", "").split(",")
        if tag in (given.strip().removeprefix("W/") for given in known):
            return Response(status_code=304, headers={"ETag": tag})
        disposition = f"attachment; filename=\"report.xlsx\"; filename*=UTF-8''{quote(path.name, safe='')}"
        headers = {"ETag": tag, "Content-Disposition": disposition}
        return Response(content, media_type=MEDIA_TYPE, headers=headers)

    def figure(self, request: Request) -> Response:
        metric_id = request.path_params["metric_id"]
        with self.store.snapshot() as store:  # one state, even if a release is published meanwhile
            metrics = store.read("SELECT * FROM metric WHERE metric_id = ?", [metric_id]).to_dicts()
            if not metrics:
                raise HTTPException(404, "已发布的数据中没有这个数字；版面原文改动后，编号会随之改变。")
            (metric,) = metrics
            return HTMLResponse(pages.figure(metric, _about(store, metric), read_dictionary(store)))

    async def decision(self, request: Request) -> Response:
        if not _from_here(request):
            raise HTTPException(403, "决定只能在本页填写提交。")
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > decisions.MAX_BYTES:
                raise HTTPException(413, "填写的内容过长；理由请在2000字以内。")
        given = dict(parse_qsl(body.decode("utf-8", "replace")))
        if not all(given.get(name, "").strip() for name in ("finding_id", "decision", "reviewer")):
            raise HTTPException(400, "决定和复核人都要填写；请退回补填。")
        try:
            path = await run_in_threadpool(decisions.keep, self.reviews, given, decisions.decided_now())
        except OSError as error:
            raise HTTPException(503, f"决定没有存下：{error.strerror or error}。请告知管理员。") from None
        return HTMLResponse(pages.decided(path.name, given.get("metric_id", "")))

    def health(self, request: Request) -> Response:
        published = self.store.path.exists()
        return JSONResponse(
            {"status": "ok", "published": published, "reports": len(list_reports(self.reports))}
        )


def _about(store: Readable, metric: Mapping[str, Any]) -> pages.About:
    """Return what the page of a figure tells beside the figure itself."""
    metric_id, page_id = metric["metric_id"], metric["page_id"]
    (source,) = store.read("SELECT * FROM page WHERE page_id = ?", [page_id]).to_dicts()
    places = store.read(
        "SELECT place_name, match, reason FROM place_mention WHERE page_id = ? AND place_code = ? "
        "ORDER BY char_start LIMIT 1",
        [page_id, metric["place_code"]],
    )
    findings = store.read(
        "SELECT finding.*, disputed, sentence_hash FROM finding JOIN finding_review USING (finding_id) "
        "JOIN finding_sentence USING (finding_id) "
        f"WHERE finding.metric_id = ? ORDER BY {_GRAVEST}",
        [metric_id],
    )
    others = store.read(
        "SELECT finding.*, carrier.text AS carrier_text "
        "FROM metric_finding JOIN finding USING (finding_id) "
        "JOIN metric AS carrier ON carrier.metric_id = finding.metric_id "
        f"WHERE metric_finding.metric_id = ? AND role = 'suspect' ORDER BY {_GRAVEST}",
        [metric_id],
    )
    reviews = store.read(
        "SELECT review.*, standing FROM review JOIN review_standing USING (review_id) "
        "WHERE review.metric_id = ? ORDER BY decided_at, review_id",
        [metric_id],
    )
    spans = store.read(
        "SELECT metric_id, char_start, char_end FROM metric WHERE page_id = ? ORDER BY 2, 3", [page_id]
    )
    doubts = findings.to_dicts(), others.to_dicts()
    return pages.About(source, places.to_dicts(), *doubts, reviews.to_dicts(), spans.rows())


def _from_here(request: Request) -> bool:
    """Tell whether a form comes from a page of ours: a browser says so in ``Origin`` with every POST."""
    host, origin = request.headers.get("host", ""), request.headers.get("origin", "")
    return bool(host) and origin in (f"http://{host}", f"https://{host}")


def _http_error(request: Request, error: HTTPException) -> Response:
    what = error.detail if error.status_code != 404 or error.detail != "Not Found" else "没有这个网页。"
    return HTMLResponse(pages.message(f"{error.status_code}", what), error.status_code, error.headers)


def _store_error(request: Request, error: StoreError) -> Response:
    return HTMLResponse(pages.message("暂时不能显示", str(error)), 503)


class _Guarded:
    """Puts `HEADERS` on every response, errors included."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)
