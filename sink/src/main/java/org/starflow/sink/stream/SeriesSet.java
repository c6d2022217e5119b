package org.starflow.sink.stream;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/** All series of one metric, whose labels come and go. */
final class SeriesSet {
    private record Series(Meter meter, AtomicReference<Double> value) {}

    private final MeterRegistry registry;
    private final BiFunction<Tags, AtomicReference<Double>, Meter> register;
    private final Map<Tags, Series> series = new HashMap<>();

    private SeriesSet(MeterRegistry registry, BiFunction<Tags, AtomicReference<Double>, Meter> register) {
        this.registry = registry;
        this.register = register;
    }

    /** @param unit suffix of the name, null for none */
    static SeriesSet gauges(MeterRegistry registry, String name, String unit, String help) {
        return new SeriesSet(
                registry,
                (tags, value) -> Gauge.builder(name, value, AtomicReference::get)
                        .description(help)
                        .baseUnit(unit)
                        .tags(tags)
                        .register(registry));
    }

    /** Counts that somebody else keeps. */
    static SeriesSet counters(MeterRegistry registry, String name, String help) {
        return new SeriesSet(
                registry,
                (tags, value) -> FunctionCounter.builder(name, value, AtomicReference::get)
                        .description(help)
                        .tags(tags)
                        .register(registry));
    }

    /** Shows these and no others. */
    synchronized void show(Map<Tags, Double> rows) {
        series.entrySet().removeIf(entry -> {
            boolean gone = !rows.containsKey(entry.getKey());
            if (gone) {
                registry.remove(entry.getValue().meter());
            }
            return gone;
        });
        rows.forEach((tags, value) ->
                series.computeIfAbsent(tags, this::create).value().set(value));
    }

    private Series create(Tags tags) {
        var value = new AtomicReference<>(Double.NaN);
        return new Series(register.apply(tags, value), value);
    }
}
