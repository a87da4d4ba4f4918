package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import io.colin.risk.AccountKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be judged is refused. */
class GateFailClosedTest {
    private static final String MILLION = "1000000";
    private static final Symbol EUR = Symbol.of("EUR/USD");

    @Test
    void refusesWithoutAnyPrice() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.quotes.remove(BTC);
        RiskDecision decision = desk.ask(desk.buy("1"));
        assertThat(codes(decision)).containsExactly("STALE_MARKET_DATA");
        assertThat(decision.riskScore()).isEqualTo(100);
    }

    @Test
    void refusesAPriceFromTheFuture() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.timeNs -= 1;
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void refusesACrossedQuoteWithoutATrade() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.quotes.put(BTC, new Quote(BTC, desk.timeNs, dec("101"), BigDecimal.ONE, dec("100"), BigDecimal.ONE));
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void refusesAnUnknownSymbol() {
        Desk desk = new Desk(wide().build(), MILLION);
        OrderIntent order = desk.intent(Symbol.of("XRP/USD"), Side.BUY, "1").build();
        assertThat(codes(desk.ask(order))).containsExactly("INSTRUMENT_NOT_FOUND");
    }

    @Test
    void refusesNewRiskWhileSomethingHeldHasNoPriceButLetsTheAccountShrink() {
        Desk desk = new Desk(wide().build(), MILLION);
        desk.account = PortfolioBook.of("main", "USD", dec(MILLION), desk.instruments.values());
        desk.account.apply(buyOf(BTC, "10", desk));
        desk.account.apply(buyOf(ETH, "10", desk));
        desk.account.mark(BTC, dec("100"), desk.timeNs);
        assertThat(desk.portfolio().isPriced()).isFalse();
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("STALE_MARKET_DATA");
        assertThat(desk.ask(desk.sell("10")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    private static Fill buyOf(Symbol symbol, String quantity, Desk desk) {
        return new Fill(
                desk.nextId(),
                "c",
                "p",
                "paper",
                symbol,
                Side.BUY,
                dec(quantity),
                dec("10"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                desk.timeNs);
    }

    @Test
    void refusesWithoutEquity() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), "0");
        assertThat(codes(desk.ask(desk.buy("1"))))
                .contains("COMPLIANCE", "EXPOSURE_LIMIT", "LEVERAGE_LIMIT", "MARGIN_EXCEEDS_FREE_BALANCE");
    }

    @Test
    void refusesAForeignQuoteCurrencyWithoutAFreshRateAndConvertsWithOne() {
        Desk desk = new Desk(
                wide().order(o -> o.quantityCaps(Map.of(EUR_BTC, dec("1000"))))
                        .position(p -> p.maxValue(dec("1100")))
                        .margin(m -> m.accountKind(AccountKind.MARGIN))
                        .build(),
                MILLION);
        desk.price(EUR_BTC, "100");
        OrderIntent order =
                desk.intent(EUR_BTC, Side.BUY, "10").limit(dec("100")).build();
        assertThat(codes(desk.ask(order))).containsExactly("STALE_MARKET_DATA");
        desk.price(EUR, "1.1");
        RiskDecision decision = desk.ask(order.withQuantity(dec("10.001")));
        assertThat(codes(decision)).containsExactly("POSITION_LIMIT");
        assertThat(result(decision, "position").largestPassing()).isEqualByComparingTo("10");
        desk.timeNs += 3 * SECOND;
        desk.price(EUR_BTC, "100");
        assertThat(codes(desk.ask(order))).as("the rate is stale").containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void refusesWhatDoesNotFitTheAccountTheTimeOrTheUnit() {
        Desk desk = new Desk(wide().build(), MILLION);
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "1").account("other").build())))
                .containsExactly("VALIDATION_FAILED");
        assertThat(codes(desk.ask(
                        desk.intent(BTC, Side.BUY, "1").quoteQuantity(true).build())))
                .containsExactly("VALIDATION_FAILED");
        assertThat(codes(desk.ask(desk.intent(BTC, Side.BUY, "1")
                        .timeInForce(TimeInForce.gtd(desk.timeNs))
                        .build())))
                .containsExactly("EXPIRE_TIME_IN_PAST");
        assertThat(desk.ask(desk.intent(BTC, Side.BUY, "1")
                                .timeInForce(TimeInForce.gtd(desk.timeNs + 1))
                                .build())
                        .verdict())
                .isEqualTo(Verdict.APPROVED);
    }

    @ParameterizedTest
    @CsvSource({
        "OUT_OF_DISTRIBUTION, OUT_OF_DISTRIBUTION",
        "STALE_MODEL, STALE_MODEL",
        "LOW_CONFIDENCE, LOW_CONFIDENCE",
        "ABSTAINED, VALIDATION_FAILED"
    })
    void refusesAnOrderOfASignalThatMayNotBeTraded(SignalReason reason, String code) {
        Desk desk = new Desk(wide().build(), MILLION);
        Signal neutral = Signal.of(BTC, "model", desk.timeNs)
                .probabilities(new Probabilities(0.1, 0.8, 0.1))
                .neutral(reason)
                .band(0.01, dec("100"))
                .horizonNs(SECOND)
                .build();
        assertThat(neutral.direction()).isEqualTo(Direction.NEUTRAL);
        assertThat(codes(desk.ask(desk.buy("1"), neutral))).containsExactly(code);
    }

    @Test
    void refusesWithGateErrorWhenSomethingBelowThrowsAndReservesNothing() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("1000"))).build(), MILLION) {
            @Override
            public Optional<Quote> quote(Symbol symbol) {
                if (timeNs == START + 1) {
                    throw new IllegalStateException("the feed broke");
                }
                return super.quote(symbol);
            }
        };
        desk.timeNs += 1;
        RiskDecision decision = desk.ask(desk.buy("10"));
        assertThat(codes(decision)).containsExactly("GATE_ERROR");
        assertThat(decision.reasons().getFirst().message()).contains("the feed broke");
        desk.timeNs += 1;
        assertThat(desk.ask(desk.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void doesNotTakeAnOrderThatIsAnnouncedBeforeItsDecisionForARecoveredOne() {
        Desk desk = new Desk(wide().build(), MILLION);
        OrderIntent order = desk.buy("10");
        desk.gate.onParent(desk.parent(order));
        RiskDecision decision = desk.ask(order);
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(decision, "position").current()).isEqualByComparingTo("0");
    }

    @Test
    void waitsForTheValueOfRecoveredOrdersBeforeItJudgesAnythingElse() {
        Desk desk = new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION);
        desk.quotes.remove(ETH);
        OrderIntent working = desk.intent(ETH, Side.BUY, "100").build();
        ParentOrder recovered = desk.parent(working);
        assertThat(recovered.arrivalMid()).isEqualByComparingTo("0");
        desk.gate.onParent(recovered);
        assertThat(codes(desk.ask(desk.buy("1")))).containsExactly("RECONCILING");
        desk.price(ETH, "10");
        RiskDecision decision = desk.ask(desk.intent(ETH, Side.BUY, "0.01").build());
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(result(decision, "position").current()).isEqualByComparingTo("1050");
        desk.gate.onParent(with(recovered, OrderStatus.CANCELED, "0"));
        assertThat(result(desk.ask(desk.intent(ETH, Side.BUY, "0.02").build()), "position")
                        .current())
                .isEqualByComparingTo("0.105");
    }

    @Test
    void aPriceThatIsMissingIsNamedWithItsAge() {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), "1000000");
        OrderIntent order = desk.buy("1");
        CheckResult fresh = result(desk.ask(order), "price-age");
        assertThat(fresh.limit()).isEqualByComparingTo("2000");
        assertThat(fresh.projected()).isZero();
        desk.timeNs += 2_500_000_000L;
        CheckResult old = result(desk.ask(desk.buy("2")), "price-age");
        assertThat(old.detail()).isEqualTo("no fresh price of BTC/USD");
        assertThat(old.projected()).isEqualByComparingTo("2500");
        assertThat(old.unit()).isEqualTo("ms");
        desk.quotes.remove(BTC);
        assertThat(result(desk.ask(desk.buy("3")), "price-age").detail()).isEqualTo("no quote and no trade of BTC/USD");
        desk.trade(BTC, "100");
        desk.timeNs += 1_000_000_000L;
        assertThat(result(desk.ask(desk.buy("4")), "price-age").projected()).isEqualByComparingTo("1000");
        desk.price(BTC, "100");
        assertThat(result(desk.ask(desk.buy("5")), "price-age").projected())
                .as("of the newest of both")
                .isZero();
        desk.price(EUR_BTC, "80");
        RiskDecision noRate =
                desk.ask(desk.intent(EUR_BTC, Side.BUY, "1").limit(dec("80")).build());
        assertThat(result(noRate, "price-age").detail()).isEqualTo("no fresh rate EUR/USD");
    }

    @Test
    void whatIsHeldAndNotPricedNowCountsAtItsMarkWhereAScopeIsSummed() {
        RiskLimits limits = wide().scopes(ScopeLimits.of(Map.of(
                        LimitScope.venue("paper"),
                        ScopeCap.builder().grossValue(dec("1000")).build())))
                .build();
        Desk desk = new Desk(limits, "1000000");
        OrderIntent bought =
                desk.intent(ETH, Side.BUY, "60").limit(dec("10")).venue("paper").build();
        assertThat(desk.ask(bought).passes()).isTrue();
        desk.fill(bought.clientOrderId(), "c", ETH, Side.BUY, "60");
        desk.gate.onParent(with(desk.parent(bought), OrderStatus.FILLED, "60"));
        desk.quotes.remove(ETH);
        RiskDecision decision = desk.ask(
                desk.intent(BTC, Side.BUY, "5").limit(dec("100")).venue("paper").build());
        CheckResult row = result(decision, "venue-gross-exposure");
        assertThat(row.current()).isEqualByComparingTo("600");
        assertThat(row.largestPassing()).isEqualByComparingTo("4");
        assertThat(decision.passes()).isFalse();
    }

    @Test
    void aSaleOfMoreThanIsFreeShowsWhatIsHeldAndWhatWorks() {
        Desk desk = new Desk(wide().build(), "1000000");
        desk.hold(BTC, "10");
        assertThat(desk.ask(desk.sell("6")).passes()).isTrue();
        RiskDecision more = desk.ask(desk.sell("5"));
        CheckResult row = result(more, "free-balance");
        assertThat(row.unit()).isEqualTo("BTC");
        assertThat(row.limit()).isEqualByComparingTo("10");
        assertThat(row.current()).isEqualByComparingTo("6");
        assertThat(row.projected()).isEqualByComparingTo("11");
        assertThat(row.largestPassing()).isEqualByComparingTo("4");
        assertThat(row.detail()).isEqualTo("a cash account cannot sell what it does not hold");
        assertThat(result(desk.ask(desk.sell("4")), "free-balance").detail()).isEmpty();
    }
}
