"""An independent client of the topics: reads what Java wrote with two libraries, writes what Java reads.

client.py read TOPIC COUNT    reads with confluent-kafka's deserializer; prints one JSON object a record
client.py fastavro TOPIC COUNT    reads the bytes and decodes them with fastavro and the registry's REST alone
client.py write TOPIC SCHEMA_FILE    writes the record of standard input (JSON, bytes as hex) with the schema
"""
import io
import json
import os
import struct
import sys
import urllib.request

import fastavro
from confluent_kafka import Consumer, Producer
from confluent_kafka.schema_registry import SchemaRegistryClient, topic_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

BROKER = os.environ["BOOTSTRAP_SERVERS"]
REGISTRY = os.environ["SCHEMA_REGISTRY_URL"]
TIMEOUT_S = 120
# The client's own default asks the registry for "associations", which Apicurio does not know and may leave unanswered.
SUBJECTS = {"subject.name.strategy": topic_subject_name_strategy}


def registry():
    return SchemaRegistryClient({"url": REGISTRY, "timeout": 60})


def messages(topic, count):
    consumer = Consumer({
        "bootstrap.servers": BROKER,
        "group.id": "python-" + topic + "-" + sys.argv[1],
        "isolation.level": "read_committed",
        "auto.offset.reset": "earliest",
    })
    consumer.subscribe([topic])
    for _ in range(count):
        message = consumer.poll(TIMEOUT_S)
        if message is None or message.error():
            raise SystemExit(f"no record in {topic}: {message and message.error()}")
        yield message
    consumer.close()


def printable(value):
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [printable(item) for item in value]
    return value


def show(record):
    print(json.dumps(printable(record), ensure_ascii=False), flush=True)


def read(topic, count):
    deserializer = AvroDeserializer(registry(), conf=SUBJECTS)
    for message in messages(topic, count):
        context = SerializationContext(topic, MessageField.VALUE, message.headers())
        show(deserializer(message.value(), context))


def read_fastavro(topic, count):
    for message in messages(topic, count):
        magic, schema_id = struct.unpack(">bI", message.value()[:5])
        assert magic == 0, magic
        with urllib.request.urlopen(f"{REGISTRY}/schemas/ids/{schema_id}") as response:
            schema = fastavro.parse_schema(json.loads(json.load(response)["schema"]))
        body = io.BytesIO(message.value()[5:])
        show(fastavro.schemaless_reader(body, schema, None))
        assert not body.read(), "bytes follow the record"


def write(topic, schema_file):
    with open(schema_file, encoding="utf-8") as file:
        serializer = AvroSerializer(registry(), file.read(), conf=SUBJECTS)
    record = json.load(sys.stdin)
    for window in record["windows"]:
        for pixels in ("flux", "inverse_variance", "quality"):
            if window.get(pixels) is not None:
                window[pixels] = bytes.fromhex(window[pixels])
    producer = Producer({"bootstrap.servers": BROKER, "enable.idempotence": True})
    value = serializer(record, SerializationContext(topic, MessageField.VALUE))
    producer.produce(topic, key=record["spectrum_id"].encode(), value=value)
    left = producer.flush(TIMEOUT_S)
    assert left == 0, f"{left} records were not delivered"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdin.reconfigure(encoding="utf-8")
    command, name, argument = sys.argv[1:]
    if command == "write":
        write(name, argument)
    else:
        {"read": read, "fastavro": read_fastavro}[command](name, int(argument))
