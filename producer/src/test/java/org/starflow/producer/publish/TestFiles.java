package org.starflow.producer.publish;

import org.starflow.producer.read.FitsFiles;
import org.starflow.producer.reduce.Reducer;
import org.starflow.producer.reduce.TestModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;

/** Small FITS files that {@link TestModel} can use. */
public final class TestFiles {
    private static final TestModel MODEL = new TestModel();

    private TestFiles() {}

    /** Reduces for the test model. */
    public static Reducer reducer() {
        return new Reducer(MODEL.manifest(), MODEL, "test");
    }

    /** A normalised star at rest; files of different seeds have different noise. */
    public static Path write(Path path, long seed) throws IOException {
        var random = new SplittableRandom(seed);
        var flux = new float[21_700];
        for (int i = 0; i < flux.length; i++) {
            flux[i] = (float) (MODEL.flux(TestModel.sun(), 5158 + 0.05 * i, 20_000) + 0.01 * random.nextGaussian());
        }
        Map<String, Object> keys = Map.of(
                "CRVAL1",
                5158.0,
                "CDELT1",
                0.05,
                "CTYPE1",
                "AWAV",
                "SPECSYS",
                "SOURCE",
                "SPEC_RES",
                20000.0,
                "CONTNORM",
                true);
        return FitsFiles.image(path, flux, keys, null);
    }
}
