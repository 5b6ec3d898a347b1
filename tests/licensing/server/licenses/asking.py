"""Licenses in a server's database, and computers that ask for them."""

from __future__ import annotations

from itertools import count
from uuid import uuid4

from sqlalchemy import insert, text

from licensing.protocol import lease as leases
from licensing.protocol.codes import LicenseType
from licensing.server.database.tables import users
from licensing.server.licenses.issue import issue
from tests.licensing.server.licenses.made import parts

_numbers = count(1)


def new_user(server, **columns):
    user = uuid4()
    now = server.clock()
    values = {"id": user, "email_sealed": "", "email_index": str(user), "created_at": now, "updated_at": now}
    server.sql(insert(users).values(values | columns))
    return user


def issued(server, license_type=LicenseType.PRO, *, user=None, **more):
    """A license of somebody new: its id and key."""
    user = user or new_user(server)

    async def make():
        async with server.database.changing() as connection:
            return await issue(
                connection,
                server.context.keys,
                user_id=user,
                license_type=license_type,
                now=server.clock(),
                **more,
            )

    return server.run(make)


class Computer:
    """A computer with parts of its own, and the lease it was given last."""

    def __init__(self, server, name=None, components=None):
        self.name = name or f"computer{next(_numbers)}"
        self.fingerprint = self.name.encode().hex().ljust(64, "0")[:64]
        self.components = parts(self.name[-16:]) if components is None else components
        self._server = server
        self.seq = 0

    def told(self, key, **more):
        body = {
            "license_key": key,
            "hardware_fingerprint": self.fingerprint,
            "app_version": "1.0.0",
            "components": self.components,
            "nonce": f"nonce-{next(_numbers)}",
        }
        return body | more

    def ask(self, what, key, **more):
        body = self.told(key, **more)
        reply = self._server.post(f"/licenses/{what}", body)
        assert reply.status_code == 200, reply.text
        outcome = reply.json()
        assert outcome["nonce"] == body["nonce"]
        if outcome.get("lease"):
            self.seq = lease_in(self._server, outcome).seq
        return outcome

    def activate(self, key, **more):
        return self.ask("activate", key, **more)

    def validate(self, key, **more):
        return self.ask("validate", key, **({"seq": self.seq} | more))

    def deactivate(self, key, machine_id):
        reply = self._server.post("/licenses/deactivate", {"license_key": key, "machine_id": machine_id, "nonce": "n"})
        assert reply.status_code == 200, reply.text
        return reply.json()


def lease_in(server, outcome):
    """The lease of an outcome, believed as a client does."""
    keys = server.context.keys
    lease = leases.read(outcome["lease"], keys.public, issuer=server.context.issuer)
    assert lease.nonce == outcome["nonce"]
    return lease


# What holds in every database at any time; each counts what does not.
INVARIANTS = {
    "a license has no more machines than it may": """
        SELECT count(*) FROM licenses l WHERE
        (SELECT count(*) FROM machines m WHERE m.license_id = l.id AND m.deactivated_at IS NULL)
        > coalesce(l.machines_allowed, CASE l.license_type WHEN 'free' THEN 1 WHEN 'pro' THEN 3 ELSE 10 END)""",
    "every machine is in the audit log, once": """
        SELECT count(*) FROM machines m LEFT JOIN
        (SELECT replace(subject, '-', '') AS name, count(*) AS times FROM audit_log
         WHERE action = 'machine.activated' GROUP BY 1) a
        ON a.name = 'machine:' || replace(CAST(m.id AS text), '-', '') WHERE coalesce(a.times, 0) <> 1""",
    "nothing was activated that is not there": """
        SELECT count(*) FROM audit_log WHERE action = 'machine.activated' AND replace(subject, '-', '')
        NOT IN (SELECT 'machine:' || replace(CAST(id AS text), '-', '') FROM machines)""",
    "who gave up a machine is known": """
        SELECT count(*) FROM machines WHERE (deactivated_at IS NULL) <> (deactivated_by IS NULL)""",
    "a lease was renewed from an older one": "SELECT count(*) FROM machines WHERE seq > 0 AND seq_renewed >= seq",
    "no time runs backwards": "SELECT count(*) FROM machines WHERE last_seen_at < activated_at",
}


def check_invariants(sql):
    """`sql` gives the one value of a statement."""
    broken = {rule: sql(statement) for rule, statement in INVARIANTS.items()}
    assert not any(broken.values()), broken


def check_server(server):
    check_invariants(lambda statement: server.sql(text(statement))[0][0])
