"""What people read calls a computer a computer; only commands, fields and codes, which programs depend on, say `machine`."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest

from app.cli.main import program as desktop
from licensing.server.__main__ import program as server
from licensing.server.app import create_app
from licensing.server.config import Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/*.md")])
PROGRAMS = {"jobspy-desktop": desktop, "jobspy-license-server": server}
NAMED = re.compile(r"```.*?```|(?m:^## license \w+$)|`[^`]*`|\"[^\"]*\"|--?[a-z-]+|\{[^}]*\}|/\S+", re.DOTALL)
"""What is named as a program has it: commands, options, fields, addresses."""
OTHER_WORD = re.compile(r"\bmachines?\b", re.IGNORECASE)
A_DEED = re.compile(r"[a-z]+\.[a-z ]+")


def amiss(text):
    """Where it says "machine", with what stands around."""
    plain = NAMED.sub(" ", text)
    return [plain[max(found.start() - 30, 0) : found.end() + 30] for found in OTHER_WORD.finditer(plain)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_page_when_it_speaks_of_a_computer_then_it_calls_it_so(page):
    assert amiss(page.read_text(encoding="utf-8")) == []


def every(command, name):
    """The command and those below it, each with its name."""
    yield name, command
    if isinstance(command, click.Group):
        for part in command.list_commands(click.Context(command)):
            yield from every(command.get_command(click.Context(command), part), f"{name} {part}")


@pytest.mark.parametrize("name", PROGRAMS)
def test_help_when_it_speaks_of_a_computer_then_it_calls_it_so(name):
    told = {what: command.get_help(click.Context(command)) for what, command in every(PROGRAMS[name], name)}
    assert len(told) > 15
    names = re.compile(r"^  (?:allow-)?machines  ", re.MULTILINE)
    assert {what: wrong for what, text in told.items() if (wrong := amiss(names.sub("", text)))} == {}


def sentences(path):
    """Every text in a module with a blank in it that is no docstring, nor for a database."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    apart |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "comment"}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in apart else None
        if isinstance(text, str) and " " in text and not A_DEED.fullmatch(text):
            yield text


@pytest.mark.parametrize("part", ["app", "licensing"])
def test_sentence_in_the_code_when_it_speaks_of_a_computer_then_it_calls_it_so(part):
    found = {path: list(sentences(path)) for path in (ROOT / part).rglob("*.py") if "migrations" not in path.parts}
    assert sum(map(len, found.values())) > 200
    wrong = {str(path): [text for text in texts if amiss(text)] for path, texts in found.items()}
    assert {path: texts for path, texts in wrong.items() if texts} == {}


def test_api_document_when_it_speaks_of_a_computer_then_it_calls_it_so(tmp_path):
    told = []

    def read(part):
        for name, value in part.items() if isinstance(part, dict) else enumerate(part):
            if name in {"description", "summary"} and isinstance(value, str):
                told.append(value)
            elif isinstance(value, dict | list):
                read(value)

    read(create_app(Settings(data_dir=tmp_path)).openapi())
    assert len(told) > 40
    assert [wrong for text in told for wrong in amiss(text)] == []
