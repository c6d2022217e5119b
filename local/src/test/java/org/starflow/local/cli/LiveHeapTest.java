package org.starflow.local.cli;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveHeapTest {

    @Test
    void sumsTheGenerationsOfTheSerialCollector() {
        // Given
        String heapInfo = """
                21069:
                 DefNew     total 236416K, used 2048K [0x00000000d0000000, 0x00000000e0080000, 0x00000000e0080000)
                  eden space 210176K,   0% used [0x00000000d0000000, 0x00000000d0200000, 0x00000000dcd40000)
                 Tenured    total 524288K, used 30720K [0x00000000e0080000, 0x0000000100080000, 0x0000000100080000)
                 Metaspace       used 62012K, committed 62784K, reserved 1114112K
                """;

        // When / Then
        assertThat(LiveHeap.used(heapInfo)).hasValue(32.0);
    }

    @Test
    void anotherCollectorSaysNothing() {
        assertThat(LiveHeap.used(" garbage-first heap   total 1048576K, used 20480K"))
                .isEmpty();
    }
}
