/** Prometheus and Grafana beside the embedded stack, with the project's own rules and dashboards. */
package org.starflow.local.monitor;
