package io.colin.risk.var;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarSettingsTest {
    @ParameterizedTest
    @ValueSource(ints = {998, 1_001, 1_000_002})
    void refusesPathsThatAreOddTooFewOrTooMany(int paths) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VarSettings.builder().paths(paths))
                .withMessageContaining("paths")
                .withMessageContaining(Integer.toString(paths));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 1_000_000})
    void takesTheFewestAndTheMostPaths(int paths) {
        assertThat(VarSettings.builder().paths(paths).build().paths()).isEqualTo(paths);
    }

    @Test
    void everyMethodHasANameOfItsOwn() {
        assertThat(Arrays.stream(TailMethod.values()).map(TailMethod::text))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z-]+"));
    }
}
