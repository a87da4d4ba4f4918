package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.colin.api.alert.Severity;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.ParentPaused;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses that algorithms make: each is recorded, told of, and over when its reason is. The market is at 800 at first. */
class HoldTest {
    private static final String WIDE = "spread_bps=100 max_spread_bps=50";
    private static final String DOWN = "venue_failure=[desk down: by the test] rule=one venue can be asked";

    private final DeskVenue venue = DeskVenue.notChanging();
    private Bench bench = Bench.at(venue);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void givenAWideSpreadThenTheOrderPausesAndSaysSoOnceAndGoesOnWhenItIsOver() {
        bench.book("796", "804");
        bench.submit(twap());
        String id = id();
        assertThat(pauses()).containsExactly(tuple(true, "algorithm", WIDE));
        assertThat(alerts())
                .containsExactly(tuple(
                        true,
                        Severity.MEDIUM,
                        id,
                        "order " + id + " (twap BTC/USD): " + WIDE + ": paused until that is over"));
        assertThat(bench.parts().orders().isHeld(id)).isTrue();
        for (int second = 0; second < 70; second++) {
            bench.book("796", "804");
        }
        assertThat(pauses()).as("the same pause still").hasSize(1);
        assertThat(venue.taken()).isEmpty();
        for (int second = 0; second < 60; second++) {
            bench.price("800");
        }
        assertThat(venue.only("submit").quantity()).isPositive();
        assertThat(pauses()).last().isEqualTo(tuple(false, "algorithm", "over: " + WIDE));
        assertThat(alerts())
                .hasSize(2)
                .last()
                .isEqualTo(tuple(false, Severity.MEDIUM, id, "order " + id + " (twap BTC/USD): it goes on"));
        assertThat(bench.parts().orders().isHeld(id)).isFalse();
    }

    @Test
    void givenAPauseWhenAskedBetweenItsStepsThenItIsNotTakenForOver() {
        bench.book("796", "804");
        bench.submit(twap());
        bench.price("800");
        for (int second = 0; second < 10; second++) {
            bench.price("800");
        }
        bench.desk().work(id());
        assertThat(pauses()).hasSize(1);
    }

