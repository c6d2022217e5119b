package org.starflow.model.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import org.starflow.model.ModelPackageException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A float32 tensor that a graph must have.
 *
 * @param shape −1 for a dimension that the caller chooses
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TensorSpec(String name, long... shape) {
    /** A dimension that the caller chooses. */
    public static final long ANY = -1;

    static void check(Path file, String kind, List<TensorSpec> expected, Map<String, NodeInfo> found) {
        var names = expected.stream().map(TensorSpec::name).collect(Collectors.toSet());
        boolean complete = found.keySet().containsAll(names);
        if (!complete || (kind.equals("input") && found.size() != names.size())) {
            throw new ModelPackageException(file + ": expected " + kind + "s " + names + ", found " + found.keySet());
        }
        for (TensorSpec spec : expected) {
            if (!(found.get(spec.name).getInfo() instanceof TensorInfo info) || !spec.fits(info)) {
                throw new ModelPackageException(file + ", " + kind + " " + spec.name + ": expected float32 of shape "
                        + Arrays.toString(spec.shape) + " (-1: any), found "
                        + found.get(spec.name).getInfo());
            }
        }
    }

    private boolean fits(TensorInfo info) {
        long[] other = info.getShape();
        if (info.type != OnnxJavaType.FLOAT || other.length != shape.length) {
            return false;
        }
        for (int i = 0; i < other.length; i++) {
            if (other[i] != ANY && other[i] != shape[i]) {
                return false;
            }
        }
        return true;
    }
}
