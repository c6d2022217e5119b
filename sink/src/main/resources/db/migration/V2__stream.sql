-- The stream: how far the sink has read, what became of every input, rejects and what could not be read.

CREATE TABLE consumer_offset (
    topic text NOT NULL,
    partition integer NOT NULL,
    next_offset bigint NOT NULL,
    owner text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    PRIMARY KEY (topic, partition)
);

COMMENT ON TABLE consumer_offset IS 'How far the sink has read each partition; changes in the same transaction as the rows.';
COMMENT ON COLUMN consumer_offset.topic IS 'Topic that is read. No unit.';
COMMENT ON COLUMN consumer_offset.partition IS 'Partition that is read. No unit.';
COMMENT ON COLUMN consumer_offset.next_offset IS 'Offset of the next record to read. No unit.';
COMMENT ON COLUMN consumer_offset.owner IS 'Instance that moved it last. No unit.';
COMMENT ON COLUMN consumer_offset.updated_at IS 'When it last moved. UTC.';

CREATE TABLE ledger (
    source_topic text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    model_name text COLLATE "C" NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('inferred', 'rejected')),
    record_partition integer NOT NULL,
    record_offset bigint NOT NULL,
    spectrum_id text COLLATE "C",
    PRIMARY KEY (model_name, model_version, source_topic, source_partition, source_offset, outcome, record_partition,
        record_offset)
);

COMMENT ON TABLE ledger IS 'One row for each outcome of an input: what the audit counts. Two rows of one input and model version are an outcome too many.';
COMMENT ON COLUMN ledger.source_topic IS 'Topic of the spectrum. No unit.';
COMMENT ON COLUMN ledger.source_partition IS 'Partition of the spectrum. No unit.';
COMMENT ON COLUMN ledger.source_offset IS 'Offset of the spectrum. No unit.';
COMMENT ON COLUMN ledger.model_name IS 'Name of the model. No unit.';
COMMENT ON COLUMN ledger.model_version IS 'Version of the model. No unit.';
COMMENT ON COLUMN ledger.outcome IS 'inferred or rejected. No unit.';
COMMENT ON COLUMN ledger.record_partition IS 'Partition of the outcome in starflow.inferences or starflow.rejects. No unit.';
COMMENT ON COLUMN ledger.record_offset IS 'Offset of the outcome in that topic. No unit.';
COMMENT ON COLUMN ledger.spectrum_id IS 'Identifier of the spectrum of an inferred input. No unit.';

CREATE TABLE reject (
    source_topic text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    model_name text COLLATE "C" NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    code text NOT NULL,
    reason text NOT NULL,
    exception_class text,
    spectrum_id text COLLATE "C",
    key bytea,
    value bytea,
    value_size integer NOT NULL,
    headers jsonb NOT NULL,
    record_partition integer NOT NULL,
    record_offset bigint NOT NULL,
    rejected_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    replayed_at timestamp with time zone,
    replayed_by text,
    PRIMARY KEY (source_topic, source_partition, source_offset, model_name, model_version)
);

