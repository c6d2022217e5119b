package org.starflow.producer.replay;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.producer.reduce.TestModel;
import org.starflow.producer.simulate.SimulatedStar;
import org.starflow.producer.simulate.Simulator;
import org.starflow.v1.Spectrum;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CaptureFileTest {
    @TempDir
    Path folder;

    @Test
    void givesBackWhatWasCaptured() throws Exception {
        // Given
        var model = new TestModel();
        var simulator = new Simulator(model.manifest(), model, 0, "test");
        Spectrum one = simulator.record(new SimulatedStar("one", TestModel.sun(), 50, 1));
        Spectrum two = simulator.record(new SimulatedStar("two", TestModel.sun(), 50, 2));
        Path file = folder.resolve("capture.avro");

        // When
        try (var writer = new CaptureFile.Writer(file)) {
            writer.add(1000, one);
            writer.add(2000, two);
        }

        // Then
        try (var reader = new CaptureFile.Reader(file)) {
            assertThat(reader.next()).isEqualTo(new CaptureFile.Captured(1000, one));
            assertThat(reader.next()).isEqualTo(new CaptureFile.Captured(2000, two));
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void refusesWhatIsNoCapture() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("x.avro"), "something else");

        // When // Then
        assertThatThrownBy(() -> new CaptureFile.Reader(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("x.avro: expected a capture");
    }
}
