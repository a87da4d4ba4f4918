package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateDraftTest {
    private final StateDraft draft = new StateDraft();

    private SortedMap<String, String> pass(Map<String, String> texts) {
        draft.begin();
        draft.putAll(texts);
        return draft.end();
    }

    @Test
    void givesTheSameStateWhileTheSameIsWritten() {
        SortedMap<String, String> first = pass(Map.of("kill.count", "1"));
        assertThat(pass(Map.of("kill.count", "1"))).isSameAs(first);
        assertThat(pass(Map.of("kill.count", "2"))).isEqualTo(Map.of("kill.count", "2"));
        assertThat(first).as("what was given before").isEqualTo(Map.of("kill.count", "1"));
    }

    @Test
    void seesWhatAPassThatBrokeOffHadWritten() {
        SortedMap<String, String> before = pass(new TreeMap<>(Map.of("a", "1", "b", "1")));
        draft.begin();
        draft.put("a", "2");
        assertThat(pass(new TreeMap<>(Map.of("a", "2", "b", "1"))))
                .isNotSameAs(before)
                .containsEntry("a", "2");
    }

    @Test
    void seesWhatIsWrittenNoMore() {
        pass(new TreeMap<>(Map.of("a", "1", "b", "1")));
        assertThat(pass(Map.of("a", "1"))).isEqualTo(Map.of("a", "1"));
        assertThat(pass(Map.of())).isEmpty();
    }

    @Test
    void isNeverRead() {
        draft.put("a", "1");
        assertThatThrownBy(() -> draft.get("a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void isAMapMadeAnewEachTime(long seed) {
        Random random = new Random(seed);
        SortedMap<String, String> texts = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            String name = "part." + random.nextInt(8);
            String text = Integer.toString(random.nextInt(3));
            switch (random.nextInt(4)) {
                case 0 -> texts.put(name, text);
                case 1 -> texts.remove(name);
                case 2 -> {
                    draft.begin();
                    draft.put(name, text);
                }
                default -> {
                    // The same again.
                }
            }
            assertThat(pass(texts)).isEqualTo(texts);
        }
    }
}
