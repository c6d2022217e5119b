package org.starflow.it.upgrade;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.starflow.it.support.Inferences;
import org.starflow.it.support.Services;
import org.starflow.it.support.Spectra;
import org.starflow.it.support.SpectrumSender;
import org.starflow.it.support.Stack;
import org.starflow.it.support.Stacks;
import org.starflow.it.support.TopicReader;
import org.starflow.schemas.Topics;
import org.starflow.v1.Inference;
import org.starflow.v1.Spectrum;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Producers, worker, sink and subscribers of different editions of the contracts on one stream. The worker and the sink
 * know the edition of today; the parties around them know an earlier and a later one.
 */
class SchemaEvolutionIT {
    private static final Schema EARLIER =
            EvolvedSchemas.before(Spectrum.getClassSchema(), "radial_velocity", "resolving_power");
    private static final Schema LATER = EvolvedSchemas.after(Spectrum.getClassSchema(), "fibre");
    private static final Schema EARLIER_RESULT = EvolvedSchemas.before(Inference.getClassSchema(), "chi2", "chi2_dof");
    private static final Schema LATER_RESULT = EvolvedSchemas.after(Inference.getClassSchema(), "reviewer");
    private static final int EACH = 10;
    private static final double SNR = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static Stack stack;
    private static PlainAvro plain;
    private static Versions versions;

    @BeforeAll
    static void start() {
        stack = Stacks.fresh("schema-evolution");
        plain = new PlainAvro(stack);
        versions = new Versions(stack);
    }

    @AfterAll
    static void stop() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void producersOfThreeEditionsShareOneStream() throws Exception {
        // Given: what was registered in the order of time
        int earlier = plain.register(Topics.SPECTRA + "-value", EARLIER);
        var services = Services.on(stack);
        try (var spectra = Spectra.tiny();
                var sender = SpectrumSender.to(stack);
                var worker = services.worker("w", Map.of()).awaitReady();
                var sink = services.sink(Map.of()).awaitReady()) {

            // When
            for (Spectrum star : spectra.stars("earlier", EACH, SNR, 1)) {
                sender.sendBytes(star.getSpectrumId(), plain.write(earlier, PlainAvro.in(EARLIER, star)));
            }
            sender.send(spectra.stars("today", EACH, SNR, 2));
            int later = plain.register(Topics.SPECTRA + "-value", LATER);
            for (Spectrum star : spectra.stars("later", EACH, SNR, 3)) {
                GenericRecord record = PlainAvro.in(LATER, star);
                record.put("fibre", "fibre 17 of " + star.getSpectrumId());
                sender.sendBytes(star.getSpectrumId(), plain.write(later, record));
            }
            // A producer that has not been upgraded yet goes on.
            sender.send(spectra.stars("behind", EACH, SNR, 4));

            // Then: every spectrum is inferred and stored
            awaitStored("0.1.0", 4 * EACH);
            assertThat(TopicReader.bytes(stack).all(Topics.REJECTS)).isEmpty();
            assertThat(worker.isAlive()).isTrue();
            assertThat(sink.isAlive()).isTrue();

            // Then: subscribers of all editions read every result
            var results = TopicReader.bytes(stack).all(Topics.INFERENCES);
            assertThat(ids(results, EARLIER_RESULT)).hasSize(4 * EACH).doesNotHaveDuplicates();
            assertThat(ids(results, LATER_RESULT)).containsExactlyElementsOf(ids(results, EARLIER_RESULT));
        }
    }

    @Test
    void theSinkStoresResultsOfEarlierAndLaterWorkers() throws Exception {
        // Given
        int earlier = plain.register(Topics.INFERENCES + "-value", EARLIER_RESULT);
        plain.register(Topics.INFERENCES + "-value", Inference.getClassSchema());
        int later = plain.register(Topics.INFERENCES + "-value", LATER_RESULT);
        var inferences = new Inferences("evolving", "7.0.0");
        try (var sender = SpectrumSender.to(stack, Topics.INFERENCES);
                var sink = Services.on(stack).sink(Map.of()).awaitReady()) {

            // When
            for (int i = 0; i < EACH; i++) {
                GenericRecord first =
                        PlainAvro.in(EARLIER_RESULT, inferences.of("earlier-" + i, "other.spectra", 0, i));
                GenericRecord second = PlainAvro.in(LATER_RESULT, inferences.of("later-" + i, "other.spectra", 1, i));
                second.put("reviewer", "nobody");
                sender.sendBytes("earlier-" + i, plain.write(earlier, first));
                sender.sendBytes("later-" + i, plain.write(later, second));
            }

            // Then
            awaitStored("7.0.0", 2 * EACH);
            assertThat(sink.isAlive()).isTrue();
        }
    }

    private static List<String> ids(List<ConsumerRecord<byte[], byte[]>> records, Schema edition) throws Exception {
        var ids = new ArrayList<String>();
        for (var record : records) {
            GenericRecord result = plain.read(record.value(), edition);
            if (!result.get("source").toString().contains("other.spectra")) {
                ids.add(result.get("spectrum_id").toString());
            }
        }
        return ids;
    }

    private static void awaitStored(String version, int count) {
        Awaitility.await(count + " results of " + version)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(SQLException.class)
                .until(() -> versions.spectra(version) == count);
    }
}
