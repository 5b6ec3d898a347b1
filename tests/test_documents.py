"""The documents say what the program does: commands, options, columns, paths and links are compared with the real ones."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from app.cli.commands import COMMANDS
from app.cli.main import program
from app.operations.export import MADE_UP
from scraper.errors import Reason
from scraper.store.columns import COLUMNS, SORTABLE

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
EVERYWHERE = {"--data-dir", "--verbose", "--debug", "--help"}
ROW = re.compile(r"^\| `(--[^`]+)` \|", re.MULTILINE)
# `app/cli/`, `docs/decisions/store.md`, `start.py`; not patterns, commands or addresses.
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)*/?)`")
FOLDERS = ("app", "scraper", "tests", "docs", "build", "requirements", "licensing", "packaging")


def command_named(name):
    """The command of that name; "license status" is one of a group."""
    command = program
    for part in name.split():
        command = command.get_command(click.Context(command), part)
    return command


def every_name():
    """All commands in order, those of a group after it."""
    for name, _, _ in COMMANDS:
        yield name
        command = command_named(name)
        if isinstance(command, click.Group):
            yield from (f"{name} {part}" for part in command.list_commands(click.Context(command)))


def sections():
    text = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    head, *rest = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return head, dict(zip(rest[::2], rest[1::2], strict=True))


def written(option):
    """The option as the page has it: "--site NAME"; a bar is escaped in a table."""
    if option.is_flag:
        return option.opts[0]
    choices = isinstance(option.type, click.Choice)
    value = f"[{'|'.join(option.type.choices)}]" if choices else option.metavar
    return f"{option.opts[0]} {value}".replace("|", r"\|")


@pytest.mark.parametrize("name", list(every_name()))
def test_command_line_page_when_compared_with_a_command_then_its_usage_and_options_are_the_real_ones(name):
    _, section = sections()
    command = command_named(name)
    options = [p for p in command.params if isinstance(p, click.Option) and p.opts[0] not in EVERYWHERE]
    assert ROW.findall(section[name]) == [written(option) for option in options]
    usage = " ".join(command.collect_usage_pieces(click.Context(command, info_name=name)))
    assert f"`jobspy-desktop {name} {usage}`" in section[name]


def test_command_line_page_when_compared_with_the_program_then_no_other_command_is_named():
    head, section = sections()
    assert [name for name in section if name.islower()] == list(every_name())
    assert {row.split()[0] for row in ROW.findall(head)} == EVERYWHERE


def test_command_line_page_when_it_lists_names_then_they_are_the_real_ones():
    _, section = sections()
    sort = next(line for line in section["jobs"].splitlines() if line.startswith("| `--sort"))
    help_text = next(p.help for p in command_named("jobs").params if p.name == "sort")
    for name in SORTABLE:
        assert re.search(rf"\b{name}\b", sort)
        assert re.search(rf"\b{name}\b", help_text)
    assert all(f"`{reason}`" in section["Events as JSON"] for reason in Reason)


def test_columns_page_when_compared_with_the_exporter_then_order_keys_and_kinds_are_the_real_ones():
    text = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| \S", text, flags=re.MULTILINE)
    assert rows == [(column.key, column.kind) for column in (MADE_UP, *COLUMNS)]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_document_when_it_links_to_a_file_then_the_file_is_there(document):
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (document.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_document_when_it_names_a_path_of_the_project_then_it_is_there(document):
    named = PATH.findall(document.read_text(encoding="utf-8"))
    assert [path for path in named if path.partition("/")[0] in FOLDERS and "/" in path and not there(path)] == []


def there(path):
    return (ROOT / path).exists()


def test_architecture_when_it_names_a_module_then_it_is_in_the_room_of_its_row():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    checked = 0
    for row in text.splitlines():
        named = PATH.findall(row)
        rooms = [ROOT / path for path in named if path.endswith("/")]
        for name in named:
            if name.endswith(".py") and "/" not in name:
                assert any((room / name).exists() for room in rooms), name
                checked += 1
    assert checked > 20


def test_architecture_when_compared_with_the_project_then_every_package_and_top_module_has_its_place():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    packages = {path.parent for path in ROOT.glob("scraper/**/__init__.py")} | {
        ROOT / "app" / "cli",
        ROOT / "app" / "ui",
    }
    for package in packages - {ROOT / "scraper"}:
        assert f"`{package.relative_to(ROOT)}/`" in text
    for module in [*ROOT.glob("scraper/*.py"), *ROOT.glob("app/*.py")]:
        assert module.name == "__init__.py" or f"`{module.relative_to(ROOT)}`" in text
