package io.colin.ml.feature;

import io.colin.ml.history.Candle;

/**
 * The columns of a schema, kept up to date one closed bar at a time. The work of a bar does not grow with the bars
 * before it (amortised; a few columns look over their window of at most 20 bars), and {@link #update} allocates nothing.
 *
 * <p>Bars must follow each other without a hole: {@link FeatureStream} sees to that. Single-threaded.
 */
public final class BarFeatures {
    private static final double[] NOTHING = {};

    private final FeatureSchema schema;
    private final BarSeries series = new BarSeries();
    private final Node atr = series.atr();
    private final Calculation[] calculations;
    private final int[] warmUps;
    private final double[] values;
    private final long[] validity;

    private BarFeatures(FeatureSchema schema) {
        this.schema = schema;
        this.calculations = BarCatalog.standard().calculations(schema, series).toArray(Calculation[]::new);
        this.warmUps =
                schema.columns().stream().mapToInt(ColumnSpec::warmUpBars).toArray();
        this.values = new double[schema.size()];
        this.validity = new long[(schema.size() + Long.SIZE - 1) / Long.SIZE];
    }

    /**
     * Features that have seen nothing.
     *
     * @param schema columns of the bar catalog
     * @return the features
     * @throws IllegalArgumentException if a column is unknown or has another formula than here
     */
    public static BarFeatures of(FeatureSchema schema) {
        return new BarFeatures(schema);
    }

    /**
     * The columns.
     *
     * @return the schema
     */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Takes the next closed bar; columns that need more than bars are absent.
     *
     * @param candle the bar after the last one
     */
    public void update(Candle candle) {
        update(candle, NOTHING, 0, 0);
    }

    /**
     * Takes the next closed bar and what else was known at its close.
     *
     * @param candle the bar after the last one
     * @param reading of {@link MarketInputs} at its close
     * @param offset where the reading begins
     */
    public void update(Candle candle, double[] reading, int offset) {
        update(candle, reading, offset, MarketInputs.SIZE);
    }

    /** Becomes what other features of the same schema are; those do not change. */
    void copyFrom(BarFeatures other) {
        series.copyFrom(other.series);
        System.arraycopy(other.values, 0, values, 0, values.length);
        System.arraycopy(other.validity, 0, validity, 0, validity.length);
    }

    private void update(Candle candle, double[] reading, int offset, int size) {
        series.update(candle, reading, offset, size);
        for (int i = 0; i < calculations.length; i++) {
            double value = calculations[i].next();
            boolean present = series.bars() >= warmUps[i] && Double.isFinite(value);
            values[i] = present ? value : Double.NaN;
            long bit = 1L << i;
            int word = i / Long.SIZE;
            validity[word] = present ? validity[word] | bit : validity[word] & ~bit;
        }
    }

    /**
     * How many bars were taken.
     *
     * @return 0 or more
     */
    public long bars() {
        return series.bars();
    }

    /**
     * The validity bit of a column.
     *
     * @param column its index in the schema
     * @return whether it is present
     */
    public boolean isPresent(int column) {
        return (validity[column / Long.SIZE] & 1L << column) != 0;
    }

    /**
     * The value of a column at the last bar.
     *
     * @param column its index in the schema
     * @return in the unit of its specification; NaN while absent
     */
    public double value(int column) {
        return values[column];
    }

    /**
     * Copies the row of the last bar.
     *
     * @param target receives one value a column in the schema's order, NaN where absent
     * @param offset where the row begins in target
     */
    public void copyTo(double[] target, int offset) {
        System.arraycopy(values, 0, target, offset, values.length);
    }

    /**
     * The average true range over the close, kept whether or not it is a column: the unit of label barriers.
     *
     * @return W₁₄(TR)/c; NaN before 15 bars
     */
    public double atrRatio() {
        return atr.value() / series.close();
    }
}
