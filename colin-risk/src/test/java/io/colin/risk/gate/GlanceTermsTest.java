package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.by;
import static io.colin.risk.gate.AtAGlance.go;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskRequest;
import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.risk.AccountKind;
import io.colin.risk.Permissions;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.AtAGlance.Expected;
import io.colin.risk.killswitch.Lock;
import io.colin.risk.killswitch.Locks;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every term of an order, price of the market and person's word that a glance must not pass over. */
class GlanceTermsTest {
    private static final String MILLION = "1000000";
    private static final Consumer<Desk> NOTHING = desk -> {};

    private final List<AtAGlance> cases = new ArrayList<>();
    private RiskLimits limits = wide().price(p -> p.collar(dec("0.05"))).build();

    private void asked(
            String words, Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order, Expected expected) {
        RiskLimits now = limits;
        cases.add(new AtAGlance(
                words,
                () -> {
                    Desk desk = warm(new Desk(now, MILLION), BTC, ETH);
                    desk.hold(BTC, "10");
                    given.accept(desk);
                    return desk;
                },
                order,
                expected));
    }

    /** One BTC bought at 100 unless it is said otherwise. */
    private void bought(String words, UnaryOperator<OrderIntent.Builder> with, Expected expected) {
        asked(words, NOTHING, desk -> request(with.apply(plain(desk)).build()), expected);
    }

    private static OrderIntent.Builder plain(Desk desk) {
        return desk.intent(BTC, Side.BUY, "1").limit(dec("100"));
    }

    private void holds() {
        cases.forEach(AtAGlance::holds);
    }

    @Test
    void theTermsOfTheOrder() {
        bought("a plain order", o -> o, Expected.GOES);
        bought("of the account", o -> o.account("main"), Expected.GOES);
        bought("of another account", o -> o.account("other"), Expected.REFUSED);
        bought("in money", o -> o.quoteQuantity(true), Expected.REFUSED);
        bought("reduces only", o -> o.reduceOnly(true), Expected.REFUSED);
        bought("a way out", o -> o.timeInForce(TimeInForce.gtd(Desk.START + 1)), Expected.GOES);
        bought("ends now", o -> o.timeInForce(TimeInForce.gtd(Desk.START)), Expected.REFUSED);
        bought("ended", o -> o.timeInForce(TimeInForce.gtd(Desk.START - 1)), Expected.REFUSED);
        bought("shown in part", o -> o.displayQuantity(dec("0.5")), Expected.GOES);
        bought("shown off the lot", o -> o.displayQuantity(dec("0.5005")), Expected.REFUSED);
        bought("a trailing stop", o -> o.type(trailing()), Expected.LEFT);
        bought("meant twice", o -> o.metadata(Map.of(StandardGate.DISTINCT, "true")), Expected.GOES);
        asked("off the lot", NOTHING, desk -> buy(desk, "1.0005"), Expected.REFUSED);
        asked(
                "reduces",
                NOTHING,
                desk -> request(desk.intent(BTC, Side.SELL, "1")
                        .limit(dec("100"))
                        .reduceOnly(true)
                        .build()),
                Expected.LEFT);
        asked("unknown", NOTHING, d -> limit(d, Symbol.of("DOGE/USD"), Side.BUY, "1", "1"), Expected.REFUSED);
        holds();
    }

    private static OrderType trailing() {
        return new OrderType.TrailingStop(BigDecimal.ONE, OrderType.OffsetUnit.PRICE, TriggerSource.LAST);
    }

