package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.api.instrument.Instrument;
import io.colin.api.market.BookSnapshot;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleOrders;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Margin at the paper venue: a tenth to open and a twentieth to keep, on a collateral of 1000. */
class MarginVenueTest {
    private static final Instrument LINEAR = Instrument.perpetual("BTC/USDT:USDT")
            .tickSize("0.01")
            .lotSize("0.01")
            .build();
    private static final Instrument INVERSE = Instrument.perpetual("BTC/USD:BTC")
            .inverse()
            .contractSize("100")
            .tickSize("0.01")
            .lotSize("1")
            .build();
    private static final Instrument ETH = Instrument.perpetual("ETH/USDT:USDT")
            .tickSize("0.01")
            .lotSize("0.01")
            .build();
    private static final String BIDS = "99.99:1000";
    private static final String ASKS = "100.01:1000";

    private final PaperRig rig = linear("1000").book(BIDS, ASKS);

    @Test
    void givenAnOrderThatNeedsMoreThanThereIsThenItIsRejectedWithTheFigures() {
        rig.market("most", Side.BUY, "100.01");
        assertThat(rig.rejection("most")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        assertThat(refused(rig, "most"))
                .isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE: currency=USDT equity=1000 initial_margin=1000.1 rate=0.1");
        rig.market("fits", Side.BUY, "100");
        assertThat(rig.story("fits")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenWhatRestsThenItCountsAtItsFullestOnTheLargerSide() {
        rig.limit("bid", Side.BUY, "60", "99", TimeInForce.GTC);
        rig.limit("offer", Side.SELL, "100", "101", TimeInForce.GTC);
        rig.limit("more", Side.BUY, "40.01", "98", TimeInForce.GTC);
        assertThat(rig.story("offer")).containsExactly("Accepted");
        assertThat(rig.rejection("more")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        rig.limit("rest", Side.BUY, "40", "98", TimeInForce.GTC);
        assertThat(rig.story("rest")).containsExactly("Accepted");
    }

    @Test
    void givenAPositionThenTheOtherSideIsFreeUpToItAndBeyondItIsAskedForWhatIsOpened() {
        rig.market("open", Side.BUY, "99");
        // Fees of 9.90099 and half a spread are gone, 989.10901 is left: a short of 98.91 fits and one of 98.92 does
        // not.
        rig.market("more", Side.BUY, "1");
        assertThat(rig.rejection("more")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        rig.market("over", Side.SELL, "197.92");
        assertThat(refused(rig, "over")).contains("equity=989.10901 initial_margin=989.2 ");
        rig.market("turn", Side.SELL, "197.91");
        assertThat(rig.story("turn")).containsExactly("Accepted", "Filled");
        rig.market("back", Side.BUY, "98.91");
        assertThat(rig.story("back")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenALossThatForbidsToAddThenItMayStillBeTakenOffAndTurnedByLittle() {
        rig.market("open", Side.BUY, "99");
        rig.pass(PaperRig.SECOND).book("92.99:1000", "93.01:1000");
        // Equity 296.10901, at 93 enough for 31.83 short; the long alone would need 920.7.
        rig.limit("off", Side.SELL, "99", "95", TimeInForce.GTC);
        assertThat(rig.story("off")).containsExactly("Accepted");
        rig.limit("over", Side.SELL, "31.84", "95", TimeInForce.GTC);
        assertThat(rig.rejection("over")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        rig.limit("beyond", Side.SELL, "31.83", "95", TimeInForce.GTC);
        assertThat(rig.story("beyond")).containsExactly("Accepted");
    }

    @Test
    void givenALossThenThereIsLessToOpenWithAndGivenAGainThereIsMore() {
        rig.market("open", Side.BUY, "50");
        // 1000 - 5.0005 of fee - 50 x 4.01 lost: 794.4995, at 96 worth 82.76 in all.
        rig.pass(PaperRig.SECOND).book("95.99:1000", "96.01:1000");
        rig.limit("over", Side.BUY, "32.77", "90", TimeInForce.GTC);
        assertThat(rig.rejection("over")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        rig.limit("within", Side.BUY, "32.76", "90", TimeInForce.GTC);
        assertThat(rig.story("within")).containsExactly("Accepted");
        rig.pass(PaperRig.SECOND).book("109.99:1000", "110.01:1000");
        rig.limit("gained", Side.BUY, "40", "90", TimeInForce.GTC);
        assertThat(rig.story("gained")).containsExactly("Accepted");
    }

    @Test
    void givenAChangeThenWhatItAddsIsHeldAgainstTheMarginToo() {
        ChildOrder bid = rig.limit("bid", Side.BUY, "60", "99", TimeInForce.GTC);
        rig.amend(bid, "100.01", "99");
        assertThat(rig.rejection("bid")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        rig.amend(bid, "100", "99");
        assertThat(rig.story("bid")).containsExactly("Accepted", "ModifyRejected", "Updated");
    }

    @Test
    void givenAnInverseContractThenItsCoinIsTheMeasure() {
        PaperRig inverse = PaperRig.of(margined(INVERSE, Map.of("BTC", new BigDecimal("1"))), INVERSE)
                .book("99.99:5000", "100.01:5000");
        // One contract of 100 USD is worth a coin at 100: ten of them need the only one.
        inverse.market("over", Side.SELL, "11");
        assertThat(inverse.rejection("over")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        inverse.market("open", Side.SELL, "5");
        assertThat(inverse.story("open")).containsExactly("Accepted", "Filled");
        // A short of 500 USD gains a coin and a quarter when the price falls to 80; a contract needs an eighth then.
        inverse.pass(PaperRig.SECOND).book("79.99:5000", "80.01:5000");
        inverse.limit("more", Side.SELL, "12", "90", TimeInForce.GTC);
        assertThat(inverse.story("more")).containsExactly("Accepted");
        inverse.limit("last", Side.SELL, "1", "90", TimeInForce.GTC);
        assertThat(inverse.rejection("last")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
    }

    @Test
    void givenACurrencyWithoutCollateralThenNothingIsOpenedInIt() {
        PaperRig none = PaperRig.of(margined(LINEAR, Map.of("USD", BigDecimal.TEN)), LINEAR)
                .book(BIDS, ASKS);
        none.market("any", Side.BUY, "0.01");
        assertThat(none.rejection("any")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
    }

    @Test
    void givenSpotThenItNeedsNoMargin() {
        PaperRig spot = PaperRig.of(margined(PaperRig.BTC, Map.of())).book(BIDS, ASKS);
        spot.market("any", Side.BUY, "900");
        assertThat(spot.story("any")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenTwoSymbolsOfOneCurrencyThenTheyShareItAndEachHasItsOwnRates() {
        PaperRig both = both(terms(Map.of("USDT", new BigDecimal("1000")))
                .with(ETH.symbol(), new BigDecimal("0.5"), new BigDecimal("0.25")));
        both.book(BIDS, ASKS).market(eth(both, "9.99:1000", "10.01:1000"));
        both.limit("btc", Side.BUY, "60", "99", TimeInForce.GTC);
        both.send(of(ETH, both.child("over", Side.BUY, "80.01", limit("9"), TimeInForce.GTC, false)));
        assertThat(both.rejection("over")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        both.send(of(ETH, both.child("eth", Side.BUY, "80", limit("9"), TimeInForce.GTC, false)));
        assertThat(both.story("eth")).containsExactly("Accepted");
        assertThat(assumed(both)).contains("ETH/USDT:USDT initial 0.5 and maintenance 0.25");
    }

    @Test
    void givenAnotherSymbolWhoseBookEmptiedThenTheOneSideItShowedIsItsPrice() {
        PaperRig both = both(terms(Map.of("USDT", new BigDecimal("1000"))));
        both.market(eth(both, "49:10", ""));
        both.send(of(ETH, both.child("eth", Side.BUY, "100", limit("48"), TimeInForce.GTC, false)));
        both.pass(PaperRig.SECOND).market(eth(both, "50:10", ""));
        both.pass(PaperRig.SECOND).market(eth(both, "", "")).book(BIDS, ASKS);
        both.market("over", Side.BUY, "50.01");
        assertThat(refused(both, "over")).contains("equity=1000 initial_margin=1000.1 ");
        both.market("fits", Side.BUY, "50");
        assertThat(both.story("fits")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenAnotherSymbolThatHasNoPriceYetThenTheDearestOfItsOrdersMeasuresIt() {
        PaperRig both = both(terms(Map.of("USDT", new BigDecimal("1000"))));
        restoreBid(both, ETH, "20", "30");
        restoreBid(both, ETH, "80", "50");
        both.book(BIDS, ASKS).market("over", Side.BUY, "50.01");
        assertThat(refused(both, "over")).contains("equity=1000 initial_margin=1000.1 ");
        both.market("fits", Side.BUY, "50");
        assertThat(both.story("fits")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenInverseOrdersBeforeThereIsAPriceThenTheCheapestNeedTheMostOfTheCoin() {
        Instrument other = Instrument.perpetual("ETH/USD:BTC")
                .inverse()
                .contractSize("100")
                .tickSize("0.01")
                .lotSize("1")
                .build();
        PaperRig coin =
                PaperRig.of(margined(INVERSE, Map.of("BTC", BigDecimal.ONE)).instruments(other), INVERSE);
        restoreBid(coin, other, "2", "50");
        restoreBid(coin, other, "2", "100");
        coin.book("99.99:5000", "100.01:5000").market("over", Side.SELL, "3");
        assertThat(refused(coin, "over")).contains("equity=1 initial_margin=1.1 ");
        coin.market("fits", Side.SELL, "2");
        assertThat(coin.story("fits")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenAPositionThatNothingPricesThenNothingIsOpenedBesideItUntilSomethingDoes() {
        PaperRig both = both(terms(Map.of("USDT", new BigDecimal("1000"))));
        both.venue.restore(ETH.symbol(), BigDecimal.ONE);
        both.book(BIDS, ASKS).market("blind", Side.BUY, "1");
        assertThat(refused(both, "blind")).isEqualTo("NO_BOOK: no price to measure the margin in USDT by");
        both.market(eth(both, "9.99:1000", "10.01:1000")).market("seen", Side.BUY, "1");
        assertThat(both.story("seen")).containsExactly("Accepted", "Filled");
    }

    @Test
    void givenABreachOfTheMaintenanceMarginThenItIsStatedSinceWhenHowOftenAndByHowMuch() {
        rig.market("open", Side.BUY, "99");
        assertThat(assumed(rig))
                .isEqualTo(
                        "margin on a collateral of 1000 USDT, initial 0.1 and maintenance 0.05 of the value at the mid,"
                                + " orders at their fullest; funding does not reach that account and nothing is liquidated");
        // Equity 1000 - 9.90099 - 99 x 7.01 = 296.10901; kept must be 0.05 x 99 x 93 = 460.35.
        rig.pass(PaperRig.SECOND).book("92.99:1000", "93.01:1000");
        assertThat(assumed(rig))
                .endsWith(
                        "; the maintenance margin of USDT was breached once, first at 2023-11-14T22:13:21Z, by 164.24099 at"
                                + " most, and is");
        rig.market("more", Side.BUY, "1");
        assertThat(rig.rejection("more")).isEqualTo("MARGIN_EXCEEDS_FREE_BALANCE");
        rig.pass(PaperRig.SECOND).book(BIDS, ASKS);
        assertThat(assumed(rig)).endsWith("by 164.24099 at most");
        rig.pass(PaperRig.SECOND).book("92.99:1000", "93.01:1000");
        rig.market("close", Side.SELL, "99");
        rig.pass(PaperRig.SECOND).book("92.99:1000", "93.01:1000");
        assertThat(assumed(rig))
                .contains("breached 2 times, first at 2023-11-14T22:13:21Z")
                .endsWith("at most");
    }

    @Test
    void whatIsStatedOfBreachesMayBeAskedByAnotherThreadWhileTheyHappen() throws InterruptedException {
        List<Instrument> many = IntStream.range(0, 150)
                .mapToObj(i -> Instrument.perpetual("BTC/C" + i + ":C" + i)
                        .tickSize("0.01")
                        .lotSize("0.01")
                        .build())
                .toList();
        PaperRig all = PaperRig.of(margined(LINEAR, Map.of()).instruments(many), LINEAR);
        rig.market("like", Side.BUY, "1");
        Fill like = rig.heard.fills("like").getFirst();
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Optional<Throwable>> failure = new AtomicReference<>(Optional.empty());
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                assertThat(assumed(all)).startsWith("margin on a collateral");
            }
        });
        reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(Optional.of(thrown)));
        reader.start();
        for (Instrument one : many) {
            all.venue.restore(one.symbol(), like.quantity());
            all.venue.restore(of(one, like));
            all.book(BIDS, ASKS);
        }
        over.set(true);
        reader.join();
        assertThat(failure.get()).isEmpty();
        assertThat(assumed(all)).contains("of C0 was breached once", "of C149 was breached once");
    }

    @Test
    void afterARestartTheAccountIsWhatTheFillsLeft() {
        rig.market("open", Side.BUY, "50");
        rig.market("some", Side.SELL, "20");
        PaperRig again = linear("1000");
        List<Fill> fills = rig.heard.fills("open");
        fills.forEach(again.venue::restore);
        rig.heard.fills("some").forEach(again.venue::restore);
        again.venue.restore(LINEAR.symbol(), new BigDecimal("30"));
        for (PaperRig one : List.of(rig, again)) {
            one.pass(PaperRig.SECOND).book("95.99:1000", "96.01:1000");
            one.market("probe", Side.BUY, "900");
        }
        assertThat(refused(again, "probe")).isEqualTo(refused(rig, "probe")).contains("equity=872.2997 ");
    }

    /** However orders come, fill and go: what is open never needs more than there was when the last one was let in. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothingIsLetInBeyondTheMargin(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BigDecimal held = BigDecimal.ZERO;
        BigDecimal cash = new BigDecimal("1000");
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            rig.book(BIDS, ASKS);
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            BigDecimal quantity = BigDecimal.valueOf(random.nextInt(1, 15_000), 2);
            rig.market("o" + i, side, quantity.toPlainString());
            BigDecimal next = held.add(quantity.multiply(BigDecimal.valueOf(side.sign())));
            BigDecimal equity = cash.add(held.multiply(new BigDecimal("100")));
            boolean adds = next.signum() == side.sign() && (next.signum() != held.signum() || isMore(next, held));
            boolean fits = next.abs().multiply(BigDecimal.TEN).compareTo(equity) <= 0;
            boolean wanted = !adds || fits;
            assertThat(rig.heard.events("o" + i).getFirst())
                    .as("order %s of %s at %s with %s", i, quantity, held, equity)
                    .isInstanceOf(wanted ? OrderEvent.Accepted.class : OrderEvent.Rejected.class);
            refused += wanted ? 0 : 1;
            for (Fill fill : rig.heard.fills("o" + i)) {
                held = held.add(fill.signedQuantity());
                cash = cash.subtract(fill.signedQuantity().multiply(fill.price()))
                        .subtract(fill.fee());
            }
        }
        assertThat(refused).isBetween(20, 380);
    }

    @Test
    void termsThatBreakTheirRuleAreNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Margin.of(Map.of(), BigDecimal.ZERO, BigDecimal.ZERO))
                .withMessage("margin.initial: must be in (0, 1] (0)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Margin.of(Map.of(), new BigDecimal("0.1"), new BigDecimal("0.2")))
                .withMessage("margin.maintenance: must be in [0, 0.1], the initial rate (0.2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Margin.of(Map.of("USDT", BigDecimal.ONE.negate()), BigDecimal.ONE, BigDecimal.ONE))
                .withMessage("collateral: must be 0 or more of USDT (-1)");
    }

    private static PaperRig linear(String collateral) {
        return PaperRig.of(margined(LINEAR, Map.of("USDT", new BigDecimal(collateral))), LINEAR);
    }

    private static boolean isMore(BigDecimal next, BigDecimal held) {
        return next.abs().compareTo(held.abs()) > 0;
    }

    private static PaperRig both(Margin terms) {
        return PaperRig.of(
                PaperRig.plain(LINEAR)
                        .instruments(ETH)
                        .latency(Duration.ZERO, Duration.ZERO)
                        .margin(terms),
                LINEAR);
    }

    private static BookSnapshot eth(PaperRig rig, String bids, String asks) {
        return new BookSnapshot(ETH.symbol(), rig.now(), 1, PaperRig.levels(bids), PaperRig.levels(asks));
    }

    private static PaperVenueBuilder margined(Instrument instrument, Map<String, BigDecimal> collateral) {
        return PaperRig.plain(instrument).latency(Duration.ZERO, Duration.ZERO).margin(terms(collateral));
    }

    private static Margin terms(Map<String, BigDecimal> collateral) {
        return Margin.of(collateral, new BigDecimal("0.1"), new BigDecimal("0.05"));
    }

    private static OrderType limit(String price) {
        return new OrderType.Limit(new BigDecimal(price));
    }

    private static Fill of(Instrument instrument, Fill like) {
        return new Fill(
                like.tradeId(),
                like.orderId(),
                like.parentId(),
                like.venue(),
                instrument.symbol(),
                like.side(),
                like.quantity(),
                like.price(),
                like.fee(),
                instrument.settlementCurrency(),
                like.liquidity(),
                like.timeNs());
    }

    /** A bid that rested when the process before this one was killed. */
    private static void restoreBid(PaperRig rig, Instrument instrument, String quantity, String price) {
        ChildOrder like = of(instrument, rig.child(price, Side.BUY, quantity, limit(price), TimeInForce.GTC, false));
        OrderProgress accepted = SampleOrders.moved(like.progress(), OrderStatus.ACCEPTED, rig.now());
        rig.venue.restore(of(like, instrument, accepted), rig.now());
    }

    private static ChildOrder of(Instrument instrument, ChildOrder like) {
        return of(like, instrument, like.progress());
    }

    private static ChildOrder of(ChildOrder like, Instrument instrument, OrderProgress progress) {
        return new ChildOrder(
                like.orderId(),
                like.parentId(),
                like.venue(),
                "",
                instrument.symbol(),
                like.side(),
                like.type(),
                like.timeInForce(),
                false,
                false,
                BigDecimal.ZERO,
                like.createdTimeNs(),
                progress);
    }

    private static String assumed(PaperRig rig) {
        return rig.venue.assumptions().stream()
                .filter(text -> text.startsWith("margin"))
                .findFirst()
                .orElseThrow();
    }

    private static String refused(PaperRig rig, String id) {
        return ((OrderEvent.Rejected) rig.heard.events(id).getLast()).refusal().message();
    }
}
