package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.go;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.EUR_BTC;
import static io.colin.risk.gate.Desk.HOUR;
import static io.colin.risk.gate.Desk.PERPETUAL;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.GlanceCases.MILLION;
import static io.colin.risk.gate.GlanceCases.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderType;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.order.TriggerSource;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.AccountKind;
import io.colin.risk.gate.AtAGlance.Expected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every price, of the market, of the order and of our own orders, that a glance must not pass over. */
class GlancePricesTest {
    private final GlanceCases cases = new GlanceCases();

    @Test
    void pricesOnTheTickAndWithinTheCollar() {
        for (String price : List.of("104.99", "95.01", "105.01", "94.99", "100.005", "105", "95")) {
            boolean goes = price.equals("104.99") || price.equals("95.01");
            Expected expected = goes ? Expected.GOES : price.length() < 4 ? Expected.EITHER : Expected.REFUSED;
            BigDecimal at = dec(price);
            BigDecimal near = dec("100");
            cases.bought("limit " + price, o -> o.limit(at), expected);
            cases.bought("stop " + price, o -> o.type(new OrderType.StopMarket(at, TriggerSource.LAST)), expected);
            cases.bought(
                    "stop at " + price, o -> o.type(new OrderType.StopLimit(at, near, TriggerSource.LAST)), expected);
            cases.bought(
                    "then at " + price, o -> o.type(new OrderType.StopLimit(near, at, TriggerSource.LAST)), expected);
        }
        cases.holds();
    }

    @Test
    void aMarketOrderIsLeftToTheExactPathWhereThereIsABookToWalk() {
        Consumer<Desk> book = desk -> desk.showBook(BTC, List.of(level("99.99", "50")), List.of(level("100.01", "50")));
        Consumer<Desk> thin =
                desk -> desk.showBook(BTC, List.of(level("99.99", "50")), List.of(level("100.01", "0.5")));
        OrderType market = new OrderType.Market();
        Function<Desk, RiskRequest.Parent> atOnce =
                desk -> request(GlanceCases.plain(desk).type(market).build());
        Function<Desk, RiskRequest.Parent> sliced = desk ->
                request(GlanceCases.plain(desk).type(market).algo(Desk.twap()).build());
        cases.asked("no book", NOTHING, atOnce, Expected.GOES);
        cases.asked("a book", book, atOnce, Expected.LEFT);
        cases.asked("a thin book", thin, atOnce, Expected.REFUSED);
        cases.asked("a thin book, sliced", thin, sliced, Expected.GOES);
        Function<String, Function<Desk, RiskRequest.Parent>> at =
                venue -> desk -> request(GlanceCases.plain(desk).venue(venue).build());
        cases.asked("a venue that shows a mid", book, at.apply("paper"), Expected.LEFT);
        cases.asked("any venue", book, at.apply("any"), Expected.GOES);
        Consumer<Desk> apart = desk -> desk.showBook(BTC, List.of(level("89", "50")), List.of(level("90", "50")));
        cases.asked("a venue that is far off", apart, at.apply("paper"), Expected.REFUSED);
        Consumer<Desk> lost = book.andThen(desk -> {
            desk.ask(desk.intent(BTC, Side.BUY, "0.00001")
                    .limit(dec("100"))
                    .venue("paper")
                    .build());
            desk.books.clear();
        });
        cases.asked("a venue that lost its book", lost, at.apply("paper"), Expected.REFUSED);
        cases.asked("any venue after one lost its book", lost, at.apply("any"), Expected.GOES);
        Function<Desk, RiskRequest.Parent> taken = desk ->
                request(GlanceCases.plain(desk).type(market).venue("paper").build());
        cases.asked("a market order where the book is lost", lost, taken, Expected.REFUSED);
        cases.holds();
    }

