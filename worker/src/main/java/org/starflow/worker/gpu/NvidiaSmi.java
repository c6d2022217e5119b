package org.starflow.worker.gpu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks NVIDIA's own program, which comes with the driver. A GPU that has gone wrong can keep it waiting for ever, so
 * that each call has a limit, and no second one begins beside one that could not be ended.
 */
final class NvidiaSmi {
    private static final int MOST_BYTES = 64 << 10;

    private final List<String> command;
    private final Duration limit;
    private Process last;

    /**
     * @param program name or path of {@code nvidia-smi}
     * @param visible what {@code CUDA_VISIBLE_DEVICES} allows, if it is set: numbers or UUIDs
     */
    NvidiaSmi(String program, Optional<String> visible, Duration limit) {
        var words = new ArrayList<>(List.of(program, GpuReading.QUERY, "--format=csv,noheader,nounits"));
        visible.filter(gpus -> !gpus.isBlank()).ifPresent(gpus -> words.add("--id=" + gpus));
        this.command = List.copyOf(words);
        this.limit = limit;
    }

    /**
     * The GPUs that this process may use.
     *
     * @throws IOException when there is no such program, it fails, or it does not answer in time
     */
    List<GpuReading> read() throws IOException, InterruptedException {
        if (last != null && last.isAlive()) {
            throw new IOException(command.getFirst() + " still hangs since an earlier call");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        last = process;
        process.getOutputStream().close();
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " did not answer in " + limit.toMillis() + " ms");
        }
        String output;
        try (var stream = process.getInputStream()) {
            output = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " ended with " + process.exitValue() + ": "
                    + output.lines().findFirst().orElse("no output"));
        }
        return output.lines().map(GpuReading::parse).flatMap(Optional::stream).toList();
    }
}
