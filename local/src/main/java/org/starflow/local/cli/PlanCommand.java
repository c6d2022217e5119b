package org.starflow.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

@Command(
        name = "plan",
        description = {
            "Hours, workers or GPUs, partitions, retention, disk and network for a campaign, from measured rates.",
            "Without --measured it takes the rates that come with the project, and says where they were measured:",
            "measure on your own machine with ./starflow bench pipeline --json bench.json."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./starflow plan --spectra 4000000",
            "  ./starflow plan --spectra 4000000 --hours 72 --measured bench.json"
        })
final class PlanCommand implements Callable<Integer> {

    @Mixin
    HelpOption help;

    @Option(names = "--spectra", paramLabel = "N", required = true, description = "Spectra of the campaign.")
    private long spectra;

    @Option(
            names = "--hours",
            paramLabel = "H",
            defaultValue = "24",
            description = "How long it may take (default: ${DEFAULT-VALUE}).")
    private double hours;

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            description = "JSON of bench pipeline or bench inference, from the machine that will do the work.")
    private Path measured;

    @Option(
            names = "--replication",
            paramLabel = "N",
            defaultValue = "3",
            description = "Copies of each record on the brokers (default: ${DEFAULT-VALUE}).")
    private int replication;

    @Option(
            names = "--outage-hours",
            paramLabel = "H",
            defaultValue = "72",
            description = "Outage after which nothing may be gone from the topics (default: ${DEFAULT-VALUE}).")
    private double outageHours;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (spectra < 1 || !(hours > 0) || replication < 1 || !(outageHours >= 0)) {
            throw CliException.usage("--spectra and --replication: expected at least 1; --hours: above 0;"
                    + " --outage-hours: at least 0");
        }
        JsonNode committed = committed();
        PrintWriter out = spec.commandLine().getOut();
        JsonNode sizes = committed.path("sizes");
        List<MeasuredRate> rates = measured == null
                ? MeasuredRate.committed(committed)
                : List.of(MeasuredRate.of(read(), measured.toString()));
        for (MeasuredRate rate : rates) {
            print(rate, sizes(sizes), out);
        }
        out.println("Assumed");
        out.println("  sizes of records and rows: " + sizes.path("machine").asText() + ", "
                + sizes.path("what").asText() + ", " + sizes.path("date").asText());
        out.println("  " + replication + " copies of each record; an outage of " + Durations.words(3600 * outageHours)
                + " must lose nothing; every worker as fast as the one measured");
        out.println("  no time for starting, failures or a night's spectra beside the campaign: plan for fewer hours");
        if (measured == null) {
            out.println("  the rates above, not yours: ./starflow bench pipeline --json bench.json, then"
                    + " --measured bench.json");
        }
        out.flush();
        return ExitCode.OK;
    }

    private void print(MeasuredRate rate, CampaignPlan.Sizes sizes, PrintWriter out) {
        var plan = new CampaignPlan(spectra, hours, rate.perSecond(), sizes, replication, outageHours);
        out.println(rate.words());
        TextTable table = new TextTable("what", "needed");
        table.add("one worker takes", Durations.words(3600 * plan.hoursWith(1)));
        table.add("workers (GPUs, where each has one) for " + Durations.words(3600 * hours), plan.workers());
        table.add("they take", Durations.words(3600 * plan.hoursWith(plan.workers())));
        table.add("partitions of the spectra topic", plan.partitions());
        table.add("retention of all topics, at least", Durations.words(3600 * plan.retentionHours()));
        table.add("disk of the brokers, spectra", bytes(plan.spectraDiskBytes()));
        table.add("disk of the brokers, results", bytes(plan.resultDiskBytes()));
        table.add("disk of the database", bytes(plan.databaseBytes()));
        table.add("network, producers to brokers and brokers to workers, each", bits(plan.readBits()));
        table.add("network, between brokers", bits(plan.replicationBits()));
        table.add("network, results written and read", bits(plan.resultBits()));
        table.print(out);
        out.println();
    }

    private static CampaignPlan.Sizes sizes(JsonNode sizes) {
        return new CampaignPlan.Sizes(
                sizes.path("spectrum_topic_bytes").asDouble(),
                sizes.path("result_topic_bytes").asDouble(),
                sizes.path("database_bytes").asDouble());
    }

    private JsonNode read() throws IOException {
        if (!Files.isRegularFile(measured)) {
            throw CliException.usage("--measured: expected a file, found none at " + measured);
        }
        return new ObjectMapper().readTree(measured.toFile());
    }

    private static JsonNode committed() throws IOException {
        try (InputStream in = PlanCommand.class.getResourceAsStream("/measured.json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    static String bytes(double bytes) {
        double gigabytes = bytes / 1e9;
        return gigabytes >= 1000
                ? String.format(Locale.ROOT, "%.1f TB", gigabytes / 1000)
                : String.format(Locale.ROOT, "%.1f GB", gigabytes);
    }

    private static String bits(double bits) {
        double megabits = bits / 1e6;
        return megabits >= 1000
                ? String.format(Locale.ROOT, "%.1f Gbit/s", megabits / 1000)
                : String.format(Locale.ROOT, "%.1f Mbit/s", megabits);
    }
}
