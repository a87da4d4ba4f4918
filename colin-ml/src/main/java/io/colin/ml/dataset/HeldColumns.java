package io.colin.ml.dataset;

import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.frame.FrameSchema;
import io.colin.ml.frame.FrameStream;
import io.colin.ml.history.BarHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a schema a history can teach: a column that is absent in every training row leaves the schema, so that no model
 * waits for, or seems to know, what its data never held.
 *
 * @param schema the columns that were present at least once, in order, each required or optional as before
 * @param left the names of those that were not, in order
 */
public record HeldColumns(FeatureSchema schema, List<String> left) {
    /** Copies. */
    public HeldColumns {
        left = List.copyOf(left);
    }

    /**
     * Looks at the training rows.
     *
     * @param history the bars
     * @param wanted the columns asked for
     * @param bars how many bars from the oldest are training rows; nothing after them is looked at
     * @return what is there
     * @throws ColinException MODEL_FAILED if no column is
     */
    public static HeldColumns of(BarHistory history, FeatureSchema wanted, int bars) {
        boolean[] present = presence(history, wanted, bars);
        List<ColumnSpec> held = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < present.length; i++) {
            ColumnSpec column = wanted.columns().get(i);
            if (present[i]) {
                held.add(column);
            } else {
                left.add(column.name());
            }
        }
        if (held.isEmpty()) {
            throw new ColinException(
                    Reason.MODEL_FAILED,
                    "data: too short or too broken: no column is ever present in " + bars + " training bars");
        }
        return new HeldColumns(left.isEmpty() ? wanted : new FeatureSchema(held), left);
    }

    private static boolean[] presence(BarHistory history, FeatureSchema wanted, int bars) {
        FrameStream stream = FrameStream.of(wanted, FrameSchema.frames(wanted).size(), Integer.MAX_VALUE);
        boolean[] present = new boolean[wanted.size()];
        double[] row = new double[wanted.size()];
        double[] reading = new double[history.readingSize()];
        for (int bar = 0; bar < Math.min(bars, history.size()); bar++) {
            history.copyReading(bar, reading, 0);
            stream.update(history.candle(bar), reading, 0);
            stream.copyRow(row, 0);
            for (int i = 0; i < row.length; i++) {
                present[i] |= !Double.isNaN(row[i]);
            }
        }
        return present;
    }
}