    @Test
    void freshPricesOnly() {
        long age = cases.limits.data().maxQuoteAge().toNanos();
        Function<Long, Consumer<Desk>> old = ns -> desk -> desk.timeNs += ns;
        Function<Desk, RiskRequest.Parent> one = desk -> buy(desk, "1");
        cases.asked("of the greatest age", old.apply(age), one, Expected.GOES);
        cases.asked("older", old.apply(age + 1), one, Expected.REFUSED);
        cases.asked(
                "older, but a trade is not", old.apply(age + 1).andThen(d -> d.trade(BTC, "100")), one, Expected.GOES);
        cases.asked(
                "a trade of the greatest age",
                d -> {
                    d.quotes.remove(BTC);
                    d.trade(BTC, "100");
                    d.timeNs += age;
                },
                one,
                Expected.GOES);
        cases.asked(
                "an older trade",
                d -> {
                    d.quotes.remove(BTC);
                    d.trade(BTC, "100");
                    d.timeNs += age + 1;
                },
                one,
                Expected.REFUSED);
        cases.asked("from the future", d -> d.timeNs -= 1, one, Expected.REFUSED);
        cases.asked("none", d -> d.quotes.remove(BTC), one, Expected.REFUSED);
        cases.asked(
                "crossed, but there is a trade",
                d -> {
                    d.quotes.put(BTC, new Quote(BTC, d.timeNs, dec("101"), BigDecimal.ONE, dec("99"), BigDecimal.ONE));
                    d.trade(BTC, "100");
                },
                one,
                Expected.LEFT);
        cases.asked(
                "locked",
                d -> d.quotes.put(
                        BTC, new Quote(BTC, d.timeNs, dec("100"), BigDecimal.ONE, dec("100"), BigDecimal.ONE)),
                one,
                Expected.LEFT);
        cases.asked(
                "something held has no price",
                d -> {
                    d.account = PortfolioBook.of("main", "USD", dec(MILLION), d.instruments.values());
                    d.account.apply(
                            SampleFill.buy(EUR_BTC, "1", "80").at(d.timeNs).build());
                },
                one,
                Expected.REFUSED);
        cases.holds();
    }

    @Test
    void freshMarksOfWhatIsHeldOnly() {
        long age = cases.limits.data().maxMarkAge().toNanos();
        Function<Desk, RiskRequest.Parent> one = desk -> buy(desk, "1");
        Function<Long, Consumer<Desk>> held = ns -> desk -> {
            desk.hold(ETH, "200");
            desk.age(ETH, ns);
        };
        cases.asked("of the greatest age", held.apply(age), one, Expected.GOES);
        cases.asked("older", held.apply(age + 1), one, Expected.REFUSED);
        cases.asked("older, of what is not held", d -> d.age(ETH, age + 1), one, Expected.GOES);
        cases.asked(
                "older, but the order shrinks",
                held.apply(age + 1),
                d -> limit(d, BTC, Side.SELL, "1", "100"),
                Expected.GOES);
        cases.asked("none", held.apply(0L).andThen(d -> d.quotes.remove(ETH)), one, Expected.REFUSED);
        cases.asked(
                "none, but a trade",
                held.apply(0L).andThen(d -> d.quotes.remove(ETH)).andThen(d -> d.trade(ETH, "10")),
                one,
                Expected.GOES);
        Consumer<Desk> asked = d -> {
            d.hold(ETH, "200");
            d.trade(ETH, "10");
            d.pass(age + 1);
            go(d, buy(d, "2"));
        };
        cases.asked("asked before", asked, one, Expected.GOES);
        cases.asked(
                "asked before, and the quote has crossed since, so that an old trade marks",
                asked.andThen(d -> d.quotes.put(
                        ETH, new Quote(ETH, d.timeNs, dec("11"), BigDecimal.ONE, dec("9"), BigDecimal.ONE))),
                one,
                Expected.REFUSED);
        cases.asked(
                "older, but of little",
                d -> {
                    d.hold(ETH, "10");
                    d.age(ETH, age + 1);
                },
                one,
                Expected.LEFT);
        Symbol rate = Symbol.of("EUR/USD");
        Consumer<Desk> euro = d -> {
            d.price(rate, "1.25");
            d.account.apply(new CashFlow("EUR", dec("1000"), d.timeNs));
        };
        cases.asked("a rate", euro, one, Expected.GOES);
        cases.asked("a rate that is too old", euro.andThen(d -> d.age(rate, age + 1)), one, Expected.REFUSED);
        cases.holds();
    }

