"""HTML that cannot be injected into: text is escaped unless it was made by `tag`."""

from __future__ import annotations

from html import escape


class Html(str):
    """Markup that is safe to put into a page as it stands."""

    __slots__ = ()


Child = str | None
VOID = frozenset({"meta", "link", "input"})


def tag(name: str, *children: Child, **attributes: str | None) -> Html:
    """Return an element; ``class_`` is the attribute ``class``, None leaves a child or an attribute out."""
    given = "".join(
        f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items() if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: Child) -> Html:
    """Return the children one after another, text escaped."""
    return Html("".join(c if isinstance(c, Html) else escape(c) for c in children if c is not None))


def page(title: str, *body: Child) -> Html:
    """Return a whole page."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        tag("title", title),
        tag("link", rel="stylesheet", href="/style.css"),
    )
    return Html("<!DOCTYPE html>" + tag("html", head, tag("body", tag("main", *body)), lang="zh-CN"))
