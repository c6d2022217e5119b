package org.starflow.it.security;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.starflow.local.security.Principal;
import org.starflow.schemas.Topics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static org.starflow.it.security.Attempt.admin;
import static org.starflow.it.security.Attempt.join;
import static org.starflow.it.security.Attempt.moveOffset;
import static org.starflow.it.security.Attempt.read;
import static org.starflow.it.security.Attempt.transaction;
import static org.starflow.it.security.Attempt.write;

/**
 * Something that the broker must refuse. Written out, not derived from {@code k8s/acls.yaml}: a grant too many there
 * fails here.
 *
 * @param who tries
 * @param what words
 * @param attempt what it does
 */
record Refusal(Principal who, String what, Attempt attempt) {
    private static final String WORKER_GROUP = "starflow-worker-starflow-tiny-0.1.0";
    private static final String SINK_GROUP = "starflow-sink";

    @Override
    public String toString() {
        return who.user() + " " + what;
    }

    static Stream<Refusal> all() {
        return Stream.of(reads(), writes(), groups(), transactions(), administration())
                .flatMap(refusals -> refusals);
    }

    private static Stream<Refusal> reads() {
        return Stream.of(
                reads(Principal.PRODUCER, Topics.SPECTRA),
                reads(Principal.PRODUCER, Topics.INFERENCES),
                reads(Principal.WORKER, Topics.INFERENCES),
                reads(Principal.WORKER, Topics.REJECTS),
                reads(Principal.MONITOR, Topics.SPECTRA),
                reads(Principal.MONITOR, Topics.INFERENCES),
                reads(Principal.MONITOR, "__consumer_offsets"),
                reads(Principal.SUBSCRIBER, Topics.SPECTRA),
                reads(Principal.SUBSCRIBER, Topics.REJECTS));
    }

    private static Stream<Refusal> writes() {
        return Stream.of(
                writes(Principal.PRODUCER, Topics.INFERENCES),
                writes(Principal.PRODUCER, Topics.REJECTS),
                writes(Principal.WORKER, Topics.SPECTRA),
                writes(Principal.SINK, Topics.INFERENCES),
                writes(Principal.SINK, Topics.REJECTS),
                writes(Principal.OPERATOR, Topics.INFERENCES),
                writes(Principal.OPERATOR, Topics.REJECTS),
                writes(Principal.MONITOR, Topics.SPECTRA),
                writes(Principal.SUBSCRIBER, Topics.INFERENCES),
                writes(Principal.SUBSCRIBER, Topics.SPECTRA));
    }

    private static Stream<Refusal> groups() {
        return Stream.of(
                new Refusal(Principal.SINK, "joins the workers", join(Topics.SPECTRA, WORKER_GROUP)),
                new Refusal(Principal.SINK, "moves the workers' offset", moveOffset(Topics.SPECTRA, WORKER_GROUP)),
                new Refusal(Principal.SUBSCRIBER, "joins the sink", join(Topics.INFERENCES, SINK_GROUP)),
                new Refusal(Principal.SUBSCRIBER, "moves the sink's offset", moveOffset(Topics.INFERENCES, SINK_GROUP)),
                new Refusal(Principal.OPERATOR, "moves the sink's offset", moveOffset(Topics.INFERENCES, SINK_GROUP)),
                new Refusal(Principal.WORKER, "joins the sink", join(Topics.SPECTRA, SINK_GROUP)),
                new Refusal(
                        Principal.OPERATOR,
                        "deletes a group",
                        admin(admin -> admin.deleteConsumerGroups(List.of(WORKER_GROUP))
                                .all()
                                .get())));
    }

    private static Stream<Refusal> transactions() {
        return Stream.of(Principal.PRODUCER, Principal.SINK, Principal.OPERATOR, Principal.SUBSCRIBER)
                .flatMap(who -> Stream.of(
                        new Refusal(who, "fences a worker", transaction(WORKER_GROUP + "-worker-1")),
                        new Refusal(who, "opens a transaction of its own", transaction(who.user()))));
    }

    private static Stream<Refusal> administration() {
        return Arrays.stream(Principal.values())
                .flatMap(who -> Stream.of(
                        new Refusal(
                                who,
                                "creates a topic",
                                admin(admin -> admin.createTopics(List.of(
                                                new NewTopic("starflow.mine", Optional.of(1), Optional.empty())))
                                        .all()
                                        .get())),
                        new Refusal(
                                who,
                                "deletes the spectra",
                                admin(admin -> admin.deleteTopics(List.of(Topics.SPECTRA))
                                        .all()
                                        .get())),
                        new Refusal(
                                who,
                                "deletes records",
                                admin(admin -> admin.deleteRecords(Map.of(
                                                new TopicPartition(Topics.SPECTRA, 0), RecordsToDelete.beforeOffset(1)))
                                        .all()
                                        .get())),
                        new Refusal(
                                who,
                                "shortens the retention",
                                admin(admin -> admin.incrementalAlterConfigs(Map.of(
                                                new ConfigResource(ConfigResource.Type.TOPIC, Topics.SPECTRA),
                                                List.of(new AlterConfigOp(
                                                        new ConfigEntry("retention.ms", "1"),
                                                        AlterConfigOp.OpType.SET))))
                                        .all()
                                        .get())),
                        new Refusal(
                                who,
                                "grants itself everything",
                                admin(admin -> admin.createAcls(Set.of(everything(who)))
                                        .all()
                                        .get())),
                        new Refusal(
                                who,
                                "looks at the grants",
                                admin(admin -> admin.describeAcls(AclBindingFilter.ANY)
                                        .values()
                                        .get())),
                        new Refusal(
                                who,
                                "changes a password",
                                admin(admin -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                                Principal.WORKER.user(),
                                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                                "known")))
                                        .all()
                                        .get()))));
    }

    private static AclBinding everything(Principal who) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL),
                new AccessControlEntry("User:" + who.user(), "*", AclOperation.ALL, AclPermissionType.ALLOW));
    }

    private static Refusal reads(Principal who, String topic) {
        return new Refusal(who, "reads " + topic, read(topic));
    }

    private static Refusal writes(Principal who, String topic) {
        return new Refusal(who, "writes " + topic, write(topic));
    }
}
