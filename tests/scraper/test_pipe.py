import io
from contextlib import suppress

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper import pipe
from scraper.errors import EngineLost
from scraper.events import RunFinished


def test_frame_when_written_then_is_read_back():
    stream = io.BytesIO()
    for body in (b"", b"x", b"y" * 70_000):
        pipe.write_frame(stream, body)
    stream.seek(0)
    assert [pipe.read_frame(stream) for _ in range(4)] == [b"", b"x", b"y" * 70_000, None]


@given(st.binary(max_size=200))
def test_read_frame_when_given_anything_then_raises_the_typed_error_alone(data):
    stream = io.BytesIO(data)
    try:
        while (body := pipe.read_frame(stream)) is not None:
            assert len(body) <= len(data)
    except EngineLost:
        pass


def test_read_frame_when_the_length_is_absurd_then_reads_no_further():
    stream = io.BytesIO((pipe.MAX_FRAME_BYTES + 1).to_bytes(4, "big") + b"z" * 100)
    with pytest.raises(EngineLost):
        pipe.read_frame(stream)
    assert stream.tell() == 4


@given(st.binary(max_size=300) | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(msgspec.json.encode))
def test_decode_when_given_anything_then_raises_the_typed_error_alone(body):
    for decode in (pipe.decode_command, pipe.decode_reply):
        with pytest.raises(EngineLost):
            decode(body)


@given(
    st.sampled_from(["search", "describe", "stop", "taken", "abandon", "ready", "told"]),
    st.dictionaries(
        st.sampled_from(["channel", "run", "query", "pace", "network", "site", "size_bytes", "event"]),
        st.none() | st.integers() | st.text() | st.floats() | st.just({"type": "run_finished", "run": 1}),
    ),
)
def test_decode_when_given_nearly_a_message_then_raises_the_typed_error_alone(tag, fields):
    body = msgspec.json.encode({"type": tag, **fields})
    for decode, kinds in ((pipe.decode_command, pipe.Command), (pipe.decode_reply, pipe.Reply)):
        with suppress(EngineLost):
            assert isinstance(decode(body), kinds)


def test_decode_when_nested_without_end_then_raises_the_typed_error():
    body = b'{"type":"told","channel":1,"event":' + b"[" * 200_000
    with pytest.raises(EngineLost):
        pipe.decode_reply(body)


def test_encode_when_too_long_for_a_frame_then_refuses():
    assert pipe.encode(pipe.Told(channel=1, event=RunFinished(run=1)))
    with pytest.raises(ValueError, match="does not fit"):
        pipe.encode(pipe.Stop(channel=1, site="x" * pipe.MAX_FRAME_BYTES))
