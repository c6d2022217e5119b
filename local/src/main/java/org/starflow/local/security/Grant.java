package org.starflow.local.security;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What a user may do with a resource, in the shape of Strimzi's KafkaUser.
 *
 * @param resource of Kafka
 * @param operations such as {@code Read}
 */
public record Grant(Resource resource, List<String> operations) {

    public Grant {
        operations = List.copyOf(operations);
    }

    /**
     * One resource, or all whose names begin so.
     *
     * @param type {@code topic}, {@code group} or {@code transactionalId}
     * @param name or its beginning
     * @param patternType {@code literal} or {@code prefix}
     */
    public record Resource(String type, String name, String patternType) {

        ResourcePattern pattern() {
            return new ResourcePattern(resourceType(), name, pattern(patternType));
        }

        private ResourceType resourceType() {
            return switch (type) {
                case "topic" -> ResourceType.TOPIC;
                case "group" -> ResourceType.GROUP;
                case "transactionalId" -> ResourceType.TRANSACTIONAL_ID;
                default ->
                    throw new IllegalArgumentException(
                            "acls.yaml: expected topic, group or transactionalId, found " + type);
            };
        }

        private static PatternType pattern(String text) {
            return switch (text) {
                case "literal" -> PatternType.LITERAL;
                case "prefix" -> PatternType.PREFIXED;
                default -> throw new IllegalArgumentException("acls.yaml: expected literal or prefix, found " + text);
            };
        }
    }

    Stream<AclBinding> bindings(String user) {
        return operations.stream()
                .map(operation -> new AclBinding(
                        resource.pattern(),
                        new AccessControlEntry("User:" + user, "*", operation(operation), AclPermissionType.ALLOW)));
    }

    private static AclOperation operation(String text) {
        AclOperation operation = AclOperation.fromString(text.toUpperCase(Locale.ROOT));
        if (operation.isUnknown() || operation == AclOperation.ANY || operation == AclOperation.ALL) {
            throw new IllegalArgumentException("acls.yaml: expected a single operation such as Read, found " + text);
        }
        return operation;
    }
}
