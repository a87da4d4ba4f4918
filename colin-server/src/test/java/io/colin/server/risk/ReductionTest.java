package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.ParentCreated;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.TradingState;
import io.colin.execution.algo.ImplementationShortfall;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.RiskLimits;
import io.colin.risk.killswitch.KillSwitches;
import io.colin.risk.reduction.ReductionSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Active reduction in a running engine. */
class ReductionTest {
    private static Script falling(String... prices) {
        Script script = new Script().live();
        for (int i = 0; i < prices.length; i++) {
            script.price(at(i), Desk.BTC.symbol(), prices[i]);
        }
        return script;
    }

    /** Far enough apart for the breaker of price moves. */
    private static long at(int i) {
        return 30 + 90L * i;
    }

    private static Desk holding(Script script, ReductionSettings reduction) {
        Desk desk = Desk.open(script, MemoryEventStore.empty(), Desk.gate(reduction));
        desk.until(30);
        assertThat(desk.trade(Desk.BTC, Side.BUY, "80")).isInstanceOf(SubmitResult.Taken.class);
        desk.pass(35);
        desk.awaitHeld(Desk.BTC, "80");
        return desk;
    }

    private static List<ParentCreated> reductions(Desk desk) {
        return desk.records(ParentCreated.class).stream()
                .filter(created -> created.order().principal().equals("risk-reduction"))
                .toList();
    }

    @Test
    void closesNothingUnlessItIsTurnedOn() {
        try (Desk desk = holding(falling("1000", "945"), ReductionSettings.STANDARD)) {
            desk.until(at(1));
            desk.pass(at(1) + 10);
            assertThat(desk.engine.view().risk().drawdown()).isGreaterThan(0.04);
            assertThat(reductions(desk)).isEmpty();
            assertThat(desk.held(Desk.BTC)).isEqualByComparingTo("80");
        }
    }

    @Test
    void closesDownToTheTargetOfTheRungAndSaysWhyInTheRecord() {
        try (Desk desk = holding(falling("1000", "945"), Desk.REDUCING)) {
            desk.until(at(1));
            desk.pass(at(1) + 10);
            // 80 · 945 = 75 600 when the warning was crossed, 75 % of it stay: 60.
            desk.awaitHeld(Desk.BTC, "60");
            ParentCreated created = reductions(desk).getFirst();
            ParentOrder order = created.order();
            assertThat(reductions(desk)).hasSize(1);
            assertThat(order.intent().reduceOnly()).isTrue();
            assertThat(order.intent().side()).isEqualTo(Side.SELL);
            assertThat(order.intent().strategy()).isEqualTo("risk-reduction");
            assertThat(order.intent().type()).isInstanceOf(OrderType.Limit.class);
            // 945 less half the collar of 5 %
            assertThat(order.intent().type().limitPrice().orElseThrow()).isEqualByComparingTo("921.38");
            assertThat(created.header().causationId())
                    .startsWith("reduction:REDUCE drawdown 0.04")
                    .endsWith("exposure 75600 to 56700, worked by immediate for want of is");
        }
    }