    @Test
    void contractsEnd() {
        Symbol future = Symbol.of("BTC/USD:USD-240102");
        limits = limits.toBuilder()
                .margin(m -> m.accountKind(AccountKind.MARGIN))
                .order(o -> o.quantityCaps(Map.of(future, dec("100"))))
                .build();
        for (long left : new long[] {1, 0}) {
            Consumer<Desk> ends = desk -> {
                Instrument terms = Instrument.future(future.name(), desk.timeNs + left)
                        .lotSize("0.001")
                        .build();
                desk.instruments.put(future, terms);
                desk.account = PortfolioBook.of("main", "USD", dec(MILLION), desk.instruments.values());
                desk.price(future, "100");
                warm(desk, future);
            };
            asked(
                    "ends in " + left + " ns",
                    ends,
                    d -> limit(d, future, Side.BUY, "1", "100"),
                    left > 0 ? Expected.GOES : Expected.REFUSED);
        }
        holds();
    }

    @Test
    void pricesOnTheTickAndWithinTheCollar() {
        for (String price : List.of("104.99", "95.01", "105.01", "94.99", "100.005", "105", "95")) {
            boolean goes = price.equals("104.99") || price.equals("95.01");
            Expected expected = goes ? Expected.GOES : price.length() < 4 ? Expected.EITHER : Expected.REFUSED;
            BigDecimal at = dec(price);
            BigDecimal near = dec("100");
            bought("limit " + price, o -> o.limit(at), expected);
            bought("stop " + price, o -> o.type(new OrderType.StopMarket(at, TriggerSource.LAST)), expected);
            bought("stop at " + price, o -> o.type(new OrderType.StopLimit(at, near, TriggerSource.LAST)), expected);
            bought("then at " + price, o -> o.type(new OrderType.StopLimit(near, at, TriggerSource.LAST)), expected);
        }
        holds();
    }

    @Test
    void aMarketOrderIsLeftToTheExactPathWhereThereIsABookToWalk() {
        Consumer<Desk> book = desk -> desk.showBook(BTC, List.of(level("99.99", "50")), List.of(level("100.01", "50")));
        Consumer<Desk> thin =
                desk -> desk.showBook(BTC, List.of(level("99.99", "50")), List.of(level("100.01", "0.5")));
        OrderType market = new OrderType.Market();
        Function<Desk, RiskRequest.Parent> atOnce =
                desk -> request(plain(desk).type(market).build());
        Function<Desk, RiskRequest.Parent> sliced =
                desk -> request(plain(desk).type(market).algo(Desk.twap()).build());
        asked("no book", NOTHING, atOnce, Expected.GOES);
        asked("a book", book, atOnce, Expected.LEFT);
        asked("a thin book", thin, atOnce, Expected.REFUSED);
        asked("a thin book, sliced", thin, sliced, Expected.GOES);
        Function<String, Function<Desk, RiskRequest.Parent>> at =
                venue -> desk -> request(plain(desk).venue(venue).build());
        asked("a venue that shows a mid", book, at.apply("paper"), Expected.LEFT);
        asked("any venue", book, at.apply("any"), Expected.GOES);
        Consumer<Desk> apart = desk -> desk.showBook(BTC, List.of(level("89", "50")), List.of(level("90", "50")));
        asked("a venue that is far off", apart, at.apply("paper"), Expected.REFUSED);
        holds();
    }

