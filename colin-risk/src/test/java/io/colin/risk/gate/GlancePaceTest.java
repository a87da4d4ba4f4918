package io.colin.risk.gate;

import static io.colin.risk.gate.AtAGlance.admits;
import static io.colin.risk.gate.AtAGlance.buy;
import static io.colin.risk.gate.AtAGlance.by;
import static io.colin.risk.gate.AtAGlance.go;
import static io.colin.risk.gate.AtAGlance.limit;
import static io.colin.risk.gate.AtAGlance.request;
import static io.colin.risk.gate.AtAGlance.warm;
import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskRequest;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.AtAGlance.Expected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each limit of pace alone, asked at a glance: what went at a glance counts as what went exactly, to the nanosecond. */
class GlancePaceTest {
    private static final String MILLION = "1000000";

    private final List<AtAGlance> cases = new ArrayList<>();
    private RiskLimits limits = wide().build();

    private void asked(
            String words, Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order, Expected expected) {
        add(words, given, order, expected);
        add(words + ", told", given.andThen(desk -> desk.gate.status()), order, expected);
    }

    /** What goes only when what went before was told to the exact memory, which forgets it after its window. */
    private void oldOnceTold(String words, Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order) {
        add(words, given, order, Expected.LEFT);
        add(words + ", told", given.andThen(desk -> desk.gate.status()), order, Expected.GOES);
    }

    private void add(String words, Consumer<Desk> given, Function<Desk, RiskRequest.Parent> order, Expected expected) {
        RiskLimits now = limits;
        cases.add(new AtAGlance(
                words,
                () -> {
                    Desk desk = warm(new Desk(now, MILLION), BTC, ETH);
                    given.accept(desk);
                    return desk;
                },
                order,
                expected));
    }

    private void holds() {
        cases.forEach(AtAGlance::holds);
    }

    /** Orders of one strategy, each of another size so that none is taken for another. */
    private static Consumer<Desk> going(String... strategies) {
        return desk -> IntStream.range(0, strategies.length)
                .forEach(i -> go(desk, request(desk, strategies[i], "1.00" + (i + 1))));
    }

    private static Consumer<Desk> then(Consumer<Desk> first, long ns) {
        return first.andThen(desk -> desk.pass(ns));
    }

    @Test
    void ordersOfAStrategyWithinASecond() {
        limits = wide().rate(r -> r.ordersPerSecondPerStrategy(2)).build();
        Function<Desk, RiskRequest.Parent> alpha = desk -> request(desk, "alpha", "2");
        asked("the second", going("alpha", "beta"), alpha, Expected.GOES);
        asked("the third", going("alpha", "beta", "alpha"), alpha, Expected.REFUSED);
        asked("the third of another", going("beta", "beta"), alpha, Expected.GOES);
        asked("just within the second", then(going("alpha", "alpha"), SECOND - 1), alpha, Expected.REFUSED);
        asked("a second later", then(going("alpha", "alpha"), SECOND), alpha, Expected.GOES);
        holds();
    }

    @Test
    void ordersOfAKeyWithinASecond() {
        limits = wide().rate(r -> r.ordersPerSecondPerStrategy(2)).build();
        Consumer<Desk> two = desk -> {
            go(desk, by("key-1", request(desk, "alpha", "1").intent()));
            go(desk, by("key-1", request(desk, "beta", "1.5").intent()));
        };
        Function<Desk, RiskRequest.Parent> third =
                desk -> by("key-1", request(desk, "gamma", "2").intent());
        asked("the third of a key", two, third, Expected.REFUSED);
        asked(
                "the first of another key",
                two,
                desk -> by("key-2", third.apply(desk).intent()),
                Expected.GOES);
        asked(
                "the engine's, which has no rate",
                going("alpha", "beta"),
                desk -> request(desk, "gamma", "2"),
                Expected.GOES);
        asked("just within the second", then(two, SECOND - 1), third, Expected.REFUSED);
        asked("a second later", then(two, SECOND), third, Expected.GOES);
        holds();
    }

    @Test
    void allOrdersWithinASecond() {
        limits = wide().rate(r -> r.ordersPerSecond(2)).build();
        Function<Desk, RiskRequest.Parent> next = desk -> request(desk, "gamma", "2");
        asked("the second", going("alpha"), next, Expected.GOES);
        asked("the third", going("alpha", "beta"), next, Expected.REFUSED);
        asked("just within the second", then(going("alpha", "beta"), SECOND - 1), next, Expected.REFUSED);
        asked("a second later", then(going("alpha", "beta"), SECOND), next, Expected.GOES);
        holds();
    }

