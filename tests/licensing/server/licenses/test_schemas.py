"""The server's schemas are the protocol's messages: same names, same need, same kinds of values."""

from __future__ import annotations

import msgspec
import pytest

from licensing.protocol import messages
from licensing.server.licenses import schemas

NAMES = ("Validate", "Activate", "Outcome", "Deactivate", "Deactivated", "Machine", "Machines")


def kinds(schema, definitions):
    """The JSON types a value may have."""
    if "$ref" in schema:
        return kinds(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "anyOf" in schema:
        return set().union(*(kinds(each, definitions) for each in schema["anyOf"]))
    if "enum" in schema:
        return {"string" if isinstance(value, str) else "null" for value in schema["enum"]}
    return {schema["type"]}


def of_protocol(name):
    (_,), definitions = msgspec.json.schema_components([getattr(messages, name)], ref_template="#/{name}")
    return definitions[name], definitions


def of_server(name, mode):
    schema = getattr(schemas, name).model_json_schema(mode=mode)
    return schema, schema.get("$defs", {})


@pytest.mark.parametrize("name", NAMES)
def test_schema_when_compared_to_the_message_then_names_needs_and_kinds_are_the_same(name):
    (ours, our_definitions), (theirs, their_definitions) = of_server(name, "validation"), of_protocol(name)
    assert list(ours["properties"]) == list(theirs["properties"])
    assert set(ours["required"]) == set(theirs["required"])
    for field, schema in theirs["properties"].items():
        assert kinds(ours["properties"][field], our_definitions) == kinds(schema, their_definitions), field


@pytest.mark.parametrize("name", NAMES)
def test_schema_when_a_field_is_left_out_then_both_have_the_same_default(name):
    ours = {key: field.default for key, field in getattr(schemas, name).model_fields.items() if not field.is_required()}
    theirs = {}
    for field in msgspec.structs.fields(getattr(messages, name)):
        if field.default_factory is not msgspec.NODEFAULT:
            theirs[field.name] = field.default_factory()
        elif field.default is not msgspec.NODEFAULT:
            theirs[field.name] = field.default
    assert ours == theirs


@pytest.mark.parametrize("name", NAMES)
def test_schema_when_it_has_an_example_then_the_client_reads_it(name):
    kind = getattr(schemas, name)
    schema = kind.model_json_schema()
    for example in schema.get("examples", []):
        message = msgspec.json.decode(msgspec.json.encode(example), type=getattr(messages, name))
        assert kind.model_validate_json(msgspec.json.encode(message))
    fields = {field: value["examples"][0] for field, value in schema["properties"].items() if "examples" in value}
    if set(schema["required"]) <= fields.keys():
        kind.model_validate(fields)
        msgspec.convert(fields, getattr(messages, name))
