package io.colin.server.cli;

import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.preset.Preset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a bar model is made. */
final class BarModelOptions {
    private static final int USUAL_HORIZON_BARS = 15;
    private static final double USUAL_HALF_SPREAD_BPS = 2;

    @Option(names = "--model", paramLabel = "KIND", description = "lstm (default)")
    private String kind = "lstm";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "standard (default: the whole network), small (all columns, a network of minutes) or demonstration")
    private String preset = "standard";

    @Option(
            names = "--horizon-minutes",
            paramLabel = "N",
            description = "how far ahead it looks, a multiple of the bar (default: 15 bars)")
    private Optional<Long> horizonMinutes = Optional.empty();

    @Option(names = "--fee-bps", paramLabel = "BP", description = "taker fee of one side (default: 10)")
    private double feeBps = TradingCosts.demonstration().takerFeeBps();

    @Option(
            names = "--half-spread-bps",
            paramLabel = "BP",
            description = "half the spread (default: estimated from trades; 2 where there are bars only)")
    private Optional<Double> halfSpreadBps = Optional.empty();

    Preset preset(Duration interval) {
        Preset base = Preset.demonstration();
        Preset.Builder builder = base.toBuilder()
                .barNs(interval.toNanos())
                .barriers(new BarrierSettings(
                        horizonBars(interval),
                        base.barriers().atrMultiple(),
                        base.barriers().costMultiple()));
        switch (preset) {
            case "demonstration" -> builder.name("lstm-bar-demo");
            case "small" ->
                builder.name("lstm-bar-small").schema(BarCatalog.complete()).emission(EmissionRule.STANDARD);
            case "standard" ->
                builder.name("lstm-bar")
                        .schema(BarCatalog.complete())
                        .network(LstmSettings.standard())
                        .classWeights(true)
                        .emission(EmissionRule.STANDARD);
            default ->
                throw new IllegalArgumentException("--preset: must be standard, small or demonstration (" + preset + ")");
        }
        if (!List.of("lstm").contains(kind)) {
            throw new IllegalArgumentException("--model: must be lstm (" + kind + ")");
        }
        return builder.build();
    }

    TradingCosts costs(boolean hasTrades) {
        TradingCosts usual = TradingCosts.demonstration();
        HalfSpread spread = halfSpreadBps
                .map(HalfSpread::fixed)
                .orElseGet(() -> hasTrades ? usual.halfSpread() : HalfSpread.fixed(USUAL_HALF_SPREAD_BPS));
        return new TradingCosts(feeBps, spread, usual.impactBps());
    }

    private int horizonBars(Duration interval) {
        if (horizonMinutes.isEmpty()) {
            return USUAL_HORIZON_BARS;
        }
        Duration horizon = Duration.ofMinutes(horizonMinutes.orElseThrow());
        boolean fits = horizon.compareTo(interval) >= 0 && horizon.toNanos() % interval.toNanos() == 0;
        if (!fits || horizon.dividedBy(interval) > 10_000) {
            throw new IllegalArgumentException("--horizon-minutes: must be a multiple of the bars' " + interval.toMinutes()
                    + " minutes, at most 10,000 of them (" + horizon.toMinutes() + ")");
        }
        return (int) horizon.dividedBy(interval);
    }
}