    @Test
    void freshPricesOnly() {
        long age = limits.data().maxQuoteAge().toNanos();
        Function<Long, Consumer<Desk>> old = ns -> desk -> desk.timeNs += ns;
        Function<Desk, RiskRequest.Parent> one = desk -> buy(desk, "1");
        asked("of the greatest age", old.apply(age), one, Expected.GOES);
        asked("older", old.apply(age + 1), one, Expected.REFUSED);
        asked("older, but a trade is not", old.apply(age + 1).andThen(d -> d.trade(BTC, "100")), one, Expected.GOES);
        asked(
                "a trade of the greatest age",
                d -> {
                    d.quotes.remove(BTC);
                    d.trade(BTC, "100");
                    d.timeNs += age;
                },
                one,
                Expected.GOES);
        asked(
                "an older trade",
                d -> {
                    d.quotes.remove(BTC);
                    d.trade(BTC, "100");
                    d.timeNs += age + 1;
                },
                one,
                Expected.REFUSED);
        asked("from the future", d -> d.timeNs -= 1, one, Expected.REFUSED);
        asked("none", d -> d.quotes.remove(BTC), one, Expected.REFUSED);
        asked(
                "crossed, but there is a trade",
                d -> {
                    d.quotes.put(BTC, new Quote(BTC, d.timeNs, dec("101"), BigDecimal.ONE, dec("99"), BigDecimal.ONE));
                    d.trade(BTC, "100");
                },
                one,
                Expected.LEFT);
        asked(
                "locked",
                d -> d.quotes.put(
                        BTC, new Quote(BTC, d.timeNs, dec("100"), BigDecimal.ONE, dec("100"), BigDecimal.ONE)),
                one,
                Expected.LEFT);
        asked(
                "something held has no price",
                d -> {
                    d.account = PortfolioBook.of("main", "USD", dec(MILLION), d.instruments.values());
                    d.account.apply(
                            SampleFill.buy(EUR_BTC, "1", "80").at(d.timeNs).build());
                },
                one,
                Expected.REFUSED);
        holds();
    }

    @Test
    void freshRatesOnly() {
        limits = limits.toBuilder()
                .margin(m -> m.accountKind(AccountKind.MARGIN))
                .order(o -> o.maxValue(dec("10000")).quantityCaps(Map.of(EUR_BTC, dec("1000"))))
                .build();
        Symbol direct = Symbol.of("EUR/USD");
        Symbol reverse = Symbol.of("USD/EUR");
        Function<Desk, RiskRequest.Parent> within = d -> limit(d, EUR_BTC, Side.BUY, "99.9", "80");
        Function<Desk, RiskRequest.Parent> above = d -> limit(d, EUR_BTC, Side.BUY, "100.1", "80");
        Consumer<Desk> euro = d -> {
            d.price(EUR_BTC, "80");
            d.price(direct, "1.25");
            warm(d, EUR_BTC);
        };
        asked("at 1.25", euro, within, Expected.GOES);
        asked("at 1.25", euro, above, Expected.REFUSED);
        asked("without a rate", euro.andThen(d -> d.quotes.remove(direct)), within, Expected.REFUSED);
        asked(
                "with an old one",
                euro.andThen(d -> {
                    d.timeNs += HOUR;
                    d.price(EUR_BTC, "80");
                }),
                within,
                Expected.REFUSED);
        Consumer<Desk> turned = euro.andThen(d -> {
            d.quotes.remove(direct);
            d.instruments.put(
                    reverse,
                    Instrument.spot("USD/EUR").tickSize("0.0001").lotSize("1").build());
            d.quotes.put(
                    reverse, new Quote(reverse, d.timeNs, dec("0.79"), BigDecimal.ONE, dec("0.81"), BigDecimal.ONE));
        });
        asked("at one over 0.8", turned, within, Expected.GOES);
        asked("at one over 0.8", turned, above, Expected.REFUSED);
        Consumer<Desk> contract = euro.andThen(d -> d.instruments.put(
                direct, Instrument.perpetual("EUR/USD:USD").lotSize("1").build()));
        asked("told by a derivative", contract, within, Expected.REFUSED);
        holds();
    }

    /** Two desks in one state, one of which lets an order go at a glance; then every price is gone. */
    private void isToldAsItWas(Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order) {
        List<Desk> both = new ArrayList<>();
        for (boolean glance : new boolean[] {true, false}) {
            Desk desk = warm(new Desk(limits, MILLION), BTC);
            given.accept(desk);
            RiskRequest.Parent request = order.apply(desk);
            if (glance) {
                assertThat(AtAGlance.admits(desk, request)).isTrue();
            } else {
                assertThat(desk.ask(request).passes()).isTrue();
            }
            desk.quotes.clear();
            desk.trades.clear();
            desk.instruments.clear();
            desk.gate.onPortfolio(desk.portfolio());
            both.add(desk);
        }
        assertThat(both.getFirst().gate.status()).isEqualTo(both.getLast().gate.status());
        assertThat(both.getFirst().gate.durableState())
                .isEqualTo(both.getLast().gate.durableState());
    }

