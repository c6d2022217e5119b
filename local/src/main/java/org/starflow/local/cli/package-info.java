/** The commands of {@code ./starflow}. Each talks to the services by their public interfaces alone. */
package org.starflow.local.cli;
