package io.colin.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EventHeader;
import io.colin.api.event.RunStarted;
import io.colin.execution.store.LedgerCodec;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    @TempDir
    private Path root = Path.of("");

    @Test
    void aRunThatIsTakenUpKnowsWhenItBeganToTrade() {
        RunDirectory first = RunDirectory.in(root, "sqlite");
        assertThat(first.resumed()).isFalse();
        assertThat(first.startedNs()).isEmpty();
        RunStarted started = new RunStarted(
                new EventHeader(1, 1_700_000_000_000_000_123L, 1, "any", "any"),
                first.id(),
                "somewhere",
                "none",
                "main",
                "USD",
                BigDecimal.TEN,
                42,
                "",
                "");
        first.store().append(List.of(LedgerCodec.encode(started, "engine", "", List.of())));
        first.store().close();

        RunDirectory again = RunDirectory.in(root, "sqlite");
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.startedNs()).hasValue(1_700_000_000_000_000_123L);
        again.store().close();
    }
}
