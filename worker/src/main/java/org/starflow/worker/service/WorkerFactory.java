package org.starflow.worker.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.starflow.model.InferenceRecords;
import org.starflow.model.ModelPackage;
import org.starflow.model.SpectrumDecoder;
import org.starflow.model.engine.EngineOptions;
import org.starflow.model.engine.EngineVersion;
import org.starflow.model.engine.ModelReferences;
import org.starflow.v1.ModelReference;
import org.starflow.worker.WorkerConfig;
import org.starflow.worker.WorkerMetrics;
import org.starflow.worker.kafka.KafkaClients;
import org.starflow.worker.kafka.Publisher;
import org.starflow.worker.kafka.Serdes;
import org.starflow.worker.pipeline.Pipeline;
import org.starflow.worker.pipeline.PipelineParts;
import org.starflow.worker.pipeline.SampleLimit;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts a worker together from its settings. */
@ApplicationScoped
public class WorkerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerFactory.class);

    private final WorkerConfig config;
    private final Map<String, Object> kafka;
    private final MeterRegistry meters;
    private final String packagePath;
    private final Optional<String> home;
    private final int httpPort;
    private final Optional<String> traceEndpoint;
    private final double traceRatio;

    WorkerFactory(
            WorkerConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MeterRegistry meters,
            @ConfigProperty(name = "starflow.model.package") String packagePath,
            @ConfigProperty(name = "starflow.home") Optional<String> home,
            @ConfigProperty(name = "quarkus.http.port") int httpPort,
            @ConfigProperty(name = "starflow.traces.endpoint") Optional<String> traceEndpoint,
            @ConfigProperty(name = "starflow.traces.ratio", defaultValue = "1") double traceRatio) {
        this.config = config;
        this.kafka = kafka;
        this.meters = meters;
        this.packagePath = packagePath;
        this.home = home;
        this.httpPort = httpPort;
        this.traceEndpoint = traceEndpoint;
        this.traceRatio = traceRatio;
    }

    /**
     * Loads the package and wires the pipeline, which is not started yet.
     *
     * @throws org.starflow.model.ModelPackageException when the package cannot be used
     * @throws org.starflow.worker.WorkerException when a setting cannot be used
     */
    Worker create(Consumer<Throwable> failed) {
        var settings = Settings.of(config);
        EngineOptions options = Settings.engine(config);
        ModelPackage model = ModelPackage.load(PackagePath.resolve(packagePath, home));
        ModelReference reference = ModelReferences.of(model, EngineVersion.current(), options.provider());
        var clients = new KafkaClients(
                kafka,
                config,
                reference.getName(),
                reference.getVersion(),
                InstanceName.of(config.instance(), httpPort));
        var metrics = new WorkerMetrics(meters);
        metrics.info(Map.of(
                "version", reference.getEngineVersion(),
                "model", reference.getName(),
                "model_version", reference.getVersion(),
                "model_sha256", reference.getSha256(),
                "execution_provider", reference.getExecutionProvider()));
        var records = new InferenceRecords(model, reference.getEngineVersion(), options.provider());
        var deserializer = Serdes.deserializer(config.valueDeserializer(), clients.serde());
        var serializer = Serdes.serializer(config.valueSerializer(), clients.serde());
        var tracing = Settings.tracing(traceEndpoint, traceRatio);
        var parts = new PipelineParts(
                reference.getName(),
                reference.getVersion(),
                () -> EngineFactory.open(model, options),
                new SpectrumDecoder(model)::decode,
                SampleLimit.limit(records::toAvro, config.samples()),
                deserializer,
                serializer,
                () -> new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                new Publisher(
                        () -> new KafkaProducer<>(
                                clients.producer(), new ByteArraySerializer(), new ByteArraySerializer()),
                        config.retryTimeout()),
                tracing);
        LOG.atInfo()
                .addKeyValue("group", clients.group())
                .addKeyValue("transactionalId", clients.transactionalId())
                .addKeyValue("protocol", config.groupProtocol())
                .log("Worker starting");
        return new Worker(
                reference, model, new Pipeline(settings, parts, metrics, failed), deserializer, serializer, tracing);
    }
}
