package org.starflow.sink;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** Settings of the sink, all under {@code starflow.sink}. Kafka's own are under {@code kafka}, the database's under {@code quarkus.datasource}. */
@ConfigMapping(prefix = "starflow.sink")
public interface SinkConfig {
    /** Consumer group; its offsets in Kafka are for lag tools alone, the sink starts from those in the database. */
    @WithDefault("starflow-sink")
    String group();

    /** Kafka's {@code group.protocol}: classic or consumer (KIP-848). */
    @WithDefault("classic")
    String groupProtocol();

    /** Prefix of the workers' consumer groups: prefix, model name, dash, model version. */
    @WithDefault("starflow-worker-")
    String workerGroupPrefix();

    /** Most records of one poll, which is one transaction. */
    @WithDefault("500")
    int maxPollRecords();

    /** How long one poll waits for records. */
    @WithDefault("200ms")
    Duration pollTimeout();

    /** First wait after a failure of the database or the registry; doubles up to {@link #retryMax()}. */
    @WithDefault("250ms")
    Duration retryInitial();

    /** Longest wait between two tries. */
    @WithDefault("10s")
    Duration retryMax();

    /** Class of the Kafka deserializer of results; configured with the {@code kafka.*} settings. */
    @WithDefault("org.starflow.schemas.serde.AvroDeserializer")
    String valueDeserializer();

    /** Largest rejected value that is kept, in bytes; of a larger one only the size is. */
    @WithDefault("4194304")
    int rejectValueLimit();

    /** Workers that are asked for re-simulated spectra, {@code http://host:port}; without one the console shows no fit. */
    Optional<List<URI>> workers();

    /** Watching the spectra topic. */
    Stream stream();

    /** How often the ledger is audited by itself; 0: never. */
    @WithDefault("15m")
    Duration auditInterval();

    /** Comparing nights. */
    Nights nights();

    /** Who may have rejects published again. Without a password nobody may. */
    Operator operator();

    /** Who may read. Without a password everybody who reaches the port may. */
    Reader reader();

    /** Lag, rates and ages of the spectra topic, as the broker tells them. */
    interface Stream {
        /** Time between two looks. */
        @WithDefault("2s")
        Duration interval();

        /** UTC time of day by which a backlog should be gone: when the next night begins. */
        @WithDefault("21:00")
        LocalTime deadline();

        /** No result should be later than this after its spectrum was written. */
        @WithDefault("6h")
        Duration promisedAge();
    }

    /** Distributions of labels by night of observation. */
    interface Nights {
        /** Time between two looks. */
        @WithDefault("60s")
        Duration interval();

        /** Evening date of the night that others are compared with; without one, the night before the latest. */
        Optional<LocalDate> reference();

        /** Nights with fewer results are not compared. */
        @WithDefault("30")
        int leastResults();
    }

    /** Account of the role operator. */
    interface Operator {
        /** Name, for HTTP basic authentication and the audit trail. */
        @WithDefault("operator")
        String user();

        /** Password; there is no default. */
        Optional<String> password();
    }

    /** Account of the role reader. */
    interface Reader {
        /** Name, for HTTP basic authentication. */
        @WithDefault("reader")
        String user();

        /** Password; there is no default. */
        Optional<String> password();
    }
}
