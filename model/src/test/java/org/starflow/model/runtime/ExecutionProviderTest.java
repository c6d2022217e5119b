package org.starflow.model.runtime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExecutionProviderTest {
    @ParameterizedTest
    @EnumSource
    void keyIsReadBackInAnyCase(ExecutionProvider provider) {
        assertThat(ExecutionProvider.of(provider.key())).isEqualTo(provider);
        assertThat(ExecutionProvider.of(provider.key().toUpperCase(Locale.ROOT)))
                .isEqualTo(provider);
    }

    @Test
    void unknownNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExecutionProvider.of("rocm"))
                .withMessage("Execution provider: expected cpu, cuda or cuda-fp16, found rocm");
    }
}
