package org.starflow.it.system;

import org.starflow.it.support.Service;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Services that are started again in the same way after each kill. */
final class Fleet implements AutoCloseable {
    private final List<Supplier<Service>> recipes;
    private final List<Service> running = new ArrayList<>();

    Fleet(List<Supplier<Service>> recipes) {
        this.recipes = recipes;
        recipes.forEach(recipe -> running.add(recipe.get()));
    }

    void awaitReady() {
        running.forEach(Service::awaitReady);
    }

    int size() {
        return running.size();
    }

    /** The last of the recipes, as it runs now. */
    Service last() {
        return running.getLast();
    }

    /** {@code kill -9}, and a successor at once. */
    void kill(int victim) {
        running.get(victim).kill();
        running.set(victim, recipes.get(victim).get());
    }

    @Override
    public void close() {
        running.forEach(Service::close);
    }
}
