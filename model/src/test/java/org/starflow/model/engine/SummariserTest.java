package org.starflow.model.engine;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.starflow.schemas.Label;
import org.starflow.schemas.LabelFlag;
import org.starflow.schemas.ResultFlag;

import java.util.Arrays;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SummariserTest {
    private final SummaryFixture fixture;
    private final Summariser summariser;

    SummariserTest() throws Exception {
        fixture = new SummaryFixture();
        summariser = new Summariser(fixture.manifest, true);
    }

    @Test
    void summariesAreThoseOfNumPy() {
        // When
        Summary summary = summariser.summarise(SummaryFixture.spectrum(100, 1, 1000, 0), fixture.samples);

        // Then
        Posterior posterior = summary.posterior();
        assertThat(posterior.kept()).isEqualTo(fixture.expected.get("kept").asInt());
        assertThat(posterior.draws()).isEqualTo(40);
        close(posterior.fReject(), fixture.expected.get("f_reject"));
        close(posterior.logDensity(), fixture.expected.get("log_density"));
        for (LabelSummary label : posterior.labels()) {
            JsonNode numbers = fixture.expected.get("labels").get(label.label().key());
            close(label.map(), numbers.get("map"));
            close(label.mean(), numbers.get("mean"));
            close(label.std(), numbers.get("std"));
            close(label.q025(), numbers.get("q025"));
            close(label.q16(), numbers.get("q16"));
            close(label.q50(), numbers.get("q50"));
            close(label.q84(), numbers.get("q84"));
            close(label.q975(), numbers.get("q975"));
            if (numbers.get("corrected").isNull()) {
                assertThat(label.corrected()).isNull();
            } else {
                close(label.corrected(), numbers.get("corrected"));
            }
        }
        for (int i = 0; i < posterior.correlation().length; i++) {
            close(
                    posterior.correlation()[i],
                    fixture.expected.get("correlation").get(i));
        }
        assertThat(posterior.correlation()).hasSize(13 * 12 / 2);
    }

    @Test
    void densestKeptVectorMayBeACandidateAndNeverARejectedOne() {
        // Given: row 41 is inside the bounds; row 42 is denser and outside
        float[] density = fixture.samples.logDensity();

        // When
        Summary summary = summariser.summarise(SummaryFixture.spectrum(100, 1, 1000, 0), fixture.samples);

        // Then
        assertThat(density[42]).isGreaterThan(density[41]);
        assertThat(summary.posterior().logDensity()).isEqualTo((double) density[41]);
        Label logg = Label.LOGG;
        assertThat(summary.map()[logg.ordinal()])
                .isEqualTo(fixture.manifest
                        .labels()
                        .get(logg.ordinal())
                        .fromStandard(fixture.samples.x()[41 * 13 + logg.ordinal()]));
    }

    @Test
    void samplesAreKeptInTheUnitsOfTheLabels() {
        // When
        Posterior posterior = summariser
                .summarise(SummaryFixture.spectrum(100, 1, 1000, 0), fixture.samples)
                .posterior();

        // Then
        assertThat(posterior.samples()).hasDimensions(posterior.kept(), 13);
        double mean = Arrays.stream(posterior.samples())
                .mapToDouble(row -> row[0])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(posterior.labels().getFirst().mean(), within(0.01));
    }

    @Test
    void allRejectedGivesNullsAndFlags() {
        // Given
        float[] far = fixture.samples.x().clone();
        for (int r = 0; r < fixture.samples.logDensity().length; r++) {
            far[r * 13] = 50f; // 10^(mean + 50 std) K
        }

        // When
        Summary summary = summariser.summarise(
                SummaryFixture.spectrum(100, 1, 1000, 0), new RawSamples(far, fixture.samples.logDensity()));

        // Then
        Posterior posterior = summary.posterior();
        assertThat(summary.map()).isNull();
        assertThat(posterior.fReject()).isEqualTo(1.0);
        assertThat(posterior.kept()).isZero();
        assertThat(posterior.logDensity()).isNull();
        assertThat(posterior.correlation()).isNull();
        assertThat(posterior.samples()).isEmpty();
        assertThat(posterior.labels()).hasSize(13).allSatisfy(label -> {
            assertThat(label.map()).isNull();
            assertThat(label.mean()).isNull();
            assertThat(label.std()).isNull();
            assertThat(label.q50()).isNull();
            assertThat(label.corrected()).isNull();
        });
        assertThat(ResultFlag.of(posterior.flags())).contains(ResultFlag.ALL_REJECTED, ResultFlag.HIGH_F_REJECT);
    }

    @Test
    void oneKeptSampleHasNoSpread() {
        // Given
        float[] far = fixture.samples.x().clone();
        for (int r = 1; r < fixture.samples.logDensity().length; r++) {
            far[r * 13] = 50f;
        }
        System.arraycopy(new float[13], 0, far, 0, 13);

        // When
        Posterior posterior = summariser
                .summarise(SummaryFixture.spectrum(100, 1, 1000, 0), new RawSamples(far, fixture.samples.logDensity()))
                .posterior();

        // Then
        assertThat(posterior.kept()).isEqualTo(1);
        assertThat(posterior.correlation()).isNull();
        LabelSummary logg = posterior.labels().get(Label.LOGG.ordinal());
        assertThat(logg.std()).isNull();
        assertThat(logg.q025()).isEqualTo(logg.q975()).isEqualTo(logg.map());
        assertThat(ResultFlag.of(posterior.flags())).contains(ResultFlag.FEW_SAMPLES);
    }

    @Test
    void starOutsideTheCorrectionIsFlaggedAndNotCorrected() {
        // Given: Teff_raw above 7000 K
        float[] hot = fixture.samples.x().clone();
        float standard = (float) fixture.manifest.labels().getFirst().toStandard(7100);
        for (int r = 0; r < fixture.samples.logDensity().length; r++) {
            hot[r * 13] = standard;
        }

        // When
        Posterior posterior = summariser
                .summarise(SummaryFixture.spectrum(100, 1, 1000, 0), new RawSamples(hot, fixture.samples.logDensity()))
                .posterior();

        // Then
        assertThat(ResultFlag.of(posterior.flags())).contains(ResultFlag.OUTSIDE_CORRECTION);
        LabelSummary teff = posterior.labels().getFirst();
        assertThat(teff.map()).isCloseTo(7100, within(0.1));
        assertThat(teff.corrected()).isNull();
        assertThat(LabelFlag.of(teff.flags())).contains(LabelFlag.NOT_CORRECTED);
        LabelSummary feh = posterior.labels().get(Label.FE_H.ordinal());
        assertThat(LabelFlag.of(feh.flags())).doesNotContain(LabelFlag.NOT_CORRECTED);
    }

    @Test
    void flagsOfTheSpectrumFollowTheirSentences() {
        assertThat(flags(9, 1, 1000, 0)).contains(ResultFlag.LOW_SNR);
        assertThat(flags(1001, 1, 1000, 0)).contains(ResultFlag.HIGH_SNR);
        assertThat(flags(100, 0.89, 1000, 0)).contains(ResultFlag.LOW_COVERAGE);
        assertThat(flags(100, 1, 980, 20)).contains(ResultFlag.MANY_OUTLIERS);
        assertThat(flags(100, 0.9, 995, 5))
                .doesNotContain(
                        ResultFlag.LOW_SNR, ResultFlag.HIGH_SNR, ResultFlag.LOW_COVERAGE, ResultFlag.MANY_OUTLIERS);
    }

    private Set<ResultFlag> flags(double snr, double coverage, int used, int outliers) {
        return ResultFlag.of(summariser
                .summarise(SummaryFixture.spectrum(snr, coverage, used, outliers), fixture.samples)
                .posterior()
                .flags());
    }

    private static void close(Double found, JsonNode expected) {
        assertThat(found).isCloseTo(expected.asDouble(), Offset.offset(1e-9 * Math.max(1, Math.abs(found))));
    }
}
