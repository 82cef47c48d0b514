"""Writes a report as a web page of its own: it needs nothing else, and fetches nothing."""

from html import escape

from state.reports import Report, Section

STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:42rem;margin:1.5rem auto;padding:0 1rem;"
    "color:#1c2b33;background:#fff}h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.6rem 0 .3rem;"
    "border-bottom:1px solid #b8c4c9}ul{margin:0;padding:0;list-style:none}"
    "li{padding:.35rem 0;border-bottom:1px solid #e6ebed;overflow-wrap:anywhere}"
    "@media(prefers-color-scheme:dark){body{background:#10181c;color:#e4ecef}"
    "h2{border-color:#4b5c64}li{border-color:#27343a}}"
    "@media print{body{background:#fff;color:#000}}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""Nothing that somebody typed can run or be fetched, even were it not escaped."""


def html(report: Report) -> bytes:
    """The page. All that stands in the report is text; none of it can become a tag."""
    title = escape(report.title)
    head = (
        f'<meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<style>{STYLE}</style>"
    )
    parts = "\n".join(map(_section, report.sections))
    body = f"<h1>{title}</h1>\n<p>{escape(report.intro)}</p>\n{parts}"
    language = escape(report.language)
    page = f'<!DOCTYPE html>\n<html lang="{language}" dir="auto"><head>{head}</head>\n'
    return f"{page}<body>{body}</body></html>\n".encode()


def _section(section: Section) -> str:
    lines = "\n".join(f'<li dir="auto">{escape(line)}</li>' for line in section.lines)
    return f"<h2>{escape(section.heading)}</h2>\n<ul>\n{lines}\n</ul>"
