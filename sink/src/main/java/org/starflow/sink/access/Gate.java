package org.starflow.sink.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.starflow.sink.problem.ProblemException;

/** Says who may do what, and why not. */
@ApplicationScoped
public class Gate {
    private final Accounts accounts;
    private final CurrentIdentityAssociation current;

    /**
     * @param accounts who there is
     * @param current who asks
     */
    public Gate(Accounts accounts, CurrentIdentityAssociation current) {
        this.accounts = accounts;
        this.current = current;
    }

    /** Name of the operator who asks; anybody else gets 401 or 403 with the reason. */
    public String requireOperator() {
        if (!accounts.operatorConfigured()) {
            throw new ProblemException(
                    403,
                    "Changes are switched off: no operator is configured. Set starflow.sink.operator.password (STARFLOW_SINK_OPERATOR_PASSWORD) and restart the sink.");
        }
        SecurityIdentity identity = identity();
        if (identity.isAnonymous()) {
            throw new ProblemException(401, "This needs the role operator: give its user and password (HTTP basic).");
        }
        if (!identity.hasRole(Accounts.OPERATOR)) {
            throw new ProblemException(
                    403,
                    "This needs the role operator, which '%s' does not have."
                            .formatted(identity.getPrincipal().getName()));
        }
        return identity.getPrincipal().getName();
    }

    /** Lets readers pass: everybody, unless a reader's password is configured. */
    public void requireReader() {
        if (accounts.readsClosed() && identity().isAnonymous()) {
            throw new ProblemException(401, "Reading needs an account: give user and password (HTTP basic).");
        }
    }

    private SecurityIdentity identity() {
        try {
            return current.getIdentity();
        } catch (AuthenticationFailedException e) {
            throw new ProblemException(401, "The user is unknown or the password is wrong.");
        }
    }
}
