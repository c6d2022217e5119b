-- The trace of a spectrum ends in the ledger, which has a row for results and rejects alike.

ALTER TABLE ledger ADD COLUMN trace_id text;

COMMENT ON COLUMN ledger.trace_id IS 'Trace of the spectrum, W3C Trace Context, 32 hex digits; null where its producer sent none. No unit.';
