/** What a home folder remembers between two runs: ports, secrets and the processes that run on it. */
package org.starflow.local.state;
