package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.EventHeader;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskNotice;
import io.colin.risk.RiskLimits;
import io.colin.risk.var.BacktestDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the gate alerts of itself: once when it begins, once when it is over, and not again after a restart. */
class StandingAlertsTest {
    private static final RiskLimits LIMITS = wide().loss(loss -> loss.maxDaily(dec("0.50")))
            .rate(r -> r.ordersPerSecond(1_000_000)
                    .ordersPerSecondPerStrategy(1_000_000)
                    .tradesPerDay(1_000_000)
                    .tradesPerSymbolPerDay(1_000_000)
                    .cancelsPerMinute(5))
            .build();

    private final Desk desk = new Desk(LIMITS, "100000");
    private final List<RiskNotice.Alert> told = new ArrayList<>();

    /** Lets time pass and a valuation follow, and says what was told, as name, scope and whether it stands. */
    private List<String> told() {
        desk.pass(SECOND);
        desk.gate.onTime(desk.timeNs);
        desk.mark();
        return taken();
    }

    private List<String> taken() {
        List<RiskNotice.Alert> alerts = desk.gate.takeNotices().stream()
                .filter(RiskNotice.Alert.class::isInstance)
                .map(RiskNotice.Alert.class::cast)
                .toList();
        told.addAll(alerts);
        return alerts.stream()
                .map(one -> one.name() + " " + one.scope() + (one.active() ? " on" : " over"))
                .toList();
    }

    private void hold(String price) {
        desk.hold(BTC, "1000");
        assertThat(told()).isEmpty();
        desk.price(BTC, price);
    }

    /** Another gate takes over what this one recorded. */
    private void restart() {
        SortedMap<String, String> state = new TreeMap<>(desk.gate.durableState());
        desk.gate = StandardGate.builder().limits(LIMITS).build();
        told.forEach(one -> desk.gate.onRecord(
                new RiskAlert(
                        new EventHeader(1, desk.timeNs, 1, "risk", ""),
                        one.name(),
                        one.scope(),
                        one.severity(),
                        one.active(),
                        one.detail()),
                true));
        desk.gate.restore(state);
    }

    @Test
    void everyRungIsToldOnceWhenItIsReachedAndOnceHalfAPointAboveIt() {
        hold("97");
        assertThat(told()).containsExactly("drawdown-warning portfolio on");
        assertThat(told.getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(told.getFirst().detail()).isEqualTo("drawdown 0.03");
        desk.price(BTC, "97.2");
        assertThat(told()).as("not half a point above").isEmpty();
        desk.price(BTC, "96");
        assertThat(told()).containsExactly("drawdown-reduce portfolio on");
        desk.price(BTC, "96.6");
        assertThat(told()).containsExactly("drawdown-reduce portfolio over");
        desk.price(BTC, "97.5");
        assertThat(told()).containsExactly("drawdown-warning portfolio over");
        assertThat(told()).isEmpty();
    }

    @Test
    void theHardRungIsOverByAResetOnly() {
        hold("95");
        assertThat(told())
                .containsExactly(
                        "drawdown-hard portfolio on", "drawdown-reduce portfolio on", "drawdown-warning portfolio on");
        desk.price(BTC, "99");
        assertThat(told()).isEmpty();
        desk.controls().resetLosses("looked at", "officer");
        assertThat(taken())
                .containsExactly(
                        "drawdown-hard portfolio over",
                        "drawdown-reduce portfolio over",
                        "drawdown-warning portfolio over");
    }

    @Test
    void theLastRungThrowsASwitchThatIsToldOfToo() {
        hold("89");
        assertThat(told())
                .contains("drawdown-kill portfolio on", "drawdown-halt portfolio on", "kill-switch SYSTEM on")
                .hasSize(6);
    }

    @Test
    void anOrderThatIsTheFirstToSeeALossIsEnough() {
        hold("95");
        desk.ask(desk.buy("1"));
        assertThat(taken()).contains("drawdown-hard portfolio on");
    }

    @Test
    void theDailyLossIsTold() {
        Desk strict = new Desk(wide().loss(loss -> loss.maxDaily(dec("0.02"))).build(), "100000");
        strict.mark();
        strict.hold(BTC, "1000");
        strict.price(BTC, "98");
        strict.mark();
        assertThat(strict.gate.takeNotices())
                .filteredOn(RiskNotice.Alert.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(RiskNotice.Alert.class, alert -> {
                    assertThat(alert.name()).isEqualTo("breaker-daily-loss");
                    assertThat(alert.scope()).isEqualTo("portfolio");
                    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
                    assertThat(alert.detail()).contains("ends by a person");
                });
    }

    @Test
    void aBreakerIsToldByItsScopeAndAgainWhenItsTimeIsOver() {
        assertThat(told()).isEmpty();
        // A price 10 % off within the minute locks the symbol for 30 s and until a minute of calm.
        desk.gate.onMarket(BTC, desk);
        desk.pass(5 * SECOND);
        desk.price(BTC, "112");
        desk.gate.onMarket(BTC, desk);
        assertThat(told()).containsExactly("breaker-price-move BTC/USD on");
        List<String> later = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            desk.gate.onMarket(BTC, desk);
            later.addAll(told());
        }
        assertThat(later).containsExactly("breaker-price-move BTC/USD over");
    }

    @Test
    void aSwitchIsToldAndThatItWasArmedAgain() {
        told();
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.SYMBOL, "BTC/USD", "odd prints", "officer", desk.timeNs));
        assertThat(taken()).containsExactly("kill-switch SYMBOL BTC/USD on");
        assertThat(told.getFirst().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(told.getFirst().detail()).isEqualTo("odd prints, by officer");
        desk.controls().rearm(KillSwitch.Scope.SYMBOL, "BTC/USD", "fine again", "officer", "second");
        assertThat(taken()).containsExactly("kill-switch SYMBOL BTC/USD over");
    }

