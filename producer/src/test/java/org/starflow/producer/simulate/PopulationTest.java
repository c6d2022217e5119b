package org.starflow.producer.simulate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.starflow.model.Manifest;
import org.starflow.producer.reduce.TestModel;
import org.starflow.v1.Spectrum;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class PopulationTest {
    private static final TestModel MODEL = new TestModel();
    private static final List<Manifest.LabelSpec> SPECS = MODEL.manifest().labels();

    @TempDir
    Path folder;

    @Test
    void isTheSameForASeed() {
        // Given
        var one = new Population(SPECS, new SnrRange(20, 200), 42);
        var two = new Population(SPECS, new SnrRange(20, 200), 42);
        var simulator = new Simulator(MODEL.manifest(), MODEL, 0.1, "test");

        // When
        SimulatedStar star = one.star(17);
        SimulatedStar same = two.star(17);

        // Then
        assertThat(star.labels()).isEqualTo(same.labels());
        assertThat(star.spectrumId()).isEqualTo("sim-42-17");
        assertThat(star.labels()).isNotEqualTo(one.star(18).labels());
        assertThat(simulator.record(star)).isEqualTo(simulator.record(same));
    }

    @Test
    void drawsStarsInsideTheBounds() {
        // Given
        var population = new Population(SPECS, new SnrRange(20, 200), 1);

        // When // Then
        for (int i = 0; i < 500; i++) {
            SimulatedStar star = population.star(i);
            for (int l = 0; l < SPECS.size(); l++) {
                assertThat(SPECS.get(l).contains(star.labels()[l]))
                        .as(SPECS.get(l).key())
                        .isTrue();
            }
            assertThat(star.snr()).isBetween(20.0, 200.0);
            if (star.labels()[2] < -2) {
                assertThat(star.labels()[4]).isLessThanOrEqualTo(15);
            }
            if (star.labels()[0] > 6500) {
                assertThat(star.labels()[1]).as("no hot supergiants").isGreaterThan(2.5);
            }
        }
    }

    @Test
    void addsNoiseOfTheSnrAndGaps() {
        // Given
        var star = new SimulatedStar("s", TestModel.sun(), 50, 7);
        float[] clean = MODEL.flux(new double[][] {star.labels()})[0];

        // When
        Spectrum s = new Simulator(MODEL.manifest(), MODEL, 0.2, "test").record(star);

        // Then
        double sum = 0;
        int good = 0;
        int pixel = 0;
        for (var window : s.getWindows()) {
            var flux =
                    window.getFlux().duplicate().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
            var weight = window.getInverseVariance()
                    .duplicate()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            for (int i = 0; i < window.getN(); i++, pixel++) {
                if (weight.get(i) > 0) {
                    sum += Math.pow(flux.get(i) - clean[pixel], 2) * weight.get(i);
                    good++;
                }
            }
        }
        assertThat((double) good / pixel)
                .as("a fifth in gaps, which may overlap")
                .isBetween(0.79, 0.9);
        assertThat(sum / good).isCloseTo(1, within(0.08));
        assertThat(s.getSnr()).isEqualTo(50);
    }

    @Test
    void readsLabelsFromATable() throws Exception {
        // Given
        Path csv = Files.writeString(
                folder.resolve("l.csv"), "spectrum_id,teff,logg,fe_h,snr\nmine,5000,3,-1,80\n,6000,4,0,\n");
        var population = new Population(SPECS, new SnrRange(30, 30), 9);

        // When
        List<SimulatedStar> stars = LabelTable.read(csv, SPECS, population);

        // Then
        assertThat(stars).extracting(SimulatedStar::spectrumId).containsExactly("mine", "sim-9-1");
        assertThat(stars.getFirst().labels()).startsWith(5000, 3, -1, 1, 5);
        assertThat(stars).extracting(SimulatedStar::snr).containsExactly(80.0, 30.0);
    }

    @Test
    void refusesLabelsThatAreNoneOrOutOfBounds() throws Exception {
        // Given
        var population = new Population(SPECS, new SnrRange(30, 30), 9);
        Path word = Files.writeString(folder.resolve("w.csv"), "teff,logg,fe_h\nhot,3,-1\n");
        Path beyond = Files.writeString(folder.resolve("b.csv"), "teff,logg,fe_h\n50000,3,-1\n");
        Path columns = Files.writeString(folder.resolve("c.csv"), "a,b\n1,2\n");

        // When // Then
        assertThatThrownBy(() -> LabelTable.read(word, SPECS, population)).hasMessageContaining("a number in teff");
        assertThatThrownBy(() -> LabelTable.read(beyond, SPECS, population))
                .hasMessageContaining("expected teff from 4000.0 to 7000.0, found 50000.0");
        assertThatThrownBy(() -> LabelTable.read(columns, SPECS, population))
                .hasMessageContaining("expected the columns teff, logg and fe_h");
    }

    @Test
    void readsRangesOfSnr() {
        assertThat(SnrRange.parse("20-250")).isEqualTo(new SnrRange(20, 250));
        assertThat(SnrRange.parse("100")).isEqualTo(new SnrRange(100, 100));
        assertThatThrownBy(() -> SnrRange.parse("250-20")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SnrRange.parse("high")).hasMessageContaining("found high");
    }
}
