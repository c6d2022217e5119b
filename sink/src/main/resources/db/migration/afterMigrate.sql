-- Who may do what, set again after every migration so that a new table is never forgotten. Flyway runs as the owner
-- (quarkus.flyway.username), the sink stores as its datasource's user, and everything that is asked over HTTP is read as
-- the user of the datasource "reader". Where several of them are the same user, nothing is taken from it.
DO $$
DECLARE
    writer CONSTANT name := '${writer}';
    reader CONSTANT name := '${reader}';
    data RECORD;
BEGIN
    -- Two sinks that start together would change the same rights at once.
    PERFORM pg_advisory_xact_lock(hashtext('starflow grants'));
    FOR data IN
        SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relname, c.relkind
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'v', 'm')
          AND c.relname <> 'flyway_schema_history'
    LOOP
        IF writer <> current_user THEN
            EXECUTE format('REVOKE ALL ON %s FROM %I', data.name, writer);
        END IF;
        IF reader <> current_user THEN
            EXECUTE format('REVOKE ALL ON %s FROM %I', data.name, reader);
        END IF;
        EXECUTE format('GRANT SELECT ON %s TO %I', data.name, reader);
        -- Nobody but the owner deletes a result: the ledger counts them.
        EXECUTE format(
            CASE WHEN data.relkind IN ('r', 'p') THEN 'GRANT SELECT, INSERT, UPDATE ON %s TO %I'
                 ELSE 'GRANT SELECT ON %s TO %I' END,
            data.name, writer);
        IF data.relname IN ('model', 'quarantine') THEN
            -- A model that was known by its rejects alone is replaced when its first result names its hash; what could
            -- be stored at last leaves quarantine.
            EXECUTE format('GRANT DELETE ON %s TO %I', data.name, writer);
        END IF;
    END LOOP;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I, %I', current_schema(), writer, reader);
END
$$;
