package io.colin.server.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.alert.Severity;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.RiskAlert;
import io.colin.api.order.Side;
import io.colin.execution.engine.ControlResult;
import io.colin.execution.engine.SubmitResult;
import io.colin.execution.store.MemoryEventStore;
import io.colin.risk.compliance.ComplianceReport;
import io.colin.risk.compliance.ControlCounts;
import io.colin.risk.compliance.MonitorSettings;
import io.colin.risk.compliance.Supervision;
import io.colin.risk.compliance.SurveillanceSettings;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.risk.reduction.ReductionSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The monitor, surveillance and daily reports of a running engine. */
class SupervisionTest {
    /** 00:00 UTC after {@link Script#START_NS}, which is 22:14. */
    private static final long MIDNIGHT = 6360;

    private final List<ComplianceReport> reports = new ArrayList<>();

    private StandardGateBuilder gate() {
        return Desk.gate(ReductionSettings.STANDARD)
                .supervision(Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, reports::add));
    }

    private static Script script() {
        Script script = new Script().live();
        for (int minute = 0; minute < 5; minute++) {
            script.price(30 + 60L * minute, Desk.BTC.symbol(), "1000");
        }
        return script.price(MIDNIGHT + 60, Desk.BTC.symbol(), "1000");
    }

    private static List<RiskAlert> alerts(Desk desk, String name) {
        return desk.records(RiskAlert.class).stream()
                .filter(alert -> alert.name().equals(name))
                .toList();
    }

    @Test
    void alertsOncePerMetricWhenTheMonitorLooksAndAgainWhenItIsOver() {
        try (Desk desk = Desk.open(script(), MemoryEventStore.empty(), gate())) {
            desk.until(30);
            desk.trade(Desk.BTC, Side.BUY, "21");
            desk.pass(40);
            desk.awaitHeld(Desk.BTC, "21");
            assertThat(alerts(desk, "compliance-largest_position"))
                    .as("not before it looks")
                    .isEmpty();
            desk.until(150);
            desk.pass(160);
            RiskAlert begun = alerts(desk, "compliance-largest_position").getFirst();
            assertThat(begun.active()).isTrue();
            assertThat(begun.severity()).isEqualTo(Severity.HIGH);
            assertThat(begun.header().timeNs()).isLessThanOrEqualTo(Script.START_NS + 150 * Script.SECOND_NS);
            desk.trade(Desk.BTC, Side.SELL, "20");
            desk.pass(170);
            desk.awaitHeld(Desk.BTC, "1");
            desk.until(270);
            List<RiskAlert> both = alerts(desk, "compliance-largest_position");
            assertThat(both).extracting(RiskAlert::active).containsExactly(true, false);
        }
    }

    @Test
    void findsSpoofingAtOnceWithItsEvidenceAndKeepsItUntilAPersonHasReviewedIt() {
        MemoryEventStore store = MemoryEventStore.empty();
        try (Desk desk = Desk.open(script(), store, gate())) {
            desk.until(30);
            String bait = spoof(desk);
            desk.pass(40);
            RiskAlert found = alerts(desk, "surveillance-spoofing").getFirst();
            assertThat(found.scope()).isEqualTo("main BTC/USD");
            assertThat(found.severity()).isEqualTo(Severity.HIGH);
            assertThat(found.detail()).contains(bait + "-1 ", "filled BUY 1 ");
            desk.until(210);
            assertThat(alerts(desk, "compliance-spoofing"))
                    .extracting(RiskAlert::active)
                    .containsExactly(true);
        }
        try (Desk again = Desk.open(script(), Desk.cut(store, store.lastSequence()), gate())) {
            again.until(270);
            assertThat(alerts(again, "surveillance-spoofing")).as("told once").hasSize(1);
            assertThat(Desk.join(again.engine.controls().review("surveillance-spoofing", "officer")))
                    .isEqualTo(new ControlResult.Applied(true, List.of()));
            assertThat(Desk.join(again.engine.controls().review("surveillance-spoofing", "officer")))
                    .isEqualTo(new ControlResult.Applied(false, List.of()));
            again.until(MIDNIGHT + 60);
            assertThat(alerts(again, "surveillance-spoofing"))
                    .extracting(RiskAlert::active)
                    .containsExactly(true, false);
            assertThat(alerts(again, "compliance-spoofing"))
                    .extracting(RiskAlert::active)
                    .containsExactly(true, false);
        }
    }

    /** A large offer is laid, bought under, and taken away; its id. */
    private static String spoof(Desk desk) {
        desk.trade(Desk.BTC, Side.BUY, "12");
        desk.pass(31);
        desk.awaitHeld(Desk.BTC, "12");
        String bait = ((SubmitResult.Taken) desk.rest(Desk.BTC, Side.SELL, "10", "1010"))
                .order()
                .orderId();
        desk.pass(32);
        desk.trade(Desk.BTC, Side.BUY, "1");
        Desk.join(desk.engine.cancel(bait, "tester"));
        desk.pass(35);
        desk.awaitHeld(Desk.BTC, "13");
        return bait;
    }

    @Test
    void makesTheReportOfADayFromTheRecordAloneAndTheSameAfterARestart() {
        MemoryEventStore store = MemoryEventStore.empty();
        LocalDate day = LocalDate.of(2023, 11, 14);
        try (Desk desk = Desk.open(script(), store, gate())) {
            desk.until(30);
            spoof(desk);
            desk.until(270);
            assertThat(reports).isEmpty();
            desk.until(MIDNIGHT + 60);
            assertThat(reports).hasSize(1);
        }
        ComplianceReport live = reports.getFirst();
        assertThat(live.day()).isEqualTo(day);
        assertThat(live.counts()).containsEntry("fills", 2L).containsEntry("parents", 3L);
        assertThat(live.findings()).isNotEmpty();
        assertThat(live.monitor()).isNotEmpty();
        ComplianceReport rebuilt = ComplianceReport.of(day, Desk.records(store), SurveillanceSettings.STANDARD);
        assertThat(rebuilt.hash()).isEqualTo(live.hash());
        assertThat(rebuilt).isEqualTo(live);
        try (Desk again = Desk.open(script(), Desk.cut(store, store.lastSequence()), gate())) {
            again.until(MIDNIGHT + 60);
            assertThat(reports).hasSize(2);
            assertThat(reports.getLast()).isEqualTo(live);
        }
    }

    /** RC-32: the counts of every control are those of the record, over a restart too. */
    @Test
    void countsWhatEveryControlDidAsTheRecordHasItAndGoesOnAfterARestart() {
        Supervision first = supervision();
        MemoryEventStore left;
        try (GateRun run = GateRun.begin(LimitChangeTest.gate("1000").supervision(first))) {
            run.buy("1", "one");
            run.buy("2", "two");
            left = run.left();
        }
        assertThat(first.monitor().counts().values())
                .isEqualTo(recorded(left))
                .containsEntry("code.NOTIONAL_EXCEEDS_MAXIMUM", 1L);
        Supervision second = supervision();
        try (GateRun run = GateRun.begin(LimitChangeTest.gate("1000").supervision(second), left)) {
            assertThat(second.monitor().counts().values()).isEqualTo(recorded(left));
            run.buy("2", "three");
            assertThat(second.monitor().counts().values())
                    .isEqualTo(recorded(run.store))
                    .containsEntry("code.NOTIONAL_EXCEEDS_MAXIMUM", 2L);
        }
    }

    private static Supervision supervision() {
        return Supervision.of(MonitorSettings.STANDARD, SurveillanceSettings.STANDARD, report -> {});
    }

    private static SortedMap<String, Long> recorded(MemoryEventStore store) {
        ControlCounts counts = ControlCounts.empty();
        Desk.records(store).forEach(event -> {
            if (event instanceof DecisionMade made) {
                counts.add(made.decision());
            }
        });
        return counts.values();
    }
}
