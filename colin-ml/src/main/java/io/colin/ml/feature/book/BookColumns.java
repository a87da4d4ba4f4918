package io.colin.ml.feature.book;

import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.feature.FeatureGroup;
import io.colin.ml.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The columns of a live book. Notation: b_k, a_k sizes and B_k, A_k prices at level k, the first being the best quote in
 * force; m = (B₁ + A₁)/2; t the moment asked about. Windows are (t − w, t].
 *
 * <ul>
 *   <li>{@code spread_bps} 10⁴(A₁ − B₁)/m; {@code spread_z} its z over the last 300 whole seconds, from 60 on {0}
 *   <li>{@code imb_1}, {@code imb_5}, {@code imb_10} (Σb − Σa)/(Σb + Σa) over the first levels; {@code imb_exp} the same
 *       over ten with weights e^(−(k−1)/2); {@code imb_1_tw5} mean of imb_1 over 5 s by time
 *   <li>{@code micro_dev_bps} 10⁴((A₁b₁ + B₁a₁)/(b₁ + a₁) − m)/m
 *   <li>{@code ofi_1s}, {@code ofi_10s} Σe over best-quote changes ÷ mean of (b₁ + a₁)/2 after them, 0 without a change;
 *       e = 1[B↑or=]·b − 1[B↓or=]·b₋ − 1[A↓or=]·a + 1[A↑or=]·a₋; {@code mlofi_10s} the same e summed over five levels ÷
 *       mean of Σ₅(b + a)/2
 *   <li>{@code depth_10bp} ln(1 + quote value within ±10 bp of m), {@code depth_ratio_10bp} ln((bid value + 1)/(ask
 *       value + 1))
 *   <li>{@code sweep_bps}, {@code sweep_skew} mean of, and buy less sell, the cost in bp from m of taking 50 000 in
 *       account currency; absent when the visible book does not hold that much
 *   <li>{@code conc_1} (b₁ + a₁)/Σ₁₀(b + a)
 *   <li>{@code trade_imb_5s}, {@code trade_imb_60s} (bought − sold)/(bought + sold) by aggressor {0}; absent where a
 *       trade's side is unknown
 *   <li>{@code mid_ret_1s}, {@code mid_ret_5s} ln of m over the last mid known 1 s, 5 s ago
 * </ul>
 */
public final class BookColumns {
    /** Value a sweep takes, in account currency. */
    static final double SWEEP_VALUE = 50_000;

    private static final String BPS = "bp";
    private static final String SHARE = "−1 to 1";
    private static final String SIZES = "mean sizes";
    private static final List<ColumnSpec> STANDARD = standardColumns();
    private static final List<ColumnSpec> FAST = List.of(
            spec("size_log_ratio", "log ratio", Map.of("levels", 1.0)),
            spec("ofi_20ms", "signed log of sizes", Map.of("ms", 20.0)),
            spec("ofi_100ms", "signed log of sizes", Map.of("ms", 100.0)),
            spec("trade_imb_100ms", SHARE, Map.of("ms", 100.0)));

    private BookColumns() {}

    /**
     * The 20 columns of the bar and the book profile, in the order {@link BookFeatures#read} writes them.
     *
     * @return unmodifiable; all required but the two of the sweep
     */
    public static List<ColumnSpec> standard() {
        return STANDARD;
    }

    /**
     * The columns of the book profile alone, in the order {@link BookFeatures#readFast} writes them:
     * {@code size_log_ratio} ln(b₁/a₁); {@code ofi_20ms}, {@code ofi_100ms} the sum of e as above, ÷ (b₁ + a₁)/2 now, as
     * sign · ln(1 + |x|); {@code trade_imb_100ms} as {@code trade_imb_5s}. Each changes its sign, and nothing else, when
     * the two sides of the market are swapped. They are stale within a bar, so no bar model looks at them.
     *
     * @return unmodifiable, all required
     */
    public static List<ColumnSpec> fast() {
        return FAST;
    }

    /**
     * What the book profile looks at: {@link #standard()}, then {@link #fast()}.
     *
     * @return the schema
     */
    public static FeatureSchema bookProfile() {
        List<ColumnSpec> all = new ArrayList<>(STANDARD);
        all.addAll(FAST);
        return new FeatureSchema(all);
    }

    private static List<ColumnSpec> standardColumns() {
        Map<String, Double> sweep = Map.of("value", SWEEP_VALUE);
        return List.of(
                spec("spread_bps", BPS, Map.of()),
                spec("spread_z", "deviations", Map.of("samples", 300.0, "least", 60.0)),
                spec("imb_1", SHARE, Map.of("levels", 1.0)),
                spec("imb_5", SHARE, Map.of("levels", 5.0)),
                spec("imb_10", SHARE, Map.of("levels", 10.0)),
                spec("imb_exp", SHARE, Map.of("levels", 10.0, "decay", 0.5)),
                spec("imb_1_tw5", SHARE, Map.of("ms", 5_000.0)),
                spec("micro_dev_bps", BPS, Map.of()),
                spec("ofi_1s", SIZES, Map.of("ms", 1_000.0)),
                spec("ofi_10s", SIZES, Map.of("ms", 10_000.0)),
                spec("mlofi_10s", SIZES, Map.of("ms", 10_000.0, "levels", 5.0)),
                spec("depth_10bp", "log of quote currency", Map.of("bp", 10.0)),
                spec("depth_ratio_10bp", "log ratio", Map.of("bp", 10.0)),
                spec("sweep_bps", BPS, sweep).withRequired(false),
                spec("sweep_skew", BPS, sweep).withRequired(false),
                spec("conc_1", "fraction", Map.of("levels", 10.0)),
                spec("trade_imb_5s", SHARE, Map.of("ms", 5_000.0)),
                spec("trade_imb_60s", SHARE, Map.of("ms", 60_000.0)),
                spec("mid_ret_1s", "log return", Map.of("ms", 1_000.0)),
                spec("mid_ret_5s", "log return", Map.of("ms", 5_000.0)));
    }

    private static ColumnSpec spec(String name, String unit, Map<String, Double> parameters) {
        return new ColumnSpec(name, 1, new TreeMap<>(parameters), true, 1, unit, FeatureGroup.ORDER_BOOK);
    }
}
