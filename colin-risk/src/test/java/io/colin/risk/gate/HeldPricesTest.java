package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.EventHeader;
import io.colin.api.event.RiskAlert;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.Marker;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.AccountKind;
import io.colin.risk.DataLimits;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nothing is added to an account that is valued at prices nobody knows to hold. */
class HeldPricesTest {
    private static final long MOST = 300 * SECOND;
    private static final Symbol EUR = Symbol.of("EUR/USD");

    private static Desk desk() {
        return desk(data -> data);
    }

    /** A million, of which a tenth is in ETH. */
    private static Desk desk(UnaryOperator<DataLimits.Builder> data) {
        Desk desk = new Desk(wide().data(data).build(), "1000000");
        desk.hold(ETH, "10000");
        desk.mark();
        return desk;
    }

    private static CheckResult asked(Desk desk) {
        RiskDecision decision = desk.ask(desk.buy("50"));
        CheckResult row = result(decision, "account");
        assertThat(decision.passes()).isEqualTo(row.detail().isEmpty());
        if (!decision.passes()) {
            assertThat(codes(decision)).containsExactly("STALE_MARKET_DATA");
        }
        desk.pass(0);
        return row;
    }

    @Test
    void anOrderIsRefusedThreeHoursAfterTheLastPriceOfAnotherSymbolThatIsHeld() {
        double[][] walk = PlainFigures.walk(new Random(5), 100, 0.3);
        Desk desk = new Desk(RiskLimits.builder().build(), "1000000");
        desk.returns(walk[0], walk[1]);
        desk.hold(ETH, "10000");
        desk.mark();
        desk.work();
        assertThat(desk.ask(desk.buy("50")).verdict()).isEqualTo(Verdict.APPROVED);
        for (int minute = 0; minute < 180; minute++) { // BTC goes on, the feed of ETH is dead
            desk.timeNs += 60 * SECOND;
            desk.price(BTC, "100");
            desk.mark();
            desk.gate.onTime(desk.timeNs);
            long before = desk.quote(ETH).orElseThrow().timeNs();
            desk.work();
            desk.price(BTC, "100");
            desk.age(ETH, desk.timeNs - before);
        }
        RiskDecision decision = desk.ask(desk.buy("60"));
        assertThat(codes(decision)).containsExactly("STALE_MARKET_DATA");
        assertThat(result(decision, "account").detail()).startsWith("held at prices that are too old: [ETH/USD PT3H");
        desk.age(ETH, 0);
        assertThat(desk.ask(desk.buy("70")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void theGreatestAgeIsFiveMinutes() {
        Desk desk = desk();
        desk.age(ETH, MOST);
        assertThat(asked(desk).detail()).isEmpty();
        desk.timeNs += 2 * SECOND;
        desk.age(ETH, MOST + 1);
        CheckResult row = asked(desk);
        assertThat(row.detail()).isEqualTo("held at prices that are too old: [ETH/USD PT5M0.000000001S of PT5M]");
        assertThat(row.unit()).isEqualTo("ms");
        assertThat(row.limit()).isEqualByComparingTo("300000");
        assertThat(row.projected()).isEqualByComparingTo("300000.000001");
    }

    @Test
    void whatIsNotHeldMayHaveNoPriceAtAll() {
        Desk desk = desk();
        desk.hold(ETH, "-10000");
        desk.quotes.remove(ETH);
        assertThat(asked(desk).detail()).isEmpty();
    }

    @Test
    void oneCanGetOutOfEverythingThatHasAPrice() {
        Desk desk = desk();
        desk.hold(BTC, "30");
        desk.age(ETH, 3 * HOUR);
        assertThat(desk.ask(desk.sell("20")).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision reduced = desk.ask(desk.intent(BTC, Side.BUY, "20")
                .limit(dec("100"))
                .reducible(true)
                .build());
        assertThat(reduced.verdict()).as("no part of it shrinks").isEqualTo(Verdict.REJECTED);
    }

    @Test
    void aLongerAgeForQuotesCountsForWhatIsHeldToo() {
        Desk desk = desk(data -> data.maxQuoteAge(Duration.ofMinutes(10)));
        desk.age(ETH, 2 * MOST);
        assertThat(asked(desk).detail()).isEmpty();
        desk.timeNs += 2 * SECOND;
        desk.age(ETH, 2 * MOST + 1);
        assertThat(asked(desk).detail()).contains("of PT10M");
    }

    @Test
    void theAgeIsASettingAndAYearAsksForAPriceOnly() {
        Desk desk = desk(data -> data.maxMarkAge(Duration.ofSeconds(30)));
        desk.age(ETH, 31 * SECOND);
        assertThat(asked(desk).detail()).contains("ETH/USD PT31S of PT30S");
        Desk off = desk(data -> data.maxMarkAge(Duration.ofDays(366)));
        off.age(ETH, 300 * Desk.DAY);
        assertThat(asked(off).detail()).isEmpty();
        off.quotes.remove(ETH);
        off.timeNs += 2 * SECOND;
        off.price(BTC, "100");
        CheckResult none = asked(off);
        assertThat(none.detail()).isEqualTo("held at prices that are too old: [ETH/USD none]");
        assertThat(none.unit()).isEqualTo("none");
    }

    private static void closed(Desk desk, long lengthNs, long agoNs) {
        BigDecimal at = dec("10");
        long closedNs = desk.timeNs - agoNs;
        desk.closed.put(ETH, Bar.ofPrices(ETH, closedNs - lengthNs, closedNs, at, at, at, at, BigDecimal.TEN));
    }

    @Test
    void theCloseOfABarCountsUntilTheNextOneIsOverdue() {
        Desk desk = desk();
        desk.quotes.remove(ETH);
        closed(desk, 4 * HOUR, 4 * HOUR + MOST);
        assertThat(asked(desk).detail()).isEmpty();
        desk.timeNs += 2 * SECOND;
        desk.price(BTC, "100");
        assertThat(asked(desk).detail()).isEqualTo("held at prices that are too old: [ETH/USD PT4H5M2S of PT4H5M]");
    }

    @Test
    void aBookModelledFromBarsIsAsOldAsItsBar() {
        Desk desk = desk();
        desk.age(ETH, 4 * HOUR);
        closed(desk, 4 * HOUR, 4 * HOUR);
        assertThat(asked(desk).detail()).isEmpty();
    }

    @Test
    void aBarMakesNoOtherPriceNewer() {
        Desk desk = desk();
        desk.age(ETH, MOST + 1);
        closed(desk, 4 * HOUR, HOUR);
        assertThat(asked(desk).detail()).contains("ETH/USD PT5M");
    }

    @Test
    void theAgeIsThatOfThePriceThatMarks() {
        Desk desk = desk();
        desk.trade(ETH, "10");
        desk.age(ETH, MOST + 1);
        assertThat(asked(desk).detail()).as("the mid marks, not the trade").contains("ETH/USD PT5M");
        desk.quotes.put(ETH, new Quote(ETH, desk.timeNs - HOUR, dec("11"), BigDecimal.ONE, dec("9"), BigDecimal.ONE));
        desk.timeNs += 2 * SECOND;
        desk.price(BTC, "100");
        assertThat(asked(desk).detail()).as("crossed, so the trade marks").isEmpty();
        desk.timeNs += MOST;
        desk.price(BTC, "100");
        desk.quotes.remove(ETH);
        assertThat(asked(desk).detail()).as("of a trade").contains("ETH/USD PT5M2S of PT5M");
    }

    @Test
    void aPriceOfTheFutureIsNone() {
        Desk desk = desk();
        desk.age(ETH, -1);
        assertThat(asked(desk).detail()).contains("ETH/USD PT-0.000000001S");
    }

    private static Desk inEuro() {
        Desk desk = new Desk(wide().build(), "1000000");
        desk.price(EUR, "1.25");
        desk.account.apply(new CashFlow("EUR", dec("1000"), desk.timeNs));
        return desk;
    }

    @Test
    void aCurrencyIsHeldAtTheAgeOfItsRate() {
        Desk desk = inEuro();
        assertThat(asked(desk).detail()).isEmpty();
        desk.age(EUR, MOST + 1);
        desk.timeNs += 2 * SECOND;
        desk.price(BTC, "100");
        assertThat(asked(desk).detail()).contains("[EUR/USD PT5M");
    }

    @Test
    void aRateOverAThirdCurrencyIsAsOldAsTheOlderStep() {
        Desk desk = new Desk(wide().build(), "1000000");
        desk.price(EUR_BTC, "80");
        desk.account.apply(new CashFlow("EUR", dec("1000"), desk.timeNs));
        assertThat(asked(desk).detail())
                .as("nobody said that BTC/EUR trades")
                .isEqualTo("held at prices that are too old: [EUR/USD none]");
        desk.gate.onMarket(EUR_BTC, desk);
        desk.timeNs += 2 * SECOND;
        desk.pass(0);
        assertThat(asked(desk).detail()).isEmpty();
        desk.age(EUR_BTC, MOST + 1);
        desk.timeNs += 2 * SECOND;
        desk.price(BTC, "100");
        assertThat(asked(desk).detail()).contains("[BTC/EUR PT5M");
    }

    @Test
    void whatIsHeldInAnotherCurrencyNeedsItsRate() {
        Desk desk = new Desk(wide().build(), "1000000");
        desk.price(EUR_BTC, "80");
        desk.price(EUR, "1.25");
        desk.account.apply(new CashFlow("EUR", dec("8000"), desk.timeNs));
        desk.hold(EUR_BTC, "100"); // no cash of the currency is left
        assertThat(desk.portfolio().cash().get("EUR")).isZero();
        desk.age(EUR, MOST + 1);
        assertThat(asked(desk).detail()).contains("[EUR/USD PT5M");
    }

    /** An account keeps the last mark of what nothing marks any more, and its market says when that was. */
    private static final class Keeping extends Desk {
        private final Map<Symbol, Marker> last = new HashMap<>();

        private Keeping() {
            super(wide().build(), "1000000");
        }

        @Override
        public Optional<? extends Marker> markedBy(Symbol symbol) {
            super.markedBy(symbol).ifPresent(marker -> last.put(symbol, marker));
            return Optional.ofNullable(last.get(symbol));
        }
    }

    @Test
    void aRateThatIsTooOldHidesBehindNoOtherPath() {
        Desk desk = new Keeping();
        desk.price(EUR, "1.25");
        desk.price(EUR_BTC, "80");
        desk.gate.onMarket(EUR_BTC, desk);
        desk.account.apply(new CashFlow("EUR", dec("10000"), desk.timeNs));
        assertThat(asked(desk).detail()).isEmpty();
        desk.quotes.remove(EUR);
        desk.pass(MOST);
        assertThat(asked(desk).detail()).as("of the greatest age").isEmpty();
        desk.pass(2 * SECOND);
        assertThat(asked(desk).detail())
                .as("the account still converts by EUR/USD, not over BTC")
                .contains("[EUR/USD PT5M2S of PT5M]");
        desk.age(EUR_BTC, MOST + 1);
        desk.timeNs += 2 * SECOND;
        desk.price(BTC, "100");
        assertThat(asked(desk).detail()).doesNotContain("BTC/EUR");
    }

    /** A million, of which so much is in ETH at 10 that has no market any more. */
    private static Desk rest(String eth, UnaryOperator<DataLimits.Builder> data) {
        Desk desk = new Desk(wide().data(data).build(), "1000000");
        desk.hold(ETH, eth);
        desk.mark();
        desk.age(ETH, 3 * HOUR);
        return desk;
    }

    @Test
    void aThousandthOfEquityMayBeHeldAtPricesThatAreTooOld() {
        RiskDecision little = rest("100", data -> data).ask(buyOne());
        assertThat(little.verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(little.warnings())
                .contains("account: little is held at prices that are too old: [ETH/USD PT3H of PT5M]");
        assertThat(result(little, "account").detail()).contains("ETH/USD PT3H");
        RiskDecision more = rest("100.01", data -> data).ask(buyOne());
        assertThat(codes(more)).containsExactly("STALE_MARKET_DATA");
        assertThat(codes(rest("0.01", data -> data.maxStaleShare(BigDecimal.ZERO))
                        .ask(buyOne())))
                .containsExactly("STALE_MARKET_DATA");
        assertThat(rest("1000", data -> data.maxStaleShare(dec("0.01")))
                        .ask(buyOne())
                        .passes())
                .isTrue();
    }

    private static OrderIntent buyOne() {
        return OrderIntent.of(BTC, Side.BUY, BigDecimal.ONE)
                .clientOrderId("one")
                .limit(dec("100"))
                .build();
    }

    @Test
    void whatIsHeldAtOldPricesCountsTogether() {
        Desk desk = rest("60", data -> data);
        desk.price(EUR, "1.25");
        desk.account.apply(new CashFlow("EUR", dec("320"), desk.timeNs));
        assertThat(desk.ask(desk.buy("1")).passes()).as("the euro have a rate").isTrue();
        desk.age(EUR, HOUR);
        RiskDecision over = desk.ask(desk.buy("2"));
        assertThat(result(over, "account").detail())
                .as("600 and 400 of 1 000 400")
                .contains("[ETH/USD", "EUR/USD");
        assertThat(over.passes()).isTrue();
        desk.account.apply(new CashFlow("EUR", dec("1"), desk.timeNs));
        assertThat(codes(desk.ask(desk.buy("3")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void somethingShortIsNeverLittle() {
        assertThat(codes(rest("-0.01", data -> data).ask(buyOne()))).containsExactly("STALE_MARKET_DATA");
        Desk owing = new Desk(wide().build(), "1000000");
        owing.price(EUR, "1.25");
        owing.account.apply(new CashFlow("EUR", dec("-1"), owing.timeNs));
        owing.age(EUR, HOUR);
        assertThat(codes(owing.ask(owing.buy("1")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void afterARestartWhatIsHeldHasNoPriceAndNothingIsAddedBeforeItsFirst() {
        Desk desk = desk();
        desk.hold(BTC, "30");
        Portfolio before = desk.portfolio();
        StandardGate next = StandardGate.builder().limits(desk.limits).build();
        next.restore(desk.gate.durableState());
        desk.gate = next;
        // What marked a symbol is in no record: the account has its fills again, and no mark.
        desk.account = PortfolioBook.of("main", "USD", dec("1000000"), desk.instruments.values());
        desk.quotes.clear();
        desk.hold(ETH, "10000", "10");
        desk.hold(BTC, "30", "100");
        RiskDecision none = desk.ask(desk.buy("1"));
        assertThat(codes(none)).containsOnly("STALE_MARKET_DATA");
        assertThat(result(none, "account").detail()).isEqualTo("no price yet for [BTC/USD, ETH/USD]");
        desk.price(BTC, "100");
        RiskDecision one = desk.ask(desk.buy("2"));
        assertThat(codes(one)).containsExactly("STALE_MARKET_DATA");
        assertThat(result(one, "account").detail())
                .as("a price of its own is not enough")
                .isEqualTo("no price yet for [ETH/USD]");
        assertThat(desk.ask(desk.intent(BTC, Side.SELL, "20").limit(dec("101")).build())
                        .passes())
                .as("out one can get")
                .isTrue();
        desk.price(ETH, "10");
        desk.age(ETH, MOST + 1);
        assertThat(codes(desk.ask(desk.buy("3"))))
                .as("an old price is taken for what it is")
                .containsExactly("STALE_MARKET_DATA");
        desk.age(ETH, 0);
        assertThat(desk.ask(desk.buy("4")).passes()).isTrue();
        assertThat(desk.portfolio().equity()).isEqualByComparingTo(before.equity());
    }

    private static final Symbol INVERSE = Symbol.of("BTC/USD:BTC");

    /** An account that holds so many inverse contracts of 100 dollars, bought at 100, whose price is too old. */
    private static Desk inverse(String currency, String contracts) {
        Desk desk =
                new Desk(wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build(), "1000000");
        Instrument terms = Instrument.perpetual(INVERSE.name())
                .contractSize("100")
                .inverse()
                .lotSize("1")
                .build();
        desk.instruments.put(INVERSE, terms);
        desk.account = PortfolioBook.of("main", currency, dec("1000000"), desk.instruments.values());
        desk.price(BTC, "100");
        desk.price(INVERSE, "100");
        desk.hold(INVERSE, contracts);
        desk.mark();
        desk.age(INVERSE, 3 * HOUR);
        return desk;
    }

    @Test
    void whatAnInverseLongCanLoseIsItsValueInDollarsAndWithoutBoundInItsCoin() {
        assertThat(inverse("USD", "10").ask(buyOne()).passes())
                .as("1 000 of a million, whatever the coin falls to")
                .isTrue();
        assertThat(codes(inverse("USD", "11").ask(buyOne()))).containsExactly("STALE_MARKET_DATA");
        assertThat(codes(inverse("USD", "-1").ask(buyOne()))).containsExactly("STALE_MARKET_DATA");
        RiskDecision inCoin = inverse("BTC", "1").ask(buyOne());
        assertThat(codes(inCoin)).as("1/p grows without bound").containsExactly("STALE_MARKET_DATA");
        assertThat(result(inCoin, "account").detail()).contains("[BTC/USD:BTC PT3H");
    }

    @Test
    void aLinearContractOnTheCoinOfTheAccountIsNeverSmall() {
        Desk desk = inverse("BTC", "1");
        desk.age(INVERSE, 0);
        desk.price(Desk.PERPETUAL, "100");
        desk.hold(Desk.PERPETUAL, "1");
        desk.mark();
        desk.age(Desk.PERPETUAL, 3 * HOUR);
        RiskDecision decision = desk.ask(buyOne());
        assertThat(codes(decision)).as("what it loses is owed in dollars").containsExactly("STALE_MARKET_DATA");
        assertThat(result(decision, "account").detail()).contains("BTC/USD:USD PT3H");
    }

    @Test
    void profitAndLossOfContractsAreMoneyOfTheirCoinWhoseRateIsTooOld() {
        Desk desk = inverse("USD", "4");
        desk.price(INVERSE, "200"); // 400 · (1/100 - 1/200) = 2 BTC of profit at 100
        desk.mark();
        desk.price(ETH, "10");
        desk.age(BTC, HOUR);
        assertThat(requireNonNull(desk.portfolio().positions().get(INVERSE)).unrealisedPnl())
                .isEqualByComparingTo("200");
        assertThat(desk.ask(desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build())
                        .passes())
                .as("400 of contracts and 200 of profit")
                .isTrue();
        desk.account.apply(new CashFlow("BTC", dec("5"), desk.timeNs));
        desk.timeNs += 2 * SECOND;
        desk.price(INVERSE, "200");
        desk.price(ETH, "10");
        assertThat(codes(desk.ask(
                        desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build())))
                .as("and 500 of cash, of 1 000 700")
                .containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void whatContractsLostIsOwed() {
        Desk desk = inverse("USD", "1");
        desk.account.apply(new CashFlow("BTC", dec("0.5"), desk.timeNs));
        desk.price(ETH, "10");
        desk.price(INVERSE, "50"); // 100 · (1/100 - 1/50) = -1 BTC
        desk.mark();
        desk.age(BTC, HOUR);
        assertThat(codes(desk.ask(
                        desk.intent(ETH, Side.BUY, "1").limit(dec("10")).build())))
                .as("half a coin is owed at a rate nobody knows")
                .containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void theAlertSaysWhetherItRefusesAndIsToldAgainWhenThatChanges() {
        Desk desk = rest("100", data -> data);
        assertThat(told(desk)).containsExactly("stale-mark ETH/USD MEDIUM on");
        desk.hold(ETH, "1");
        desk.age(ETH, 3 * HOUR);
        assertThat(told(desk)).containsExactly("stale-mark ETH/USD HIGH on");
        assertThat(told(desk)).isEmpty();
    }

    private static List<String> told(Desk desk) {
        desk.gate.onTime(desk.timeNs);
        desk.mark();
        desk.gate.dueReductions(new RiskContext(desk, desk.portfolio()));
        return desk.gate.takeNotices().stream()
                .filter(RiskNotice.Alert.class::isInstance)
                .map(RiskNotice.Alert.class::cast)
                .map(one -> one.name() + " " + one.scope() + " " + one.severity() + (one.active() ? " on" : " over"))
                .toList();
    }

    @Test
    void itIsToldOnceWhileItLastsAndOnceWhenItIsOver() {
        Desk desk = desk();
        assertThat(told(desk)).isEmpty();
        desk.age(ETH, MOST + 1);
        assertThat(told(desk)).containsExactly("stale-mark ETH/USD HIGH on");
        desk.age(ETH, HOUR);
        assertThat(told(desk)).as("it is older, but the same").isEmpty();
        desk.pass(SECOND);
        assertThat(told(desk)).containsExactly("stale-mark ETH/USD HIGH over");
    }

    @Test
    void aRestartTellsWhatEndedMeanwhileAndNothingAgain() {
        for (boolean over : new boolean[] {false, true}) {
            Desk desk = desk();
            desk.age(ETH, HOUR);
            told(desk);
            StandardGate next = StandardGate.builder().limits(desk.limits).build();
            EventHeader header = new EventHeader(1, desk.timeNs, 1, "risk", "");
            next.onRecord(new RiskAlert(header, "stale-mark", "ETH/USD", Severity.HIGH, true, "old"), true);
            next.restore(desk.gate.durableState());
            desk.gate = next;
            desk.age(ETH, over ? 0 : HOUR);
            assertThat(told(desk)).isEqualTo(over ? List.of("stale-mark ETH/USD HIGH over") : List.of());
        }
    }
}
