package org.starflow.producer.simulate;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.starflow.producer.read.FileFormat;
import org.starflow.producer.read.ObservedSpectrum;
import org.starflow.producer.read.SpectrumReader;
import org.starflow.producer.reduce.Reducer;
import org.starflow.producer.reduce.ReductionOptions;
import org.starflow.producer.reduce.TestModel;
import org.starflow.v1.Spectrum;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FitsWriterTest {
    private static final TestModel MODEL = new TestModel();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(FitsShape.class)
    void everyShapeIsReadAndReducedBackToTheStar(FitsShape shape) throws Exception {
        // Given
        var star = new SimulatedStar("sim-3-0", TestModel.sun(), 300, 5);
        var simulator = new Simulator(MODEL.manifest(), MODEL, 0.05, "test");
        float[] truth = MODEL.flux(new double[][] {star.labels()})[0];

        // When
        Path file = new FitsWriter(MODEL.manifest(), simulator).write(folder, star, shape, true);
        ObservedSpectrum observed = SpectrumReader.read(file);
        Spectrum s = new Reducer(MODEL.manifest(), MODEL, "test").reduce(observed, ReductionOptions.none());

        // Then
        assertThat(observed.format())
                .isEqualTo(
                        switch (shape) {
                            case FOURMOST -> FileFormat.FOURMOST_L1;
                            case ESO -> FileFormat.ESO_SDP;
                            case IMAGE -> FileFormat.IMAGE_1D;
                        });
        assertThat(s.getSpectrumId()).isEqualTo("sim-3-0");
        assertThat(s.getSnr()).isCloseTo(300, within(20.0));
        assertThat(rms(s, truth)).as("noise is 0.015 a pixel").isLessThan(0.02);
    }

    private static double rms(Spectrum s, float[] truth) {
        double sum = 0;
        int good = 0;
        int pixel = 0;
        for (var window : s.getWindows()) {
            FloatBuffer flux =
                    window.getFlux().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            FloatBuffer weight = window.getInverseVariance()
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            for (int i = 0; i < window.getN(); i++, pixel++) {
                if (weight.get(i) > 0) {
                    sum += Math.pow(flux.get(i) - truth[pixel], 2);
                    good++;
                }
            }
        }
        assertThat(good).isGreaterThan(4500);
        return Math.sqrt(sum / good);
    }
}
