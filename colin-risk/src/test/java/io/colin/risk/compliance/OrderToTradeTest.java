package io.colin.risk.compliance;

import static io.colin.risk.compliance.Orders.HOUR;
import static io.colin.risk.compliance.Orders.SECOND;
import static io.colin.risk.compliance.Orders.T;
import static io.colin.risk.compliance.Orders.blocking;
import static io.colin.risk.compliance.Orders.outcome;
import static io.colin.risk.compliance.Orders.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.risk.ComplianceLimits;
import io.colin.risk.compliance.RuleOutcome.Warned;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OTR_001: too many messages for what they bring. */
class OrderToTradeTest {
    private static final ComplianceLimits LIMITS = ComplianceLimits.STANDARD;

    private final Compliance compliance = Compliance.builder().build();

    private void send(int children, long timeNs) {
        for (int i = 0; i < children; i++) {
            OrderFacts child = plain().childOf("p-1")
                    .timeNs(timeNs)
                    .referencePrice(Orders.dec("1"))
                    .build();
            ComplianceVerdict verdict = compliance.judge(child);
            if (verdict.passes()) {
                compliance.accepted(child, verdict);
            }
        }
    }

    private void fill(int fills, long timeNs) {
        for (int i = 0; i < fills; i++) {
            compliance.onFill("manual", timeNs);
        }
    }

    private ComplianceVerdict next(long timeNs) {
        return compliance.judge(plain().timeNs(timeNs).build());
    }

    @ParameterizedTest
    @CsvSource({
        "99, 0, none",
        "99, 4, none",
        "100, 6, none",
        "100, 5, warns",
        "119, 6, none",
        "120, 6, warns",
        "149, 3, warns"
    })
    void warnsFromTwentyMessagesAFillOnceThereAreAHundred(int messages, int fills, String expected) {
        fill(fills, T);
        send(messages, T);
        ComplianceVerdict verdict = next(T);
        assertThat(verdict.passes()).isTrue();
        assertThat(outcome(verdict, "OTR_001") instanceof Warned).isEqualTo(expected.equals("warns"));
        assertThat(compliance.lockedUntilNs("manual", T)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"99, 0, false", "100, 0, true", "100, 1, true", "100, 2, true", "149, 3, false", "150, 3, true"})
    void locksAtFiftyMessagesAFill(int messages, int fills, boolean locked) {
        fill(fills, T);
        send(messages, T);
        assertThat(blocking(next(T)).equals(java.util.List.of("OTR_001"))).isEqualTo(locked);
        assertThat(compliance.lockedUntilNs("manual", T).isPresent()).isEqualTo(locked);
    }

    @Test
    void aLockedStrategySendsNothingOfAnyKindUntilAnHourLaterAndFillsDoNotHelp() {
        send(100, T);
        fill(50, T + 1);
        assertThat(compliance.lockedUntilNs("manual", T + 1)).contains(T + HOUR);
        assertThat(blocking(next(T + HOUR - 1))).containsExactly("OTR_001");
        assertThat(blocking(
                        compliance.judge(plain().timeNs(T + 1).shrinksOnly(true).build())))
                .containsExactly("OTR_001");
        assertThat(blocking(compliance.judge(plain().timeNs(T + 1).amend().build())))
                .containsExactly("OTR_001");
        assertThat(blocking(compliance.judge(plain().timeNs(T + 1).childOf("p").build())))
                .containsExactly("OTR_001");
        assertThat(next(T + HOUR).passes()).isTrue();
        assertThat(compliance.lockedUntilNs("manual", T + HOUR)).isEmpty();
    }

    @Test
    void theLockNeedsAReviewAndSaysWhatItIsAbout() {
        send(100, T);
        ComplianceVerdict verdict = next(T);
        assertThat(((ComplianceVerdict.RequiresReview) verdict).releasable()).isTrue();
        assertThat(outcome(verdict, "OTR_001").detail())
                .isEqualTo("strategy manual locked until " + (T + HOUR)
                        + " for too many messages a fill; now 100 orders and amends for 0 fills");
    }

    @Test
    void parentsAreNoMessagesAndBlockedOrdersNeither() {
        for (int i = 0; i < 500; i++) {
            OrderFacts parent = plain().build();
            compliance.accepted(parent, compliance.judge(parent));
        }
        send(99, T);
        assertThat(next(T).passes()).isTrue();
        send(50, T);
        assertThat(outcome(next(T), "OTR_001").detail()).contains("now 100 orders");
    }

    @Test
    void otherStrategiesGoOn() {
        OrderToTrade messages = new OrderToTrade();
        for (int i = 0; i < 100; i++) {
            messages.onMessage("a", T, LIMITS);
        }
        assertThat(messages.isLocked("a", T)).isTrue();
        assertThat(messages.isLocked("b", T)).isFalse();
    }

