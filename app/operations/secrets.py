"""Passwords of proxies: in the system's keyring, never in the settings. Calls may wait for the person: use a worker."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit, urlunsplit

from scraper.cancel import Cancel
from scraper.errors import Expected
from scraper.network import with_scheme

if TYPE_CHECKING:
    from collections.abc import Callable

_SERVICE = "jobspy-desktop"
T = TypeVar("T")


def split_password(proxy: str) -> tuple[str, str | None]:
    """A proxy's address without its password, and the password; None if there is none. `scraper.network.check` it first."""
    parts = urlsplit(with_scheme(proxy))
    if parts.password is None:
        return proxy, None
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username or ''}@{host}")), parts.password


def with_password(proxy: str, password: str | None) -> str:
    """The address with the password in it."""
    parts = urlsplit(with_scheme(proxy))
    if password is None or parts.username is None:
        return proxy
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}:{password}@{host}"))


def keep(proxy: str, cancel: Cancel | None = None) -> str:
    """Put the password of a proxy into the keyring; the address without it.

    Raises:
        Expected: there is no keyring that takes it.
        Cancelled: `cancel` was set meanwhile.
    """
    address, password = split_password(proxy)
    if password is not None:
        import keyring
        from keyring.errors import KeyringError

        try:
            _answered(lambda: keyring.set_password(_SERVICE, address, password), cancel)
        except KeyringError as error:
            raise Expected(
                "The password of the proxy cannot be kept: this computer has no keyring that is unlocked. Use a proxy"
                " without a password, or unlock the keyring."
            ) from error
    return address


def complete(proxies: tuple[str, ...], cancel: Cancel | None = None) -> tuple[str, ...]:
    """The addresses with their passwords from the keyring, where there is one; what has its password stays as it is.

    Raises:
        Expected: it is locked.
        Cancelled: `cancel` was set meanwhile.
    """
    if not any_lacks_password(proxies):
        return proxies
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    def completed() -> tuple[str, ...]:
        return tuple(
            with_password(proxy, keyring.get_password(_SERVICE, proxy)) if _lacks_password(proxy) else proxy
            for proxy in proxies
        )

    try:
        return _answered(completed, cancel)
    except NoKeyringError:
        return proxies
    except KeyringError as error:
        raise Expected(
            "The password of the proxy cannot be read: this computer's keyring is locked. Unlock it, then try again."
        ) from error


def any_lacks_password(proxies: tuple[str, ...]) -> bool:
    """Whether one has a name in it and no password, so that the keyring would be asked."""
    return any(map(_lacks_password, proxies))


def _lacks_password(proxy: str) -> bool:
    parts = urlsplit(with_scheme(proxy))
    return bool(parts.username) and parts.password is None


def _answered(ask: Callable[[], T], cancel: Cancel | None) -> T:
    """What the keyring answers, asked on a thread that ends with the program: it may wait for somebody who is away."""
    answer: Future[T] = Future()
    ready = threading.Event()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            answer.set_exception(error)
        ready.set()

    given_up = Cancel(cancel, then=ready.set)
    threading.Thread(target=run, name="keyring", daemon=True).start()
    ready.wait()
    given_up.check()
    return answer.result()
