package org.starflow.local.security;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** Brings users and grants of a broker to the access list: what is missing is added, what is too much goes. */
public final class BrokerAccess {

    /** The passwords are random and long; the iterations are Kafka's default. */
    private static final int ITERATIONS = 8192;

    private final AccessList list;
    private final UnaryOperator<String> passwords;

    /** @param passwords of a user */
    public BrokerAccess(AccessList list, UnaryOperator<String> passwords) {
        this.list = list;
        this.passwords = passwords;
    }

    /**
     * Applies the list.
     *
     * @throws IllegalStateException when the broker refuses or does not answer in time
     */
    public void apply(Map<String, Object> administrator, Duration patience) {
        try (Admin admin = Admin.create(administrator)) {
            await(admin.alterUserScramCredentials(users()).all(), patience);
            Set<AclBinding> wanted = list.bindings();
            Set<AclBinding> found =
                    new HashSet<>(await(admin.describeAcls(AclBindingFilter.ANY).values(), patience));
            Set<AclBinding> superfluous = new HashSet<>(found);
            superfluous.removeAll(wanted);
            await(
                    admin.deleteAcls(superfluous.stream()
                                    .map(AclBinding::toFilter)
                                    .toList())
                            .all(),
                    patience);
            Set<AclBinding> missing = new HashSet<>(wanted);
            missing.removeAll(found);
            await(admin.createAcls(missing).all(), patience);
        }
    }

    private List<UserScramCredentialAlteration> users() {
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        for (AccessList.User user : list.users()) {
            users.add(new UserScramCredentialUpsertion(
                    user.name(),
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS),
                    passwords.apply(user.name())));
        }
        return users;
    }

    private static <T> T await(KafkaFuture<T> future, Duration patience) {
        try {
            return future.get(patience.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker refuses users or grants", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The broker did not take users and grants in " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while users and grants were set", e);
        }
    }
}
