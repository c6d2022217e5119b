package org.starflow.local.relay;

import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Waits for one request of a client and does something at that very moment. Springs once.
 *
 * @param request what it waits for
 * @param moment when the action runs
 * @param action what it does; the relay holds the connection until it returns
 * @param sprung completes when the action is over
 */
public record Trap(
        Predicate<KafkaRequest> request, Moment moment, Action action, CompletableFuture<KafkaRequest> sprung) {

    /** When, as the broker sees it. */
    public enum Moment {
        /** The broker has not seen the request. */
        BEFORE,
        /** The broker has answered the request, the client never gets the answer: its connection is reset. */
        AFTER
    }

    /** What a trap does. */
    @FunctionalInterface
    public interface Action {
        /** Tells whether a request that was held back goes on to the broker; else the connection is reset. */
        boolean run();
    }

    /** A trap that has not sprung. */
    public static Trap on(Predicate<KafkaRequest> request, Moment moment, Action action) {
        return new Trap(request, moment, action, new CompletableFuture<>());
    }
}
