/** Child processes: starting, watching, stopping and finding them again from another JVM. */
package org.starflow.local.process;
