"""The settings file."""

from __future__ import annotations

import os
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from app.settings import ITEMS, Settings, as_toml, load, save
from scraper.errors import BadInput, StoreError
from scraper.network import Pace


def test_without_a_file_every_setting_has_its_default(tmp_path):
    assert load(tmp_path / "none.toml") == (Settings(), [])


def test_settings_come_back_as_they_were_saved(tmp_path):
    settings = Settings(look="dark", text_percent=120, proxies=("http://a:1",), user_agent='odd "\\ \x7f\n', pause_s=5)
    settings = replace(settings, sites=("linkedin", "indeed"), site_pauses_s={"linkedin": 20, "indeed": 0})
    save(tmp_path / "settings.toml", settings)
    assert load(tmp_path / "settings.toml") == (settings, [])
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_file_has_every_setting_with_its_words():
    text = as_toml(Settings())
    for item in ITEMS:
        assert f"# {item.words}\n{item.key} = " in text
    assert set(tomllib.loads(text)) == {item.key for item in ITEMS}


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('look = "pink"', "look"),
        ("text_percent = 10", "text_percent"),
        ('text_percent = "100"', "text_percent"),
        ("pause_s = true", "pause_s"),
        ('sites = "linkedin"', "sites"),
        ('sites = ["google"]', "sites"),
        ("site_pauses_s = 5", "site_pauses_s"),
        ("site_pauses_s = {nowhere = 5}", "site_pauses_s"),
        ("site_pauses_s = {linkedin = -1}", "site_pauses_s"),
        ('proxies = "http://a:1"', "proxies"),
        ('proxies = ["nonsense"]\nlook = "dark"', None),
        ('ca_cert = "/none/there"', "ca_cert"),
        ("user_agent = 1", "user_agent"),
        ("license_server = 1", "license_server"),
        ('license_server = "license.example.com"', "license_server"),
        ('license_server = "http://license.example.com"', "license_server"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_by_key_and_file_and_the_rest_is_used(tmp_path, line, key):
    path = tmp_path / "settings.toml"
    path.write_text(f'{line}\nlanguage = "de"\n')
    settings, troubles = load(path)
    assert settings.language == "de"
    if key is not None:
        assert len(troubles) == 1
        assert f"The setting {key} in {path}" in troubles[0]
        assert getattr(settings, key) == getattr(Settings(), key)


def test_an_entry_that_cannot_be_used_is_told_by_its_name_and_the_others_are_used(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('sites = ["linkedin", "nowhere"]\nsite_pauses_s = {linkedin = 20, bayt = -1}\n')
    settings, (of_sites, of_pauses) = load(path)
    assert (settings.sites, settings.site_pauses_s) == (("linkedin",), {"linkedin": 20})
    assert f"The setting sites in {path} can be used in part only, without nowhere: the sites are" in of_sites
    assert "without bayt: it has to be a number" in of_pauses


@pytest.mark.parametrize("line", ['proxies = ["http://h:0"]', "proxies = 5", "look = "])
def test_what_must_not_be_replaced_by_its_default_is_an_error_where_it_cannot_be_used(tmp_path, line):
    path = tmp_path / "settings.toml"
    path.write_text(f"{line}\n")
    with pytest.raises(BadInput, match="Mend it"):
        load(path, needed=["proxies"])
    assert load(path)[0].proxies == ()


def test_pace_of_a_site_is_the_one_set_for_it_else_that_of_all_else_its_own():
    pace = Settings(pause_s=4, site_pauses_s={"linkedin": 20, "indeed": 0}).pace
    assert pace.of("linkedin") == Pace(pause_s=(20, 30))
    assert pace.of("indeed") == Pace(pause_s=(0, 0))
    assert pace.of("bayt") == Pace(pause_s=(4, 6))
    assert Settings().pace.of("bayt") == Pace()


def test_a_file_that_is_no_toml_is_told_and_the_defaults_are_used(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text("look = ")
    settings, [trouble] = load(path)
    assert settings == Settings()
    assert str(path) in trouble


def test_keys_of_other_versions_are_kept(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('future = "yes"\nmore_of_it = [1, 2]\n')
    settings, troubles = load(path)
    assert troubles == []
    save(path, settings)
    assert tomllib.loads(path.read_text())["more_of_it"] == [1, 2]


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        save(tmp_path / "file" / "settings.toml", Settings())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_the_file(text):
    assert tomllib.loads(as_toml(Settings(user_agent=text)))["user_agent"] == text


def test_keys_of_another_version_are_kept_whatever_they_are(tmp_path):
    path = tmp_path / "settings.toml"
    more = 'ratio = inf\nwhen = [2025-01-01, 07:32:00, 2025-01-01T07:32:00Z]\n[[plugins]]\nname = "x\\u007f"\n[window."a b"]\nx = 1.5e-9\ny = true\n'
    path.write_text(f"pause_s = 7\n{more}")
    settings, _ = load(path)
    save(path, settings)
    assert tomllib.loads(path.read_text())["plugins"] == [{"name": "x\x7f"}]
    assert load(path) == (settings, [])


def test_settings_are_for_their_owner_alone(tmp_path):
    save(tmp_path / "settings.toml", Settings())
    assert os.name == "nt" or (tmp_path / "settings.toml").stat().st_mode & 0o777 == 0o600


def test_a_file_that_cannot_be_asked_for_is_told_and_the_defaults_are_used(tmp_path):
    path = tmp_path / ("n" * 300) / "settings.toml"
    settings, [trouble] = load(path)
    assert settings == Settings()
    assert trouble.endswith("cannot be read (File name too long), so every setting has its default.")
    with pytest.raises(BadInput, match="Mend it"):
        load(path, needed=["proxies"])


def test_reason_why_a_setting_cannot_be_used_ends_with_one_full_stop(tmp_path):
    path = tmp_path / "settings.toml"
    path.write_text('proxies = ["http://me:x@h:99999"]\n')
    [trouble] = load(path)[1]
    assert ".." not in trouble
    assert trouble.endswith(". It has its default now.")
