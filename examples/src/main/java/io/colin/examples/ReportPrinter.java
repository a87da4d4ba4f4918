package io.colin.examples;

import io.colin.execution.engine.LatencySummary;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.SignalScore;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A run's report as a few lines of text. */
final class ReportPrinter {
    private static final double PERCENT = 100;
    private static final double MICROSECOND_NS = 1e3;

    private ReportPrinter() {}

    static void print(RunReport report, PrintStream out) {
        SignalScore signals = report.signals();
        out.printf(
                Locale.ROOT,
                "run        %s, %s to %s%n",
                report.source(),
                at(report.tradedFromNs()),
                at(report.endedAtNs()));
        out.printf(Locale.ROOT, "signals    %d of %d decision points%n", signals.directed(), signals.decisionPoints());
        out.printf(
                Locale.ROOT,
                "right      %d of %d resolved; persistence %d, always long %d%n",
                signals.correct(),
                signals.resolved(),
                signals.persistenceCorrect(),
                signals.alwaysLongCorrect());
        out.printf(Locale.ROOT, "orders     %s, refused %s%n", report.parents(), report.denials());
        out.printf(Locale.ROOT, "fills      %d (%s)%n", report.fills(), report.fidelity());
        out.printf(
                Locale.ROOT,
                "equity     %s %s, fees %s, drawdown %.3f %%%n",
                report.portfolio().equity().toPlainString(),
                report.portfolio().currency(),
                report.portfolio().feesPaid().toPlainString(),
                PERCENT * report.maxDrawdown());
        for (LatencySummary latency : report.latencies()) {
            out.printf(
                    Locale.ROOT,
                    "latency    %-10s p50 %.1f µs, p99 %.1f µs over %d%n",
                    latency.stage(),
                    latency.p50Ns() / MICROSECOND_NS,
                    latency.p99Ns() / MICROSECOND_NS,
                    latency.count());
        }
        out.printf(Locale.ROOT, "state hash %s%n", report.stateHash());
    }

    static String at(long timeNs) {
        return Instant.EPOCH.plusNanos(timeNs).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
