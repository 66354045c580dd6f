"""Reading an HTML report as a person does: its visible text and its tables."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The visible text of a page, its tables as rows of texts, its links and its scripts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.captions: dict[str, str] = {}
        self.attributes: list[tuple[str, str, str]] = []
        self.scripts: list[str] = []
        self._hidden: list[str] = []
        self._table = ""
        self._cell = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag in {"script", "style"}:
            self._hidden.append(tag)
            self.scripts.append("")
        elif tag == "table":
            self._table = dict(attrs).get("class") or ""
            self.tables[self._table] = []
        elif tag == "tr":
            self.tables[self._table].append([])
        elif tag in {"td", "th"}:
            self.tables[self._table][-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()
        if tag in {"td", "th"}:
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._hidden:
            self.scripts[-1] += data
            return
        self.texts.append(data)
        if self._cell:
            self.tables[self._table][-1][-1] += data

    @property
    def text(self) -> str:
        return "".join(self.texts)
