package org.starflow.producer.simulate;

import org.starflow.model.Manifest;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** The stars of a simulation. Star i of a seed is the same whatever the number of stars, on any machine. */
public final class Population {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final StarSampler sampler;
    private final SnrRange snr;
    private final long seed;

    /** Stars of a seed inside the bounds of a model. */
    public Population(List<Manifest.LabelSpec> specs, SnrRange snr, long seed) {
        this.sampler = new StarSampler(specs);
        this.snr = snr;
        this.seed = seed;
    }

    /** Star number {@code index}, from 0. */
    public SimulatedStar star(int index) {
        RandomGenerator random = random(seed * GOLDEN + index);
        double[] labels = sampler.draw(random);
        return new SimulatedStar(id(index), labels, snr.draw(random), random.nextLong());
    }

    /** A star with given labels; S/N and identifier may be null. */
    public SimulatedStar star(int index, double[] labels, Double givenSnr, String id) {
        RandomGenerator random = random(seed * GOLDEN + index);
        double drawn = snr.draw(random);
        return new SimulatedStar(
                id == null ? id(index) : id, labels, givenSnr == null ? drawn : givenSnr, random.nextLong());
    }

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private String id(int index) {
        return "sim-" + seed + "-" + index;
    }
}
