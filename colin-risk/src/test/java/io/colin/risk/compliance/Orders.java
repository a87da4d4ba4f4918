package io.colin.risk.compliance;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Orders under rules, plain ones that pass everything unless a test says otherwise. */
final class Orders {
    static final Symbol BTC = Symbol.of("BTC/USD");
    static final long SECOND = 1_000_000_000L;
    static final long HOUR = 3_600 * SECOND;
    static final long DAY = 24 * HOUR;
    /** 2024-01-02 00:00 UTC. */
    static final long MIDNIGHT = 19_724 * DAY;

    static final long T = MIDNIGHT + 10 * HOUR;

    private Orders() {}

    static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    static OrderIntent intent(Side side, Map<String, String> metadata) {
        return OrderIntent.of(BTC, side, BigDecimal.ONE)
                .clientOrderId("c-1")
                .type(new OrderType.Limit(dec("1000")))
                .metadata(metadata)
                .build();
    }

    static VenueQuote quote(String venue, long timeNs) {
        return new VenueQuote(venue, new Quote(BTC, timeNs, dec("999"), BigDecimal.ONE, dec("1001"), BigDecimal.ONE));
    }

    /** Buys for 1 000 of an account of 100 000 that holds nothing; two of three venues show fresh quotes. */
    static OrderFacts.Builder plain() {
        return facts(intent(Side.BUY, Map.of()), Regime.NONE);
    }

    static OrderFacts.Builder facts(OrderIntent intent, Regime regime) {
        return OrderFacts.builder("o-1", intent)
                .principal("alice")
                .timeNs(T)
                .referencePrice(dec("1000"))
                .value(dec("1000"))
                .equity(dec("100000"))
                .symbolExposureAfter(dec("1000"))
                .lowestPositionAfter(intent.side() == Side.BUY ? BigDecimal.ZERO : BigDecimal.ONE.negate())
                .tradesToday(0)
                .market(new TreeSet<>(List.of("a", "b", "c")), List.of(quote("a", T), quote("b", T - 2 * SECOND)))
                .limits(limits(regime));
    }

    static RiskLimits limits(Regime regime) {
        return RiskLimits.builder()
                .compliance(compliance -> compliance.regime(regime))
                .build();
    }

    static Stream<Regime> regimes() {
        return Stream.of(Regime.values());
    }

    static RuleOutcome outcome(ComplianceVerdict verdict, String rule) {
        return verdict.findings().stream()
                .filter(f -> f.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " did not run: " + verdict))
                .outcome();
    }

    static List<String> blocking(ComplianceVerdict verdict) {
        return verdict.blocking().stream().map(RuleFinding::rule).toList();
    }
}
