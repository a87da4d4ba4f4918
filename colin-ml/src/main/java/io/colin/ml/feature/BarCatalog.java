package io.colin.ml.feature;

import io.colin.api.internal.Require;
import io.colin.ml.feature.ColumnTable.Column;
import io.colin.ml.feature.book.BookFeatures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every column of the bar profile, in the order of {@link #complete()}. Before its warm-up, and without what it needs,
 * a column is absent. Immutable and safe for use by several threads.
 *
 * <p>Bars: o, h, l, c, v of the newest; x₋ₖ is x of k bars ago, Δx = x − x₋₁, r(k) = ln(c/c₋ₖ), TP = (h + l + c)/3;
 * Σₙ, minₙ, maxₙ, SMA(n) over the last n bars, sₙ the sample deviation; EMA(n) of c smooths by 2/(n + 1), W(n) by 1/n,
 * both from the mean of the first n on; ATR = W(14) of max(h − l, |h − c₋₁|, |l − c₋₁|). sv is what aggressors bought
 * less what they sold, known only where every trade shows its side. {x} stands where a denominator is 0.
 *
 * <p>Book, at the close of the bar: bₖ, aₖ sizes and Bₖ, Aₖ prices at level k, m = (B₁ + A₁)/2, Σₙ over the first n
 * levels, e the order flow of a change ({@link io.colin.ml.feature.book.BookColumns}). Besides the warm-up in bars, a
 * book column is absent for 60 s after a verified snapshot and while the book is stale, crossed or resyncing
 * ({@link io.colin.ml.feature.book.BookFeatures}).
 *
 * <table>
 * <caption>Columns; the warm-up counts bars, the current one included</caption>
 * <tr><th scope="col">column</th><th scope="col">unit</th><th scope="col">warm-up</th><th scope="col">formula</th></tr>
 * <tr><td>ret_1</td><td>log ratio</td><td>2</td><td>r(1)</td></tr>
 * <tr><td>ret_3</td><td>log ratio</td><td>4</td><td>r(3)</td></tr>
 * <tr><td>ret_5</td><td>log ratio</td><td>6</td><td>r(5)</td></tr>
 * <tr><td>ret_10</td><td>log ratio</td><td>11</td><td>r(10)</td></tr>
 * <tr><td>ret_15</td><td>log ratio</td><td>16</td><td>r(15)</td></tr>
 * <tr><td>ret_30</td><td>log ratio</td><td>31</td><td>r(30)</td></tr>
 * <tr><td>ret_60</td><td>log ratio</td><td>61</td><td>r(60)</td></tr>
 * <tr><td>ret_240</td><td>log ratio</td><td>241</td><td>r(240)</td></tr>
 * <tr><td>body</td><td>fraction</td><td>1</td><td>(c − o)/(h − l) {0}</td></tr>
 * <tr><td>upper_shadow</td><td>fraction</td><td>1</td><td>(h − max(o, c))/(h − l) {0}</td></tr>
 * <tr><td>lower_shadow</td><td>fraction</td><td>1</td><td>(min(o, c) − l)/(h − l) {0}</td></tr>
 * <tr><td>close_pos</td><td>fraction</td><td>1</td><td>(c − l)/(h − l) {½}</td></tr>
 * <tr><td>range_pct</td><td>fraction</td><td>1</td><td>(h − l)/c</td></tr>
 * <tr><td>dist_ema_5</td><td>log ratio</td><td>15</td><td>ln(c/EMA(5))</td></tr>
 * <tr><td>dist_ema_10</td><td>log ratio</td><td>30</td><td>ln(c/EMA(10))</td></tr>
 * <tr><td>dist_ema_20</td><td>log ratio</td><td>60</td><td>ln(c/EMA(20))</td></tr>
 * <tr><td>dist_ema_50</td><td>log ratio</td><td>150</td><td>ln(c/EMA(50))</td></tr>
 * <tr><td>dist_ema_100</td><td>log ratio</td><td>300</td><td>ln(c/EMA(100))</td></tr>
 * <tr><td>dist_ema_200</td><td>log ratio</td><td>600</td><td>ln(c/EMA(200))</td></tr>
 * <tr><td>ema_slope_20</td><td>log ratio</td><td>65</td><td>ln(EMA(20) now/EMA(20) 5 bars ago)</td></tr>
 * <tr><td>ema_cross</td><td>log ratio</td><td>150</td><td>ln(EMA(20)/EMA(50))</td></tr>
 * <tr><td>rsi_14</td><td>0 to 100</td><td>70</td><td>100·U/(U + D) {50}, U and D = W(14) of gains and losses of
 *     c</td></tr>
 * <tr><td>rsi_div</td><td>flag</td><td>98</td><td>+1 if min₁₄ c is below that of 14 bars ago while min₁₄ rsi_14 is
 *     above its own; −1 the mirror on max₁₄; else, or if both, 0</td></tr>
 * <tr><td>macd</td><td>fraction</td><td>78</td><td>(EMA(12) − EMA(26))/c</td></tr>
 * <tr><td>macd_hist</td><td>fraction</td><td>105</td><td>macd − EMA(9) of macd</td></tr>
 * <tr><td>stoch_k</td><td>0 to 100</td><td>14</td><td>100(c − min₁₄ l)/(max₁₄ h − min₁₄ l) {50}</td></tr>
 * <tr><td>stoch_d</td><td>0 to 100</td><td>16</td><td>SMA(3) of stoch_k</td></tr>
 * <tr><td>cci_14</td><td>ratio</td><td>14</td><td>(TP − SMA(14) TP)/(0.015 · mean absolute deviation₁₄ of TP)
 *     {0}</td></tr>
 * <tr><td>mfi_14</td><td>0 to 100</td><td>15</td><td>100·P/(P + N) {50}, P and N = Σ₁₄ TP·v where TP rose,
 *     fell</td></tr>
 * <tr><td>adx_14</td><td>0 to 100</td><td>140</td><td>W(14) of 100·|di_diff|</td></tr>
 * <tr><td>di_diff</td><td>fraction</td><td>70</td><td>(P − N)/(P + N) {0}, P = W(14) of h − h₋₁ where above both l₋₁ −
 *     l and 0, else 0; N the mirror</td></tr>
 * <tr><td>eff_ratio_14</td><td>fraction</td><td>15</td><td>(c − c₋₁₄)/Σ₁₄ |Δc| {0}</td></tr>
 * <tr><td>accel_5</td><td>log ratio</td><td>11</td><td>r(5) − r(5) of 5 bars ago</td></tr>
 * <tr><td>vol_ratio_20</td><td>log ratio</td><td>20</td><td>ln((v + 1e-9)/(SMA(20) v + 1e-9))</td></tr>
 * <tr><td>vol_z_60</td><td>standard deviations</td><td>60</td><td>(v − SMA(60) v)/s₆₀(v) {0}</td></tr>
 * <tr><td>obv_slope_20</td><td>fraction</td><td>21</td><td>Σ₂₀ sign(Δc)·v/Σ₂₀ v {0}</td></tr>
 * <tr><td>vpt_20</td><td>log ratio</td><td>21</td><td>Σ₂₀ r(1)·v/Σ₂₀ v {0}</td></tr>
 * <tr><td>vwap_dist_14</td><td>log ratio</td><td>14</td><td>ln(c · Σ₁₄ v/Σ₁₄ TP·v) {0}</td></tr>
 * <tr><td>vwap_dist_60</td><td>log ratio</td><td>60</td><td>ln(c · Σ₆₀ v/Σ₆₀ TP·v) {0}</td></tr>
 * <tr><td>atr_ratio_14</td><td>fraction</td><td>70</td><td>ATR/c</td></tr>
 * <tr><td>rv_15</td><td>log ratio</td><td>16</td><td>√Σ₁₅ r(1)²</td></tr>
 * <tr><td>rv_60</td><td>log ratio</td><td>61</td><td>√Σ₆₀ r(1)²</td></tr>
 * <tr><td>rv_ratio</td><td>log ratio</td><td>61</td><td>ln((2·rv_15 + 1e-12)/(rv_60 + 1e-12)) {0}</td></tr>
 * <tr><td>parkinson_30</td><td>log ratio</td><td>30</td><td>√(Σ₃₀ ln²(h/l)/(4 · 30 · ln 2))</td></tr>
 * <tr><td>bb_pos_20</td><td>fraction</td><td>20</td><td>(c − L)/(U − L) {½}, U and L = SMA(20) c ± 2 population
 *     deviations₂₀ of c</td></tr>
 * <tr><td>bb_width_20</td><td>fraction</td><td>20</td><td>(U − L)/SMA(20) c, U and L as above</td></tr>
 * <tr><td>keltner_pos_20</td><td>ratio</td><td>70</td><td>(c − EMA(20))/(2·ATR) {0}</td></tr>
 * <tr><td>doji</td><td>flag</td><td>1</td><td>1 if |body| &lt; 0.1, else 0</td></tr>
 * <tr><td>hammer</td><td>flag</td><td>1</td><td>+1 if lower_shadow &gt; 2|body| and upper_shadow &lt; 0.1|body|; −1 the
 *     mirror; else 0</td></tr>
 * <tr><td>engulfing</td><td>flag</td><td>2</td><td>sign(c − o) if the body covers that of the bar before, which has the
 *     other sign; else 0</td></tr>
 * <tr><td>spread_bps</td><td>bp</td><td>1</td><td>10⁴(A₁ − B₁)/m</td></tr>
 * <tr><td>spread_z</td><td>deviations</td><td>1</td><td>(spread_bps − mean)/sample deviation of its last 300 whole
 *     seconds, from 60 on {0}</td></tr>
 * <tr><td>imb_1</td><td>−1 to 1</td><td>1</td><td>(b₁ − a₁)/(b₁ + a₁)</td></tr>
 * <tr><td>imb_5</td><td>−1 to 1</td><td>1</td><td>(Σ₅b − Σ₅a)/(Σ₅b + Σ₅a)</td></tr>
 * <tr><td>imb_10</td><td>−1 to 1</td><td>1</td><td>(Σ₁₀b − Σ₁₀a)/(Σ₁₀b + Σ₁₀a)</td></tr>
 * <tr><td>imb_exp</td><td>−1 to 1</td><td>1</td><td>imb_10 with weights e^(−(k − 1)/2)</td></tr>
 * <tr><td>imb_1_tw5</td><td>−1 to 1</td><td>1</td><td>mean of imb_1 over 5 s, by time</td></tr>
 * <tr><td>micro_dev_bps</td><td>bp</td><td>1</td><td>10⁴((A₁b₁ + B₁a₁)/(b₁ + a₁) − m)/m</td></tr>
 * <tr><td>ofi_1s</td><td>mean sizes</td><td>1</td><td>Σe over 1 s ÷ mean of (b₁ + a₁)/2 after each change {0}</td></tr>
 * <tr><td>ofi_10s</td><td>mean sizes</td><td>1</td><td>Σe over 10 s ÷ mean of (b₁ + a₁)/2 after each change
 *     {0}</td></tr>
 * <tr><td>mlofi_10s</td><td>mean sizes</td><td>1</td><td>Σe of five levels over 10 s ÷ mean of Σ₅(b + a)/2
 *     {0}</td></tr>
 * <tr><td>depth_10bp</td><td>log of quote currency</td><td>1</td><td>ln(1 + quote value within ±10 bp of m)</td></tr>
 * <tr><td>depth_ratio_10bp</td><td>log ratio</td><td>1</td><td>ln((bid value + 1)/(ask value + 1)), both within 10 bp
 *     of m</td></tr>
 * <tr><td>sweep_bps</td><td>bp</td><td>1</td><td>(B + S)/2, B and S = cost in bp from m of buying and selling 50 000 of
 *     the account's currency; absent when the visible book holds less</td></tr>
 * <tr><td>sweep_skew</td><td>bp</td><td>1</td><td>B − S, as above</td></tr>
 * <tr><td>conc_1</td><td>fraction</td><td>1</td><td>(b₁ + a₁)/Σ₁₀(b + a)</td></tr>
 * <tr><td>trade_imb_5s</td><td>−1 to 1</td><td>1</td><td>(bought − sold)/(bought + sold) over 5 s, by aggressor
 *     {0}</td></tr>
 * <tr><td>trade_imb_60s</td><td>−1 to 1</td><td>1</td><td>the same over 60 s</td></tr>
 * <tr><td>mid_ret_1s</td><td>log return</td><td>1</td><td>ln(m/m 1 s ago)</td></tr>
 * <tr><td>mid_ret_5s</td><td>log return</td><td>1</td><td>ln(m/m 5 s ago)</td></tr>
 * <tr><td>amihud_60</td><td>log per quote unit</td><td>61</td><td>ln(A₆₀ + 1e-12), A = mean of |r(1)|/(c·v) over bars
 *     with v &gt; 0; absent without any</td></tr>
 * <tr><td>amihud_ratio</td><td>log ratio</td><td>241</td><td>ln((A₁₅ + 1e-12)/(A₂₄₀ + 1e-12))</td></tr>
 * <tr><td>kyle_60</td><td>log return a mean bar's volume</td><td>61</td><td>slope₆₀ of r(1) on sv {0} · SMA(60)
 *     v</td></tr>
 * <tr><td>roll_60</td><td>fraction</td><td>62</td><td>2√max(0, −cov₆₀(Δc, Δc₋₁))/c, sample covariance</td></tr>
 * <tr><td>liq_depth_z</td><td>standard deviations</td><td>1460</td><td>(d − mean₁₄₄₀ d)/s₁₄₄₀(d) {0}, d = ln((SMA(20)
 *     c·v + 1e-12)/(s₂₀(r(1)) + 1e-12))</td></tr>
 * <tr><td>turnover_60</td><td>log ratio</td><td>1440</td><td>ln((24·Σ₆₀ c·v + 1e-12)/(Σ₁₄₄₀ c·v + 1e-12)) {0}</td></tr>
 * <tr><td>large_share_15</td><td>fraction</td><td>1455</td><td>share of the last 15 bars with v above the 90th
 *     percentile of the 1 440 before them</td></tr>
 * <tr><td>whale</td><td>log ratio</td><td>60</td><td>ln(v/SMA(60) v) if v &gt; 3·SMA(60) v, else 0</td></tr>
 * <tr><td>net_flow_15</td><td>fraction</td><td>15</td><td>Σ₁₅ sv/Σ₁₅ v {0}</td></tr>
 * <tr><td>net_flow_60</td><td>fraction</td><td>60</td><td>Σ₆₀ sv/Σ₆₀ v {0}</td></tr>
 * <tr><td>liq_long_15</td><td>log of 1 + basis points of traded value</td><td>15</td><td>ln(1 + 10⁴ · Σ₁₅ longs
 *     liquidated/Σ₁₅ c·v) {0}</td></tr>
 * <tr><td>liq_short_15</td><td>log of 1 + basis points of traded value</td><td>15</td><td>ln(1 + 10⁴ · Σ₁₅ shorts
 *     liquidated/Σ₁₅ c·v) {0}</td></tr>
 * <tr><td>liq_imb_60</td><td>fraction</td><td>60</td><td>(L − S)/(L + S) {0}, L and S = Σ₆₀ longs, shorts
 *     liquidated</td></tr>
 * <tr><td>pool_above</td><td>average true ranges</td><td>70</td><td>(nearest swing high of 1 440 bars not traded at
 *     since − c)/ATR; 20 without one or if ATR is 0</td></tr>
 * <tr><td>pool_below</td><td>average true ranges</td><td>70</td><td>(c − nearest swing low of 1 440 bars not traded at
 *     since)/ATR; 20 without one or if ATR is 0</td></tr>
 * <tr><td>fear_greed</td><td>fraction</td><td>1</td><td>(index − 50)/50 of the last one published; absent after 36
 *     h</td></tr>
 * <tr><td>funding_bps</td><td>basis points per 8 h</td><td>1</td><td>10⁴ · funding rate · 8 h/its interval; absent
 *     after 10 min</td></tr>
 * <tr><td>funding_z</td><td>standard deviations</td><td>1</td><td>(funding_bps − mean)/sample deviation of the last 90
 *     paid {0}; absent before 90 and after 16 h</td></tr>
 * <tr><td>oi_chg_60</td><td>log ratio</td><td>61</td><td>ln(OI/OI₋₆₀), open interest known at the closes; each absent
 *     after 10 min</td></tr>
 * <tr><td>oi_price</td><td>log ratio</td><td>61</td><td>oi_chg_60 · sign(r(60))</td></tr>
 * <tr><td>btc_ret_15</td><td>log ratio</td><td>1</td><td>r(15) of the BTC reference; absent after two bars without
 *     news</td></tr>
 * <tr><td>eth_ret_15</td><td>log ratio</td><td>1</td><td>r(15) of the ETH reference; absent after two bars without
 *     news</td></tr>
 * <tr><td>tod_sin</td><td>fraction</td><td>1</td><td>sin(2π · minute of the UTC day the bar opened in/1 440)</td></tr>
 * <tr><td>tod_cos</td><td>fraction</td><td>1</td><td>cos of the same angle</td></tr>
 * <tr><td>session</td><td>fraction</td><td>1</td><td>w/1.5 by the UTC hour the bar opened in: w = 1.5 from 12 to 16,
 *     else 1.2 from 7 to 22, else 1.0 before 9, else 0.1</td></tr>
 * </table>
 */
public final class BarCatalog {
    private static final BarCatalog STANDARD = new BarCatalog();

    private final Map<String, Column> columns;

    private BarCatalog() {
        ColumnTable table = new ColumnTable();
        TechnicalCatalog.addTo(table);
        for (int i = 0; i < BookFeatures.columns().size(); i++) {
            table.read(BookFeatures.columns().get(i), InputRow.BOOK + i);
        }
        LiquidityCatalog.addTo(table);
        AlternativeCatalog.addTo(table);
        this.columns = Collections.unmodifiableMap(table.columns());
    }

    /**
     * The catalog.
     *
     * @return the one catalog
     */
    public static BarCatalog standard() {
        return STANDARD;
    }

    /**
     * The columns of the demonstration preset: 24, none needing more than 105 bars, all required.
     *
     * @return the schema
     */
    public static FeatureSchema demonstration() {
        return STANDARD.schema(List.of(
                "ret_1",
                "ret_5",
                "ret_15",
                "ret_60",
                "body",
                "close_pos",
                "range_pct",
                "dist_ema_20",
                "ema_slope_20",
                "rsi_14",
                "macd_hist",
                "stoch_k",
                "mfi_14",
                "di_diff",
                "eff_ratio_14",
                "vol_ratio_20",
                "obv_slope_20",
                "vwap_dist_60",
                "atr_ratio_14",
                "rv_ratio",
                "bb_pos_20",
                "amihud_60",
                "tod_sin",
                "tod_cos"));
    }

    /**
     * All columns. Those that bars alone give are required; the others, which a source may not have, are optional. What
     * a source never shows in training leaves the schema there.
     *
     * @return the schema
     */
    public static FeatureSchema complete() {
        return new FeatureSchema(STANDARD.columns.values().stream()
                .map(column -> column.spec().withRequired(column.barsAlone()))
                .toList());
    }

    /**
     * The names of all columns, in the order of the reference.
     *
     * @return unmodifiable
     */
    public Set<String> names() {
        return columns.keySet();
    }

    /**
     * What a column is.
     *
     * @param name of the column
     * @return its specification, required
     * @throws IllegalArgumentException if there is no such column
     */
    public ColumnSpec spec(String name) {
        return column(name).spec();
    }

    /**
     * A schema of chosen columns, all required.
     *
     * @param names in order
     * @return the schema
     * @throws IllegalArgumentException if a name is unknown or given twice
     */
    public FeatureSchema schema(List<String> names) {
        return new FeatureSchema(names.stream().map(this::spec).toList());
    }

    /**
     * Whether closed bars are all a schema needs.
     *
     * @param schema of this catalog
     * @return false when a column needs the book, sides of trades or anything published
     * @throws IllegalArgumentException if a column is unknown
     */
    public boolean isBarsAlone(FeatureSchema schema) {
        return schema.columns().stream().allMatch(spec -> column(spec.name()).barsAlone());
    }

    /** The calculations of a schema's columns, in order; refuses one whose formula is not the one known here. */
    List<Calculation> calculations(FeatureSchema schema, BarSeries series) {
        List<Calculation> calculations = new ArrayList<>();
        for (ColumnSpec wanted : schema.columns()) {
            Column known = column(wanted.name());
            Require.that(
                    known.spec().equals(wanted.withRequired(true)),
                    "column " + wanted.name(),
                    "must have the formula known here: " + known.spec(),
                    wanted);
            calculations.add(known.factory().apply(series));
        }
        return calculations;
    }

    private Column column(String name) {
        Column column = columns.get(name);
        if (column == null) {
            throw Require.broken("column", "must be one of the bar catalog", name);
        }
        return column;
    }
}