    @Test
    void givenItsOnlyVenueGoesThenTheOrderPausesAtOnceAndGoesOnWhenItIsBack() {
        bench.submit(twap());
        answerAll();
        bench.connection("desk", false);
        assertThat(pauses()).containsExactly(tuple(true, "algorithm", DOWN));
        assertThat(alerts())
                .containsExactly(tuple(
                        true,
                        Severity.HIGH,
                        id(),
                        "order " + id() + " (twap BTC/USD): " + DOWN + ": paused until that is over"));
        prices(70);
        assertThat(venue.taken()).isEmpty();
        bench.connection("desk", true);
        assertThat(pauses()).last().isEqualTo(tuple(false, "algorithm", "over: " + DOWN));
        assertThat(alerts())
                .hasSize(2)
                .last()
                .extracting(alert -> alert.toList().getFirst())
                .isEqualTo(false);
        prices(60);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).contains("submit");
    }

    @Test
    void givenAVenueThatStaysAwayThenWhatIsLeftIsReturnedWithThatReasonAtTheEndOfTheTime() {
        bench.submit(twap());
        answerAll();
        bench.connection("desk", false);
        prices(600);
        assertThat(bench.status("o")).isEqualTo(OrderStatus.CANCELED);
        assertThat(venue.taken()).isEmpty();
        assertThat(ended()).startsWith("end of time").endsWith("; paused: " + DOWN);
        assertThat(alerts())
                .hasSize(2)
                .last()
                .isEqualTo(
                        tuple(false, Severity.HIGH, id(), "order " + id() + " (twap BTC/USD): it has ended CANCELED"));
    }

    @Test
    void givenAnOrderThatComesWhileItsVenueIsAwayThenItWaitsForIt() {
        bench.connection("desk", false);
        bench.submit(twap());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.RELEASED);
        assertThat(pauses()).containsExactly(tuple(true, "algorithm", DOWN));
        bench.connection("desk", true);
        prices(60);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).contains("submit");
    }

    @Test
    void givenAnImmediateOrderThenItIsRefusedAndDoesNotWait() {
        bench.connection("desk", false);
        bench.submit(Rig.buy("1", "o").build());
        assertThat(bench.status("o")).isEqualTo(OrderStatus.DENIED);
        assertThat(pauses()).isEmpty();
    }

    @Test
    void givenAPartThatRestsWhenItsVenueGoesThenItIsToldAndWhatFillsIsKept() {
        bench.submit(iceberg());
        DeskVenue.Asked shown = venue.only("submit");
        venue.accept(shown.id());
        bench.connection("desk", false);
        assertThat(pauses()).containsExactly(tuple(true, "algorithm", DOWN));
        bench.connection("desk", true);
        venue.only("query");
        assertThat(pauses()).hasSize(2);
        venue.fill(shown.child(), "1", "790");
        prices(10);
        assertThat(venue.taken()).extracting(DeskVenue.Asked::what).contains("submit");
    }

    @Test
    void givenAKilledRunThenThePauseIsTakenUpAndEndsOnce() {
        bench.book("796", "804");
        bench.submit(twap());
        DeskVenue found = DeskVenue.notChanging();
        bench = bench.restarted(found);
        bench.book("796", "804");
        assertThat(pauses()).as("it is paused already").isEmpty();
        assertThat(bench.parts().orders().isHeld(id())).isTrue();
        prices(130);
        assertThat(pauses()).containsExactly(tuple(false, "algorithm", "over: " + WIDE));
        assertThat(alerts())
                .singleElement()
                .extracting(alert -> alert.toList().getFirst())
                .isEqualTo(false);
    }

    @Test
    void givenARunThatIsTakenUpBetweenTwoStepsThenThePauseLastsUntilTheNextOne() {
        bench.book("796", "804");
        bench.submit(twap());
        bench = bench.restartedAfter(20, DeskVenue.notChanging());
        assertThat(pauses()).as("nobody has looked yet").isEmpty();
        prices(60);
        assertThat(pauses()).containsExactly(tuple(false, "algorithm", "over: " + WIDE));
    }

    @Test
    void givenAnotherReasonThenThatIsToldToo() {
        bench.book("796", "804");
        bench.submit(twap());
        bench.connection("desk", false);
        assertThat(pauses()).containsExactly(tuple(true, "algorithm", WIDE), tuple(true, "algorithm", DOWN));
        assertThat(alerts())
                .hasSize(2)
                .last()
                .extracting(alert -> alert.toList().get(1))
                .isEqualTo(Severity.HIGH);
    }

    @ParameterizedTest(name = "then {0}")
    @CsvSource({"resume, resumed by tester", "cancel, it has ended CANCELED"})
    void givenAnAverageBeyondThePriceControlThenItPausesCriticallyUntilAPersonActs(String then, String why) {
        bench.submit(Rig.buy("10", "o")
                .algo(AlgoSpec.of("twap", Map.of("price_control_bps", "10", "jitter", "0", "max_move_sigmas", "0")))
                .build());
        DeskVenue.Asked first = venue.only("submit");
        venue.accept(first.id());
        venue.fill(first.child(), first.quantity().toPlainString(), "803");
        String reason = "average price beyond the price control: average=803 bound=800.8 price_control_bps=10";
        assertThat(pauses()).containsExactly(tuple(true, "engine", reason));
        assertThat(alerts())
                .containsExactly(tuple(
                        true,
                        Severity.CRITICAL,
                        id(),
                        "order " + id() + " (twap BTC/USD): " + reason + ": paused until a person resumes it"));
        prices(120);
        assertThat(venue.taken()).isEmpty();
        if (then.equals("resume")) {
            bench.resume("o");
        } else {
            bench.cancel("o");
        }
        assertThat(alerts())
                .hasSize(2)
                .last()
                .isEqualTo(tuple(false, Severity.CRITICAL, id(), "order " + id() + " (twap BTC/USD): " + why));
    }

    @Test
    void givenAPersonWhoPausesAndResumesAnOrderThatGoesOnWaitingThenItsAlertIsRaisedAnew() {
        bench.submit(twap());
        answerAll();
        bench.connection("desk", false);
        bench.pause("o");
        bench.resume("o");
        assertThat(pauses())
                .containsExactly(
                        tuple(true, "algorithm", DOWN),
                        tuple(true, "tester", "test"),
                        tuple(false, "tester", "test"),
                        tuple(true, "algorithm", DOWN));
        assertThat(alerts())
                .extracting(alert -> alert.toList().getFirst())
                .as("it is paused still")
                .containsExactly(true, false, true);
        bench.connection("desk", true);
        assertThat(alerts()).extracting(alert -> alert.toList().getFirst()).containsExactly(true, false, true, false);
    }

    @ParameterizedTest(name = "killed: {0}")
    @ValueSource(booleans = {false, true})
    void givenAPersonWhoResumesBetweenTwoStepsThenNothingIsHeldUntilTheMarketIsLookedAt(boolean killed) {
        bench.book("796", "804");
        bench.submit(twap());
        bench.advance(10);
        bench.pause("o");
        bench.resume("o");
        if (killed) {
            bench = bench.restarted(DeskVenue.notChanging());
        }
        assertThat(bench.parts().orders().isHeld(id())).isFalse();
        for (int second = 0; second < 60; second++) {
            bench.book("796", "804");
        }
        assertThat(pauses()).last().isEqualTo(tuple(true, "algorithm", WIDE));
        assertThat(alerts())
                .last()
                .extracting(alert -> alert.toList().getFirst())
                .isEqualTo(true);
    }

    @Test
    void givenAPersonWhoPausesThenNobodyIsAlarmed() {
        bench.submit(twap());
        bench.pause("o");
        bench.resume("o");
        assertThat(alerts()).isEmpty();
    }

    /** Fills what was sent at its price. */
    private void answerAll() {
        venue.taken().forEach(asked -> {
            venue.accept(asked.id());
            venue.fill(asked.child(), asked.quantity().toPlainString(), "800.1");
        });
    }

    private void prices(int seconds) {
        for (int second = 0; second < seconds; second++) {
            bench.price("800");
        }
    }

    private String ended() {
        return bench.of(OrderChanged.class).stream()
                .map(OrderChanged::event)
                .filter(event -> event.orderId().equals(id()))
                .filter(OrderEvent.Canceled.class::isInstance)
                .map(event -> ((OrderEvent.Canceled) event).reason())
                .findFirst()
                .orElseThrow();
    }

    private List<Tuple> pauses() {
        return bench.of(ParentPaused.class).stream()
                .map(one -> tuple(one.paused(), one.principal(), one.reason()))
                .toList();
    }

    private List<Tuple> alerts() {
        return bench.of(RiskAlert.class).stream()
                .filter(one -> one.name().equals("execution_paused"))
                .map(one -> tuple(one.active(), one.severity(), one.scope(), one.detail()))
                .toList();
    }

    private String id() {
        return bench.order("o").orderId();
    }

    private static OrderIntent twap() {
        return Rig.buy("10", "o")
                .algo(AlgoSpec.of("twap", Map.of("jitter", "0", "max_move_sigmas", "0")))
                .build();
    }

    private static OrderIntent iceberg() {
        return Rig.buy("3", "o")
                .type(new OrderType.Limit(new BigDecimal("790")))
                .algo(AlgoSpec.of("iceberg", Map.of()))
                .build();
    }
}
