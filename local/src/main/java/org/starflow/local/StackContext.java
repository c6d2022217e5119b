package org.starflow.local;

import org.starflow.local.security.StackSecurity;
import org.starflow.local.state.Home;
import org.starflow.local.state.PortBook;

import java.util.Optional;

/**
 * What the services of one stack share.
 *
 * @param security users, grants and key when the stack is secured
 * @param onChange called when a service has started or ended
 */
record StackContext(
        Home home,
        StackFiles files,
        StackOptions options,
        PortBook ports,
        Optional<StackSecurity> security,
        Runnable onChange) {

    void changed() {
        onChange.run();
    }
}