    @Test
    void aLockSurvivesARestartAndEndsInTime() {
        send(100, T);
        SortedMap<String, String> state = new TreeMap<>();
        compliance.save(state);
        assertThat(state).containsExactly(Map.entry("compliance.order_to_trade_lock.manual", Long.toString(T + HOUR)));
        Compliance again = Compliance.builder().build();
        again.restore(state);
        assertThat(again.judge(plain().timeNs(T + HOUR - 1).build()).passes()).isFalse();
        assertThat(again.judge(plain().timeNs(T + HOUR).build()).passes()).isTrue();
    }

    private static ComplianceLimits within(Duration window) {
        return ComplianceLimits.builder().orderToTradeWindow(window).build();
    }

    private static void send(OrderToTrade messages, int count, long timeNs, ComplianceLimits limits) {
        for (int i = 0; i < count; i++) {
            messages.onMessage("a", timeNs, limits);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-60_000_000_000L, -1, 1, 60_000_000_000L})
    void aWindowOfAnotherLengthGoesOnWithWhatWasCounted(long longer) {
        OrderToTrade messages = new OrderToTrade();
        send(messages, 98, T, LIMITS);
        messages.onFill("a", T + SECOND);
        ComplianceLimits other = within(Duration.ofHours(1).plusNanos(longer));
        send(messages, 1, T + 2 * SECOND, other);
        assertThat(messages.count("a", T + 2 * SECOND)).isEqualTo(new OrderToTrade.Count(99, 1));
        assertThat(messages.isLocked("a", T + 2 * SECOND)).isFalse();
        send(messages, 1, T + 2 * SECOND, other);
        assertThat(messages.lockedUntilNs("a")).isEqualTo(T + 2 * SECOND + HOUR + longer);
    }

    @Test
    void aShorterWindowForgetsWhatLiesBeforeItAndKeepsLocks() {
        OrderToTrade messages = new OrderToTrade();
        ComplianceLimits minute = within(Duration.ofMinutes(1));
        send(messages, 100, T, LIMITS);
        send(messages, 7, T + 30 * SECOND, LIMITS);
        send(messages, 1, T + 61 * SECOND, minute);
        assertThat(messages.count("a", T + 61 * SECOND).messages()).isEqualTo(8);
        assertThat(messages.lockedUntilNs("a")).isEqualTo(T + HOUR);
        assertThat(messages.count("a", T + 89 * SECOND).messages()).isEqualTo(8);
        assertThat(messages.count("a", T + 91 * SECOND).messages()).isEqualTo(1);
        assertThat(messages.count("a", T + 121 * SECOND).messages()).isZero();
    }

    @Test
    void aLongerWindowKeepsWhatTheShorterOneHeldForAsLongAsItIs() {
        OrderToTrade messages = new OrderToTrade();
        ComplianceLimits hours = within(Duration.ofHours(10));
        send(messages, 7, T, LIMITS);
        send(messages, 1, T + SECOND, hours);
        assertThat(messages.count("a", T + 10 * HOUR - 10 * SECOND).messages()).isEqualTo(8);
        assertThat(messages.count("a", T + 10 * HOUR + 20 * SECOND).messages()).isZero();
    }

    @Test
    void aLockThatWouldEndAfterTheEndOfTimeEndsThere() {
        OrderToTrade messages = new OrderToTrade();
        send(messages, 100, Long.MAX_VALUE - 2 * SECOND, LIMITS);
        assertThat(messages.lockedUntilNs("a")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsWhatAPlainListOfSecondsCounts(long seed) {
        Random random = new Random(seed);
        OrderToTrade messages = new OrderToTrade();
        ComplianceLimits never =
                ComplianceLimits.builder().minMessages(Integer.MAX_VALUE).build();
        Deque<Long> sent = new ArrayDeque<>();
        Deque<Long> filled = new ArrayDeque<>();
        long now = T;
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(10) == 0 ? random.nextInt(900) * SECOND : random.nextInt(1_000_000_000);
            if (random.nextBoolean()) {
                messages.onMessage("s", now, never);
                sent.add(now / SECOND);
            } else {
                messages.onFill("s", now);
                filled.add(now / SECOND);
            }
            long oldest = now / SECOND - 3_600;
            sent.removeIf(second -> second <= oldest);
            filled.removeIf(second -> second <= oldest);
            assertThat(messages.count("s", now)).isEqualTo(new OrderToTrade.Count(sent.size(), filled.size()));
        }
    }

    @Test
    void idleStrategiesAreForgottenAndBusyOnesKept() {
        OrderToTrade messages = new OrderToTrade();
        messages.onMessage("busy", T + HOUR, LIMITS);
        for (int i = 0; i < 2_000; i++) {
            messages.onMessage("s" + i, T + i, LIMITS);
        }
        for (int i = 0; i < 300; i++) {
            messages.onMessage("t" + i, T + 2 * HOUR - SECOND, LIMITS);
        }
        assertThat(messages.tracked()).isEqualTo(301);
        assertThat(messages.count("busy", T + 2 * HOUR - SECOND).messages()).isEqualTo(1);
    }
}
