package org.starflow.sink.store;

import org.starflow.schemas.Label;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Correlation matrices as packed lower triangles without their diagonal, row by row. */
public final class PackedCorrelation {
    /** Number of values for all labels. */
    public static final int LENGTH = Label.values().length * (Label.values().length - 1) / 2;

    private PackedCorrelation() {}

    /**
     * The triangle in the order of {@link Label}; NaN where the record's order lacks a label.
     *
     * @param packed little-endian float32, or null
     * @param order label keys of its rows
     * @return {@link #LENGTH} values, or null when packed is
     * @throws IllegalArgumentException when the length does not match the number of labels
     */
    static float[] inColumnOrder(ByteBuffer packed, List<String> order) {
        if (packed == null) {
            return null;
        }
        int expected = order.size() * (order.size() - 1) / 2 * Float.BYTES;
        if (packed.remaining() != expected) {
            throw new IllegalArgumentException("The correlation of %d labels has %d bytes; expected %d."
                    .formatted(order.size(), packed.remaining(), expected));
        }
        var values = packed.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        var out = new float[LENGTH];
        Arrays.fill(out, Float.NaN);
        int[] places = order.stream().mapToInt(PackedCorrelation::ordinal).toArray();
        for (int row = 1; row < places.length; row++) {
            for (int column = 0; column < row; column++) {
                place(out, places[row], places[column], values.get(index(row, column)));
            }
        }
        return out;
    }

    /** Index in the triangle of two different places, in either order. */
    public static int index(int a, int b) {
        int row = Math.max(a, b);
        return row * (row - 1) / 2 + Math.min(a, b);
    }

    private static void place(float[] out, int i, int j, float value) {
        if (i >= 0 && j >= 0 && i != j) {
            out[index(i, j)] = value;
        }
    }

    private static int ordinal(String key) {
        for (Label label : Label.values()) {
            if (label.key().equals(key)) {
                return label.ordinal();
            }
        }
        return -1;
    }
}
