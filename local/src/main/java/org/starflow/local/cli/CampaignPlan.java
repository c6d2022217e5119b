package org.starflow.local.cli;

/**
 * What a campaign needs.
 *
 * @param spectra how many
 * @param hours how long it may take
 * @param ratePerWorker spectra a second of one worker
 * @param sizes bytes of a spectrum, a result and a row
 * @param replication copies of each record
 * @param outageHours outage that the topics must outlast
 */
record CampaignPlan(
        long spectra, double hours, double ratePerWorker, Sizes sizes, int replication, double outageHours) {

    private static final double SECONDS_OF_AN_HOUR = 3600;

    /**
     * Bytes a spectrum, compressed, with everything around them.
     *
     * @param spectrum in the spectra topic
     * @param result in the result topic
     * @param row in the database, with its ledger and indexes
     */
    record Sizes(double spectrum, double result, double row) {}

    /** Workers, which are GPUs where each has one. */
    long workers() {
        return Math.max(1, (long) Math.ceil(spectra / (hours * SECONDS_OF_AN_HOUR * ratePerWorker)));
    }

    double hoursWith(long workers) {
        return spectra / (workers * ratePerWorker) / SECONDS_OF_AN_HOUR;
    }

    /** Two for each worker: none is idle, and one that is lost is shared out. */
    long partitions() {
        return 2 * workers();
    }

    /** The first spectrum is kept until the last is done, and as long again as the outage. */
    double retentionHours() {
        return hoursWith(workers()) + outageHours;
    }

    double spectraDiskBytes() {
        return spectra * sizes.spectrum() * replication;
    }

    double resultDiskBytes() {
        return spectra * sizes.result() * replication;
    }

    double databaseBytes() {
        return spectra * sizes.row();
    }

    private double rate() {
        return workers() * ratePerWorker;
    }

    /** Bits a second that workers read, which is also what producers write to keep up. */
    double readBits() {
        return 8 * rate() * sizes.spectrum();
    }

    /** Bits a second between brokers. */
    double replicationBits() {
        return 8 * rate() * (sizes.spectrum() + sizes.result()) * (replication - 1);
    }

    /** Bits a second of results: written once, read once by the sink. */
    double resultBits() {
        return 8 * rate() * sizes.result() * 2;
    }
}
