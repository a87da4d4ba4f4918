package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskTask;
import io.colin.risk.RiskLimitsBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What went at a glance stays in the figures, whatever is told, marked or measured meanwhile: where orders of one symbol came
 * to a limit of the whole account, an order of another symbol finds it reached.
 */
class GlanceOutlookTest {
    private static final int SYMBOLS = 5;

    /** The one limit that orders can come to: what may not be above it is never larger than it. */
    record Binding(String name, UnaryOperator<RiskLimitsBuilder> limit, String code) {
        @Override
        public String toString() {
            return name;
        }

        private RiskLimitsBuilder alone(RiskLimitsBuilder limits) {
            return limit.apply(limits.tail(t -> t.maxVar95OneDay(BigDecimal.ONE)
                            .maxVar99OneDay(BigDecimal.ONE)
                            .maxVar95FiveDays(BigDecimal.ONE)
                            .maxVar99FiveDays(BigDecimal.ONE)
                            .maxEs99OneDay(BigDecimal.ONE))
                    .stress(s -> s.maxLoss(BigDecimal.ONE))
                    .correlation(c -> c.maxGroupShare(BigDecimal.ONE)));
        }
    }

    static Stream<Binding> bindings() {
        return Stream.of(
                new Binding("var-95-1d", limits -> limits.tail(t -> t.maxVar95OneDay(dec("0.00003"))), "VAR_LIMIT"),
                new Binding(
                        "var-99-1d",
                        limits -> limits.tail(
                                t -> t.maxVar95OneDay(dec("0.00004")).maxVar99OneDay(dec("0.00004"))),
                        "VAR_LIMIT"),
                new Binding(
                        "var-95-5d",
                        limits -> limits.tail(
                                t -> t.maxVar95OneDay(dec("0.00006")).maxVar95FiveDays(dec("0.00006"))),
                        "VAR_LIMIT"),
                new Binding(
                        "var-99-5d",
                        limits -> limits.tail(t -> t.maxVar95OneDay(dec("0.00009"))
                                .maxVar99OneDay(dec("0.00009"))
                                .maxVar95FiveDays(dec("0.00009"))
                                .maxVar99FiveDays(dec("0.00009"))),
                        "VAR_LIMIT"),
                new Binding(
                        "es-99-1d",
                        limits -> limits.tail(t -> t.maxVar95OneDay(dec("0.00005"))
                                .maxVar99OneDay(dec("0.00005"))
                                .maxEs99OneDay(dec("0.00005"))),
                        "ES_LIMIT"),
                new Binding("stress", limits -> limits.stress(s -> s.maxLoss(dec("0.0008"))), "STRESS_LIMIT"),
                new Binding(
                        "group",
                        limits -> limits.correlation(c -> c.maxGroupShare(dec("0.001"))),
                        "CORRELATION_LIMIT"));
    }

    private final List<RiskRequest> went = new ArrayList<>();
    private int rounds = 1;

    private ArmedDesk desk(Binding binding) {
        ArmedDesk desk = new ArmedDesk(SYMBOLS, 0.9, binding::alone);
        for (int i = 0; i < SYMBOLS; i++) {
            // The first price of the day of each; the order is taken back.
            RiskRequest first = desk.order(i);
            assertThat(desk.gate.check(first, desk.context()).passes()).isTrue();
            desk.end(first);
        }
        desk.pass(2_000_000_000L);
        return desk;
    }

    private RiskRequest next(ArmedDesk desk, int symbol, Side side) {
        return desk.order(SYMBOLS * rounds++ + symbol, side);
    }

    private boolean admits(ArmedDesk desk, int symbol) {
        RiskRequest request = next(desk, symbol, Side.BUY);
        boolean goes = desk.gate.admit(request, desk.context());
        if (goes) {
            went.add(request);
        }
        return goes;
    }

    /** Buys the first symbol until nothing more goes at a glance; at least ten orders do. */
    private void fill(ArmedDesk desk) {
        fill(desk, 0);
        assertThat(went).hasSizeBetween(10, 200);
    }

