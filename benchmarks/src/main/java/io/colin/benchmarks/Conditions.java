package io.colin.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.RuntimeMXBean;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** What a harness prints of the machine it ran on, and of what it measured. */
final class Conditions {
    private static final double MICROSECOND_NS = 1e3;
    private static final double MEDIAN = 50;
    private static final double TAIL = 99;
    private static final double FAR_TAIL = 99.9;

    private Conditions() {}

    static void print(PrintStream out) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        out.printf(
                Locale.ROOT,
                "%s %s, heap up to %d MB, %s%n",
                runtime.getVmName(),
                runtime.getVmVersion(),
                Runtime.getRuntime().maxMemory() >> 20,
                runtime.getInputArguments());
        out.printf(
                Locale.ROOT,
                "%s %s %s, %d processors, load average %.2f%n",
                system.getName(),
                system.getVersion(),
                system.getArch(),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage());
    }

    static void load(PrintStream out) {
        out.printf(
                Locale.ROOT,
                "load average at the end %.2f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    static void header(PrintStream out) {
        out.printf(Locale.ROOT, "%-8s %9s %12s %12s %12s %12s%n", "µs", "count", "p50", "p99", "p99.9", "max");
    }

    static void row(PrintStream out, String name, Histogram histogram) {
        out.printf(
                Locale.ROOT,
                "%-8s %9d %12.1f %12.1f %12.1f %12.1f%n",
                name,
                histogram.getTotalCount(),
                histogram.getValueAtPercentile(MEDIAN) / MICROSECOND_NS,
                histogram.getValueAtPercentile(TAIL) / MICROSECOND_NS,
                histogram.getValueAtPercentile(FAR_TAIL) / MICROSECOND_NS,
                histogram.getMaxValue() / MICROSECOND_NS);
    }
}
