package org.starflow.model.pack;

import org.starflow.model.ModelPackageException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads an array of little-endian float16 or float32. */
public final class ArrayFile {
    private ArrayFile() {}

    /**
     * All values of the file, row by row.
     *
     * @throws ModelPackageException if the size is not that of the shape, or a value is not finite
     */
    public static float[] read(Path file, String dtype, int... shape) {
        int width = switch (dtype) {
            case "float16" -> Short.BYTES;
            case "float32" -> Float.BYTES;
            default -> throw new ModelPackageException(file + ": expected dtype float16 or float32, found " + dtype);
        };
        long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        ByteBuffer bytes = bytes(file).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() != count * width) {
            throw new ModelPackageException(file + ": expected " + count * width + " bytes for " + dtype + " of shape "
                    + Arrays.toString(shape) + ", found " + bytes.remaining());
        }
        float[] values = new float[(int) count];
        if (width == Float.BYTES) {
            bytes.asFloatBuffer().get(values);
        } else {
            ShortBuffer halves = bytes.asShortBuffer();
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.float16ToFloat(halves.get(i));
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new ModelPackageException(
                        file + ": expected finite numbers, found " + values[i] + " at element " + i);
            }
        }
        return values;
    }

    private static ByteBuffer bytes(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new ModelPackageException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
