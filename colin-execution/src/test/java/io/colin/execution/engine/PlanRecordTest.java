package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ExecutionNoted;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How parents kept to what their algorithms plan, as the ledger has it at their end. */
class PlanRecordTest {
    private DeskVenue venue = DeskVenue.notChanging();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tellsAtTheEndOfAParentHowFarOffItsPlanItsSlicesWere() {
        bench.submit(twap());
        work(600);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(kept()).singleElement().satisfies(kept -> {
            assertThat(kept.slices()).isEqualTo(slices()).isGreaterThan(5);
            assertThat(kept.offPlanNs()).isBetween(0L, 5 * Bench.SECOND);
        });
    }

    @Test
    void seesASliceThatHadToWaitForAPrice() {
        bench.advance(3700); // The book is older than an hour: no price is fresh.
        bench.submit(twap());
        bench.advance(2);
        bench.price("800");
        work(600);
        assertThat(kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.offPlanNs()).isBetween(2 * Bench.SECOND, 5 * Bench.SECOND));
    }

    @Test
    void seesAStepThatWasSkippedInAWideMarket() {
        bench.submit(twap());
        work(50);
        for (int second = 0; second < 30; second++) {
            bench.book("796", "804");
        }
        work(520);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.offPlanNs()).isBetween(55 * Bench.SECOND, 65 * Bench.SECOND));
    }

    @Test
    void seesAStepThatWasSkippedUntilTheEnd() {
        bench.submit(twap());
        work(500);
        for (int second = 0; second < 110; second++) {
            bench.book("796", "804");
        }
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(kept())
                .singleElement()
                .satisfies(kept -> assertThat(kept.offPlanNs()).isBetween(55 * Bench.SECOND, 65 * Bench.SECOND));
    }

    @Test
    void saysNothingOfAParentWhoseFirstSlicesAnotherProcessSent() {
        bench.submit(twap());
        work(70);
        assertThat(slices()).isPositive();
        venue = DeskVenue.notChanging().after(venue.told());
        bench = bench.restarted(venue);
        work(600);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.FILLED);
        assertThat(kept()).isEmpty();
    }

    /** So many seconds, in which all that is sent is filled at once. */
    private void work(int seconds) {
        for (int second = 0; second < seconds; second++) {
            bench.price("800");
            for (DeskVenue.Asked asked : venue.taken()) {
                if (asked.what().equals("submit")) {
                    venue.accept(asked.id());
                    venue.fill(asked.child(), asked.quantity().toPlainString(), "800.1");
                }
            }
        }
    }

    private long slices() {
        return bench.of(SliceRouted.class).stream()
                .filter(routed -> routed.round() == 1)
                .count();
    }

    private List<ExecutionNote.Kept> kept() {
        return bench.of(ExecutionNoted.class).stream()
                .map(ExecutionNoted::note)
                .filter(ExecutionNote.Kept.class::isInstance)
                .map(ExecutionNote.Kept.class::cast)
                .toList();
    }

    private static OrderIntent twap() {
        return Rig.buy("10", "o")
                .algo(AlgoSpec.of(
                        "twap",
                        Map.of(
                                "jitter",
                                "0",
                                "max_move_sigmas",
                                "0",
                                "participation",
                                "1",
                                "max_quote_age_ms",
                                "1000")))
                .build();
    }
}
