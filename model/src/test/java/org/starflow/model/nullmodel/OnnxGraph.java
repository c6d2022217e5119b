package org.starflow.model.nullmodel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Builds a small ONNX model (onnx.proto, IR version 8, operator set 13). */
final class OnnxGraph {
    private static final int IR_VERSION = 8;
    private static final int OPERATOR_SET = 13;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int ATTRIBUTE_INT = 2;

    private final Protobuf graph = new Protobuf();

    OnnxGraph(String name) {
        graph.text(2, name);
    }

    OnnxGraph node(String operator, List<String> inputs, String output) {
        graph.message(
                1, node -> node.texts(1, inputs).text(2, output).text(3, output).text(4, operator));
        return this;
    }

    /** Sums over axes that an initializer names, and drops these. */
    OnnxGraph sum(String input, String axes, String output) {
        graph.message(
                1,
                node -> node.texts(1, List.of(input, axes))
                        .text(2, output)
                        .text(3, output)
                        .text(4, "ReduceSum")
                        .message(
                                5, keep -> keep.text(1, "keepdims").number(3, 0).number(20, ATTRIBUTE_INT)));
        return this;
    }

    /** A float32 constant of zeros. */
    OnnxGraph zeros(String name, int... shape) {
        int n = 1;
        for (int size : shape) {
            n *= size;
        }
        return initializer(name, FLOAT, new byte[n * Float.BYTES], shape);
    }

    /** An int64 constant of one element. */
    OnnxGraph axis(String name, long value) {
        byte[] raw = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return initializer(name, INT64, raw, 1);
    }

    private OnnxGraph initializer(String name, int type, byte[] raw, int... shape) {
        graph.message(5, tensor -> {
            for (int size : shape) {
                tensor.number(1, size);
            }
            tensor.number(2, type).text(8, name).bytes(9, raw);
        });
        return this;
    }

    /** A float32 input; dimensions are numbers or names. */
    OnnxGraph input(String name, Object... shape) {
        return value(11, name, shape);
    }

    OnnxGraph output(String name, Object... shape) {
        return value(12, name, shape);
    }

    private OnnxGraph value(int field, String name, Object... shape) {
        graph.message(
                field,
                value -> value.text(1, name)
                        .message(
                                2,
                                type -> type.message(
                                        1,
                                        tensor -> tensor.number(1, FLOAT).message(2, dims -> {
                                            for (Object size : shape) {
                                                dims.message(1, dim -> dimension(dim, size));
                                            }
                                        }))));
        return this;
    }

    private static void dimension(Protobuf dimension, Object size) {
        if (size instanceof Integer number) {
            dimension.number(1, number);
        } else {
            dimension.text(2, size.toString());
        }
    }

    byte[] toBytes() {
        return new Protobuf()
                .number(1, IR_VERSION)
                .text(2, "starflow")
                .bytes(7, graph.toBytes())
                .message(8, set -> set.text(1, "").number(2, OPERATOR_SET))
                .toBytes();
    }
}
