package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.go;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.DAY;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.RiskLimits;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.Sectors;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.gate.AtAGlance.Expected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit of size, value and exposure alone, asked at a glance well below it, at it and above it. */
class GlanceSizesTest {
    private static final String MILLION = "1000000";
    private static final Symbol INVERSE = Symbol.of("BTC/USD:BTC");

    private final List<AtAGlance> cases = new ArrayList<>();

    private void asked(
            String words,
            RiskLimits limits,
            Consumer<Desk> given,
            Function<Desk, RiskRequest.Parent> order,
            Expected expected) {
        cases.add(new AtAGlance(
                words,
                () -> {
                    Desk desk = new Desk(limits, MILLION);
                    given.accept(desk);
                    return warm(desk, BTC, ETH);
                },
                order,
                expected));
    }

    private void upTo(String words, RiskLimits limits, Consumer<Desk> given, String within, String above) {
        asked(words + ", " + within + " within", limits, given, desk -> buy(desk, within), Expected.GOES);
        asked(words + ", " + above + " above", limits, given, desk -> buy(desk, above), Expected.REFUSED);
    }

    private static RiskLimits onMargin(RiskLimits limits) {
        return limits.toBuilder().margin(m -> m.accountKind(AccountKind.MARGIN)).build();
    }

    private static RiskLimits capped(LimitScope scope, ScopeCap.Builder cap) {
        return wide().scopes(ScopeLimits.of(Map.of(scope, cap.build()))).build();
    }

    static List<AtAGlance> uppers() {
        List<AtAGlance> all = new ArrayList<>();
        GateBoundaryTest.upperLimits().forEach(upper -> {
            BigDecimal largest = dec(upper.largest());
            BigDecimal lot = dec("0.001");
            BigDecimal within = largest.multiply(dec("0.995")).setScale(3, RoundingMode.DOWN);
            for (Map.Entry<BigDecimal, Expected> size : Map.of(
                            within,
                            Expected.GOES,
                            largest.subtract(lot),
                            Expected.GOES,
                            largest,
                            Expected.EITHER,
                            largest.add(lot),
                            Expected.REFUSED)
                    .entrySet()) {
                String quantity = size.getKey().toPlainString();
                all.add(new AtAGlance(
                        upper + ": " + quantity,
                        () -> warm(upper.desk(), BTC),
                        desk -> buy(desk, quantity),
                        size.getValue()));
            }
        });
        return all;
    }

    @ParameterizedTest
    @MethodSource("uppers")
    void everyUpperLimit(AtAGlance one) {
        one.holds();
    }

