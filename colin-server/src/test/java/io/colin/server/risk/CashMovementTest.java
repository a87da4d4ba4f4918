package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.CashMoved;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.instrument.Instrument;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.TradingState;
import io.colin.execution.backtest.BacktestReport;
import io.colin.execution.backtest.DecisionLog;
import io.colin.execution.backtest.LedgerReplay;
import io.colin.execution.backtest.Trials;
import io.colin.execution.engine.CashRequest;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.breaker.BreakerSettings;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Money paid in or out of a running engine: neither profit nor loss, booked once, also over a crash. */
class CashMovementTest {
    private static final ControlResult BOOKED = new ControlResult.Applied(true, List.of());
    private static final ControlResult KNOWN = new ControlResult.Applied(false, List.of());

    private static final int LATER = 200;

    private static final Instrument EUR =
            Instrument.spot("EUR/USD").minNotional("5").build();
    private static final Instrument BTC_EUR =
            Instrument.spot("BTC/EUR").minNotional("5").build();

    /** 50 are bought at 1000; later they are worth what a test says. */
    private static Script script(String later) {
        return new Script()
                .live()
                .price(30, Desk.BTC.symbol(), "1000")
                .price(120, Desk.BTC.symbol(), "1000")
                .price(LATER, Desk.BTC.symbol(), later)
                .price(LATER + 60, Desk.BTC.symbol(), later);
    }

    private static StandardGateBuilder gate() {
        return gate(Desk.limits());
    }

    /** A daily loss of 5 %, as by default. */
    private static StandardGateBuilder gate(RiskLimitsBuilder limits) {
        return StandardGate.builder()
                .limits(limits.loss(loss -> loss.maxDaily(new BigDecimal("0.05")))
                        .build())
                .breakers(BreakerSettings.builder().performance(Desk.ANY_LAG).build());
    }

    private static Desk holding(Script script, MemoryEventStore store) {
        Desk desk = Desk.open(script, store, gate());
        desk.until(30);
        desk.trade(Desk.BTC, Side.BUY, "50");
        desk.pass(40);
        desk.awaitHeld(Desk.BTC, "50");
        desk.until(120);
        return desk;
    }

    private static ControlResult move(Desk desk, String id, String amount) {
        return move(desk, id, "USD", amount);
    }

    private static ControlResult move(Desk desk, String id, String currency, String amount) {
        return Desk.join(desk.engine
                .controls()
                .moveCash(new CashRequest(
                        id, currency, new BigDecimal(amount), "by the owner", "treasurer", Optional.of("owner"))));
    }

    private static RiskStatus risk(Desk desk) {
        return desk.engine.view().risk();
    }

    private static Portfolio account(Desk desk) {
        return desk.engine.view().portfolio();
    }

    /** The most that was lost, as the record has it. */
    private static double maxDrawdown(Desk desk) {
        return desk.records(RiskStateChanged.class).getLast().maxDrawdown();
    }

    private static BreakerStatus.State breaker(Desk desk, String name) {
        return risk(desk).breakers().stream()
                .filter(row -> row.name().equals(name))
                .map(BreakerStatus::state)
                .findFirst()
                .orElseThrow();
    }

    /** Equity − initial = realised + unrealised − fees + funding + deposits. */
    private static void conserves(Portfolio account) {
        assertThat(account.equity().subtract(account.initialEquity()))
                .isEqualByComparingTo(account.realisedPnl()
                        .add(account.unrealisedPnl())
                        .subtract(account.feesPaid())
                        .add(account.funding())
                        .add(account.deposits()));
    }

    @Test
    void tenPercentPaidOutThrowNoRungAndAreNoLossOfTheDay() {
        try (Desk desk = holding(script("1000"), MemoryEventStore.empty())) {
            BigDecimal before = account(desk).equity();
            assertThat(move(desk, "out-1", "-10000")).isEqualTo(BOOKED);
            assertThat(account(desk).equity()).isEqualByComparingTo(before.subtract(new BigDecimal("10000")));
            assertThat(account(desk).deposits()).isEqualByComparingTo("-10000");
            conserves(account(desk));
            desk.until(LATER);
            desk.pass(LATER + 10);
            assertThat(risk(desk).tradingState()).isEqualTo(TradingState.ACTIVE);
            assertThat(risk(desk).drawdown()).isLessThan(0.001);
            assertThat(risk(desk).sizeMultiplier()).isEqualTo(1);
            assertThat(breaker(desk, "drawdown")).isEqualTo(BreakerStatus.State.CLOSED);
            assertThat(breaker(desk, "daily-loss")).isEqualTo(BreakerStatus.State.CLOSED);
            assertThat(maxDrawdown(desk)).isLessThan(0.001);
            assertThat(desk.trade(Desk.BTC, Side.BUY, "1")).isInstanceOf(SubmitResult.Taken.class);
        }
    }