    @Test
    void tradesAndValueOfADay() {
        Consumer<Desk> two = going("alpha", "beta");
        Function<Desk, RiskRequest.Parent> next = desk -> request(desk, "gamma", "2");
        Function<Desk, RiskRequest.Parent> ether = desk -> limit(desk, ETH, Side.BUY, "2", "10");
        limits = wide().rate(r -> r.tradesPerDay(2)).build();
        asked("the second of the day", going("alpha"), next, Expected.GOES);
        asked("the third of the day", two, next, Expected.REFUSED);
        asked("the third of the day, of another symbol", two, ether, Expected.REFUSED);
        limits = wide().rate(r -> r.tradesPerSymbolPerDay(2)).build();
        asked("the second of the symbol", going("alpha"), next, Expected.GOES);
        asked("the third of the symbol", two, next, Expected.REFUSED);
        asked("the first of another", two, ether, Expected.GOES);
        limits = wide().rate(r -> r.valuePerSymbolPerDay(dec("10000"))).build();
        Consumer<Desk> thirty = desk -> go(desk, buy(desk, "30"));
        asked("value within", thirty, desk -> buy(desk, "69.9"), Expected.GOES);
        asked("value above", thirty, desk -> buy(desk, "70.001"), Expected.REFUSED);
        asked(
                "two more within",
                thirty.andThen(desk -> go(desk, buy(desk, "20"))),
                desk -> buy(desk, "49.9"),
                Expected.GOES);
        asked(
                "two more above",
                thirty.andThen(desk -> go(desk, buy(desk, "20"))),
                desk -> buy(desk, "50.001"),
                Expected.REFUSED);
        asked("value of another symbol", thirty, desk -> limit(desk, ETH, Side.BUY, "999", "10"), Expected.GOES);
        holds();
    }

    @Test
    void aDayEndsAtMidnightForWhatWentAtAGlanceToo() {
        limits = wide().rate(r -> r.tradesPerDay(1)).build();
        Desk desk = warm(new Desk(limits, MILLION), BTC);
        RiskRequest.Parent first = buy(desk, "1");
        assertThat(admits(desk, first)).isTrue();
        desk.pass(14 * Desk.HOUR - 1);
        assertThat(admits(desk, buy(desk, "2"))).as("the day's second").isFalse();
        desk.cancel(first.intent());
        assertThat(admits(desk, buy(desk, "3"))).as("it ended unfilled").isTrue();
        desk.pass(1);
        assertThat(admits(desk, buy(desk, "4")))
                .as("no first price of the day yet")
                .isFalse();
        warm(desk, BTC);
        assertThat(admits(desk, buy(desk, "5"))).as("the third works still").isFalse();
    }

    @Test
    void theSameOrderWithinItsWindow() {
        Consumer<Desk> one = desk -> go(desk, buy(desk, "1"));
        asked("again", one, desk -> buy(desk, "1"), Expected.REFUSED);
        asked("again just within the window", then(one, SECOND - 1), desk -> buy(desk, "1"), Expected.REFUSED);
        oldOnceTold("again after the window", then(one, SECOND), desk -> buy(desk, "1"));
        asked("of another size", one, desk -> buy(desk, "1.1"), Expected.GOES);
        asked("at another price", one, desk -> limit(desk, BTC, Side.BUY, "1", "100.5"), Expected.GOES);
        asked("of another symbol", one, desk -> limit(desk, ETH, Side.BUY, "1", "10"), Expected.GOES);
        asked(
                "meant again",
                one,
                desk -> request(desk.intent(BTC, Side.BUY, "1")
                        .limit(dec("100"))
                        .metadata(Map.of(StandardGate.DISTINCT, "true"))
                        .build()),
                Expected.LEFT);
        Function<Desk, RiskRequest.Parent> sameId = desk -> request(desk.intent(BTC, Side.BUY, "3")
                .limit(dec("100"))
                .clientOrderId("a")
                .build());
        Consumer<Desk> ofThatId = desk -> go(
                desk,
                request(desk.intent(BTC, Side.BUY, "1")
                        .limit(dec("100"))
                        .clientOrderId("a")
                        .build()));
        asked("of the same id", then(ofThatId, 5 * SECOND), sameId, Expected.REFUSED);
        holds();
    }

    /** Buys and sees it filled. */
    private static void cycle(Desk desk, String quantity) {
        OrderIntent intent = go(desk, request(desk, "alpha", quantity));
        desk.fill(intent.clientOrderId(), intent.clientOrderId() + "-c", BTC, Side.BUY, quantity);
        desk.gate.onParent(Desk.with(desk.parent(intent), OrderStatus.FILLED, quantity));
    }

