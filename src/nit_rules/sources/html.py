"""The text of a web page as a reader sees it: no scripts, no hidden parts; a table's row is a line with bars."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from nit_rules.errors import InputError, Problem
from nit_rules.sources.page.text import FOOTNOTE_MARK

#: Parsing takes time in proportion to the square of the depth, by the rules of HTML.
MOST_NESTED = 10_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
#: Elements that have no content, or that end where the next one of their kind begins.
_SHALLOW = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    "html", "head", "body", "p", "li", "dt", "dd", "tr", "td", "th", "option", "tbody", "thead", "tfoot",
})  # fmt: skip
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "textarea", "select", "del",
    "s", "strike",
})  # fmt: skip
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li",
    "h1", "h2", "h3", "h4", "h5", "h6", "main", "menu", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
})  # fmt: skip
_CELLS = frozenset({"td", "th"})
_MARK, _END = "\ue000", "\ue001"
_NO_MARKS = {ord(_MARK): " ", ord(_END): " "}
_TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
_LINE_OF_TEXT = re.compile(r"[^\s>][^\n]*")
_OFFSET = re.compile(f"{_MARK}([0-9]{{1,12}}){_END}")
_BULLET = "• "
_INVISIBLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:opacity|font-size)\s*:\s*0(?![.\d]*[1-9]))",
    re.IGNORECASE,
)
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def html_text(text: str, name: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The visible text of an HTML document, its title first, and where its pieces stand in the document.

    The pieces are pairs of offsets, in the text and in the document. Raises `InputError` where elements nest too deep.
    """
    depth = 0
    for closing, tag in _TAG.findall(text):
        if tag.lower() not in _SHALLOW:
            depth = max(0, depth - 1) if closing else depth + 1
        if depth > MOST_NESTED:
            message = f"elements nest deeper than {MOST_NESTED:,} levels"
            raise InputError([Problem("too-large", name, message)])
    tree = LexborHTMLParser(_marked(text))
    title = tree.css_first("title")
    lines = [_BLANKS.sub(" ", title.text(deep=True)).strip()] if title is not None else []
    if tree.body is not None:
        lines += "".join(_pieces(tree.body)).split("\n")
    return _unmarked("\n".join(_BLANKS.sub(" ", line).strip() for line in lines))


def _marked(text: str) -> str:
    """The document with the offset of each piece of text before it, in characters that no text has."""
    pieces: list[str] = []
    after_tag = True
    for token in _TOKEN.finditer(text.translate(_NO_MARKS)):
        content = token[0]
        if after_tag and not content.startswith("<"):
            start = token.start()
            content = _LINE_OF_TEXT.sub(lambda line: f"{_MARK}{start + line.start()}{_END}{line[0]}", content)  # noqa: B023 - used at once
        pieces.append(content)
        # A bare "<" may stand in an attribute; nothing is put into tags.
        after_tag = content.endswith(">")
    return "".join(pieces)


def _unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    pieces: list[str] = []
    offsets: list[tuple[int, int]] = []
    done = length = 0
    for mark in _OFFSET.finditer(text):
        pieces.append(text[done : mark.start()])
        length += mark.start() - done
        offsets.append((length, int(mark[1])))
        done = mark.end()
    return "".join((*pieces, text[done:])).translate(_NO_MARKS), tuple(offsets)


def _is_unread(node: LexborNode) -> bool:
    """Whether an element is hidden, or the mark of a footnote."""
    attributes = node.attributes
    is_closed = node.tag == "dialog" and "open" not in attributes
    if is_closed or "hidden" in attributes or _INVISIBLE.search(attributes.get("style") or ""):
        return True
    return node.tag == "sup" and FOOTNOTE_MARK.fullmatch(_OFFSET.sub("", node.text(deep=True))) is not None


def _pieces(body: LexborNode) -> Iterator[str]:
    """Text with line breaks, in one pass without recursion: pages may nest as deep as they like."""
    node: LexborNode | None = body
    cell: LexborNode | None = None
    # The outermost element whose lines are as they are written.
    plain: LexborNode | None = None
    while node is not None:
        descend = None
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            yield text if plain is not None and cell is None else _BLANKS.sub(" ", text)
        elif tag not in _DROPPED and not tag.startswith(("-", "!")) and not _is_unread(node):
            if tag in _CELLS and cell is None and node.css_first("table") is None:
                cell = node
                yield " | "
            elif cell is None and tag in _BLOCKS:
                yield "\n" + _BULLET * (tag == "li")
            elif tag in _BLOCKS:
                yield " "
            plain = plain or (node if tag == "pre" else None)
            descend = node.child
        if descend is not None:
            node = descend
            continue
        # Up to the next node that has a sibling, closing what ends on the way.
        while node is not None:
            yield from _closing(node, cell)
            # Nodes are compared by identity: equality would compare all their markup.
            if cell is not None and node.mem_id == cell.mem_id:
                cell = None
            if plain is not None and node.mem_id == plain.mem_id:
                plain = None
            if node.mem_id == body.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def _closing(node: LexborNode, cell: LexborNode | None) -> Iterator[str]:
    if node.tag == "tr" and cell is None:
        yield " |\n"
    elif node.tag in _BLOCKS:
        yield "\n" if cell is None else " "