    @Test
    void whatIsPaidInHidesNoLoss() {
        try (Desk desk = holding(script("880"), MemoryEventStore.empty())) {
            assertThat(move(desk, "in-1", "100000")).isEqualTo(BOOKED);
            desk.until(LATER);
            desk.pass(LATER + 10);
            // 6 000 of 200 000: a loss of 3 %, though there is more than there ever was before the deposit.
            assertThat(account(desk).equity()).isGreaterThan(new BigDecimal("190000"));
            assertThat(risk(desk).drawdown()).isBetween(0.0299, 0.0306);
            assertThat(risk(desk).sizeMultiplier()).as("the rung of 3 %").isEqualTo(0.75);
            assertThat(maxDrawdown(desk)).isBetween(0.0299, 0.0306);
            conserves(account(desk));
        }
    }

    @Test
    void aLossAfterAWithdrawalIsMeasuredAgainstWhatIsLeft() {
        try (Desk desk = holding(script("920"), MemoryEventStore.empty())) {
            assertThat(move(desk, "out-1", "-40000")).isEqualTo(BOOKED);
            desk.until(LATER);
            desk.pass(LATER + 10);
            // 4 000 of 60 000.
            assertThat(risk(desk).drawdown()).isBetween(0.066, 0.068);
            assertThat(breaker(desk, "drawdown")).isEqualTo(BreakerStatus.State.OPEN);
            assertThat(breaker(desk, "daily-loss")).isEqualTo(BreakerStatus.State.OPEN);
            assertThat(risk(desk).tradingState()).isEqualTo(TradingState.REDUCING);
        }
    }

    @Test
    void anIdIsBookedOnceAndNamesOneMovementForGood() {
        MemoryEventStore store = MemoryEventStore.empty();
        try (Desk desk = holding(script("1000"), store)) {
            assertThat(move(desk, "bank-7", "2500.50")).isEqualTo(BOOKED);
            assertThat(move(desk, "bank-7", "2500.5")).isEqualTo(KNOWN);
            assertThat(move(desk, "bank-7", "2500.51"))
                    .isEqualTo(new ControlResult.Refused(
                            "id: must not name another movement (bank-7 is 2500.5 USD)", List.of()));
            assertThat(desk.records(CashMoved.class)).singleElement().satisfies(moved -> {
                assertThat(moved.id()).isEqualTo("bank-7");
                assertThat(moved.principal()).isEqualTo("treasurer");
                assertThat(moved.approver()).contains("owner");
                assertThat(moved.rate()).isEqualByComparingTo("1");
                assertThat(moved.reason()).isEqualTo("by the owner");
                assertThat(moved.flow().timeNs()).isEqualTo(moved.header().timeNs());
            });
            assertThat(account(desk).deposits()).isEqualByComparingTo("2500.5");
        }
    }

    @Test
    void refusesWhatItCannotBookNamingFieldRuleAndValue() {
        try (Desk desk = holding(script("1000"), MemoryEventStore.empty())) {
            assertThat(move(desk, "one", "CHF", "10"))
                    .isEqualTo(new ControlResult.Refused("currency: must be one of [USD] (CHF)", List.of()));
            BigDecimal cash = Objects.requireNonNull(account(desk).cash().get("USD"));
            assertThat(move(desk, "two", cash.add(BigDecimal.ONE).negate().toPlainString()))
                    .isInstanceOfSatisfying(
                            ControlResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .isEqualTo("NOTIONAL_EXCEEDS_FREE_BALANCE: currency=USD withdrawal="
                                            + cash.add(BigDecimal.ONE).toPlainString() + " cash="
                                            + cash.toPlainString()));
            assertThatThrownBy(() -> move(desk, "three", "0")).hasMessage("amount: must not be 0 (0)");
            assertThatThrownBy(() -> move(desk, " ", "1")).hasMessageContaining("id: ");
            assertThat(desk.records(CashMoved.class)).isEmpty();
            assertThat(move(desk, "two", "-1")).as("a refused id is free").isEqualTo(BOOKED);
        }
    }

