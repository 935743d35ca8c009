"""From an HTML body to the text a person would read in it."""

from __future__ import annotations

from html.parser import HTMLParser

# Longer pages are cut: the parser's time on hostile markup grows faster than the markup.
LONGEST = 500_000
_UNREAD = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object"})
_BLOCKS = frozenset(
    {"p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "pre", "hr"}
)


def text_of(markup: str) -> str:
    """Return the words of `markup`, a line for each block, `> ` before what it quotes."""
    reader = _Reader()
    reader.feed(markup[:LONGEST])
    reader.close()
    return reader.text()


class _Reader(HTMLParser):
    """Collects what is shown; scripts, styles and other unread parts are dropped."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._quotes = 0
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a line at each block, and go down into quotes and unread parts."""
        if tag in _UNREAD:
            self._unread += 1
        elif tag == "blockquote":
            self._break()
            self._quotes += 1
        elif tag in _BLOCKS:
            self._break()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read `<br/>` as a line; an unread part that closes itself hides nothing."""
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        """Come back up from quotes and unread parts."""
        if tag in _UNREAD:
            self._unread = max(self._unread - 1, 0)
        elif tag == "blockquote":
            self._break()
            self._quotes = max(self._quotes - 1, 0)
        elif tag in _BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Keep words as a browser shows them: runs of blanks are one blank."""
        if self._unread:
            return
        words = " ".join(data.split())
        before = " " if data[:1].isspace() else ""
        after = " " if data[-1:].isspace() else ""
        self._lines[-1] += f"{before}{words}{after}" if words else before
        if words and not self._starts_quoted():
            self._lines[-1] = "> " * self._quotes + self._lines[-1].lstrip()

    def text(self) -> str:
        """Return what was collected."""
        return "\n".join(" ".join(line.split()) for line in self._lines)

    def _starts_quoted(self) -> bool:
        return self._lines[-1].startswith("> " * self._quotes) if self._quotes else True

    def _break(self) -> None:
        if self._lines[-1].strip():
            self._lines.append("")
