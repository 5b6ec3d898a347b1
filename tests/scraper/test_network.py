import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.network import Network, redacted


@pytest.mark.parametrize(
    ("proxy", "text"),
    [
        ("http://me:hunter22@127.0.0.1:8080", "cannot reach http://me:hunter22@127.0.0.1:8080/"),
        ("socks5h://me:p%40ssword@host:1", "tried p@ssword and p%40ssword"),
        ("me:hunter22@host:1", "Proxy-Authorization: Basic bWU6aHVudGVyMjI="),
        ("http://me:abc@host", "http://me:abc@host failed"),
        ("http://me:abc@host", "me:abc@host failed"),
        ("http://[broken:hunter22@host", "hunter22 failed"),
    ],
)
def test_redacted_when_a_text_names_a_proxy_then_its_password_is_gone(proxy, text):
    clean = redacted(text, Network(proxies=(proxy,)))
    assert "***" in clean
    for secret in ("hunter22", "p@ssword", "p%40ssword", "bWU6", ":abc@"):
        assert secret not in clean


def test_redacted_when_a_proxy_has_no_password_then_changes_nothing():
    network = Network(proxies=("http://127.0.0.1:8080", ""))
    assert redacted("http://host:80 a: b@c", network) == "http://host:80 a: b@c"


@given(st.lists(st.text()), st.text())
def test_redacted_when_given_anything_then_does_not_fail(proxies, text):
    assert isinstance(redacted(text, Network(proxies=tuple(proxies))), str)
