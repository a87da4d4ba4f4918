package io.colin.risk.breaker;

import static io.colin.risk.breaker.BreakerDesk.BTC;
import static io.colin.risk.breaker.BreakerDesk.ETH;
import static io.colin.risk.breaker.BreakerDesk.HOUR;
import static io.colin.risk.breaker.BreakerDesk.MINUTE;
import static io.colin.risk.breaker.BreakerDesk.MS;
import static io.colin.risk.breaker.BreakerDesk.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.TradingState;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerBoardTest {
    private static final List<String> NAMES = List.of(
            "correlation",
            "daily-loss",
            "depth",
            "divergence",
            "errors",
            "limits",
            "order-flood",
            "own-share",
            "performance",
            "price-move",
            "rejects",
            "spread",
            "volatility");

    private final BreakerDesk desk = BreakerDesk.standard();

    @Test
    void aNewBoardStopsNothingAndSaysWhatItLacks() {
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        assertThat(desk.board().sizeMultiplier()).isEqualTo(1);
        assertThat(desk.isLocked()).isFalse();
        assertThat(desk.board().statuses()).extracting(BreakerStatus::name).containsExactlyElementsOf(NAMES);
        assertThat(desk.board().statuses()).allMatch(row -> row.state() == State.CLOSED && row.trips() == 0);
        assertThat(desk.board().statuses().stream()
                        .filter(row -> row.detail().isEmpty())
                        .map(BreakerStatus::name))
                .containsExactly("daily-loss", "order-flood", "rejects");
    }

    @Test
    void aBreakerHasARowForItselfAndOneForEveryScopeThatHolds() {
        desk.price(BTC, "100").price(ETH, "100").after(SECOND).price(BTC, "120");
        assertThat(rows("price-move")).containsExactly("portfolio OPEN 1", "BTC/USD OPEN 1");
        desk.after(SECOND).price(ETH, "80");
        assertThat(rows("price-move")).containsExactly("portfolio OPEN 2", "BTC/USD OPEN 1", "ETH/USD OPEN 1");
        assertThat(desk.status("price-move").sinceNs()).isEqualTo(desk.now());
        for (int i = 0; i < 31; i++) {
            desk.after(SECOND).price(ETH, "80");
        }
        assertThat(rows("price-move")).containsExactly("portfolio OPEN 2", "BTC/USD OPEN 1", "ETH/USD HALF_OPEN 1");
        desk.pricesFor(95 * SECOND, SECOND, "120");
        assertThat(rows("price-move")).containsExactly("portfolio HALF_OPEN 2", "ETH/USD HALF_OPEN 1");
    }

    private List<String> rows(String breaker) {
        return desk.board().statuses().stream()
                .filter(row -> row.name().equals(breaker))
                .map(row -> row.scope() + " " + row.state() + " " + row.trips())
                .toList();
    }

    @Test
    void aResetKeepsWhoAndWhy() {
        desk.valueAtRisk("historical", 0.95, 1, "0.5").after(MINUTE);
        assertThat(desk.board().resetBreaker("no-such", "portfolio", "why", "ann"))
                .isFalse();
        assertThatThrownBy(() -> desk.board().resetBreaker("limits", "portfolio", " ", "ann"))
                .hasMessageStartingWith("reason:");
        assertThatThrownBy(() -> desk.board().resetBreaker("limits", "portfolio", "why", ""))
                .hasMessageStartingWith("principal:");
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.board().resetBreaker("limits", "portfolio", "cut", "ann"))
                .isTrue();
        desk.restart();
        assertThat(desk.saved())
                .containsEntry("breaker.reset.name", "limits")
                .containsEntry("breaker.reset.scope", "portfolio")
                .containsEntry("breaker.reset.reason", "cut")
                .containsEntry("breaker.reset.principal", "ann")
                .containsEntry("breaker.reset.time_ns", Long.toString(desk.now()));
        assertThat(desk.status("limits").sinceNs()).isEqualTo(desk.now());
    }

    @Test
    void refusesAStateItCannotRead() {
        desk.price("100").after(SECOND).price("120");
        desk.orders(1_000).fill("2").rejected("trend");
        desk.valueAtRisk("historical", 0.95, 1, "0.5");
        Map<String, String> state = desk.saved();
        assertThat(state).hasSizeGreaterThan(30);
        for (String name : state.keySet()) {
            Map<String, String> broken = new TreeMap<>(state);
            broken.remove(name);
            assertThatThrownBy(() ->
                            BreakerBoard.of(BreakerSettings.builder().build()).restore(broken))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
            if (!name.matches(".*(reason|strategy)")) {
                broken.put(name, "?");
                assertThatThrownBy(
                                () -> BreakerBoard.of(BreakerSettings.builder().build())
                                        .restore(broken))
                        .as(name)
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void isRestoredBeforeAnythingElse() {
        Map<String, String> state = desk.saved();
        desk.after(1);
        assertThatThrownBy(() -> desk.board().restore(state)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void timeThatGoesBackEndsNothingAndBreaksNothing() {
        desk.meanCorrelation(0.1).after(SECOND).meanCorrelation(0.9);
        desk.orders(1_000);
        desk.after(-30 * HOUR).orders(1).price("100").meanCorrelation(0.1);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
        assertThat(desk.board().sizeMultiplier()).isEqualTo(0.5);
        desk.after(30 * HOUR + MINUTE);
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        desk.after(HOUR);
        assertThat(desk.board().sizeMultiplier()).isEqualTo(1);
    }

    /** Whatever happens, a restart changes no answer of the moment, and trips are never forgotten. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRestartChangesNoAnswer(long seed) {
        Random random = new Random(seed);
        desk.board().watch("kraken");
        desk.board().watch("bitstamp");
        long trips = 0;
        for (int i = 0; i < 4_000; i++) {
            anything(random);
            if (random.nextInt(20) == 0) {
                List<Object> before = answers();
                desk.restart();
                assertThat(answers()).isEqualTo(before);
            }
            long now = desk.board().statuses().stream()
                    .filter(row -> row.scope().equals("portfolio"))
                    .mapToLong(BreakerStatus::trips)
                    .sum();
            assertThat(now).isGreaterThanOrEqualTo(trips);
            trips = now;
        }
        assertThat(trips).isGreaterThan(20);
    }

    private void anything(Random random) {
        switch (random.nextInt(12)) {
            case 0 -> desk.after(random.nextLong(20 * SECOND));
            case 1 -> desk.after(random.nextInt(30) == 0 ? random.nextLong(3 * HOUR) : random.nextLong(SECOND));
            case 2, 3, 4 -> desk.price(random.nextBoolean() ? BTC : ETH, Integer.toString(95 + random.nextInt(12)));
            case 5, 6 -> {
                int bid = 9_950 + random.nextInt(100);
                desk.book(
                        random.nextBoolean() ? "kraken" : "bitstamp",
                        Integer.toString(bid),
                        Integer.toString(bid + random.nextInt(70)),
                        Integer.toString(1 + random.nextInt(10)));
            }
            case 7 -> desk.orders(random.nextInt(400));
            case 8 -> {
                if (random.nextInt(3) == 0) {
                    desk.accepted("trend");
                } else {
                    desk.rejected(random.nextBoolean() ? "trend" : "revert");
                }
            }
            case 9 -> desk.meanCorrelation(random.nextDouble());
            case 10 -> desk.board().onLag(random.nextLong(1_100) * MS, desk.now());
            default -> reset(random);
        }
    }

    private void reset(Random random) {
        List<BreakerStatus> rows = desk.board().statuses();
        BreakerStatus row = rows.get(random.nextInt(rows.size()));
        boolean ended = desk.board().resetBreaker(row.name(), row.scope(), "try", "ann");
        assertThat(ended && row.state() == State.CLOSED).isFalse();
    }

    private List<Object> answers() {
        return List.of(
                desk.board().tradingState(),
                desk.board().sizeMultiplier(),
                desk.board().sizeMultiplier(BTC),
                desk.board().lockOf(BTC, "kraken", "trend"),
                desk.board().lockOf(BTC, "bitstamp", "none"),
                desk.board().lockOf(ETH, "any", "revert"),
                desk.board().statuses().stream()
                        .map(row -> row.name() + row.scope() + row.state() + row.trips() + row.sinceNs())
                        .toList());
    }

    @Test
    void asksAndLooksBetweenTwoSamplesAllocateNothing() {
        desk.price("100").after(1);
        BreakerBoard board = desk.board();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long allocated = Long.MAX_VALUE;
        long sum = 0;
        // The first rounds run interpreted, where boxing of the measurement itself may show.
        for (int round = 0; round < 20; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            for (int i = 0; i < 10_000; i++) {
                board.onMarket(BTC, desk.market());
                board.advance(desk.now());
                sum += (board.tradingState() == TradingState.ACTIVE ? 0 : 1)
                        + (board.lockOf(BTC, "any", "trend").isPresent() ? 1 : 0);
                sum += (long) board.sizeMultiplier(BTC);
            }
            allocated = Math.min(allocated, threads.getThreadAllocatedBytes(id) - before);
        }
        assertThat(sum).isEqualTo(200_000);
        assertThat(allocated).as("bytes of 10 000 rounds").isLessThan(1_000);
    }

    @Test
    void settingsNameEveryThresholdByItsDefault() {
        Map<String, String> values = BreakerSettings.builder().build().values();
        assertThat(values)
                .containsEntry("breakers.volatility.ratio", "3")
                .containsEntry("breakers.volatility.floor", "0.8")
                .containsEntry("breakers.volatility.median_hours", "720")
                .containsEntry("breakers.volatility.min_median_hours", "648")
                .containsEntry("breakers.volatility.multiplier", "0.5")
                .containsEntry("breakers.volatility.cooldown", "PT30M")
                .containsEntry("breakers.price_move.move", "0.1")
                .containsEntry("breakers.price_move.window", "PT1M")
                .containsEntry("breakers.price_move.lock", "PT30S")
                .containsEntry("breakers.price_move.calm", "PT1M")
                .containsEntry("breakers.price_move.calm_move", "0.03")
                .containsEntry("breakers.venue.max_spread_bps", "50")
                .containsEntry("breakers.venue.min_depth", "0.3")
                .containsEntry("breakers.venue.max_divergence", "0.01")
                .containsEntry("breakers.venue.divergence_time", "PT5S")
                .containsEntry("breakers.venue.clear", "PT1M")
                .containsEntry("breakers.daily_loss", "0.05")
                .containsEntry("breakers.errors.max_rate", "0.01")
                .containsEntry("breakers.errors.min_requests", "100")
                .containsEntry("breakers.errors.window", "PT5M")
                .containsEntry("breakers.errors.rejects_in_a_row", "5")
                .containsEntry("breakers.performance.max_end_to_end", "PT0.1S")
                .containsEntry("breakers.performance.min_samples", "20")
                .containsEntry("breakers.performance.max_lag", "PT1S")
                .containsEntry("breakers.performance.clear", "PT1M")
                .containsEntry("breakers.correlation.change", "0.5")
                .containsEntry("breakers.correlation.window", "PT24H")
                .containsEntry("breakers.correlation.cooldown", "PT1H")
                .containsEntry("breakers.order_flood.orders", "1000")
                .containsEntry("breakers.order_flood.window", "PT1S")
                .containsEntry("breakers.order_flood.cooldown", "PT1M")
                .containsEntry("breakers.order_flood.manual_at", "3")
                .containsEntry("breakers.own_share.share", "0.2")
                .containsEntry("breakers.own_share.below", "0.15")
                .containsEntry("breakers.own_share.lock", "PT5M")
                .containsEntry("breakers.limits.factor", "1.5")
                .containsEntry("breakers.limits.3.value_at_risk", "0.05");
        assertThat(values).hasSize(59);
        assertThat(BreakerSettings.demonstration().build().values())
                .containsEntry("breakers.volatility.min_median_hours", "24")
                .containsEntry("breakers.sampling.max_gap", "PT1M");
    }

    @Test
    void everyEventLetsTimePass() {
        List<Consumer<BreakerDesk>> events = List.of(
                later -> later.bar(BTC, MINUTE, "100", "1"),
                later -> later.fill("1"),
                later -> later.accepted("trend"),
                later -> later.orders(1),
                later -> later.price("100"),
                later -> later.meanCorrelation(0.1),
                later -> later.board().onLag(0, later.now()),
                later -> later.board().onLatency(0, later.now()),
                later -> later.board().onEquity(BigDecimal.TEN, later.now()),
                later -> later.board().onEquity(BigDecimal.TEN, BigDecimal.ZERO, later.now()),
                later -> later.board().onDoubtedEquity(BigDecimal.TEN, BigDecimal.ZERO, later.now()));
        for (Consumer<BreakerDesk> event : events) {
            BreakerDesk halted = BreakerDesk.standard().orders(1_000);
            assertThat(halted.board().tradingState()).isEqualTo(TradingState.HALTED);
            halted.passUnseen(MINUTE);
            assertThat(halted.board().tradingState()).isEqualTo(TradingState.HALTED);
            event.accept(halted);
            assertThat(halted.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        }
    }

    @Test
    void saysHowManySymbolsLackWhat() {
        desk.board().watch("kraken");
        for (int i = 0; i < 24; i++) {
            desk.bar(BTC, HOUR, "100", "10");
        }
        desk.price(ETH, "100").shows("kraken", "100", "100", "1").price(BTC, "100");
        desk.after(6 * SECOND).shows("kraken", "100", "100", "1").price(BTC, "100");
        assertThat(desk.status("price-move").detail())
                .isEqualTo("insufficient samples: 1 of 2 symbols lack a fresh price");
        assertThat(desk.status("own-share").detail()).isEqualTo("insufficient samples: 1 of 2 symbols lack volume");
        assertThat(desk.status("spread").detail()).isEqualTo("insufficient samples: 1 of 2 symbols lack a fresh book");
        desk.price(ETH, "100");
        assertThat(desk.status("price-move").detail()).isEmpty();
        desk.after(5 * SECOND);
        assertThat(desk.status("price-move").detail()).isEmpty();
        desk.after(1);
        assertThat(desk.status("price-move").detail())
                .isEqualTo("insufficient samples: 2 of 2 symbols lack a fresh price");
    }

    @Test
    void limitsChangeWithoutLosingWhatWasSeen() {
        desk.meanCorrelation(0.1).after(SECOND);
        desk.board().onEquity(new BigDecimal("100"), desk.now());
        desk.valueAtRisk("historical", 0.95, 1, "0.02");
        desk.board()
                .changeLimits(
                        new BigDecimal("0.01"),
                        TailSettings.STANDARD.withLimits(List.of(new TailLimit(0.95, 1, new BigDecimal("0.01")))));
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.ACTIVE);
        desk.board().onEquity(new BigDecimal("99"), desk.now());
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.REDUCING);
        assertThat(desk.status("daily-loss").detail()).startsWith("1.00 % lost");
        desk.valueAtRisk("historical", 0.95, 1, "0.015");
        assertThat(desk.board().tradingState()).isEqualTo(TradingState.HALTED);
        desk.meanCorrelation(0.7);
        assertThat(desk.board().sizeMultiplier()).isEqualTo(0.5);
        assertThatThrownBy(() -> desk.board().changeLimits(BigDecimal.ONE, TailSettings.STANDARD))
                .hasMessageStartingWith("breakers.daily_loss:");
        desk.board().changeLimits(new BigDecimal("0.5"), TailSettings.STANDARD);
        assertThat(desk.board().tradingState()).as("latched").isEqualTo(TradingState.HALTED);
    }

    @Test
    void otherSettingsMakeAnotherBoard() {
        BreakerSettings settings = BreakerSettings.builder()
                .dailyLoss(new BigDecimal("0.01"))
                .orderFlood(
                        new OrderFloodSettings(3, Duration.ofSeconds(1), Duration.ofSeconds(1), 1, Duration.ofHours(1)))
                .build();
        BreakerDesk strict = BreakerDesk.with(settings);
        strict.board().onEquity(new BigDecimal("100"), strict.now());
        strict.board().onEquity(new BigDecimal("99"), strict.now());
        assertThat(strict.board().tradingState()).isEqualTo(TradingState.REDUCING);
        strict.orders(3).after(HOUR);
        assertThat(strict.board().tradingState()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        Duration one = Duration.ofSeconds(1);
        BigDecimal half = new BigDecimal("0.5");
        refuses("breakers.sampling.book_every", () -> new SamplingSettings(one, one.minusNanos(1), one));
        refuses("breakers.volatility.ratio", () -> new VolatilitySettings(0.9, 1, 1, 1, 1, 1, one));
        refuses("breakers.volatility.min_median_hours", () -> new VolatilitySettings(3, 1, 10, 11, 1, 1, one));
        refuses("breakers.volatility.multiplier", () -> new VolatilitySettings(3, 1, 10, 1, 1, 1.1, one));
        refuses("breakers.price_move.move", () -> new PriceMoveSettings(1, one, one, one, 0.1));
        refuses("breakers.price_move.window", () -> new PriceMoveSettings(0.1, Duration.ofMinutes(61), one, one, 0.1));
        refuses("breakers.price_move.calm_move", () -> new PriceMoveSettings(0.1, one, one, one, 0));
        refuses("breakers.venue.min_depth", () -> new VenueQualitySettings(50, Double.NaN, 10, 15, 0.01, one, one));
        refuses("breakers.errors.max_rate", () -> new ErrorsSettings(BigDecimal.ONE, 1, one, 1));
        refuses("breakers.errors.window", () -> new ErrorsSettings(half, 1, one.plusMillis(1), 1));
        refuses("breakers.performance.window", () -> new PerformanceSettings(one, 1, Duration.ofHours(2), one, one));
        refuses("breakers.correlation.change", () -> new CorrelationJumpSettings(2, one, 1, one));
        refuses("breakers.order_flood.orders", () -> new OrderFloodSettings(0, one, one, 1, one));
        refuses("breakers.own_share.below", () -> new OwnShareSettings(half, BigDecimal.ONE, one, 1));
        refuses("breakers.limits.factor", () -> new TailSettings(BigDecimal.ONE, List.of(), List.of("a")));
        refuses("breakers.limits.methods", () -> new TailSettings(BigDecimal.TEN, List.of(), List.of()));
        refuses("breakers.limits.value_at_risk", () -> new TailLimit(0.95, 1, BigDecimal.ZERO));
        refuses(
                "breakers.daily_loss",
                () -> BreakerSettings.builder().dailyLoss(BigDecimal.ONE).build());
        assertThatCode(() -> new OwnShareSettings(half, half, one, 24)).doesNotThrowAnyException();
    }

    private static void refuses(String field, Runnable made) {
        assertThatThrownBy(made::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(field + ":");
    }
}
