package org.starflow.local.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import org.apache.kafka.common.acl.AclBinding;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The users and what they may do, as {@code k8s/acls.yaml} says it.
 *
 * @param authentication mechanism of all users
 * @param users in the order of the file
 */
public record AccessList(String authentication, List<User> users) {

    public AccessList {
        users = List.copyOf(users);
    }

    /**
     * One user.
     *
     * @param name in Kafka and in the registry
     * @param registry what it may do in the registry
     * @param acls what it may do in Kafka
     */
    public record User(String name, RegistryRole registry, List<Grant> acls) {

        public User {
            acls = List.copyOf(acls);
        }
    }

    /** Rights in the schema registry. */
    public enum RegistryRole {
        @JsonProperty("write")
        WRITE,
        @JsonProperty("read")
        READ,
        @JsonProperty("none")
        NONE
    }

    /** The list that this version of Starflow needs. */
    public static AccessList standard() {
        try (InputStream in = AccessList.class.getResourceAsStream("acls.yaml")) {
            return YAMLMapper.builder().build().readValue(in, AccessList.class);
        } catch (IOException e) {
            throw new UncheckedIOException("acls.yaml cannot be read from the jar", e);
        }
    }

    /** Every single grant, as Kafka keeps it. */
    public Set<AclBinding> bindings() {
        return users.stream()
                .flatMap(user -> user.acls().stream().flatMap(grant -> grant.bindings(user.name())))
                .collect(Collectors.toUnmodifiableSet());
    }
}