    @Test
    void aRestartTellsNothingAgainAndTellsWhatWasNotRecordedYet() {
        hold("95");
        told();
        desk.controls().kill(new KillSwitch(KillSwitch.Scope.VENUE, "paper", "late", "officer", desk.timeNs));
        taken();
        restart();
        assertThat(told()).isEmpty();
        assertThat(told()).isEmpty();
        // Killed before the alert of the switch was in the record.
        told.removeIf(one -> one.name().equals("kill-switch"));
        restart();
        assertThat(taken()).as("nothing before the first time").isEmpty();
        assertThat(told()).containsExactly("kill-switch VENUE paper on");
    }

    @Test
    void aRungThatWasLeftWhileTheRunWasDownIsToldToBeOver() {
        hold("96.9");
        assertThat(told()).containsExactly("drawdown-warning portfolio on");
        restart();
        desk.price(BTC, "99");
        desk.gate.onTime(desk.timeNs);
        assertThat(taken()).as("not before the account was valued").isEmpty();
        assertThat(told()).containsExactly("drawdown-warning portfolio over");
    }

    @Test
    void aBackTestThatFailsIsToldUntilItPasses() {
        Map<String, String> days = new TreeMap<>(desk.gate.durableState());
        long end = desk.timeNs - 60 * Desk.DAY;
        for (int i = 0; i < 60; i++) {
            BacktestDay day =
                    new BacktestDay(end + i * Desk.DAY, 100, 120, i % 4 == 0 ? -500 : 10, i % 4 == 0 ? -500 : 10);
            days.put(
                    String.format(Locale.ROOT, "backtest.day.%03d", i),
                    day.endNs() + " " + day.valueAtRisk() + " " + day.expectedShortfall() + " " + day.actualPnl() + " "
                            + day.staticPnl());
        }
        desk.gate.restore(new TreeMap<>(days));
        assertThat(told()).containsExactly("var-backtest portfolio on");
        assertThat(told()).isEmpty();
        restart();
        assertThat(told()).isEmpty();
    }

    private void cancels(int count) {
        for (int i = 0; i < count; i++) {
            ParentOrder parent = desk.parent(
                    desk.intent(BTC, Side.BUY, "1").strategy("maker").build());
            desk.gate.onParent(parent);
            ChildOrder child = desk.child(parent, "1");
            desk.gate.onChild(Desk.with(child, OrderStatus.PENDING_CANCEL, "0"));
            desk.gate.onChild(
                    Desk.with(child, OrderStatus.PENDING_CANCEL, "0.5")); // a fill meanwhile is no other cancel
        }
    }

    @Test
    void moreCancelsInAMinuteThanUsualAreToldOncePerEpisodeAndNoneIsRefused() {
        assertThat(told()).isEmpty();
        cancels(5);
        assertThat(told()).isEmpty();
        cancels(1);
        assertThat(taken()).containsExactly("cancel-rate maker on");
        assertThat(told.getFirst().severity()).isEqualTo(Severity.MEDIUM);
        assertThat(told.getFirst().detail()).isEqualTo("6 cancels in a minute, more than 5");
        cancels(20);
        assertThat(told()).isEmpty();
        desk.pass(59 * SECOND);
        assertThat(told()).containsExactly("cancel-rate maker over");
        cancels(6);
        assertThat(told()).containsExactly("cancel-rate maker on");
    }
}
