package io.colin.risk.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.risk.RiskDecision.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random orders, amends and children before the gate and before {@link PlainGate}: verdict, every refusing code and the
 * largest size must agree. Questions are a million unless {@code -Dcolin.oracle.orders} says otherwise; what the walk must
 * have met is asserted from {@value #ENOUGH} on.
 *
 * <p>Beside a spot symbol in the account's currency a session has a second one: another such, and on margin accounts also a
 * linear perpetual, an inverse contract whose profit is paid in its base currency, or a spot symbol quoted in another currency;
 * the rates of those two move. Orders are market, limit, stop and stop-limit. All of it is whole numbers in the plain gate, for
 * which prices of the inverse contract are four, and those in the other currency and its rate on coarse grids.
 *
 * <p>Where value at risk is armed, the sizes it allows need not reach down to nothing without a gap, and the gate, which
 * halves, may then find another than the largest: that is accepted where what it found passes and the next does not, and may
 * be so for 0.1 % of the questions.
 *
 * <p>Not in it: trailing stops, groups and orders held by others, more than two symbols, mark prices apart from the mid, books
 * to walk, several venues, cash accounts with derivatives or other currencies, figures over them (armed sessions are two spot
 * symbols), fees and funding, signals, changes of limits and restarts, custom rules and the rules of regimes, and threads. They
 * have tests of their own.
 */
@Timeout(1800)
class GateOracleTest {
    private static final int PER_SESSION = 2_000;
    private static final int ORDERS = Integer.getInteger("colin.oracle.orders", 1_000_000);
    private static final int ENOUGH = 200_000;
    /** Kept here, since a logger nobody holds forgets its level. */
    private static final Logger GATE = Logger.getLogger(StandardGate.class.getPackageName());

    @BeforeAll
    static void quiet() {
        GATE.setLevel(Level.OFF);
    }

    @AfterAll
    static void loud() {
        GATE.setLevel(null);
    }

    @Test
    void aMillionRandomOrdersAreJudgedAsThePlainGateDoes() {
        // Few questions are spread over all kinds of sessions.
        int sessions = Math.max(Math.min(OracleSettings.ARMED_EVERY, ORDERS), ORDERS / PER_SESSION);
        int each = ORDERS / sessions;
        List<OracleSession> all = IntStream.range(0, sessions)
                .parallel()
                .mapToObj(seed -> {
                    OracleSession session = new OracleSession(seed);
                    session.run(each);
                    return session;
                })
                .toList();
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        Map<String, Integer> codes = new TreeMap<>();
        Map<String, Integer> kinds = new TreeMap<>();
        Map<String, Integer> subjects = new TreeMap<>();
        for (OracleSession session : all) {
            session.verdicts.counts.forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
            session.verdicts.codes.forEach((code, count) -> codes.merge(code, count, Integer::sum));
            session.kinds.forEach((kind, count) -> kinds.merge(kind, count, Integer::sum));
            session.subjects.forEach((subject, count) -> subjects.merge(subject, count, Integer::sum));
        }
        int asked = verdicts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(asked).isEqualTo(sessions * each);
        assertThat(all.stream().mapToInt(session -> session.verdicts.uneven).sum())
                .as("sizes that halving may miss")
                .isLessThanOrEqualTo(asked / 1000);
        if (asked >= ENOUGH) {
            assertMetEverything(asked, verdicts, codes, kinds);
            assertThat(subjects)
                    .as("the walk must ask about every kind of order and symbol")
                    .containsOnlyKeys(
                            "BTC/USD",
                            "ETH/EUR",
                            "ETH/USD",
                            "ETH/USD:ETH",
                            "ETH/USD:USD",
                            "Limit",
                            "Market",
                            "StopLimit",
                            "StopMarket")
                    .allSatisfy((subject, count) ->
                            assertThat(count).as("%s", subject).isGreaterThan(asked / 50));
        }
    }

    private static void assertMetEverything(
            int asked, Map<Verdict, Integer> verdicts, Map<String, Integer> codes, Map<String, Integer> kinds) {
        assertThat(verdicts)
                .as("the walk must meet every verdict")
                .containsOnlyKeys(Verdict.values())
                .allSatisfy(
                        (verdict, count) -> assertThat(count).as("%s", verdict).isGreaterThan(asked / 50));
        assertThat(kinds)
                .as("the walk must ask every way")
                .containsOnlyKeys("amend", "amend in place", "child", "exit", "parent")
                .allSatisfy((kind, count) -> assertThat(count).as("%s", kind).isGreaterThan(asked / 50));
        assertThat(codes.keySet())
                .as("the walk must meet every code")
                .containsExactlyInAnyOrder(
                        "COMPLIANCE",
                        "CONCENTRATION_LIMIT",
                        "CORRELATION_LIMIT",
                        "DAILY_LOSS_LIMIT",
                        "DRAWDOWN_LIMIT",
                        "DUPLICATE_ORDER",
                        "ES_LIMIT",
                        "EXPOSURE_LIMIT",
                        "LEVERAGE_LIMIT",
                        "LOCKED",
                        "MARGIN_EXCEEDS_FREE_BALANCE",
                        "NOTIONAL_BELOW_MINIMUM",
                        "NOTIONAL_EXCEEDS_FREE_BALANCE",
                        "NOTIONAL_EXCEEDS_MAXIMUM",
                        "POSITION_LIMIT",
                        "PRICE_COLLAR",
                        "QUANTITY_BELOW_MINIMUM",
                        "QUANTITY_EXCEEDS_MAXIMUM",
                        "RATE_LIMIT_EXCEEDED",
                        "REDUCE_ONLY_WOULD_INCREASE",
                        "RESTRICTED_SYMBOL",
                        "SELF_TRADE",
                        "STALE_MARKET_DATA",
                        "STALE_RISK_DATA",
                        "STRESS_LIMIT",
                        "TRADING_HALTED",
                        "TRADING_STATE_REDUCING",
                        "VALIDATION_FAILED",
                        "VAR_LIMIT");
    }
}
