package io.colin.risk.compliance;

import static io.colin.risk.compliance.Orders.DAY;
import static io.colin.risk.compliance.Orders.HOUR;
import static io.colin.risk.compliance.Orders.MIDNIGHT;
import static io.colin.risk.compliance.Orders.dec;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.ApprovalChanged;
import io.colin.api.event.CashMoved;
import io.colin.api.event.DecisionMade;
import io.colin.api.event.EventHeader;
import io.colin.api.event.KillSwitchChanged;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.LimitChanged;
import io.colin.api.event.RiskStateChanged;
import io.colin.api.order.DenialCode;
import io.colin.api.order.Refusal;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.risk.ApprovalStage;
import io.colin.api.risk.CheckResult;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.api.risk.TradingState;
import io.colin.risk.compliance.SurveillanceFinding.Pattern;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComplianceReportTest {
    private static final LocalDate TUESDAY = LocalDate.of(2024, 1, 2);
    private static final SurveillanceSettings SETTINGS = SurveillanceSettings.STANDARD;

    private static EventHeader at(long timeNs) {
        return new EventHeader(1, timeNs, 0, "c", "command:1");
    }

    private static CheckResult check(String name, CheckOutcome outcome) {
        return new CheckResult(
                name,
                name.startsWith("compliance.") ? DenialCode.COMPLIANCE : DenialCode.POSITION_LIMIT,
                outcome,
                "none",
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                "");
    }

    private static RiskDecision decision(Verdict verdict, String hash, long timeNs, CheckResult... checks) {
        BigDecimal allowed = switch (verdict) {
            case APPROVED -> dec("2");
            case REDUCED -> BigDecimal.ONE;
            case REJECTED -> BigDecimal.ZERO;
        };
        List<Refusal> reasons = verdict == Verdict.APPROVED
                ? List.of()
                : List.of(new Refusal("COMPLIANCE", "m"), new Refusal("POSITION_LIMIT", "m"));
        return new RiskDecision(verdict, dec("2"), allowed, List.of(checks), reasons, List.of(), 10, hash, timeNs, 0);
    }

    private static LedgerEvent decided(Verdict verdict, String hash, long timeNs, CheckResult... checks) {
        return new DecisionMade(at(timeNs), "o", decision(verdict, hash, timeNs, checks));
    }

    private static LedgerEvent monitorState(long timeNs, MonitorLevel level) {
        SortedMap<String, String> state = new TreeMap<>();
        state.put("compliance.monitor.concentration.level", level.name());
        state.put("compliance.monitor.concentration.value", "0.3");
        state.put("compliance.monitor.concentration.since_ns", "7");
        return new RiskStateChanged(at(timeNs), TradingState.ACTIVE, 0, state);
    }

    /** Two days: on the first limits change, on the second a person stops everything. */
    private static List<LedgerEvent> record() {
        long t = MIDNIGHT + HOUR;
        List<LedgerEvent> events = new ArrayList<>();
        events.add(decided(Verdict.APPROVED, "h1", t, check("compliance.POS_001", CheckOutcome.PASSED)));
        events.add(decided(
                Verdict.REJECTED,
                "h1",
                t + 1,
                check("compliance.POS_001", CheckOutcome.FAILED),
                check("position", CheckOutcome.FAILED)));
        events.add(
                new ApprovalChanged(at(t + 2), "approval-1", "limits", ApprovalStage.APPROVED, "bob", "fine\nreally"));
        events.add(new LimitChanged(at(t + 3), "order.maxShare", "0.02", "0.03", "alice with bob", "h2"));
        events.add(decided(Verdict.REDUCED, "h2", t + 4, check("position", CheckOutcome.REDUCED)));
        events.add(monitorState(t + 5, MonitorLevel.WARNING));
        events.add(monitorState(t + 6, MonitorLevel.BREACH));
        events.add(decided(Verdict.APPROVED, "h2", MIDNIGHT + DAY, check("compliance.MIFID_001", CheckOutcome.WARNED)));
        events.add(new KillSwitchChanged(
                at(MIDNIGHT + DAY + 1), new KillSwitch(KillSwitch.Scope.SYSTEM, "", "flood", "carol", 5), true));
        events.add(monitorState(MIDNIGHT + DAY + 2, MonitorLevel.OK));
        return events;
    }

    @Test
    void aDayNamesWhatWasPaidInAndOut() {
        CashFlow flow = new CashFlow("USD", dec("-2500.50"), MIDNIGHT + HOUR);
        CashFlow in = new CashFlow("USD", dec("10"), MIDNIGHT + HOUR);
        List<LedgerEvent> events = List.of(
                new CashMoved(
                        at(MIDNIGHT + HOUR),
                        "bank-7",
                        flow,
                        BigDecimal.ONE,
                        "by the owner",
                        "treasurer",
                        Optional.empty()),
                new CashMoved(
                        at(MIDNIGHT + HOUR), "bank-8", in, BigDecimal.ONE, "back", "treasurer", Optional.of("owner")));
        ComplianceReport report = ComplianceReport.of(TUESDAY, events, SETTINGS);
        assertThat(report.counts()).containsEntry("cash_movements", 2L);
        assertThat(report.changes())
                .containsExactly(
                        "cash bank-7 of -2500.5 USD by treasurer: by the owner",
                        "cash bank-8 of 10 USD by treasurer with owner: back");
    }

    @Test
    void aDayIsCountedFromTheRecordAlone() {
        ComplianceReport report = ComplianceReport.of(TUESDAY, record(), SETTINGS);
        assertThat(report.day()).isEqualTo(TUESDAY);
        SortedMap<String, Long> expected = new TreeMap<>();
        expected.put("decided", 3L);
        expected.put("compliant", 2L);
        expected.put("verdict.APPROVED", 1L);
        expected.put("verdict.REJECTED", 1L);
        expected.put("verdict.REDUCED", 1L);
        expected.put("code.COMPLIANCE", 2L);
        expected.put("code.POSITION_LIMIT", 2L);
        expected.put("control.compliance.POS_001.PASSED", 1L);
        expected.put("control.compliance.POS_001.FAILED", 1L);
        expected.put("control.position.FAILED", 1L);
        expected.put("control.position.REDUCED", 1L);
        expected.put("approval.approved", 1L);
        expected.put("limit_changes", 1L);
        assertThat(report.counts()).isEqualTo(expected);
        assertThat(report.score()).isEqualTo(2.0 / 3);
        assertThat(report.limitHashes()).containsExactly("h1", "h2");
        assertThat(report.changes())
                .containsExactly(
                        "approval-1 of limits approved by bob",
                        "limit order.maxShare from 0.02 to 0.03 by alice with bob");
        assertThat(report.monitor())
                .contains(new MetricState(MonitorMetric.CONCENTRATION, MonitorLevel.BREACH, 0.3, 7))
                .hasSize(MonitorMetric.values().length);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void theNextDayBeginsWithTheLimitsInForceAndItsOwnCounts() {
        ComplianceReport report = ComplianceReport.of(TUESDAY.plusDays(1), record(), SETTINGS);
        assertThat(report.counts())
                .containsEntry("decided", 1L)
                .containsEntry("kill_switch_changes", 1L)
                .containsEntry("control.compliance.MIFID_001.WARNED", 1L)
                .doesNotContainKeys("limit_changes", "verdict.REJECTED");
        assertThat(report.score()).isEqualTo(1);
        assertThat(report.limitHashes()).containsExactly("h2");
        assertThat(report.changes()).containsExactly("kill switch SYSTEM  thrown by carol: flood");
        assertThat(report.monitor()).contains(new MetricState(MonitorMetric.CONCENTRATION, MonitorLevel.OK, 0.3, 7));
    }

    @Test
    void aDayOfWhichNothingIsKnownIsOneOfZeros() {
        for (LocalDate day : List.of(TUESDAY.minusDays(1), TUESDAY.plusDays(2))) {
            ComplianceReport report = ComplianceReport.of(day, record(), SETTINGS);
            assertThat(report.day()).isEqualTo(day);
            assertThat(report.counts())
                    .containsOnly(java.util.Map.entry("decided", 0L), java.util.Map.entry("compliant", 0L));
            assertThat(report.score()).isEqualTo(1);
        }
    }

    @Test
    void theTextHoldsEverythingOnceALineAndNamesTheReport() {
        ComplianceReport report = ComplianceReport.of(TUESDAY, record(), SETTINGS);
        assertThat(report.canonicalText())
                .startsWith("day=2024-01-02\nscore=0.6666666666666666\ncount.approval.approved=1\n")
                .contains("count.control.compliance.POS_001.FAILED=1\n")
                .contains("limits=h1\nlimits=h2\n")
                .contains("monitor.concentration=BREACH 0.3 since 7\n")
                .endsWith("change=limit order.maxShare from 0.02 to 0.03 by alice with bob\n");
        assertThat(report.hash()).hasSize(64);
        assertThat(ComplianceReport.of(TUESDAY, record(), SETTINGS)).isEqualTo(report);
        assertThat(ComplianceReport.of(TUESDAY, record(), SETTINGS).hash()).isEqualTo(report.hash());
        List<LedgerEvent> other = record();
        other.removeFirst();
        assertThat(ComplianceReport.of(TUESDAY, other, SETTINGS).hash()).isNotEqualTo(report.hash());
    }

    @Test
    void reportsMadeWhileTheRecordGrowsAreThoseMadeFromItLater() {
        DailyReports growing = DailyReports.of(SETTINGS);
        List<ComplianceReport> made = new ArrayList<>();
        record().forEach(event -> made.addAll(growing.onEvent(event)));
        assertThat(made).containsExactly(ComplianceReport.of(TUESDAY, record(), SETTINGS));
        assertThat(growing.close(MIDNIGHT + 2 * DAY - 1)).isEmpty();
        assertThat(growing.close(MIDNIGHT + 2 * DAY))
                .containsExactly(ComplianceReport.of(TUESDAY.plusDays(1), record(), SETTINGS));
        assertThat(growing.close(MIDNIGHT + 2 * DAY + 1)).isEmpty();
        assertThat(growing.close(MIDNIGHT + 3 * DAY))
                .singleElement()
                .satisfies(quiet -> assertThat(quiet.counts()).containsEntry("decided", 0L));
    }

    @Test
    void whatSurveillanceFindsInTheRecordStandsInTheReport() {
        Tape tape = new Tape(SETTINGS);
        tape.limit("bait", Side.BUY, "30", "99").limit("real", Side.SELL, "10", "101");
        tape.after(500).fill("real", "10", "101").after(300).cancel("bait");
        ComplianceReport report = ComplianceReport.of(TUESDAY, tape.events(), SETTINGS);
        assertThat(report.findings()).extracting(SurveillanceFinding::pattern).containsExactly(Pattern.SPOOFING);
        assertThat(report.findings()).isEqualTo(tape.found());
        assertThat(report.counts())
                .containsEntry("parents", 2L)
                .containsEntry("children", 2L)
                .containsEntry("fills", 1L);
        assertThat(report.canonicalText()).contains("finding=SPOOFING main BTC/USD ");
    }

    /** RC-32: what the gate counted live equals what the record holds. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void countsOfTheMonitorEqualThoseOfTheRecord(long seed) {
        Random random = new Random(seed);
        ComplianceMonitor monitor = ComplianceMonitor.of(MonitorSettings.STANDARD);
        List<LedgerEvent> events = new ArrayList<>();
        long plainCompliant = 0;
        for (int i = 0; i < 500; i++) {
            Verdict verdict = List.of(Verdict.values()).get(random.nextInt(3));
            CheckOutcome outcome = List.of(CheckOutcome.values()).get(random.nextInt(4));
            String name = random.nextBoolean() ? "compliance.FREQ_001" : "leverage";
            RiskDecision decision = decision(verdict, "h", MIDNIGHT + i, check(name, outcome));
            monitor.onDecision(decision);
            events.add(new DecisionMade(at(MIDNIGHT + i), "o" + i, decision));
            plainCompliant += name.equals("leverage") || outcome != CheckOutcome.FAILED ? 1 : 0;
        }
        ComplianceReport report = ComplianceReport.of(TUESDAY, events, SETTINGS);
        assertThat(report.counts()).isEqualTo(monitor.counts().values());
        assertThat(monitor.counts().decided()).isEqualTo(500);
        assertThat(monitor.counts().compliant()).isEqualTo(plainCompliant);
        assertThat(monitor.counts().score()).isEqualTo(plainCompliant / 500.0);
        long failed = 0;
        for (LedgerEvent event : events) {
            CheckResult check = ((DecisionMade) event).decision().checks().getFirst();
            failed += check.check().equals("compliance.FREQ_001") && check.outcome() == CheckOutcome.FAILED ? 1 : 0;
        }
        assertThat(monitor.counts().count("compliance.FREQ_001", CheckOutcome.FAILED))
                .isEqualTo(failed);
        assertThat(monitor.counts().count("nothing", CheckOutcome.FAILED)).isZero();
    }
}