    @Test
    void fillingAndEnteringAgain() {
        limits = wide().repeat(r -> r.maxCycles(2).window(Duration.ofSeconds(10)))
                .build();
        Consumer<Desk> two = desk -> {
            cycle(desk, "1");
            cycle(desk, "1.1");
        };
        Consumer<Desk> three = two.andThen(desk -> cycle(desk, "1.2"));
        Function<Desk, RiskRequest.Parent> alpha = desk -> request(desk, "alpha", "2");
        asked("the second cycle", two, alpha, Expected.GOES);
        asked("the third cycle", three, alpha, Expected.REFUSED);
        asked("of another strategy", three, desk -> request(desk, "beta", "2"), Expected.GOES);
        asked("just within the window", then(three, 10 * SECOND - 1), alpha, Expected.REFUSED);
        asked("after the window", then(three, 10 * SECOND), alpha, Expected.GOES);
        asked(
                "after a stop and a person's word",
                three.andThen(desk -> {
                    desk.ask(request(desk, "alpha", "3"));
                    assertThat(desk.controls().resetBreaker("repeated-execution", "alpha", "seen", "alice"))
                            .isTrue();
                }),
                alpha,
                Expected.GOES);
        asked("while stopped", three.andThen(desk -> desk.ask(request(desk, "alpha", "3"))), alpha, Expected.REFUSED);
        holds();
    }

    @Test
    void ownPricesThatDrift() {
        limits = wide().price(p -> p.maxDrift(dec("0.02")).driftWindow(Duration.ofSeconds(10)))
                .build();
        Consumer<Desk> at100 = desk -> go(desk, buy(desk, "1"));
        Function<String, Function<Desk, RiskRequest.Parent>> at =
                price -> desk -> limit(desk, BTC, Side.BUY, "2", price);
        asked("up within", at100, at.apply("101.99"), Expected.GOES);
        asked("up by the limit", at100, at.apply("102"), Expected.EITHER);
        asked("up above", at100, at.apply("102.01"), Expected.REFUSED);
        asked("down within", at100, at.apply("98.05"), Expected.GOES);
        asked("down above", at100, at.apply("98.03"), Expected.REFUSED);
        Consumer<Desk> apart = desk -> {
            go(desk, limit(desk, BTC, Side.BUY, "1", "99.5"));
            go(desk, limit(desk, BTC, Side.BUY, "1", "101"));
        };
        asked("between what was", apart, at.apply("100"), Expected.GOES);
        asked("from the lowest", apart, at.apply("101.5"), Expected.REFUSED);
        asked("from the highest", apart, at.apply("99"), Expected.REFUSED);
        asked("just within the window", then(at100, 10 * SECOND - 1), at.apply("102.01"), Expected.REFUSED);
        oldOnceTold("after the window", then(at100, 10 * SECOND), at.apply("102.01"));
        asked(
                "of another strategy",
                at100,
                desk -> request(desk.intent(BTC, Side.BUY, "2")
                        .limit(dec("103"))
                        .strategy("beta")
                        .build()),
                Expected.GOES);
        Consumer<Desk> sold = desk -> {
            desk.hold(BTC, "10");
            go(desk, limit(desk, BTC, Side.SELL, "1", "103"));
        };
        asked("of the other side", sold, desk -> buy(desk, "1"), Expected.GOES);
        asked("of sales, up above", sold, desk -> limit(desk, BTC, Side.SELL, "2", "100.9"), Expected.REFUSED);
        holds();
    }

    @Test
    void moreThanItCanKeepUntoldIsLeftToTheExactPath() {
        Desk desk = warm(new Desk(limits, MILLION), BTC);
        for (int i = 0; i < 256; i++) {
            assertThat(admits(desk, buy(desk, "1." + (100 + i)))).as("%d", i).isTrue();
        }
        assertThat(admits(desk, buy(desk, "2"))).isFalse();
        assertThat(desk.ask(desk.buy("2.1")).passes()).isTrue();
        assertThat(admits(desk, buy(desk, "2.2"))).isTrue();
        assertThat(desk.gate.status().limits())
                .anySatisfy(use -> {
                    assertThat(use.name()).isEqualTo("trades-per-day");
                    assertThat(use.used()).isEqualByComparingTo("258");
                })
                .anySatisfy(use -> {
                    assertThat(use.name()).isEqualTo("order-rate");
                    assertThat(use.used()).isEqualByComparingTo("258");
                });
    }
}
