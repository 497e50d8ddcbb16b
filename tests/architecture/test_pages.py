"""Every template uses exactly what its page declares, and no template holds script or style of its own."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from jinja2 import meta, nodes

import app.main  # noqa: F401  imports every page
from app.web.pages import Page
from app.web.templates import FOLDER, environment

ENVIRONMENT = environment("en")
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(\ssrc=|application/json))|\|\s*safe\b")


def descendants(kind: type[Page]) -> list[type[Page]]:
    return [each for child in kind.__subclasses__() for each in (child, *descendants(child))]


PAGES = [page for page in descendants(Page) if hasattr(page, "template")]


def used_in(template: str) -> set[str]:
    """Collect the variables of a template and of what it includes; what it inherits or imports has its own."""
    tree = ENVIRONMENT.parse((FOLDER / template).read_text())
    imported = {
        name if isinstance(name, str) else name[1] for node in tree.find_all(nodes.FromImport) for name in node.names
    }
    included = [node.template.value for node in tree.find_all(nodes.Include) if isinstance(node.template, nodes.Const)]
    assigned = {
        name.name
        for node in tree.find_all(nodes.Assign)
        for name in (node.target, *node.target.find_all(nodes.Name))
        if isinstance(name, nodes.Name)
    }
    used = meta.find_undeclared_variables(tree) - imported - assigned - {"_trans"}
    used -= {node.name for node in tree.find_all(nodes.Macro)}
    return used.union(*(used_in(name) for name in included)) - ENVIRONMENT.globals.keys() - {"shell"}


@pytest.mark.parametrize("kind", PAGES, ids=lambda kind: kind.__name__)
def test_template_uses_what_the_page_declares(kind: type[Page]) -> None:
    assert used_in(kind.template) == {field.name for field in fields(kind)}


@pytest.mark.parametrize("template", sorted(FOLDER.rglob("*.html")), ids=lambda path: path.name)
def test_nothing_is_inline(template: Path) -> None:
    assert INLINE.findall(template.read_text()) == []
