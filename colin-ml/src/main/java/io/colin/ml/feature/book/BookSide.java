package io.colin.ml.feature.book;

import io.colin.api.market.BookLevel;
import java.util.Arrays;
import java.util.List;

/**
 * One side of a book as sorted arrays, the best level last, so that changes near the touch move few elements. Allocates
 * only while it grows.
 */
final class BookSide {
    /** Far beyond any venue's book; a side that grows past it is broken data. */
    static final int MOST_LEVELS = 1 << 16;

    /** +1 for bids, −1 for asks: key = sign · price is larger for better levels. */
    private final int sign;

    private double[] keys = new double[64];
    private double[] sizes = new double[64];
    private int count;

    BookSide(int sign) {
        this.sign = sign;
    }

    void clear() {
        count = 0;
    }

    /**
     * Replaces the side.
     *
     * @return false, and the side is empty, when the levels are not strictly worse one after another, one has no size or
     *     there is none
     */
    boolean replace(List<BookLevel> bestFirst) {
        clear();
        ensure(bestFirst.size());
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < bestFirst.size(); i++) {
            BookLevel level = bestFirst.get(i);
            double key = sign * level.price().doubleValue();
            double size = level.quantity().doubleValue();
            if (key >= last || size <= 0) {
                return false;
            }
            int at = bestFirst.size() - 1 - i;
            keys[at] = key;
            sizes[at] = size;
            last = key;
        }
        count = bestFirst.size();
        return count > 0;
    }

    /**
     * Sets the sizes of levels, 0 removes.
     *
     * @return false when the side has grown beyond any real book
     */
    boolean apply(List<BookLevel> changes) {
        for (int i = 0; i < changes.size(); i++) {
            BookLevel level = changes.get(i);
            set(sign * level.price().doubleValue(), level.quantity().doubleValue());
        }
        return count <= MOST_LEVELS;
    }

    boolean isEmpty() {
        return count == 0;
    }

    double bestPrice() {
        return sign * keys[count - 1];
    }

    double bestSize() {
        return sizes[count - 1];
    }

    /** The index of the best level that is strictly worse than a price, −1 when there is none; worse ones lie below it. */
    int below(double price) {
        double key = sign * price;
        int at = count - 1;
        while (at >= 0 && keys[at] >= key) {
            at--;
        }
        return at;
    }

    double price(int index) {
        return sign * keys[index];
    }

    double size(int index) {
        return sizes[index];
    }

    /** Becomes what another one is; that one does not change. */
    void copyFrom(BookSide other) {
        ensure(other.count);
        System.arraycopy(other.keys, 0, keys, 0, other.count);
        System.arraycopy(other.sizes, 0, sizes, 0, other.count);
        count = other.count;
    }

    private void set(double key, double size) {
        int found = Arrays.binarySearch(keys, 0, count, key);
        if (found >= 0) {
            if (size > 0) {
                sizes[found] = size;
            } else {
                move(found + 1, found);
                count--;
            }
        } else if (size > 0) {
            int at = -found - 1;
            ensure(count + 1);
            move(at, at + 1);
            keys[at] = key;
            sizes[at] = size;
            count++;
        }
    }

    private void move(int from, int to) {
        System.arraycopy(keys, from, keys, to, count - from);
        System.arraycopy(sizes, from, sizes, to, count - from);
    }

    private void ensure(int wanted) {
        if (wanted > keys.length) {
            int length = Math.max(wanted, 2 * keys.length);
            keys = Arrays.copyOf(keys, length);
            sizes = Arrays.copyOf(sizes, length);
        }
    }
}
