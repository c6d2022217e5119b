package org.starflow.model.projection;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CholeskyTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 16, 33})
    void solvesWhatItWasMadeFrom(int n) {
        // Given: A = M Mᵀ + I and b = A x
        var random = new Random(n);
        double[][] m = new double[n][n];
        double[] x = random.doubles(n, -1, 1).toArray();
        for (double[] row : m) {
            for (int j = 0; j < n; j++) {
                row[j] = random.nextGaussian();
            }
        }
        double[][] a = new double[n][n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = i == j ? 1 : 0;
                for (int k = 0; k < n; k++) {
                    a[i][j] += m[i][k] * m[j][k];
                }
                b[i] += a[i][j] * x[j];
            }
        }

        // When
        boolean definite = Cholesky.factorise(a, new double[8][n]);
        Cholesky.solve(a, b);

        // Then
        assertThat(definite).isTrue();
        for (int i = 0; i < n; i++) {
            assertThat(b[i]).isCloseTo(x[i], within(1e-9));
        }
    }

    @Test
    void matrixThatIsNotPositiveDefiniteIsToldApart() {
        assertThat(Cholesky.factorise(new double[][] {{1, 2}, {2, 1}}, new double[8][2]))
                .isFalse();
        assertThat(Cholesky.factorise(new double[][] {{Double.NaN, 0}, {0, 1}}, new double[8][2]))
                .isFalse();
    }
}