    @Test
    void freshRatesOnly() {
        cases.limits = cases.limits.toBuilder()
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
        cases.asked("at 1.25", euro, within, Expected.GOES);
        cases.asked("at 1.25", euro, above, Expected.REFUSED);
        cases.asked("without a rate", euro.andThen(d -> d.quotes.remove(direct)), within, Expected.REFUSED);
        cases.asked(
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
        cases.asked("at one over 0.8", turned, within, Expected.GOES);
        cases.asked("at one over 0.8", turned, above, Expected.REFUSED);
        Consumer<Desk> contract = euro.andThen(d -> d.instruments.put(
                direct, Instrument.perpetual("EUR/USD:USD").lotSize("1").build()));
        cases.asked("told by a derivative", contract, within, Expected.REFUSED);
        cases.holds();
    }

    @Test
    void theMarkOfADerivativeWhileItIsFresh() {
        cases.limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build();
        long age = cases.limits.data().maxQuoteAge().toNanos();
        Function<String, Function<Desk, RiskRequest.Parent>> at =
                price -> d -> limit(d, PERPETUAL, Side.BUY, "1", price);
        Consumer<Desk> known = d -> warm(d, PERPETUAL);
        Consumer<Desk> marked = known.andThen(d -> d.markPrice(PERPETUAL, "110"));
        cases.asked("no mark", known, at.apply("104.9"), Expected.GOES);
        cases.asked("no mark", known, at.apply("105.1"), Expected.REFUSED);
        cases.asked("a mark of 110", marked, at.apply("104.6"), Expected.GOES);
        cases.asked("a mark of 110", marked, at.apply("104.4"), Expected.REFUSED);
        cases.asked("a mark of 110", marked, at.apply("115.4"), Expected.GOES);
        cases.asked("of the greatest age", marked.andThen(d -> d.pass(age)), at.apply("115.4"), Expected.GOES);
        cases.asked("an older mark", marked.andThen(d -> d.pass(age + 1)), at.apply("115.4"), Expected.REFUSED);
        cases.asked("an older mark", marked.andThen(d -> d.pass(age + 1)), at.apply("96"), Expected.GOES);
        cases.asked(
                "a mark and no market",
                marked.andThen(d -> d.quotes.remove(PERPETUAL)),
                at.apply("110"),
                Expected.REFUSED);
        cases.asked(
                "a mark beside a trade",
                marked.andThen(d -> d.quotes.remove(PERPETUAL)).andThen(d -> d.trade(PERPETUAL, "100")),
                at.apply("115.4"),
                Expected.GOES);
        cases.limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN))
                .order(o -> o.maxValue(dec("1050")))
                .build();
        Function<String, Function<Desk, RiskRequest.Parent>> market = size -> d -> request(
                d.intent(PERPETUAL, Side.BUY, size).type(new OrderType.Market()).build());
        cases.asked("worth the mid and the collar", known, market.apply("9.9"), Expected.GOES);
        cases.asked("worth more", known, market.apply("10.1"), Expected.REFUSED);
        Consumer<Desk> low = known.andThen(d -> d.markPrice(PERPETUAL, "1"));
        cases.asked("a low mark makes nothing cheaper", low, market.apply("10.1"), Expected.REFUSED);
        Consumer<Desk> high = known.andThen(d -> d.markPrice(PERPETUAL, "104"));
        cases.asked("a high mark makes it dearer", high, market.apply("9.9"), Expected.REFUSED);
        cases.asked("a high mark makes it dearer", high, market.apply("9.6"), Expected.GOES);
        cases.asked(
                "a spot has none",
                d -> d.markPrice(BTC, "110"),
                d -> limit(d, BTC, Side.BUY, "1", "105.1"),
                Expected.REFUSED);
        cases.holds();
    }

    /** Two desks in one state, one of which lets an order go at a glance; then every price is gone. */
    private void isToldAsItWas(Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order) {
        List<Desk> both = new ArrayList<>();
        for (boolean glance : new boolean[] {true, false}) {
            Desk desk = warm(new Desk(cases.limits, MILLION), BTC);
            given.accept(desk);
            RiskRequest.Parent request = order.apply(desk);
            if (glance) {
                assertThat(AtAGlance.admits(desk, request)).isTrue();
            } else {
                assertThat(desk.ask(request).passes()).isTrue();
            }
            desk.quotes.clear();
            desk.trades.clear();
            desk.marks.clear();
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
        cases.limits = wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build();
        Symbol direct = Symbol.of("EUR/USD");
        Symbol reverse = Symbol.of("USD/EUR");
        Function<Desk, RiskRequest.Parent> market = d -> request(
                d.intent(BTC, Side.BUY, "7").type(new OrderType.Market()).build());
        isToldAsItWas(NOTHING, market);
        isToldAsItWas(
                d -> {
                    d.quotes.remove(BTC);
                    d.trade(BTC, "99");
                },
                market);
        isToldAsItWas(
                d -> {
                    d.markPrice(PERPETUAL, "103");
                    warm(d, PERPETUAL);
                },
                d -> request(d.intent(PERPETUAL, Side.BUY, "7")
                        .type(new OrderType.Market())
                        .build()));
        Function<Desk, RiskRequest.Parent> euro = d -> request(
                d.intent(EUR_BTC, Side.BUY, "7").type(new OrderType.Market()).build());
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
    void oursOnTheOtherSide() {
        cases.limits = wide().build();
        Function<String, Consumer<Desk>> selling = price -> d -> go(d, limit(d, BTC, Side.SELL, "1", price));
        Function<String, Consumer<Desk>> buying = price -> d -> go(d, limit(d, BTC, Side.BUY, "1", price));
        Function<String, Function<Desk, RiskRequest.Parent>> buy = price -> d -> limit(d, BTC, Side.BUY, "2", price);
        Function<String, Function<Desk, RiskRequest.Parent>> sell = price -> d -> limit(d, BTC, Side.SELL, "2", price);
        cases.asked("below ours", selling.apply("102"), buy.apply("101.99"), Expected.GOES);
        cases.asked("at ours", selling.apply("102"), buy.apply("102"), Expected.REFUSED);
        cases.asked("above ours", selling.apply("102"), buy.apply("102.01"), Expected.REFUSED);
        cases.asked("above ours", buying.apply("98"), sell.apply("98.01"), Expected.GOES);
        cases.asked("at ours", buying.apply("98"), sell.apply("98"), Expected.REFUSED);
        cases.asked("below ours", buying.apply("98"), sell.apply("97.99"), Expected.REFUSED);
        cases.asked(
                "the lowest of ours",
                selling.apply("103").andThen(selling.apply("102")),
                buy.apply("102.5"),
                Expected.REFUSED);
        cases.asked(
                "the lowest of ours",
                selling.apply("102").andThen(selling.apply("103")),
                buy.apply("102.5"),
                Expected.REFUSED);
        cases.asked(
                "the highest of ours",
                buying.apply("98").andThen(buying.apply("97")),
                sell.apply("97.5"),
                Expected.REFUSED);
        Function<Side, Function<Desk, RiskRequest.Parent>> market = side -> d ->
                request(d.intent(BTC, side, "2").type(new OrderType.Market()).build());
        cases.asked("takes the ask, which is ours", selling.apply("100.01"), market.apply(Side.BUY), Expected.REFUSED);
        cases.asked("takes the ask below ours", selling.apply("100.02"), market.apply(Side.BUY), Expected.GOES);
        cases.asked("takes the bid, which is ours", buying.apply("99.99"), market.apply(Side.SELL), Expected.REFUSED);
        cases.asked("takes the bid above ours", buying.apply("99.98"), market.apply(Side.SELL), Expected.GOES);
        Consumer<Desk> fleeting = d -> go(
                d,
                request(d.intent(BTC, Side.SELL, "1")
                        .limit(dec("102"))
                        .timeInForce(TimeInForce.IOC)
                        .build()));
        cases.asked("ours did not rest", fleeting, buy.apply("102"), Expected.GOES);
        Consumer<Desk> sliced = d -> go(
                d,
                request(d.intent(BTC, Side.SELL, "1")
                        .limit(dec("102"))
                        .algo(Desk.twap())
                        .build()));
        cases.asked("ours is sliced", sliced, buy.apply("102"), Expected.GOES);
        cases.asked(
                "the new one is sliced",
                selling.apply("102"),
                d -> request(d.intent(BTC, Side.BUY, "2")
                        .limit(dec("102"))
                        .algo(Desk.twap())
                        .build()),
                Expected.GOES);
        cases.asked(
                "the new one waits",
                selling.apply("102"),
                d -> request(d.intent(BTC, Side.BUY, "2")
                        .type(new OrderType.StopMarket(dec("103"), TriggerSource.LAST))
                        .build()),
                Expected.GOES);
        cases.asked("another symbol", selling.apply("102"), d -> limit(d, ETH, Side.BUY, "2", "10.4"), Expected.GOES);
        cases.asked(
                "ours was taken back",
                d -> d.cancel(go(d, limit(d, BTC, Side.SELL, "1", "102"))),
                buy.apply("102"),
                Expected.GOES);
        cases.holds();
    }
}
