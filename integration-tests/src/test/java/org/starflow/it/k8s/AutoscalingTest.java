package org.starflow.it.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.starflow.schemas.Topics;

import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.starflow.it.k8s.Manifests.containers;
import static org.starflow.it.k8s.Manifests.name;
import static org.starflow.it.k8s.Manifests.pod;

/** Workers by lag: of the right group, never more than partitions or GPUs. */
class AutoscalingTest {
    private static final String GPU = "nvidia.com/gpu";

    @ParameterizedTest
    @CsvSource({"gpu, starflow-worker", "campaign, starflow-worker-campaign"})
    void scalesTheGroupOfItsModel(String overlay, String worker) {
        // Given
        var manifests = Kustomize.render(overlay);
        JsonNode deployment = manifests.one("Deployment", worker);
        String prefix = ServiceClasses.of("sink")
                .keys("org.starflow.sink.SinkConfig", "starflow.sink")
                .get("starflow.sink.worker-group-prefix")
                .orElseThrow();

        // When
        JsonNode scaler = manifests.one("ScaledObject", worker).path("spec");
        JsonNode trigger = scaler.path("triggers").path(0).path("metadata");

        // Then
        assertThat(scaler.path("scaleTargetRef").path("name").asText()).isEqualTo(worker);
        assertThat(deployment.path("spec").has("replicas"))
                .as("two owners of one number")
                .isFalse();
        assertThat(trigger.path("topic").asText()).isEqualTo(Topics.SPECTRA);
        assertThat(trigger.path("consumerGroup").asText()).isEqualTo(prefix + Models.tag(deployment));
        assertThat(Manifests.environment(deployment, "STARFLOW_WORKER_GROUP_ID").isMissingNode())
                .as("the worker names its group by its model")
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"gpu, starflow-worker", "campaign, starflow-worker-campaign"})
    void isBoundedAndSlowToLetGo(String overlay, String worker) {
        // Given
        JsonNode scaler = Kustomize.render(overlay).one("ScaledObject", worker).path("spec");
        int partitions = Kustomize.render("gpu")
                .one("KafkaTopic", Topics.SPECTRA)
                .path("spec")
                .path("partitions")
                .asInt();

        // Then
        assertThat(scaler.path("maxReplicaCount").asInt()).isBetween(1, partitions);
        assertThat(scaler.path("triggers")
                        .path(0)
                        .path("metadata")
                        .path("activationLagThreshold")
                        .asInt())
                .as("commit markers: a lag of one for each partition, for ever")
                .isGreaterThanOrEqualTo(partitions);
        assertThat(scaler.path("cooldownPeriod").asInt()).isGreaterThanOrEqualTo(900);
        assertThat(scaler.at("/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown/stabilizationWindowSeconds")
                        .asInt())
                .isGreaterThanOrEqualTo(900);
    }

    @Test
    void streamAndCampaignFitOnTheGpus() {
        // Given
        int gpus = Kustomize.render("gpu")
                .one("ResourceQuota", "starflow-gpus")
                .at("/spec/hard/requests.nvidia.com~1gpu")
                .asInt();

        // When
        int wanted = Stream.of("gpu", "campaign")
                .map(Kustomize::render)
                .mapToInt(manifests -> manifests.all("ScaledObject").stream()
                        .mapToInt(scaler ->
                                scaler.path("spec").path("maxReplicaCount").asInt()
                                        * gpus(manifests.one("Deployment", name(scaler))))
                        .sum())
                .sum();

        // Then
        assertThat(gpus).isPositive();
        assertThat(wanted).isPositive().isLessThanOrEqualTo(gpus);
    }

    @ParameterizedTest
    @CsvSource({"gpu, starflow-worker", "campaign, starflow-worker-campaign"})
    void gpuWorkersNeverFallBackToTheCpu(String overlay, String worker) {
        JsonNode deployment = Kustomize.render(overlay).one("Deployment", worker);

        assertThat(gpus(deployment)).isEqualTo(1);
        assertThat(Manifests.environment(deployment, "STARFLOW_WORKER_EXECUTION_PROVIDER")
                        .asText())
                .isEqualTo("cuda");
        assertThat(containers(deployment)
                        .findFirst()
                        .orElseThrow()
                        .path("image")
                        .asText())
                .contains("worker-cuda:");
        assertThat(pod(deployment).path("tolerations").toString()).contains(GPU);
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxSurge").asInt(-1))
                .as("there may be no second GPU for a surge")
                .isZero();
    }

    private static int gpus(JsonNode deployment) {
        return containers(deployment)
                .mapToInt(container ->
                        container.path("resources").path("limits").path(GPU).asInt())
                .sum();
    }
}
