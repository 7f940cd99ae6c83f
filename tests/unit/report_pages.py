"""Writes pages for the tests and reads them back."""

from html.parser import HTMLParser

from returncheck.report.page import build_page, render_page
from returncheck.settings.config import FailOn

VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Elements with their attributes, texts by element, and unclosed elements."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.texts = []
        self.open = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.open += [tag] * (tag not in VOID)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((tuple(self.open), data))

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]

    def text(self):
        shown = (d for path, d in self.texts if not {"style", "script"} & set(path))
        words = " ".join(shown)
        return " ".join(words.split())


def html(found, *, fail_on=FailOn.ERROR, exit_code=None, refused=(), synthetic=False):
    code = found.exit_code(fail_on) if exit_code is None else exit_code
    page = build_page(
        found, fail_on=fail_on, exit_code=code, refused=refused, synthetic=synthetic
    )
    return render_page(page)


def text(found, **options):
    return Page(html(found, **options)).text()