    private void fill(ArmedDesk desk, int symbol) {
        for (int i = 0; i < 200; i++) {
            if (!admits(desk, symbol)) {
                return;
            }
        }
        throw new AssertionError("no limit was reached");
    }

    private void isFull(ArmedDesk desk, Binding binding) {
        for (int symbol = 1; symbol < SYMBOLS; symbol++) {
            RiskRequest request = next(desk, symbol, Side.BUY);
            assertThat(desk.gate.admit(request, desk.context())).isFalse();
        }
        // Within two orders of it the exact gate refuses too, and for this reason.
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 3 && codes.isEmpty(); i++) {
            RiskDecision decision = desk.gate.check(next(desk, 1, Side.BUY), desk.context());
            codes.addAll(Desk.codes(decision));
        }
        assertThat(codes).contains(binding.code);
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void ordersOfOneSymbolUseTheLimitOfAll(Binding binding) {
        ArmedDesk desk = desk(binding);
        fill(desk);
        isFull(desk, binding);
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void anAccountThatIsMarkedForgetsNoneOfThem(Binding binding) {
        ArmedDesk desk = desk(binding);
        fill(desk);
        desk.gate.onPortfolio(desk.context().portfolio());
        isFull(desk, binding);
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void figuresThatWereBegunBeforeThemForgetNoneOfThem(Binding binding) {
        ArmedDesk desk = desk(binding);
        desk.pass(61_000_000_000L);
        RiskTask task = due(desk);
        fill(desk);
        task.run();
        desk.until(task.appliesAtNs());
        task.apply();
        isFull(desk, binding);
    }

    private static RiskTask due(ArmedDesk desk) {
        desk.until(desk.timeNs() + 61_000_000_000L);
        return desk.gate.dueTask(desk.context()).orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void thoseThatEndMakeRoomForAnother(Binding binding) {
        ArmedDesk desk = desk(binding);
        fill(desk);
        went.forEach(desk::end);
        Predicate<Integer> goes = symbol -> admits(desk, symbol);
        assertThat(goes.test(1)).isTrue();
        assertThat(goes.test(2)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void whatOnlyShrinksGoesAlways(Binding binding) {
        ArmedDesk desk = desk(binding);
        fill(desk);
        RiskRequest sale = next(desk, 3, Side.SELL);
        assertThat(desk.gate.admit(sale, desk.context())).isTrue();
    }

    static Stream<Binding> ofTails() {
        return bindings().limit(5);
    }

    @ParameterizedTest
    @MethodSource("ofTails")
    void salesPastWhatIsHeldUseItToo(Binding binding) {
        ArmedDesk desk = desk(binding);
        int sales = 0;
        while (desk.gate.admit(next(desk, 0, Side.SELL), desk.context())) {
            sales++;
        }
        assertThat(sales).isBetween(10, 250);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 3 && codes.isEmpty(); i++) {
            codes.addAll(Desk.codes(desk.gate.check(next(desk, 0, Side.SELL), desk.context())));
        }
        assertThat(codes).contains(binding.code);
    }

    @Test
    void figuresOfTheGreatestAgeAreGoodAndOlderOnesAreNot() {
        ArmedDesk desk = new ArmedDesk(SYMBOLS);
        assertThat(desk.gate.check(desk.order(0), desk.context()).passes()).isTrue();
        long asOfNs = desk.figuresOfNs();
        long ageNs = 15L * 60 * 1_000_000_000L;
        desk.until(asOfNs + ageNs);
        assertThat(admits(desk, 0)).isTrue();
        desk.until(asOfNs + ageNs + 1);
        assertThat(admits(desk, 0)).isFalse();
        assertThat(Desk.codes(desk.gate.check(next(desk, 0, Side.BUY), desk.context())))
                .containsExactly("STALE_RISK_DATA", "STALE_RISK_DATA");
    }
}