    /** A price per rung; 80 held from 1000, equity 100 000: what is lost is 8 % of the fall in tenths of a percent. */
    @ParameterizedTest(name = "{0}: {1} stay")
    @CsvSource({
        // 80 · 936 = 74 880 at the warning, 50 % of it are 40.
        "936, 40, REDUCING, HARD",
        // A fall through several rungs at once is met by the deepest: 25 % are 20.
        "899, 20, HALTED, HALT",
        "874, 0, HALTED, KILL"
    })
    void meetsTheDeepestRungWhateverTheTradingState(String price, String left, TradingState state, String rung) {
        try (Desk desk = holding(falling("1000", price), Desk.REDUCING)) {
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, left);
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(state);
            assertThat(reductions(desk)).hasSize(1);
            assertThat(reductions(desk).getFirst().header().causationId())
                    .startsWith("reduction:" + rung + " drawdown 0.");
        }
    }

    @Test
    void leavesItsOwnOrdersAtWorkWhenTheHaltTakesBackTheOthers() {
        try (Desk desk = holding(falling("1000", "936", "855"), Desk.REDUCING)) {
            SubmitResult resting = desk.rest(Desk.BTC, Side.SELL, "1", "1040");
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, "40");
            desk.until(at(2));
            desk.pass(at(2) + 10);
            // What the warning found, 74 880, stays the measure: 25 % of it are 18 720.
            await().untilAsserted(() -> assertThat(desk.held(Desk.BTC).multiply(new BigDecimal("855")))
                    .isLessThanOrEqualTo(new BigDecimal("18720")));
            assertThat(reductions(desk)).hasSize(2);
            String id = ((SubmitResult.Taken) resting).order().orderId();
            await().until(() ->
                    desk.engine.view().order(id).orElseThrow().progress().status() == OrderStatus.CANCELED);
            assertThat(reductions(desk))
                    .allSatisfy(created -> assertThat(desk.engine
                                    .view()
                                    .order(created.order().orderId())
                                    .orElseThrow()
                                    .progress()
                                    .status())
                            .isEqualTo(OrderStatus.FILLED));
        }
    }

    @Test
    void isWorkedByImplementationShortfallWhereTheEngineHasIt() {
        Script script = falling("1000", "945");
        try (Desk desk = Desk.open(
                script,
                MemoryEventStore.empty(),
                Desk.gate(Desk.REDUCING),
                builder -> builder.algo(ImplementationShortfall.builder()
                        .maxQuoteAge(Duration.ofMinutes(2))
                        .build()))) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "80");
            desk.pass(40);
            desk.awaitHeld(Desk.BTC, "80");
            desk.until(at(1));
            desk.pass(at(1) + 10);
            ParentCreated created = reductions(desk).getFirst();
            assertThat(created.order().intent().algo())
                    .isEqualTo(AlgoSpec.of("is", Map.of("urgency", "3", "duration_s", "300")));
            assertThat(created.header().causationId()).endsWith("exposure 75600 to 56700");
            assertThat(desk.held(Desk.BTC)).isBetween(new BigDecimal("60"), new BigDecimal("79.99"));
        }
    }

    @Test
    void endsWhenTheTargetIsReachedWhateverPricesDoAfterwards() {
        try (Desk desk = holding(falling("1000", "945", "955", "946", "944"), Desk.REDUCING)) {
            for (int minute = 1; minute < 5; minute++) {
                desk.until(at(minute));
                desk.pass(at(minute) + 10);
            }
            desk.awaitHeld(Desk.BTC, "60");
            assertThat(reductions(desk)).hasSize(1);
        }
    }

    @Test
    void closesOnADailyLossAsOnTheHardRung() {
        RiskLimits limits = Desk.limits()
                .loss(loss -> loss.maxDaily(new BigDecimal("0.02")))
                .build();
        Script script = falling("1000", "970");
        try (Desk desk = Desk.open(
                script, MemoryEventStore.empty(), Desk.gate(Desk.REDUCING).limits(limits))) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "80");
            desk.pass(35);
            desk.awaitHeld(Desk.BTC, "80");
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, "40");
            assertThat(reductions(desk).getFirst().header().causationId())
                    .startsWith("reduction:HARD breaker daily-loss, exposure 77600 to 38800");
        }
    }

    @Test
    void standsStillWhereAPersonThrewASwitch() {
        try (Desk desk = holding(falling("1000", "936", "899"), Desk.REDUCING)) {
            Desk.join(desk.engine.kill(KillSwitch.Scope.STRATEGY, "risk-reduction", "by hand from here", "officer"));
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.until(at(2));
            desk.pass(at(2) + 10);
            assertThat(desk.engine.view().risk().tradingState()).isEqualTo(TradingState.HALTED);
            assertThat(reductions(desk)).isEmpty();
            assertThat(desk.held(Desk.BTC)).isEqualByComparingTo("80");
        }
    }

    /** The ladder's switch lets reductions pass; a person's in its place, or of the venue alone, does not, over a restart too. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"SYSTEM, ''", "VENUE, paper"})
    void sellsNothingMoreOnceAPersonThrowsASwitchBesideTheLadders(KillSwitch.Scope scope, String target) {
        MemoryEventStore store = MemoryEventStore.empty();
        try (Desk desk = Desk.open(thinAtTheLastRung(), store, Desk.gate(Desk.REDUCING))) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "80");
            desk.pass(35);
            desk.awaitHeld(Desk.BTC, "80");
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, "75");
            assertThat(byLadder(desk)).hasSize(1);
            ControlResult thrown = Desk.join(desk.engine.kill(scope, target, "by hand from here", "officer"));
            assertThat(thrown).isEqualTo(new ControlResult.Applied(true, List.of()));
            desk.until(at(2));
            desk.pass(at(2) + 70);
            assertThat(desk.held(Desk.BTC)).isEqualByComparingTo("75");
        }
        // Killed right after the record of the switch, before that of the gate's state.
        MemoryEventStore left = Desk.cut(store, 1 + thrownBy("officer", Desk.records(store)));
        try (Desk desk = Desk.open(thinAtTheLastRung(), left, Desk.gate(Desk.REDUCING))) {
            desk.until(at(3));
            desk.pass(at(3) + 70);
            assertThat(desk.held(Desk.BTC)).isEqualByComparingTo("75");
            assertThat(desk.engine.view().risk().killSwitches())
                    .filteredOn(one -> one.scope() == scope)
                    .extracting(KillSwitch::principal)
                    .containsExactly("officer");
        }
    }

    private static int thrownBy(String principal, List<LedgerEvent> records) {
        return records.indexOf(records.stream()
                .filter(one -> one instanceof KillSwitchChanged changed
                        && changed.killSwitch().principal().equals(principal))
                .findFirst()
                .orElseThrow());
    }

    /** A thin book: 5 at the price of the last rung, and from then on 1000. */
    private static Script thinAtTheLastRung() {
        return falling("1000")
                .thin(at(1), Desk.BTC.symbol(), "874", "5")
                .price(at(2), Desk.BTC.symbol(), "874")
                .price(at(3), Desk.BTC.symbol(), "874");
    }

    private static List<KillSwitch> byLadder(Desk desk) {
        return desk.engine.view().risk().killSwitches().stream()
                .filter(KillSwitches::isByLadder)
                .toList();
    }

    @Test
    void restsNothingThatOnlyReducesWhereTheVenueDoesNotKeepIt() {
        try (Desk desk = holding(falling("1000"), ReductionSettings.STANDARD)) {
            OrderIntent.Builder out = OrderIntent.of(Desk.BTC.symbol(), Side.SELL, BigDecimal.TEN)
                    .clientOrderId("rests")
                    .limit(new BigDecimal("1010"))
                    .reduceOnly(true)
                    .algo(AlgoSpec.IMMEDIATE);
            assertThat(desk.submit(out.build()))
                    .isInstanceOfSatisfying(
                            SubmitResult.Denied.class,
                            denied -> assertThat(denied.decision()
                                            .reasons()
                                            .getFirst()
                                            .code())
                                    .isEqualTo("UNSUPPORTED_FLAG"));
            OrderIntent atOnce = out.clientOrderId("takes")
                    .limit(new BigDecimal("995"))
                    .timeInForce(TimeInForce.IOC)
                    .build();
            assertThat(desk.submit(atOnce)).isInstanceOf(SubmitResult.Taken.class);
            desk.pass(40);
            desk.awaitHeld(Desk.BTC, "70");
        }
    }

    @Test
    void sendsAtOnceWhatItsAlgorithmWouldLetRest() {
        ReductionSettings immediate = Desk.REDUCING.withAlgo(AlgoSpec.IMMEDIATE);
        try (Desk desk = holding(falling("1000", "945"), immediate)) {
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, "60");
            assertThat(reductions(desk).getFirst().order().intent().timeInForce())
                    .isEqualTo(TimeInForce.IOC);
        }
    }

    @Test
    void triesAgainAfterAPauseWhenItsOrdersEndedShortOfTheTarget() {
        Script script = falling("1000");
        // A thin book: 5 at the price, and nothing else within reach.
        script.thin(at(1), Desk.BTC.symbol(), "945", "5").price(at(2), Desk.BTC.symbol(), "945");
        try (Desk desk = holding(script, Desk.REDUCING)) {
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, "75");
            assertThat(reductions(desk)).hasSize(1);
            desk.pass(at(1) + 59);
            assertThat(reductions(desk)).hasSize(1);
            desk.until(at(2));
            // What was tried in the thin book meanwhile has its pause too.
            desk.pass(at(2) + 70);
            desk.awaitHeld(Desk.BTC, "60");
            assertThat(reductions(desk)).hasSizeGreaterThan(1);
        }
    }

    /** Every cut of the record, taken up again, comes to the same holding by the same orders. */
    @Test
    void sendsNothingTwiceWhereverTheRecordIsCutAndTakenUpAgain() {
        MemoryEventStore whole = MemoryEventStore.empty();
        Script script = falling("1000", "945", "945", "945");
        try (Desk desk = Desk.open(script, whole, Desk.gate(Desk.REDUCING))) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "80");
            desk.pass(35);
            desk.awaitHeld(Desk.BTC, "80");
            desk.until(at(1));
            desk.pass(at(1) + 10);
            desk.awaitHeld(Desk.BTC, "60");
            desk.until(at(3));
        }
        List<LedgerEvent> records = Desk.records(whole);
        long bought = 1L
                + records.indexOf(records.stream()
                        .filter(OrderFilled.class::isInstance)
                        .findFirst()
                        .orElseThrow());
        long last = whole.lastSequence();
        for (long cut = bought; cut < last; cut++) {
            MemoryEventStore left = Desk.cut(whole, cut);
            Script again = falling("1000", "945", "945", "945");
            try (Desk desk = Desk.open(again, left, Desk.gate(Desk.REDUCING))) {
                for (long second : new long[] {at(1), at(1) + 10, at(2), at(2) + 10, at(3), at(3) + 10, at(3) + 80}) {
                    desk.until(second);
                }
                BigDecimal sold = desk.records(OrderFilled.class).stream()
                        .filter(filled -> filled.fill().side() == Side.SELL)
                        .map(filled -> filled.fill().quantity())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(desk.held(Desk.BTC))
                        .as("cut after record %s of %s", cut, last)
                        .isEqualByComparingTo("60");
                assertThat(sold.add(desk.held(Desk.BTC))).isEqualByComparingTo("80");
            }
        }
    }
}