COMMENT ON TABLE reject IS 'Inputs that a worker refused, with their bytes.';
COMMENT ON COLUMN reject.source_topic IS 'Topic of the spectrum. No unit.';
COMMENT ON COLUMN reject.source_partition IS 'Partition of the spectrum. No unit.';
COMMENT ON COLUMN reject.source_offset IS 'Offset of the spectrum. No unit.';
COMMENT ON COLUMN reject.model_name IS 'Name of the model. No unit.';
COMMENT ON COLUMN reject.model_version IS 'Version of the model. No unit.';
COMMENT ON COLUMN reject.code IS 'Reject code. No unit.';
COMMENT ON COLUMN reject.reason IS 'What was wrong, one sentence. No unit.';
COMMENT ON COLUMN reject.exception_class IS 'Class name of the exception, where there was one. No unit.';
COMMENT ON COLUMN reject.spectrum_id IS 'Identifier of the spectrum, where a header says it. No unit.';
COMMENT ON COLUMN reject.key IS 'Key of the original record. No unit.';
COMMENT ON COLUMN reject.value IS 'Bytes of the original record; null when it had none or when they exceed the limit of the sink. No unit.';
COMMENT ON COLUMN reject.value_size IS 'Size of the original value, -1 when it had none. Unit: byte.';
COMMENT ON COLUMN reject.headers IS 'Headers of the original record in order: key and value (text) or base64. No unit.';
COMMENT ON COLUMN reject.record_partition IS 'Partition in starflow.rejects. No unit.';
COMMENT ON COLUMN reject.record_offset IS 'Offset in starflow.rejects. No unit.';
COMMENT ON COLUMN reject.rejected_at IS 'When the worker published the reject. UTC.';
COMMENT ON COLUMN reject.received_at IS 'When this row was written. UTC.';
COMMENT ON COLUMN reject.replayed_at IS 'When it was last published again. UTC.';
COMMENT ON COLUMN reject.replayed_by IS 'Who had it published again. No unit.';

CREATE INDEX reject_code ON reject (code);

CREATE TABLE reject_replay (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_topic text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    model_name text COLLATE "C" NOT NULL,
    model_version text COLLATE "C" NOT NULL,
    requested_at timestamp with time zone NOT NULL,
    requested_by text NOT NULL,
    published_partition integer,
    published_offset bigint,
    error text,
    FOREIGN KEY (source_topic, source_partition, source_offset, model_name, model_version) REFERENCES reject
);

COMMENT ON TABLE reject_replay IS 'Audit trail: every reject that an operator had published again.';
COMMENT ON COLUMN reject_replay.id IS 'Number of the replay. No unit.';
COMMENT ON COLUMN reject_replay.source_topic IS 'Topic of the spectrum. No unit.';
COMMENT ON COLUMN reject_replay.source_partition IS 'Partition of the spectrum. No unit.';
COMMENT ON COLUMN reject_replay.source_offset IS 'Offset of the spectrum. No unit.';
COMMENT ON COLUMN reject_replay.model_name IS 'Name of the model. No unit.';
COMMENT ON COLUMN reject_replay.model_version IS 'Version of the model. No unit.';
COMMENT ON COLUMN reject_replay.requested_at IS 'When the operator asked. UTC.';
COMMENT ON COLUMN reject_replay.requested_by IS 'Name of the operator. No unit.';
COMMENT ON COLUMN reject_replay.published_partition IS 'Partition of the new record; null while not published. No unit.';
COMMENT ON COLUMN reject_replay.published_offset IS 'Offset of the new record; null while not published. No unit.';
COMMENT ON COLUMN reject_replay.error IS 'Why it was not published; null when it was. No unit.';

CREATE TABLE quarantine (
    topic text NOT NULL,
    partition integer NOT NULL,
    record_offset bigint NOT NULL,
    reason text NOT NULL,
    key bytea,
    value bytea,
    headers jsonb NOT NULL,
    received_at timestamp with time zone NOT NULL,
    PRIMARY KEY (topic, partition, record_offset)
);

COMMENT ON TABLE quarantine IS 'Records of the result and reject topics that could not be read or stored. They wait here, with their bytes.';
COMMENT ON COLUMN quarantine.topic IS 'Topic of the record. No unit.';
COMMENT ON COLUMN quarantine.partition IS 'Partition of the record. No unit.';
COMMENT ON COLUMN quarantine.record_offset IS 'Offset of the record. No unit.';
COMMENT ON COLUMN quarantine.reason IS 'Why it could not be read or stored. No unit.';
COMMENT ON COLUMN quarantine.key IS 'Key of the record. No unit.';
COMMENT ON COLUMN quarantine.value IS 'Bytes of the record. No unit.';
COMMENT ON COLUMN quarantine.headers IS 'Headers of the record in order: key and value (text) or base64. No unit.';
COMMENT ON COLUMN quarantine.received_at IS 'When this row was written. UTC.';
