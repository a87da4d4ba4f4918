package io.colin.ml.history;

import io.colin.api.market.Bar;
import io.colin.api.market.MarketEvent;
import java.util.Arrays;

/**
 * What is known at the close of a bar besides its prices and volume, collected from the events before it. Training and
 * serving run the same events through it, so that both see the same numbers. Single-threaded.
 */
public interface SideInputs {
    /** Nothing besides the bars. */
    SideInputs NONE = new SideInputs() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Taken on(MarketEvent event) {
            return Taken.NOT_WANTED;
        }

        @Override
        public void read(Bar closed, double[] target, int offset) {}

        @Override
        public void peek(UnfinishedBar.Standing bar, double[] target, int offset) {}
    };

    /** What became of an event. */
    enum Taken {
        /** It was used. */
        USED,
        /** It says nothing that is collected here. */
        NOT_WANTED,
        /** It is older than one of its kind already used, and was refused. */
        OUT_OF_ORDER,
        /** Its value cannot be a statistic, and it was refused. */
        INVALID
    }

    /**
     * How many numbers a reading has.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Takes an event.
     *
     * @param event of any symbol and kind, before the close of the next bar that is read
     * @return what became of it
     */
    Taken on(MarketEvent event);

    /**
     * Reads what is known at the close of a bar.
     *
     * @param closed the bar, later than the last one read
     * @param target receives {@link #size()} numbers, NaN for what is not known
     * @param offset where they begin in target
     */
    void read(Bar closed, double[] target, int offset);

    /**
     * Reads what would be known if a bar under way closed as it stands. Changes nothing that is read later.
     *
     * @param bar as it stands, after the last one read
     * @param target receives {@link #size()} numbers, NaN for what is not known
     * @param offset where they begin in target
     */
    void peek(UnfinishedBar.Standing bar, double[] target, int offset);

    /**
     * A place for one reading.
     *
     * @return size numbers, all NaN
     */
    default double[] reading() {
        double[] reading = new double[size()];
        Arrays.fill(reading, Double.NaN);
        return reading;
    }
}
