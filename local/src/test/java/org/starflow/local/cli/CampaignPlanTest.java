package org.starflow.local.cli;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CampaignPlanTest {

    private static final CampaignPlan.Sizes SIZES = new CampaignPlan.Sizes(100_000, 2_000, 5_000);

    @Test
    void workersAreAsManyAsTheTimeAsksForAndNoMore() {
        // Given: 3.6 million spectra, 10 a second a worker, 10 hours
        CampaignPlan plan = new CampaignPlan(3_600_000, 10, 10, SIZES, 3, 72);

        // Then
        assertThat(plan.hoursWith(1)).isEqualTo(100, within(1e-9));
        assertThat(plan.workers()).isEqualTo(10);
        assertThat(plan.hoursWith(plan.workers())).isLessThanOrEqualTo(10);
        assertThat(plan.partitions()).isGreaterThanOrEqualTo(plan.workers());
        assertThat(plan.retentionHours()).isEqualTo(82, within(1e-9));
    }

    @Test
    void diskCountsEveryCopyAndNetworkEveryWay() {
        // Given
        CampaignPlan plan = new CampaignPlan(3_600_000, 10, 10, SIZES, 3, 72);

        // Then: 100 spectra a second
        assertThat(plan.spectraDiskBytes()).isEqualTo(3 * 3.6e11, within(1.0));
        assertThat(plan.resultDiskBytes()).isEqualTo(3 * 7.2e9, within(1.0));
        assertThat(plan.databaseBytes()).isEqualTo(1.8e10, within(1.0));
        assertThat(plan.readBits()).isEqualTo(8e7, within(1.0));
        assertThat(plan.replicationBits()).isEqualTo(2 * 8 * 100 * 102_000.0, within(1.0));
        assertThat(plan.resultBits()).isEqualTo(2 * 8 * 100 * 2_000.0, within(1.0));
    }

    @Test
    void aSmallCampaignTakesOneWorker() {
        assertThat(new CampaignPlan(10, 24, 10, SIZES, 1, 0).workers()).isEqualTo(1);
    }
}