    @Test
    void whatWentIsTheSameToTheExactBookWhenItsPricesAreLongGone() {
        limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build();
        Symbol direct = Symbol.of("EUR/USD");
        Symbol reverse = Symbol.of("USD/EUR");
        Function<Desk, RiskRequest.Parent> market = d ->
                request(d.intent(BTC, Side.BUY, "7").type(new OrderType.Market()).build());
        isToldAsItWas(NOTHING, market);
        isToldAsItWas(
                d -> {
                    d.quotes.remove(BTC);
                    d.trade(BTC, "99");
                },
                market);
        Function<Desk, RiskRequest.Parent> euro = d ->
                request(d.intent(EUR_BTC, Side.BUY, "7").type(new OrderType.Market()).build());
        Consumer<Desk> inEuro = d -> {
            d.price(EUR_BTC, "80");
            d.price(direct, "1.25");
            warm(d, EUR_BTC);
        };
        isToldAsItWas(inEuro, euro);
        isToldAsItWas(
                inEuro.andThen(d -> {
                    d.quotes.remove(direct);
                    d.trade(direct, "1.2");
                }),
                euro);
        isToldAsItWas(
                inEuro.andThen(d -> {
                    d.quotes.remove(direct);
                    d.instruments.put(
                            reverse,
                            Instrument.spot("USD/EUR")
                                    .tickSize("0.0001")
                                    .lotSize("1")
                                    .build());
                    d.trade(reverse, "0.9");
                }),
                euro);
    }

    @Test
    void restrictionsAndGrants() {
        limits = wide().compliance(c -> c.restricted(List.of(BTC))).build();
        Function<Desk, RiskRequest.Parent> ether = d -> limit(d, ETH, Side.BUY, "1", "10");
        asked("a restricted symbol", NOTHING, d -> buy(d, "1"), Expected.REFUSED);
        asked("another symbol", NOTHING, ether, Expected.GOES);
        limits = wide().permissions(Permissions.only(List.of(new Permissions.Grant("alice", "BTC/USD", "*"))))
                .build();
        asked("a grant", NOTHING, d -> by("alice", d.buy("1")), Expected.GOES);
        asked("no grant", NOTHING, d -> by("bob", d.buy("1")), Expected.REFUSED);
        asked("no grant of the symbol", NOTHING, d -> by("alice", ether.apply(d).intent()), Expected.REFUSED);
        holds();
    }

    @Test
    void locksAndSwitches() {
        Function<Desk, RiskRequest.Parent> ofAlpha = d -> request(d, "alpha", "1");
        for (KillSwitch.Scope scope : List.of(
                KillSwitch.Scope.SYSTEM,
                KillSwitch.Scope.STRATEGY,
                KillSwitch.Scope.SYMBOL,
                KillSwitch.Scope.ACCOUNT)) {
            String target = switch (scope) {
                case STRATEGY -> "alpha";
                case SYMBOL -> BTC.name();
                case ACCOUNT -> "main";
                default -> "";
            };
            asked(
                    "killed " + scope,
                    d -> d.controls().kill(new KillSwitch(scope, target, "why", "who", 1)),
                    ofAlpha,
                    Expected.REFUSED);
        }
        asked(
                "killed beta",
                d -> d.controls().kill(new KillSwitch(KillSwitch.Scope.STRATEGY, "beta", "why", "who", 1)),
                ofAlpha,
                Expected.GOES);
        Function<Lock, Consumer<Desk>> locked = lock -> d -> {
            Locks locks = Locks.none();
            locks.add(lock);
            d.gate = StandardGate.builder().limits(d.limits).locks(locks).build();
            warm(d, BTC);
        };
        Lock ofBtc = Lock.ofSymbol(BTC, "why", "who", Desk.START);
        asked("locked", locked.apply(ofBtc), ofAlpha, Expected.REFUSED);
        asked("sales locked", locked.apply(ofBtc.only(Side.SELL)), ofAlpha, Expected.GOES);
        asked("strategy locked", locked.apply(Lock.ofStrategy("alpha", "why", "who", 1)), ofAlpha, Expected.REFUSED);
        asked("other strategy locked", locked.apply(Lock.ofStrategy("beta", "why", "who", 1)), ofAlpha, Expected.GOES);
        asked(
                "lock ended",
                locked.apply(ofBtc.until(Desk.START + SECOND)).andThen(d -> d.pass(SECOND)),
                ofAlpha,
                Expected.GOES);
        asked(
                "lock ends later",
                locked.apply(ofBtc.until(Desk.START + SECOND)).andThen(d -> d.pass(SECOND - 1)),
                ofAlpha,
                Expected.REFUSED);
        holds();
    }

