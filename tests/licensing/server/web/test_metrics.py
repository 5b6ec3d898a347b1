from __future__ import annotations

import re

from prometheus_client.parser import text_string_to_metric_families

from tests.licensing.server.web.asked import ask
from tests.licensing.server.web.toy import toy

HERE = ("127.0.0.1", 50_000)


def figures(app, name):
    (reply,) = ask(app, ("GET", "/metrics"), client=HERE)
    assert reply.headers["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(reply.text)
    return {
        tuple(sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
        if sample.name == name
    }


def test_requests_when_answered_then_they_are_counted_by_template_and_status():
    app = toy()
    requests = [("GET", f"/api/things/{number}") for number in range(3)]
    ask(
        app,
        *requests,
        ("GET", "/nowhere/7"),
        ("GET", "/wp-admin.php"),
        ("DELETE", "/api/things/1"),
        ("GET", "/api/fails"),
    )
    assert figures(app, "license_server_requests_total") == {
        ("GET", "/api/things/{thing_id}", "200"): 3,
        ("DELETE", "/api/things/{thing_id}", "204"): 1,
        ("GET", "(none)", "404"): 2,
        ("GET", "/api/fails", "500"): 1,
    }
    assert figures(app, "license_server_request_seconds_count")["GET", "/api/things/{thing_id}"] == 3


def test_methods_when_invented_then_they_make_no_figures_of_their_own():
    app = toy()
    ask(app, *[(f"INVENTED{number}", "/api/things/1") for number in range(5)])
    assert figures(app, "license_server_requests_total") == {("other", "/api/things/{thing_id}", "405"): 5}


def test_in_flight_when_looked_up_then_it_is_this_one_request():
    app = toy()
    ask(app, ("GET", "/api/fails"), ("GET", "/api/slow?seconds=0"))
    assert figures(app, "license_server_requests_in_flight") == {(): 1}


def test_watched_figure_when_read_then_it_is_looked_up_anew():
    app, values = toy(), iter([3, 5])
    app.state.metrics.watch("database_connections_in_use", "Connections in use.", lambda: next(values))
    assert figures(app, "license_server_database_connections_in_use") == {(): 3}
    assert figures(app, "license_server_database_connections_in_use") == {(): 5}


def test_figures_when_asked_for_from_elsewhere_then_there_are_none():
    app = toy()
    assert [reply.status_code for reply in ask(app, ("GET", "/metrics"))] == [404]
    passed_on = ("GET", "/metrics", {"headers": {"X-Forwarded-For": "203.0.113.7"}})
    assert [reply.status_code for reply in ask(app, passed_on, client=HERE)] == [404]


def test_figures_when_two_servers_are_in_a_process_then_each_has_its_own():
    one, other = toy(), toy()
    ask(one, ("GET", "/api/things/1"))
    assert figures(other, "license_server_requests_total") == {}


def test_figures_when_read_then_the_process_is_among_them():
    (reply,) = ask(toy(), ("GET", "/metrics"), client=HERE)
    assert re.search(r"^process_resident_memory_bytes \d", reply.text, re.MULTILINE)
