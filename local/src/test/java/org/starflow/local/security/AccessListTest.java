package org.starflow.local.security;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AccessListTest {

    private static final AccessList LIST = AccessList.standard();

    @Test
    void everyUserOfTheStackIsListed() {
        assertThat(LIST.users())
                .extracting(AccessList.User::name)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Principal.values()).map(Principal::user).toList());
    }

    @Test
    void nobodyMayCreateAlterOrDelete() {
        assertThat(LIST.bindings())
                .extracting(binding -> binding.entry().operation())
                .containsOnly(AclOperation.READ, AclOperation.WRITE, AclOperation.DESCRIBE);
    }

    @Test
    void nobodyMayDoAnythingWithTheCluster() {
        assertThat(LIST.bindings())
                .extracting(binding -> binding.pattern().resourceType())
                .containsOnly(ResourceType.TOPIC, ResourceType.GROUP, ResourceType.TRANSACTIONAL_ID);
    }

    @Test
    void everyGrantOfAUserNamesThatUser() {
        assertThat(LIST.bindings())
                .extracting(binding -> binding.entry().principal())
                .containsOnly(
                        LIST.users().stream().map(user -> "User:" + user.name()).toArray(String[]::new));
    }

    @Test
    void anOperationThatIsNoneIsNamed() {
        // Given
        Grant grant = new Grant(new Grant.Resource("topic", "starflow.spectra", "literal"), List.of("Raed"));

        // When / Then
        assertThatThrownBy(() -> grant.bindings("starflow-worker").toList()).hasMessageContaining("Raed");
    }

    @Test
    void allIsNoSingleOperation() {
        // Given
        Grant grant = new Grant(new Grant.Resource("topic", "starflow.spectra", "literal"), List.of("All"));

        // When / Then
        assertThatThrownBy(() -> grant.bindings("starflow-worker").toList()).hasMessageContaining("single operation");
    }
}
