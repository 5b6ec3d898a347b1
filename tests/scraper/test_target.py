from __future__ import annotations

import os
from pathlib import Path

import pytest

from scraper.errors import BadInput
from scraper.target import is_taken, put


def test_is_taken_when_nothing_would_be_lost_then_it_is_not(tmp_path):
    (tmp_path / "empty").touch()
    (tmp_path / "full").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "full")
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    taken = [path.name for path in sorted(tmp_path.iterdir()) if is_taken(path)]
    assert taken == ["full", "link"]
    assert not is_taken(tmp_path)
    assert not is_taken(tmp_path / ("x" * 300))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_is_taken_when_it_is_a_pipe_or_a_device_then_it_is_not(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert not is_taken(tmp_path / "pipe")
    assert not is_taken(Path(os.devnull))


@pytest.mark.parametrize("links", [True, False], ids=["a disk with links", "a disk without"])
@pytest.mark.parametrize(("there", "stays"), [(None, False), ("", False), ("old", True)])
def test_put_when_a_file_is_there_then_it_stays_unless_it_is_empty_or_to_be_replaced(
    there, stays, links, tmp_path, monkeypatch
):
    def no_links(*_):
        raise PermissionError

    if not links:
        monkeypatch.setattr(os, "link", no_links)
    partial, target = tmp_path / ".part", tmp_path / "target"
    partial.write_text("new")
    if there is not None:
        target.write_text(there)
    if stays:
        with pytest.raises(BadInput):
            put(partial, target, replace=False)
        assert target.read_text() == "old"
        put(partial, target, replace=True)
    else:
        put(partial, target, replace=False)
    assert target.read_text() == "new"
    assert not partial.exists()
