package org.starflow.local.monitor;

/**
 * What Prometheus asks for metrics.
 *
 * @param job {@code starflow-worker}, {@code starflow-sink}, {@code starflow-producer}
 * @param instance name of the process
 * @param address host and port
 * @param path of its metrics
 */
public record Target(String job, String instance, String address, String path) {
    /** A worker or a sink. */
    public static Target service(String job, String instance, String address) {
        return new Target(job, instance, address, "/q/metrics");
    }
}