    @Test
    void losses() {
        Function<String, Consumer<Desk>> fallenTo = price -> d -> {
            d.hold(BTC, "990");
            d.mark();
            d.price(BTC, price);
            d.mark();
        };
        Function<String, Function<Desk, RiskRequest.Parent>> at = price -> d -> limit(d, BTC, Side.BUY, "1", price);
        limits = wide().loss(l -> l.maxDaily(dec("0.9"))).build();
        asked("a loss of 0.9 %", fallenTo.apply("91"), at.apply("91"), Expected.GOES);
        asked("a loss on a rung that shrinks", fallenTo.apply("50.01"), at.apply("50"), Expected.LEFT);
        asked("a loss that stops", fallenTo.apply("50"), at.apply("50"), Expected.REFUSED);
        limits = wide().loss(l -> l.maxDaily(dec("0.01"))).build();
        asked("a day's loss of 0.9 %", fallenTo.apply("91"), at.apply("91"), Expected.GOES);
        asked("a day's loss of 1 %", fallenTo.apply("90"), at.apply("90"), Expected.REFUSED);
        holds();
    }

    private static Signal signal(Desk desk, Symbol symbol, double confidence, Direction direction) {
        return Signal.of(symbol, "model", desk.timeNs)
                .probabilities(new Probabilities(confidence, 1 - confidence, 0))
                .directed(direction, 1)
                .expected(0.01, 0.005)
                .band(0.01, dec("100"))
                .horizonNs(60 * SECOND)
                .build()
                .identified("s1", desk.timeNs, "s1");
    }

    @Test
    void signals() {
        asked("sure enough", NOTHING, d -> request(d.buy("1"), signal(d, BTC, 0.65, Direction.LONG)), Expected.GOES);
        asked("hardly sure", NOTHING, d -> request(d.buy("1"), signal(d, BTC, 0.6499, Direction.LONG)), Expected.REFUSED);
        asked("of another symbol", NOTHING, d -> request(d.buy("1"), signal(d, ETH, 0.9, Direction.LONG)), Expected.REFUSED);
        Function<Long, Function<Desk, RiskRequest.Parent>> after = ns -> d -> {
            Signal signal = signal(d, BTC, 0.9, Direction.LONG);
            d.pass(signal.expiresAtNs() - d.timeNs + ns);
            return request(d.buy("1"), signal);
        };
        asked("at its end", NOTHING, after.apply(0L), Expected.GOES);
        asked("after its end", NOTHING, after.apply(1L), Expected.REFUSED);
        Consumer<Desk> cutOff = d -> {
            d.gate = StandardGate.builder()
                    .limits(d.limits)
                    .modelCutOff(s -> OptionalLong.of(d.timeNs))
                    .build();
            warm(d, BTC);
        };
        asked(
                "a model of a known age",
                cutOff,
                d -> request(d.buy("1"), signal(d, BTC, 0.9, Direction.LONG)),
                Expected.LEFT);
        asked("no signal", cutOff, d -> buy(d, "1"), Expected.GOES);
        holds();
    }