    @Test
    void sectorsAndGroups() {
        Consumer<Desk> tenThousand = desk -> desk.hold(ETH, "1000");
        RiskLimits apart = wide().position(p -> p.maxSectorShare(dec("0.05")))
                .sectors(Sectors.of(Map.of("BTC", "a", "ETH", "b")))
                .build();
        upTo("of a sector alone", apart, tenThousand, "499", "500.001");
        upTo(
                "of a sector with others",
                apart.toBuilder()
                        .sectors(Sectors.of(Map.of("BTC", "a", "ETH", "a")))
                        .build(),
                tenThousand,
                "399",
                "400.001");
        upTo(
                "of what may move together",
                wide().correlation(c -> c.maxGroupShare(dec("0.05"))).build(),
                tenThousand,
                "399",
                "400.001");
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void theSmallestOrder() {
        RiskLimits fifty = wide().order(o -> o.minValue(dec("50"))).build();
        Consumer<Desk> nothing = desk -> {};
        asked("worth 50.1", fifty, nothing, desk -> buy(desk, "0.501"), Expected.GOES);
        asked("worth 50", fifty, nothing, desk -> buy(desk, "0.5"), Expected.EITHER);
        asked("worth 49.9", fifty, nothing, desk -> buy(desk, "0.499"), Expected.REFUSED);
        RiskLimits none = wide().build();
        asked("notional above 5", none, nothing, desk -> buy(desk, "0.051"), Expected.GOES);
        asked("notional of 5", none, nothing, desk -> buy(desk, "0.05"), Expected.EITHER);
        asked("notional below 5", none, nothing, desk -> buy(desk, "0.049"), Expected.REFUSED);
        asked(
                "any size where there is no minimum",
                none,
                nothing,
                d -> limit(d, ETH, Side.BUY, "0.01", "10"),
                Expected.GOES);
        // What a venue asks is the notional at the price named, or at the reference.
        Function<OrderType, Function<Desk, RiskRequest.Parent>> of = type ->
                desk -> request(desk.intent(BTC, Side.BUY, "0.051").type(type).build());
        asked("at the market", none, nothing, of.apply(new OrderType.Market()), Expected.GOES);
        asked("named below", none, nothing, of.apply(new OrderType.Limit(dec("97"))), Expected.REFUSED);
        Consumer<Desk> noMinimumValue = desk -> desk.instruments.put(
                BTC,
                Instrument.spot("BTC/USD")
                        .tickSize("0.01")
                        .lotSize("0.001")
                        .minQuantity("0.002")
                        .build());
        asked("above the least quantity", none, noMinimumValue, desk -> buy(desk, "0.003"), Expected.GOES);
        asked("the least quantity", none, noMinimumValue, desk -> buy(desk, "0.002"), Expected.EITHER);
        asked("below the least quantity", none, noMinimumValue, desk -> buy(desk, "0.001"), Expected.REFUSED);
        cases.forEach(AtAGlance::holds);
    }

    /** A margin account of a billion that sees BTC in euro: no cap is set for it. */
    private static void inEuro(Desk desk, String price) {
        desk.account = PortfolioBook.of("main", "USD", dec("1000000000"), desk.instruments.values());
        desk.price(Symbol.of("EUR/USD"), "1.25");
        desk.price(EUR_BTC, price);
        warm(desk, EUR_BTC);
    }

    private void euro(String words, RiskLimits limits, Consumer<Desk> given, String quantity, Expected expected) {
        asked(
                words,
                limits,
                given,
                d -> request(d.intent(EUR_BTC, Side.BUY, quantity)
                        .limit(d.mid(EUR_BTC))
                        .build()),
                expected);
    }

    @Test
    void capsOfQuantity() {
        RiskLimits byPrice =
                wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build();
        Consumer<Desk> at80 = desk -> inEuro(desk, "80");
        euro("a million at the first price of the day", byPrice, at80, "9999.999", Expected.GOES);
        euro("just that", byPrice, at80, "10000", Expected.EITHER);
        euro("more", byPrice, at80, "10000.001", Expected.REFUSED);
        Consumer<Desk> at160 = desk -> {
            inEuro(desk, "80");
            go(desk, limit(desk, EUR_BTC, Side.BUY, "1", "80"));
            desk.pass(DAY);
            inEuro(desk, "160");
        };
        euro("of the next day", byPrice, at160, "4999.999", Expected.GOES);
        euro("more than that", byPrice, at160, "5000.001", Expected.REFUSED);
        Consumer<Desk> moved = desk -> {
            inEuro(desk, "80");
            desk.price(EUR_BTC, "79");
        };
        euro("of the first price, not of the last", byPrice, moved, "9999.999", Expected.GOES);
        euro("more than that", byPrice, moved, "10000.001", Expected.REFUSED);
        RiskLimits required =
                byPrice.toBuilder().order(o -> o.quantityCapsRequired(true)).build();
        euro("none set where one is required", required, at80, "1", Expected.REFUSED);
        RiskLimits ofAlpha =
                capped(LimitScope.strategy("alpha"), ScopeCap.builder().orderQuantity(BTC, dec("5")));
        asked("of a strategy, within", ofAlpha, desk -> {}, desk -> request(desk, "alpha", "4.999"), Expected.GOES);
        asked("of a strategy, at", ofAlpha, desk -> {}, desk -> request(desk, "alpha", "5"), Expected.EITHER);
        asked("of a strategy, above", ofAlpha, desk -> {}, desk -> request(desk, "alpha", "5.001"), Expected.REFUSED);
        asked("of another strategy", ofAlpha, desk -> {}, desk -> request(desk, "beta", "5.001"), Expected.GOES);
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void capsOfScopes() {
        LimitScope main = LimitScope.account("main");
        Consumer<Desk> thousand = desk -> desk.hold(ETH, "100");
        upTo(
                "gross of an account",
                capped(main, ScopeCap.builder().grossValue(dec("10000"))),
                thousand,
                "89.9",
                "90.001");
        RiskLimits position = capped(main, ScopeCap.builder().positionValue(BTC, dec("10000")));
        upTo("position of an account", position, thousand, "99.9", "100.001");
        RiskLimits longs = onMargin(capped(main, ScopeCap.builder().value(ExposureKind.LONG, dec("10000"))));
        upTo("longs of an account", longs, thousand, "89.9", "90.001");
        asked("a sale beside longs", longs, thousand, d -> limit(d, ETH, Side.SELL, "1999", "10"), Expected.GOES);
        RiskLimits longBtc = capped(main, ScopeCap.builder().positionValue(ExposureKind.LONG, BTC, dec("10000")));
        upTo("long position of an account", longBtc, thousand, "99.9", "100.001");
        RiskLimits shorts = onMargin(capped(main, ScopeCap.builder().value(ExposureKind.SHORT, dec("10000"))));
        asked("a buy beside shorts", shorts, thousand, desk -> buy(desk, "2000"), Expected.GOES);
        // What is held of the symbol, 1 000, goes first.
        Function<String, Function<Desk, RiskRequest.Parent>> sell =
                quantity -> desk -> limit(desk, ETH, Side.SELL, quantity, "10");
        asked("a sale into a short", shorts, thousand, sell.apply("1099"), Expected.GOES);
        asked("a sale beyond it", shorts, thousand, sell.apply("1100.01"), Expected.REFUSED);
        asked("another symbol", position, thousand, d -> limit(d, ETH, Side.BUY, "2000", "10"), Expected.GOES);
        RiskLimits others =
                capped(LimitScope.account("other"), ScopeCap.builder().grossValue(BigDecimal.ONE));
        asked("of another account", others, thousand, desk -> buy(desk, "90"), Expected.GOES);
        for (ScopeCap.Builder cap : List.of(
                ScopeCap.builder().grossValue(dec("1000")), ScopeCap.builder().positionValue(BTC, dec("1000")))) {
            RiskLimits ofAlpha = capped(LimitScope.strategy("alpha"), cap);
            asked("of a strategy", ofAlpha, thousand, desk -> request(desk, "alpha", "1"), Expected.LEFT);
            asked("past it", ofAlpha, thousand, desk -> request(desk, "alpha", "10.001"), Expected.REFUSED);
            asked("of another strategy", ofAlpha, thousand, desk -> request(desk, "beta", "11"), Expected.GOES);
            RiskLimits ofVenue = capped(LimitScope.venue("kraken"), cap);
            Function<String, Function<Desk, RiskRequest.Parent>> at =
                    venue -> desk -> request(desk.intent(BTC, Side.BUY, "1")
                            .limit(dec("100"))
                            .venue(venue)
                            .build());
            asked("at a venue", ofVenue, thousand, at.apply("kraken"), Expected.LEFT);
            asked("at another venue", ofVenue, thousand, at.apply("paper"), Expected.GOES);
        }
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void theFirmsExposureIsNeverJudgedAtAGlance() {
        RiskLimits cap = capped(LimitScope.FIRM, ScopeCap.builder().grossValue(dec("1000")));
        asked("a cap but nothing to hold against it", cap, desk -> {}, desk -> buy(desk, "1"), Expected.REFUSED);
        Consumer<Desk> member = desk -> desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .firm(FirmExposure.of("USD", dec("1000")))
                .build();
        asked("a firm with a limit", wide().build(), member, desk -> buy(desk, "1"), Expected.LEFT);
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void anAccountOfOneVenueAmongSeveralWarnsOnTheExactPathOnly() {
        Consumer<Desk> several = desk -> desk.gate = StandardGate.builder()
                .limits(desk.limits)
                .venues(List.of("kraken", "paper"))
                .build();
        Function<String, Function<Desk, RiskRequest.Parent>> at = venue -> desk -> request(
                desk.intent(BTC, Side.BUY, "1").limit(dec("100")).venue(venue).build());
        asked("one of several", wide().build(), several, at.apply("paper"), Expected.LEFT);
        asked("any of several", wide().build(), several, at.apply("any"), Expected.GOES);
        asked("one of one", wide().build(), desk -> {}, at.apply("paper"), Expected.GOES);
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void whatIsOwnedAndWhatShrinks() {
        RiskLimits cash = wide().build();
        Consumer<Desk> ten = desk -> desk.hold(BTC, "10");
        Function<String, Function<Desk, RiskRequest.Parent>> sell = quantity -> desk -> request(desk.sell(quantity));
        asked("a sale of what is held", cash, ten, sell.apply("9.999"), Expected.GOES);
        asked("a sale of all", cash, ten, sell.apply("10"), Expected.EITHER);
        asked("a sale of more", cash, ten, sell.apply("10.001"), Expected.REFUSED);
        asked(
                "a sale of the rest",
                cash,
                ten,
                desk -> {
                    go(desk, request(desk.sell("6")));
                    return request(desk.sell("4.001"));
                },
                Expected.REFUSED);
        asked(
                "a derivative in a cash account",
                cash,
                d -> warm(d, PERPETUAL),
                d -> limit(d, PERPETUAL, Side.BUY, "1", "100"),
                Expected.REFUSED);
        RiskLimits tight = wide().position(p -> p.maxValue(dec("500"))).build();
        asked("past the limit, smaller", tight, ten, sell.apply("1"), Expected.GOES);
        asked("past the limit, larger", tight, ten, desk -> buy(desk, "1"), Expected.REFUSED);
        RiskLimits margin =
                wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build();
        asked("a short on margin", margin, ten, sell.apply("20"), Expected.GOES);
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void contractsOfAFixedValueCountAtThatValue() {
        RiskLimits thousand = wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .order(o -> o.maxValue(dec("1000")).quantityCaps(Map.of(INVERSE, dec("100000"))))
                .build();
        Consumer<Desk> inverse = desk -> {
            Instrument terms = Instrument.perpetual(INVERSE.name())
                    .contractSize("10")
                    .inverse()
                    .lotSize("1")
                    .build();
            desk.instruments.put(INVERSE, terms);
            desk.account = PortfolioBook.of("main", "USD", dec(MILLION), desk.instruments.values());
            desk.price(INVERSE, "400");
            warm(desk, INVERSE);
        };
        asked("99 at 10", thousand, inverse, desk -> limit(desk, INVERSE, Side.BUY, "99", "400"), Expected.GOES);
        asked("101 at 10", thousand, inverse, desk -> limit(desk, INVERSE, Side.BUY, "101", "400"), Expected.REFUSED);
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void anOrderThatWentCountsForTheNextAtOnce() {
        Desk desk = warm(new Desk(wide().position(p -> p.maxValue(dec("10000"))).build(), MILLION), BTC);
        assertThat(admits(desk, buy(desk, "60"))).isTrue();
        assertThat(admits(desk, buy(desk, "41"))).isFalse();
        assertThat(admits(desk, buy(desk, "39.9"))).isTrue();
        assertThat(admits(desk, buy(desk, "0.2"))).isFalse();
    }

    @Test
    void othersLimitsHoldAtOnceForWhatIsKnownAlready() {
        Desk desk = warm(new Desk(wide().build(), MILLION), BTC);
        assertThat(admits(desk, buy(desk, "60"))).isTrue();
        desk.controls().proposeLimits(new TreeMap<>(Map.of("order.maxValue", "1000")), "test", "alice", desk.timeNs);
        assertThat(admits(desk, buy(desk, "10.001"))).isFalse();
        assertThat(admits(desk, buy(desk, "9.999"))).isTrue();
    }
}
