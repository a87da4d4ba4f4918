package io.colin.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/** Memory measured again and again, and whether it grows. */
final class MemoryTrend {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final double KILOBYTES = 1_024;
    private static final double MEGABYTE = 1 << 20;

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One measurement.
     *
     * @param heapMb live objects after a full collection
     * @param residentMb the whole process; empty where the system does not say
     */
    record Sample(double heapMb, OptionalDouble residentMb) {}

    /** Measures; a full collection comes first. */
    Sample take() throws IOException {
        System.gc();
        double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
        Sample sample = new Sample(heap, resident());
        samples.add(sample);
        return sample;
    }

    /** Growth of the heap over all samples after the first so many, by a line that single jumps do not bend. */
    double heapGrowthMb(int warmUp) {
        return growth(samples.stream().skip(warmUp).mapToDouble(Sample::heapMb).toArray());
    }

    /** The same of the whole process; empty where the system does not say. */
    OptionalDouble residentGrowthMb(int warmUp) {
        if (samples.stream().anyMatch(sample -> sample.residentMb().isEmpty())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(growth(samples.stream()
                .skip(warmUp)
                .mapToDouble(sample -> sample.residentMb().orElseThrow())
                .toArray()));
    }

    /**
     * The end less the beginning of a line whose slope is the median over all pairs of values (Theil and Sen): a leak is in
     * every round and moves it, what the compiler takes once does not.
     */
    static double growth(double[] values) {
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            for (int j = i + 1; j < values.length; j++) {
                slopes.add((values[j] - values[i]) / (j - i));
            }
        }
        Collections.sort(slopes);
        int n = slopes.size();
        return n == 0 ? 0 : (slopes.get((n - 1) / 2) + slopes.get(n / 2)) / 2 * (values.length - 1);
    }

    private static OptionalDouble resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(RESIDENT))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KILOBYTES)
                .findFirst();
    }
}
