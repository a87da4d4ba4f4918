package io.colin.risk.breaker;

import java.util.Arrays;

/**
 * Smallest and largest of the values of a window of time. Two monotonic queues of fixed length: adding takes constant time
 * on average and allocates nothing.
 */
final class SlidingRange {
    private final long windowNs;
    private final Queue smallest;
    private final Queue largest;

    /**
     * A window.
     *
     * @param windowNs its length; a value of exactly that age still counts
     * @param everyNs shortest time between two values, which bounds how many there are
     */
    SlidingRange(long windowNs, long everyNs) {
        this.windowNs = windowNs;
        int most = Math.toIntExact(windowNs / everyNs + 2);
        smallest = new Queue(most);
        largest = new Queue(most);
    }

    void add(long timeNs, double value) {
        expire(timeNs);
        smallest.dropLastWhileAtLeast(value);
        largest.dropLastWhileAtMost(value);
        smallest.add(timeNs, value);
        largest.add(timeNs, value);
    }

    void expire(long nowNs) {
        smallest.dropFirstBefore(nowNs - windowNs);
        largest.dropFirstBefore(nowNs - windowNs);
    }

    void clear() {
        smallest.size = 0;
        largest.size = 0;
    }

    boolean isEmpty() {
        return smallest.size == 0;
    }

    double min() {
        return smallest.first();
    }

    double max() {
        return largest.first();
    }

    private static final class Queue {
        private final long[] times;
        private final double[] values;
        private int head;
        private int size;

        Queue(int most) {
            times = new long[most];
            values = new double[most];
            Arrays.fill(values, Double.NaN);
        }

        double first() {
            return size == 0 ? Double.NaN : values[head];
        }

        void dropFirstBefore(long timeNs) {
            while (size > 0 && times[head] < timeNs) {
                head = (head + 1) % times.length;
                size--;
            }
        }

        void dropLastWhileAtLeast(double value) {
            while (size > 0 && values[last()] >= value) {
                size--;
            }
        }

        void dropLastWhileAtMost(double value) {
            while (size > 0 && values[last()] <= value) {
                size--;
            }
        }

        void add(long timeNs, double value) {
            if (size == times.length) {
                throw new IllegalStateException("range: values came more often than agreed");
            }
            size++;
            times[last()] = timeNs;
            values[last()] = value;
        }

        private int last() {
            return (head + size - 1) % times.length;
        }
    }
}
