package org.starflow.producer.cli;

import org.starflow.model.Manifest;
import org.starflow.producer.simulate.FitsShape;
import org.starflow.producer.simulate.FitsWriter;
import org.starflow.producer.simulate.LabelTable;
import org.starflow.producer.simulate.Population;
import org.starflow.producer.simulate.SimulatedStar;
import org.starflow.producer.simulate.Simulator;
import org.starflow.producer.simulate.SnrRange;
import org.starflow.producer.simulate.TruthWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

@Command(
        name = "simulate",
        description = {
            "Draw stars, make their spectra with the model's emulator, and publish them or write them as FITS.",
            "The same seed gives the same stars and the same noise. Identifiers are sim-<seed>-<index>."
        },
        footer = {"", "Exit codes: 0 all done; 1 some failed; 2 wrong command line; 3 no broker or model package."},
        mixinStandardHelpOptions = true,
        sortOptions = false)
class SimulateCommand implements Callable<Integer> {
    @Option(names = "--count", paramLabel = "N", defaultValue = "100", description = "Number of stars (default: 100).")
    int count;

    @Option(
            names = "--labels",
            paramLabel = "CSV",
            description = "Stars to simulate instead of drawing them: teff, logg, fe_h and optionally the other labels,"
                    + " snr and spectrum_id.")
    Path labels;

    @Option(
            names = "--snr",
            paramLabel = "S/N",
            defaultValue = "20-250",
            description = "S/N per angstrom: a value, or FROM-TO drawn evenly in its logarithm (default: 20-250).")
    String snr;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of stars and noise (default: 1).")
    long seed;

    @Option(
            names = "--gaps",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the pixels that lie in gaps, 0 to 0.9 (default: 0).")
    double gaps;

    @Option(names = "--truth", paramLabel = "FILE", description = "Write the true labels as CSV.")
    Path truth;

    @Option(names = "--rate", paramLabel = "R", defaultValue = "0", description = "At most R spectra a second.")
    double rate;

    @Option(names = "--output-dir", paramLabel = "DIR", description = "Write FITS files instead of publishing.")
    Path outputDir;

    @Option(
            names = "--shape",
            paramLabel = "fourmost|eso|image",
            defaultValue = "FOURMOST",
            description = "Shape of the FITS files (default: fourmost).")
    FitsShape shape;

    @Option(names = "--gzip", description = "Pack the FITS files.")
    boolean gzip;

    @Option(names = "--dry-run", description = "Only write the truth.")
    boolean dryRun;

    @Mixin
    KafkaMixin kafka;

    private final Models models;
    private final KafkaProperties properties;

    SimulateCommand(Models models, KafkaProperties properties) {
        this.models = models;
        this.properties = properties;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (count < 0 || !(gaps >= 0 && gaps <= 0.9) || rate < 0) {
            throw new IllegalArgumentException("expected --count and --rate of 0 or more and --gaps of 0 to 0.9");
        }
        SnrRange range = SnrRange.parse(snr);
        Manifest manifest = models.model().manifest();
        List<SimulatedStar> stars = stars(manifest, new Population(manifest.labels(), range, seed));
        try (var truths = new TruthWriter(truth, manifest.labels())) {
            for (SimulatedStar star : stars) {
                truths.add(star);
            }
        }
        if (dryRun) {
            System.out.println(stars.size() + " stars drawn, nothing published");
            return ExitCode.OK;
        }
        var simulator = new Simulator(manifest, models.emulator()::flux, gaps, Models.version());
        return outputDir == null ? publish(stars, simulator) : write(stars, new FitsWriter(manifest, simulator));
    }

    private List<SimulatedStar> stars(Manifest manifest, Population population) throws IOException {
        return labels == null
                ? IntStream.range(0, count).mapToObj(population::star).toList()
                : LabelTable.read(labels, manifest.labels(), population);
    }

    private int publish(List<SimulatedStar> stars, Simulator simulator) throws InterruptedException {
        var run = new SimulationRun(properties.map(), kafka.topic, rate);
        return run.publish(stars, simulator);
    }

    private int write(List<SimulatedStar> stars, FitsWriter writer) throws IOException {
        Files.createDirectories(outputDir);
        var progress = new Progress("files", stars.size());
        for (SimulatedStar star : stars) {
            writer.write(outputDir, star, shape, gzip);
            progress.step();
        }
        progress.end();
        System.out.println(stars.size() + " files written to " + outputDir);
        return ExitCode.OK;
    }
}
