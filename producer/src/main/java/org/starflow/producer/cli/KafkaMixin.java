package org.starflow.producer.cli;

import org.starflow.schemas.Topics;
import picocli.CommandLine.Option;

/** Options of every command that publishes. */
class KafkaMixin {
    @Option(
            names = "--topic",
            defaultValue = Topics.SPECTRA,
            description = "Topic of the spectra (default: " + Topics.SPECTRA + ").")
    String topic;
}
