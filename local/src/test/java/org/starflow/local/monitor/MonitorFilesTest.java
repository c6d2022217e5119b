package org.starflow.local.monitor;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class MonitorFilesTest {

    @TempDir
    private Path folder;

    @Test
    void prometheusAsksEveryTargetUnderItsName() throws IOException {
        // Given
        Path rules = folder.resolve("with space/rules");
        PrometheusFiles files = new PrometheusFiles(folder.resolve("p"), rules);

        // When
        files.write(List.of(
                Target.service("starflow-worker", "worker-1", "127.0.0.1:8091"),
                new Target("starflow-producer", "producer", "127.0.0.1:9095", "/metrics")));

        // Then
        var configuration = new ObjectMapper().readTree(files.configuration().toFile());
        assertThat(configuration.at("/rule_files/0").asText())
                .isEqualTo(rules.resolve("*.yaml").toString());
        Path named = Path.of(
                configuration.at("/scrape_configs/0/file_sd_configs/0/files/0").asText());
        var targets = new ObjectMapper().readTree(named.toFile());
        assertThat(targets.at("/0/labels/job").asText()).isEqualTo("starflow-worker");
        assertThat(targets.at("/0/labels/instance").asText()).isEqualTo("worker-1");
        assertThat(targets.at("/0/labels/__metrics_path__").asText()).isEqualTo("/q/metrics");
        assertThat(targets.at("/1/targets/0").asText()).isEqualTo("127.0.0.1:9095");
    }

    @Test
    void grafanaGetsItsDataSourceAndItsDashboards() throws IOException {
        // When
        new GrafanaFiles(folder, Path.of("/project/dashboards")).write("http://127.0.0.1:9090");

        // Then
        var source = new ObjectMapper()
                .readTree(
                        folder.resolve("provisioning/datasources/starflow.yaml").toFile());
        var provider = new ObjectMapper()
                .readTree(
                        folder.resolve("provisioning/dashboards/starflow.yaml").toFile());
        assertThat(source.at("/datasources/0/url").asText()).isEqualTo("http://127.0.0.1:9090");
        assertThat(provider.at("/providers/0/options/path").asText()).isEqualTo("/project/dashboards");
        assertThat(GrafanaServer.environment(folder, 3000))
                .containsEntry("GF_SERVER_HTTP_ADDR", "127.0.0.1")
                .containsEntry("GF_AUTH_ANONYMOUS_ORG_ROLE", "Viewer");
        assertThat(GrafanaServer.command(Path.of("/opt/bin/grafana"))).startsWith("/opt/bin/grafana", "server");
        assertThat(GrafanaServer.command(Path.of("/usr/sbin/grafana-server"))).doesNotContain("server");
    }

    @Test
    void aProgramIsFoundAlongThePath() throws IOException {
        // Given
        Path first = Files.createDirectories(folder.resolve("first"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Files.writeString(first.resolve("prometheus"), "not executable");
        Path program = Files.writeString(second.resolve("prometheus"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        String path = first + ":" + second;

        // When / Then
        assertThat(Programs.findAlong(path, "prometheus")).contains(program);
        assertThat(Programs.findAlong(path, "grafana", "grafana-server")).isEmpty();
    }
}
