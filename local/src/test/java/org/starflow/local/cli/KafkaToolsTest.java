package org.starflow.local.cli;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

class KafkaToolsTest {
    private static final String CONSUMER = """
            [main] INFO org.apache.kafka.tools.ConsumerPerformance - Starting consumer...
            start.time, end.time, data.consumed.in.MB, MB.sec, data.consumed.in.nMsg, nMsg.sec, rebalance.time.ms, fetch.time.ms, fetch.MB.sec, fetch.nMsg.sec
            2026-11-26 13:26:50:113, 2026-11-26 13:26:52:250, 98.1900, 45.9476, 20352, 9523.6312, 412, 1725, 56.9217, 11798.2609
            """;
    private static final String PRODUCER = """
            9841 records sent, 1967.8 records/sec (9.49 MB/sec), 2103.1 ms avg latency, 3120.0 ms max latency.
            20000 records sent, 5040.3 records/sec (24.32 MB/sec), 1712.44 ms avg latency, 3120.00 ms max latency, 1650 ms 50th, 2800 ms 95th, 3000 ms 99th, 3100 ms 99.9th.
            """;

    @Test
    void theConsumersRateIsThatWhileFetching() {
        assertThat(KafkaTools.rate(KafkaTools.consumed(), CONSUMER, 20_000)).isCloseTo(11_798.2609, within(1e-6));
    }

    @Test
    void theProducersRateIsThatOfTheWholeRun() {
        assertThat(KafkaTools.rate(KafkaTools.produced(), PRODUCER, 20_000)).isCloseTo(5040.3, within(1e-6));
    }

    @Test
    void aRunThatStoppedEarlyIsNoBaseline() {
        assertThatExceptionOfType(CliException.class)
                .isThrownBy(() -> KafkaTools.rate(KafkaTools.produced(), PRODUCER, 20_001))
                .withMessageContaining("did not report 20001 records");
    }
}
