package org.starflow.local;

import org.starflow.local.state.Home;
import org.starflow.local.state.PortBook;

/**
 * What the services of one stack share.
 *
 * @param onChange called when a service has started or ended
 */
record StackContext(Home home, StackFiles files, StackOptions options, PortBook ports, Runnable onChange) {

    void changed() {
        onChange.run();
    }
}
