"""Every link of the manual is followed."""

from __future__ import annotations

import pytest
from manual import broken

HEAD = "<html><body><h2 id='place'>x</h2>"


def test_broken_when_every_link_leads_somewhere_then_there_is_nothing_to_say(tmp_path):
    (tmp_path / "other.html").write_text(HEAD)
    (tmp_path / "picture.png").write_bytes(b"")
    (tmp_path / "index.html").write_text(
        HEAD + "<a href='other.html#place'>a</a><a href='#place'>b</a><a href='https://example.com'>c</a>"
        "<img src='picture.png'><a href='mailto:a@example.com'>d</a>"
    )
    assert broken(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<a href='none.html'>a</a>", "none.html, which is not there"),
        ("<a href='#nowhere'>a</a>", "no such place"),
        ("<img src='none.png'>", "none.png, which is not there"),
        ("<script src='https://example.com/x.js'></script>", "from elsewhere"),
        ("<link href='//example.com/x.css'>", "from elsewhere"),
    ],
)
def test_broken_when_a_link_leads_nowhere_or_away_then_it_is_named(tmp_path, text, words):
    (tmp_path / "index.html").write_text(HEAD + text)
    [line] = broken(tmp_path)
    assert words in line


def test_broken_when_there_is_no_page_then_that_is_wrong(tmp_path):
    assert broken(tmp_path) != []
