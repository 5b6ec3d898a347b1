"""Every route, asked by nobody, by another user, by the owner, by the license's key and by an administrator.

The table is held to the routes there are: one that is added without an entry here fails.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from msgspec import Struct
from sqlalchemy import update

from licensing.protocol.messages import PREFIX
from licensing.server.app import ROUTERS, create_app
from licensing.server.database.tables import users
from tests.licensing.server.running import PASSWORD, Person, Server

WHO = ("nobody", "other user", "other key", "owner", "own key", "administrator")
OPEN = dict.fromkeys(WHO, 200)
"""Routes that need no caller: they answer to what is in their body."""
USERS_OWN = {
    "nobody": 401,
    "other user": 404,
    "other key": 401,
    "owner": 200,
    "own key": 401,
    "administrator": 200,
}
ANY_USER = {**USERS_OWN, "other user": 204, "owner": 204, "administrator": 204}
OWNERS_TO_CHANGE = {**USERS_OWN, "administrator": 403}
"""An administrator sees what is others', and changes it on the command line."""
BY_KEY_TOO = {**USERS_OWN, "other key": 404, "own key": 200}
FINGERPRINT = "a" * 64


class Scene(Struct, kw_only=True):
    """Who is there."""

    server: Server
    owner: Person
    other: Person
    admin: Person
    license_id: str
    machine_id: str

    def headers(self, who: str) -> dict[str, str]:
        made: dict[str, Callable[[], dict[str, str]]] = {
            "nobody": dict,
            "other user": self.other.bearer,
            "other key": self.other.with_key,
            "owner": self.owner.bearer,
            "own key": self.owner.with_key,
            "administrator": self.admin.bearer,
        }
        return made[who]()


def computer(scene: Scene, **more: Any) -> dict[str, Any]:
    return {"license_key": scene.owner.key, "hardware_fingerprint": FINGERPRINT, "app_version": "1", **more}


TABLE: dict[tuple[str, str], tuple[dict[str, int], Callable[[Scene], Any]]] = {
    ("POST", "/licenses/validate"): (OPEN, computer),
    ("POST", "/licenses/activate"): (OPEN, computer),
    ("POST", "/licenses/deactivate"): (
        OPEN,
        lambda scene: {"license_key": scene.owner.key, "machine_id": scene.machine_id},
    ),
    ("GET", "/licenses/{license_id}/machines"): (BY_KEY_TOO, lambda _scene: None),
    ("POST", "/licenses/{license_id}/rotate-key"): (OWNERS_TO_CHANGE, lambda _scene: None),
    ("POST", "/licenses/{license_id}/transfer"): (OWNERS_TO_CHANGE, lambda scene: {"user_id": scene.other.id}),
    ("POST", "/auth/login"): (OPEN, lambda scene: {"email": scene.owner.email, "password": PASSWORD}),
    ("POST", "/auth/refresh"): (OPEN, lambda scene: {"refresh_token": scene.owner.sign_in()["refresh_token"]}),
    ("POST", "/auth/logout"): (ANY_USER, lambda _scene: None),
    ("POST", "/auth/password"): (ANY_USER, lambda _scene: {"password": PASSWORD, "new_password": PASSWORD[::-1]}),
    ("POST", "/auth/register"): (
        dict.fromkeys(WHO, 201),
        lambda _scene: {"email": "new@example.com", "password": PASSWORD},
    ),
    ("GET", "/users/{user_id}/subscription"): (USERS_OWN, lambda _scene: None),
    ("GET", "/health"): (OPEN, lambda _scene: None),
    ("GET", "/ready"): (OPEN, lambda _scene: None),
    ("GET", "/.well-known/jwks.json"): (OPEN, lambda _scene: None),
    ("GET", "/metrics"): (OPEN, lambda _scene: None),
    ("GET", "/openapi.json"): (OPEN, lambda _scene: None),
    ("GET", "/docs"): (OPEN, lambda _scene: None),
}
SWAGGER = {f"/docs/{name}" for name in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon-32x32.png")}
"""Files of the page with the documentation, which are the same for all."""
PAGES = {"/openapi.json", "/docs"}
"""No endpoints of a router, and yet under `PREFIX`."""


def routes(settings) -> Iterator[tuple[str, str]]:
    """What can be asked: by method and path without `PREFIX`; HEAD goes with GET."""
    own = [(route, prefix) for prefix, router in ROUTERS for route in router.routes]
    others = [(route, "") for route in create_app(settings).routes if hasattr(route, "methods")]
    for route, prefix in [*own, *others]:
        for method in route.methods - {"HEAD"}:
            yield method, (prefix + route.path).removeprefix(PREFIX)


def test_table_when_compared_with_the_routes_there_are_then_has_each_and_no_other(data_dir, settings):
    assert set(routes(settings)) == TABLE.keys() | {("GET", path) for path in SWAGGER}


def test_path_when_it_ends_with_a_slash_too_many_then_nobody_is_sent_to_a_host_of_the_requests(server):
    reply = server.get("/health/", headers={"Host": "elsewhere.example"})
    assert (reply.status_code, reply.headers.get("location")) == (404, None)


@pytest.fixture
def scene(server) -> Scene:
    owner, other, admin = server.register(), server.register(), server.register()
    server.sql(update(users).where(users.c.id == UUID(admin.id)).values(role="admin"))
    asked = {"license_key": owner.key, "hardware_fingerprint": FINGERPRINT, "app_version": "1"}
    told = server.post("/licenses/activate", asked).json()
    return Scene(
        server=server,
        owner=owner,
        other=other,
        admin=admin,
        license_id=told["license_id"],
        machine_id=told["machine_id"],
    )


CASES = [
    (who, method, path)
    for method, path in TABLE
    for who in WHO
    if "{" in path or "key" not in who  # else the key of a license says nothing
]


@pytest.mark.parametrize(("who", "method", "path"), CASES, ids=[" ".join(case) for case in CASES])
def test_route_when_somebody_asks_then_is_answered_as_the_table_says(scene, who, method, path):
    statuses, body = TABLE[method, path]
    where = path.replace("{license_id}", scene.license_id).replace("{user_id}", scene.owner.id)
    where = PREFIX + where if path in PAGES else where
    reply = scene.server.ask(method, where, json=body(scene), headers=scene.headers(who))
    assert reply.status_code == statuses[who], reply.text
    if reply.status_code == 404:
        # What is not there and what is somebody else's cannot be told apart.
        nowhere = path.replace("{license_id}", str(UUID(int=7))).replace("{user_id}", str(UUID(int=7)))
        missing = scene.server.ask(method, nowhere, json=body(scene), headers=scene.headers(who))
        assert (missing.status_code, missing.json()) == (404, reply.json())
