package io.colin.risk.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.FixedMarket;
import io.colin.api.market.Quote;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.api.risk.RiskFigures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A board, a market and the time, driven step by step. */
final class BreakerDesk {
    static final long MS = 1_000_000L;
    static final long SECOND = 1_000 * MS;
    static final long MINUTE = 60 * SECOND;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    /** A midnight. */
    static final long START = 19_700 * DAY;

    static final Symbol BTC = Symbol.of("BTC/USD");
    static final Symbol ETH = Symbol.of("ETH/USD");

    private final BreakerSettings settings;
    private BreakerBoard board;
    private final FixedMarket market = FixedMarket.at(START);
    private long nowNs = START;
    private int orders;

    private BreakerDesk(BreakerSettings settings) {
        this.settings = settings;
        board = BreakerBoard.of(settings);
    }

    static BreakerDesk standard() {
        return new BreakerDesk(BreakerSettings.builder().build());
    }

    static BreakerDesk with(BreakerSettings settings) {
        return new BreakerDesk(settings);
    }

    BreakerBoard board() {
        return board;
    }

    long now() {
        return nowNs;
    }

    BreakerDesk after(long ns) {
        nowNs += ns;
        market.moveTo(nowNs);
        board.advance(nowNs);
        return this;
    }

    /** Time that the board does not hear of until the next event. */
    BreakerDesk passUnseen(long ns) {
        nowNs += ns;
        market.moveTo(nowNs);
        return this;
    }

    /** A quote of no width at a price, now. */
    BreakerDesk price(String price) {
        return price(BTC, price);
    }

    BreakerDesk price(Symbol symbol, String price) {
        BigDecimal at = new BigDecimal(price);
        market.with(new Quote(symbol, nowNs, at, BigDecimal.ONE, at, BigDecimal.ONE));
        board.onMarket(symbol, market);
        return this;
    }

    /** The same price looked at every so often for a time; the last look is at its end. */
    BreakerDesk pricesFor(long ns, long every, String price) {
        for (long passed = every; passed <= ns; passed += every) {
            after(every).price(price);
        }
        return this;
    }

    BreakerDesk quote(Quote quote) {
        market.with(quote);
        board.onMarket(quote.symbol(), market);
        return this;
    }

    FixedMarket market() {
        return market;
    }

    /** A book of one level a side, now, that is looked at. */
    BreakerDesk book(String venue, String bid, String ask, String quantity) {
        shows(venue, bid, ask, quantity);
        return look();
    }

    /** A book that is there but not looked at yet. */
    BreakerDesk shows(String venue, String bid, String ask, String quantity) {
        BigDecimal size = new BigDecimal(quantity);
        market.with(
                venue,
                new BookSnapshot(
                        BTC,
                        nowNs,
                        1,
                        List.of(new BookLevel(new BigDecimal(bid), size)),
                        List.of(new BookLevel(new BigDecimal(ask), size))));
        return this;
    }

    BreakerDesk look() {
        board.onMarket(BTC, market);
        return this;
    }

    BreakerDesk bar(Symbol symbol, long lengthNs, String close, String volume) {
        passUnseen(lengthNs);
        BigDecimal at = new BigDecimal(close);
        board.onBar(Bar.ofPrices(symbol, nowNs - lengthNs, nowNs, at, at, at, at, new BigDecimal(volume)));
        return this;
    }

    BreakerDesk fill(String quantity) {
        board.onFill(new Fill(
                "t" + orders++,
                "c1",
                "p1",
                "kraken",
                BTC,
                Side.BUY,
                new BigDecimal(quantity),
                BigDecimal.TEN,
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                nowNs));
        return this;
    }

    BreakerDesk child(String id, String strategy, OrderStatus status) {
        return child(id, strategy, status, Outcome.KNOWN, List.of());
    }

    BreakerDesk child(String id, String strategy, OrderStatus status, Outcome outcome, List<Refusal> refusals) {
        OrderProgress progress = new OrderProgress(
                status,
                status,
                outcome,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new TreeMap<>(),
                refusals,
                nowNs,
                1);
        board.onChild(
                new ChildOrder(
                        id,
                        "p-" + id,
                        "kraken",
                        "",
                        BTC,
                        Side.BUY,
                        new OrderType.Market(),
                        TimeInForce.IOC,
                        false,
                        false,
                        BigDecimal.ZERO,
                        nowNs,
                        progress),
                strategy);
        return this;
    }

    /** A new child that the venue takes. */
    BreakerDesk accepted(String strategy) {
        String id = "c" + orders++;
        return child(id, strategy, OrderStatus.SUBMITTED).child(id, strategy, OrderStatus.ACCEPTED);
    }

    /** A new child that the venue refuses. */
    BreakerDesk rejected(String strategy) {
        String id = "c" + orders++;
        return child(id, strategy, OrderStatus.SUBMITTED).child(id, strategy, OrderStatus.REJECTED);
    }

    BreakerDesk orders(int count) {
        for (int i = 0; i < count; i++) {
            board.onOrder(nowNs);
        }
        return this;
    }

    BreakerDesk meanCorrelation(double mean) {
        SortedMap<String, Double> correlation = new TreeMap<>(Map.of("average", mean));
        board.onFigures(new RiskFigures(nowNs, List.of(), List.of(), correlation, List.of(), ""));
        return this;
    }

    BreakerDesk valueAtRisk(String method, double confidence, int days, String ratio) {
        double value = Decimals.statistic(new BigDecimal(ratio));
        RiskFigures.TailFigure figure = new RiskFigures.TailFigure(method, confidence, days, value, value);
        board.onFigures(new RiskFigures(nowNs, List.of(figure), List.of(), new TreeMap<>(), List.of(), ""));
        return this;
    }

    /** Stops and starts again: what is not saved is lost. */
    BreakerDesk restart() {
        Map<String, String> state = saved();
        board = BreakerBoard.of(settings);
        board.restore(state);
        assertThat(saved()).isEqualTo(state);
        return this;
    }

    Map<String, String> saved() {
        Map<String, String> state = new TreeMap<>();
        board.save(state);
        return state;
    }

    BreakerStatus status(String breaker) {
        return status(breaker, "portfolio");
    }

    BreakerStatus status(String breaker, String scope) {
        return board.statuses().stream()
                .filter(row -> row.name().equals(breaker) && row.scope().equals(scope))
                .findFirst()
                .orElseThrow(() -> new AssertionError(breaker + " of " + scope + " has no row"));
    }

    State state(String breaker) {
        return status(breaker).state();
    }

    boolean isLocked(String venue, String strategy) {
        return board.lockOf(BTC, venue, strategy).isPresent();
    }

    boolean isLocked() {
        return isLocked("any", "trend");
    }
}