    @Test
    void oursOnTheOtherSide() {
        limits = wide().build();
        Function<String, Consumer<Desk>> selling = price -> d -> go(d, limit(d, BTC, Side.SELL, "1", price));
        Function<String, Consumer<Desk>> buying = price -> d -> go(d, limit(d, BTC, Side.BUY, "1", price));
        Function<String, Function<Desk, RiskRequest.Parent>> buy = price -> d -> limit(d, BTC, Side.BUY, "2", price);
        Function<String, Function<Desk, RiskRequest.Parent>> sell = price -> d -> limit(d, BTC, Side.SELL, "2", price);
        asked("below ours", selling.apply("102"), buy.apply("101.99"), Expected.GOES);
        asked("at ours", selling.apply("102"), buy.apply("102"), Expected.REFUSED);
        asked("above ours", selling.apply("102"), buy.apply("102.01"), Expected.REFUSED);
        asked("above ours", buying.apply("98"), sell.apply("98.01"), Expected.GOES);
        asked("at ours", buying.apply("98"), sell.apply("98"), Expected.REFUSED);
        asked("below ours", buying.apply("98"), sell.apply("97.99"), Expected.REFUSED);
        asked(
                "the lowest of ours",
                selling.apply("103").andThen(selling.apply("102")),
                buy.apply("102.5"),
                Expected.REFUSED);
        asked(
                "the lowest of ours",
                selling.apply("102").andThen(selling.apply("103")),
                buy.apply("102.5"),
                Expected.REFUSED);
        asked(
                "the highest of ours",
                buying.apply("98").andThen(buying.apply("97")),
                sell.apply("97.5"),
                Expected.REFUSED);
        Function<Side, Function<Desk, RiskRequest.Parent>> market = side ->
                d -> request(d.intent(BTC, side, "2").type(new OrderType.Market()).build());
        asked("takes the ask, which is ours", selling.apply("100.01"), market.apply(Side.BUY), Expected.REFUSED);
        asked("takes the ask below ours", selling.apply("100.02"), market.apply(Side.BUY), Expected.GOES);
        asked("takes the bid, which is ours", buying.apply("99.99"), market.apply(Side.SELL), Expected.REFUSED);
        asked("takes the bid above ours", buying.apply("99.98"), market.apply(Side.SELL), Expected.GOES);
        Consumer<Desk> fleeting = d -> go(
                d,
                request(d.intent(BTC, Side.SELL, "1")
                        .limit(dec("102"))
                        .timeInForce(TimeInForce.IOC)
                        .build()));
        asked("ours did not rest", fleeting, buy.apply("102"), Expected.GOES);
        Consumer<Desk> sliced = d -> go(
                d,
                request(d.intent(BTC, Side.SELL, "1")
                        .limit(dec("102"))
                        .algo(Desk.twap())
                        .build()));
        asked("ours is sliced", sliced, buy.apply("102"), Expected.GOES);
        asked(
                "the new one is sliced",
                selling.apply("102"),
                d -> request(d.intent(BTC, Side.BUY, "2")
                        .limit(dec("102"))
                        .algo(Desk.twap())
                        .build()),
                Expected.GOES);
        asked(
                "the new one waits",
                selling.apply("102"),
                d -> request(d.intent(BTC, Side.BUY, "2")
                        .type(new OrderType.StopMarket(dec("103"), TriggerSource.LAST))
                        .build()),
                Expected.GOES);
        asked("another symbol", selling.apply("102"), d -> limit(d, ETH, Side.BUY, "2", "10.4"), Expected.GOES);
        asked(
                "ours was taken back",
                d -> d.cancel(go(d, limit(d, BTC, Side.SELL, "1", "102"))),
                buy.apply("102"),
                Expected.GOES);
        holds();
    }
}
