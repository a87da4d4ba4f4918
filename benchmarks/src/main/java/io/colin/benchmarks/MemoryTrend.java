package io.colin.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Growth of the heap over all samples after the first so many, by a straight line through them. */
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

    /** The fitted line's end less its beginning. */
    static double growth(double[] values) {
        int n = values.length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double products = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            products += (i - middle) * (values[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return n < 2 ? 0 : products / squares * (n - 1);
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