    @Test
    void whatWorkingBuysNeedStaysInTheAccount() {
        try (Desk desk = holding(script("1000"), MemoryEventStore.empty())) {
            assertThat(desk.rest(Desk.BTC, Side.BUY, "40", "960")).isInstanceOf(SubmitResult.Taken.class);
            BigDecimal cash = Objects.requireNonNull(account(desk).cash().get("USD"));
            assertThat(move(desk, "one", "-20000"))
                    .isInstanceOfSatisfying(
                            ControlResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .startsWith("NOTIONAL_EXCEEDS_FREE_BALANCE: currency=USD withdrawal=20000 free=")
                                    .contains("cash=" + cash.toPlainString() + " committed=38"));
            assertThat(move(desk, "two", "-10000")).isEqualTo(BOOKED);
        }
    }

    @Test
    void theMarginOfWhatIsHeldStaysInTheAccount() {
        RiskLimitsBuilder limits = Desk.limits().margin(margin -> margin.accountKind(AccountKind.MARGIN));
        try (Desk desk = Desk.open(script("1000"), MemoryEventStore.empty(), gate(limits))) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "50");
            desk.pass(40);
            desk.awaitHeld(Desk.BTC, "50");
            desk.until(120);
            // 50 000 of margin within 75 % of what is left: near 33 300 may go, though there is more cash.
            assertThat(move(desk, "one", "-40000"))
                    .isInstanceOfSatisfying(
                            ControlResult.Refused.class,
                            refused -> assertThat(refused.reason())
                                    .startsWith(
                                            "MARGIN_EXCEEDS_FREE_BALANCE: currency=USD withdrawal=40000 equity_left=59")
                                    .contains(" usable=44", " margin=50000"));
            assertThat(move(desk, "two", "-33000")).isEqualTo(BOOKED);
            assertThat(move(desk, "three", "-1000")).isInstanceOf(ControlResult.Refused.class);
        }
    }

    @Test
    void aRestartBooksNothingTwiceAndLosesNothing() {
        MemoryEventStore whole = MemoryEventStore.empty();
        Portfolio last;
        try (Desk desk = holding(script("1000"), whole)) {
            move(desk, "out-1", "-10000");
            move(desk, "in-1", "0.000000001");
            last = account(desk);
        }
        List<LedgerEvent> records = Desk.records(whole);
        int first = firstMovement(records);
        for (int cut = first; cut <= records.size(); cut++) {
            MemoryEventStore left = Desk.cut(whole, cut);
            long booked = records.subList(0, cut).stream()
                    .filter(CashMoved.class::isInstance)
                    .count();
            try (Desk again = Desk.open(script("1000"), left, gate())) {
                again.until(120);
                assertThat(move(again, "out-1", "-10000")).as("cut %s", cut).isEqualTo(booked > 0 ? KNOWN : BOOKED);
                assertThat(move(again, "in-1", "0.000000001")).isEqualTo(booked > 1 ? KNOWN : BOOKED);
                again.until(LATER);
                again.pass(LATER + 10);
                assertThat(account(again).deposits()).isEqualByComparingTo("-9999.999999999");
                assertThat(account(again).cash()).as("cut %s", cut).isEqualTo(last.cash());
                conserves(account(again));
                assertThat(risk(again).tradingState()).isEqualTo(TradingState.ACTIVE);
                assertThat(risk(again).drawdown()).as("cut %s", cut).isLessThan(0.001);
                assertThat(breaker(again, "daily-loss")).isEqualTo(BreakerStatus.State.CLOSED);
                assertThat(again.records(CashMoved.class)).hasSize(2);
            }
        }
    }

    /** Euros are worth 1.20 when they are paid in, and something else from the second 120 on. */
    private static Script euros(String later) {
        return new Script()
                .live()
                .price(30, EUR.symbol(), "1.2")
                .price(120, EUR.symbol(), later)
                .price(LATER, EUR.symbol(), later);
    }

    private static Desk openWithEuros(Script script, MemoryEventStore store) {
        return Desk.open(script, store, gate(), builder -> builder.instruments(EUR, BTC_EUR));
    }

    /** What must be the same with and without a crash. */
    private record Standing(
            BigDecimal equity,
            BigDecimal deposits,
            BigDecimal unrealised,
            double drawdown,
            BreakerStatus.State ladder,
            BreakerStatus.State daily,
            TradingState state) {
        static Standing of(Desk desk) {
            Portfolio account = account(desk);
            return new Standing(
                    account.equity(),
                    account.deposits(),
                    account.unrealisedPnl(),
                    risk(desk).drawdown(),
                    breaker(desk, "drawdown"),
                    breaker(desk, "daily-loss"),
                    risk(desk).tradingState());
        }
    }

    @ParameterizedTest(name = "1.2 becomes {0}, killed at {1} s")
    @CsvSource({"0.9,40", "0.9,120", "1.14,40", "1.14,120", "1.3,40", "1.3,120"})
    void aRestartHidesNothingOfWhatADepositInAnotherCurrencyLostOrGained(String later, long killedAt) {
        Standing whole;
        try (Desk desk = openWithEuros(euros(later), MemoryEventStore.empty())) {
            desk.until(30);
            assertThat(move(desk, "in-1", "EUR", "1000000")).isEqualTo(BOOKED);
            desk.until(120);
            assertThat(move(desk, "out-1", "-1")).isEqualTo(BOOKED);
            desk.until(LATER);
            desk.pass(LATER + 10);
            whole = Standing.of(desk);
        }
        MemoryEventStore store = MemoryEventStore.empty();
        try (Desk desk = openWithEuros(euros(later), store)) {
            desk.until(30);
            move(desk, "in-1", "EUR", "1000000");
            desk.until(killedAt);
            if (killedAt == 120) {
                move(desk, "out-1", "-1"); // recorded, so that the run is taken up where the rate has moved already
            }
        }
        MemoryEventStore left = Desk.cut(store, Desk.records(store).size());
        try (Desk again = openWithEuros(euros(later), left)) {
            again.until(120);
            assertThat(move(again, "out-1", "-1")).isEqualTo(killedAt == 120 ? KNOWN : BOOKED);
            again.until(LATER);
            again.pass(LATER + 10);
            assertThat(Standing.of(again)).isEqualTo(whole);
            conserves(account(again));
        }
        assertThat(whole.deposits()).isEqualByComparingTo("1199999");
        double lost = 1_000_000 * (1.2 - Double.parseDouble(later));
        assertThat(whole.drawdown()).isCloseTo(Math.max(0, lost / 1_300_000), within(1e-9));
    }

    @Test
    void whoAgreedToADepositIsAPersonOfTheirOwn() {
        try (Desk desk = holding(script("1000"), MemoryEventStore.empty())) {
            for (String part : List.of("engine", " ENGINE ", "overfill", "drawdown")) {
                assertThatThrownBy(() -> desk.engine
                                .controls()
                                .moveCash(CashRequest.deposit(
                                        "in-1", "USD", BigDecimal.TEN, "by the owner", "treasurer", part)))
                        .as(part)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("approver: must not be the name of a part of the ");
            }
            assertThat(desk.records(CashMoved.class)).isEmpty();
            assertThat(Desk.join(desk.engine
                            .controls()
                            .moveCash(CashRequest.withdrawal(
                                    "out-1", "USD", BigDecimal.TEN, "by the owner", "treasurer"))))
                    .isEqualTo(BOOKED);
        }
    }

    private static int firstMovement(List<LedgerEvent> records) {
        return (int) records.stream()
                .takeWhile(event -> !(event instanceof CashMoved))
                .count();
    }

    @Test
    void theDecisionLogHoldsItSoThatTwoRunsThatWerePaidOtherwiseDiffer() {
        MemoryEventStore store = MemoryEventStore.empty();
        try (Desk desk = holding(script("1000"), store)) {
            move(desk, "out-1", "-40000");
        }
        assertThat(DecisionLog.read(store).decisions())
                .filteredOn(one -> one.kind().equals("CashMoved"))
                .singleElement()
                .satisfies(one -> assertThat(one.body()).contains("\"amount\":\"-40000\""));
    }

    @Test
    void theReportOfTheRunCountsItAsNoProfit() {
        MemoryEventStore store = MemoryEventStore.empty();
        Script script = script("1000");
        try (Desk desk = holding(script, store)) {
            move(desk, "in-1", "100000");
            desk.until(LATER + 60);
            desk.pass(LATER + 70);
        }
        List<Instrument> instruments = List.of(Desk.BTC, Desk.ETH);
        BacktestReport report = LedgerReplay.read(store).measure(script.giveAll(), instruments, Trials.ONE);
        assertThat(report.equity().getLast().equity()).isBetween(new BigDecimal("99900"), new BigDecimal("100000"));
        assertThat(report.equity().getLast().gross()).as("50 000 of 200 000").isBetween(0.249, 0.251);
        assertThat(Math.abs(report.performance().totalReturn().value().orElseThrow()))
                .isLessThan(0.001);
    }
}
