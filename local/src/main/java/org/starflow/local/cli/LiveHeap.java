package org.starflow.local.cli;

import org.starflow.local.process.Command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** What a Java process cannot let go of: its heap after a full collection, which the JDK's {@code jcmd} asks for. */
final class LiveHeap {

    private static final Pattern USED = Pattern.compile("(?m)^ *(?:DefNew|Tenured) +total \\d+K, used (\\d+)K");
    private static final double KIBIBYTES = 1024;

    private LiveHeap() {}

    /** MiB; empty where there is no {@code jcmd}, or when the process collects in another way than ours do. */
    static OptionalDouble mebibytes(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.run");
        return used(ask(pid, "GC.heap_info"));
    }

    /** Sum over the generations of the serial collector. */
    static OptionalDouble used(String heapInfo) {
        double[] used = USED.matcher(heapInfo)
                .results()
                .mapToDouble(match -> Long.parseLong(match.group(1)) / KIBIBYTES)
                .toArray();
        double sum = 0;
        for (double generation : used) {
            sum += generation;
        }
        return used.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    private static String ask(long pid, String question) throws IOException, InterruptedException {
        String jcmd = Path.of(Command.java()).resolveSibling("jcmd").toString();
        Process process;
        try {
            process = new ProcessBuilder(jcmd, Long.toString(pid), question)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            return ""; // a runtime without the tools of a JDK
        }
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return answer;
    }
}
