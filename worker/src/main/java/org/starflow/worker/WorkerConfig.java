package org.starflow.worker;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Settings of the worker: see docs/worker.md for each. Kafka connection and credentials are the {@code kafka.*} keys. */
@ConfigMapping(prefix = "starflow.worker")
public interface WorkerConfig {
    /** Name of this instance, unique among the workers of a group and stable over restarts. Default: host-port. */
    Optional<String> instance();

    /** {@code cpu}, {@code cuda} or {@code cuda-fp16}. A provider that cannot be loaded ends the worker; there is no other choice. */
    @WithDefault("cpu")
    String executionProvider();

    /** Threads of one operator in ONNX Runtime on the CPU; 0: all cores. */
    @WithDefault("0")
    int threads();

    /** Threads that project spectra onto the basis; 0: one on the CPU, all cores but two on a GPU. */
    @WithDefault("0")
    int prepareThreads();

    /** Thinned posterior samples in each result; 0: none. */
    @WithDefault("0")
    int samples();

    /** A record larger than this is rejected unread. */
    @WithDefault("2M")
    MemorySize maxRecordBytes();

    /** Consumer group. Default: {@code starflow-worker-<model>-<version>}. */
    Optional<String> groupId();

    /** {@code classic} or {@code consumer} (KIP-848): docs/adr/009-group-protocol.md. */
    @WithDefault("classic")
    String groupProtocol();

    /** Micro-batches. */
    Batch batch();

    /** Bound on what is between poll and commit. */
    InFlight inFlight();

    /** Topics. */
    Topics topics();

    /** Class of the deserializer of spectra. */
    @WithDefault("org.starflow.schemas.serde.AvroDeserializer")
    String valueDeserializer();

    /** Class of the serializer of results. */
    @WithDefault("org.starflow.schemas.serde.AvroSerializer")
    String valueSerializer();

    /** The coordinator aborts a transaction of a dead worker after this; until then readers wait. */
    @WithDefault("30s")
    Duration transactionTimeout();

    /** How long a batch that cannot be committed is tried again before the worker exits. */
    @WithDefault("5m")
    Duration retryTimeout();

    /** How long a rebalance waits for batches in flight of the partitions that are taken away. */
    @WithDefault("10s")
    Duration revokeTimeout();

    /** How long a stop waits for batches in flight. */
    @WithDefault("15s")
    Duration stopTimeout();

    /** A stage that works on one batch for longer than this fails the liveness probe; more than the retry timeout. */
    @WithDefault("10m")
    Duration stuckAfter();

    /** Program that tells memory and use of the GPUs; {@code none} asks no program. */
    @WithDefault("nvidia-smi")
    String gpuProbe();

    /** Who may change log levels. Without a password nobody may. */
    Operator operator();

    /** Further properties of the Kafka consumer. */
    Map<String, String> consumer();

    /** Further properties of the Kafka producer. */
    Map<String, String> producer();

    /** Account of the role operator. */
    interface Operator {
        /** Name, for HTTP basic authentication and the log. */
        @WithDefault("operator")
        String user();

        /** Password; there is no default. */
        Optional<String> password();
    }

    /** When a micro-batch is full or due. */
    interface Batch {
        /** Most spectra in a batch. */
        @WithDefault("16")
        int size();

        /** How long a spectrum waits for others. */
        @WithDefault("100ms")
        Duration linger();
    }

    /** Beyond either bound, partitions are paused. */
    interface InFlight {
        /** Batches between poll and commit. */
        @WithDefault("4")
        int batches();

        /** Bytes of records between poll and commit; one batch is always let through. */
        @WithDefault("64M")
        MemorySize bytes();
    }

    /** Names of the topics. */
    interface Topics {
        /** Spectra. */
        @WithDefault(org.starflow.schemas.Topics.SPECTRA)
        String spectra();

        /** Results. */
        @WithDefault(org.starflow.schemas.Topics.INFERENCES)
        String inferences();

        /** Rejects. */
        @WithDefault(org.starflow.schemas.Topics.REJECTS)
        String rejects();
    }
}
