package io.colin.server.cli;

import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.cost.HalfSpread;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.label.BarrierSettings;
import io.colin.ml.network.LstmSettings;
import io.colin.ml.network.TransformerSettings;
import io.colin.ml.preset.Preset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a bar model is made. */
final class BarModelOptions {
    private static final int USUAL_HORIZON_BARS = 15;
    private static final int MOST_HORIZON_BARS = 10_000;
    private static final double USUAL_HALF_SPREAD_BPS = 2;

    @Option(names = "--model", paramLabel = "KIND", description = "lstm (default), transformer or trees")
    private String kind = "lstm";

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = {
                "standard (default: the whole network), small (a network that trains in minutes);",
                "of an LSTM also demonstration, of a transformer also full"
            })
    private String preset = "standard";

    @Option(
            names = "--columns",
            paramLabel = "SET",
            description = {
                "complete (default: all the data can fill), or short: the 24 that are ready after 105 bars,",
                "for recordings with holes; of an LSTM or trees"
            })
    private String columns = "complete";

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
        Preset base = switch (kind) {
            case "lstm" -> lstm();
            case "transformer" -> transformer();
            case "trees" -> trees();
            default -> throw new IllegalArgumentException("--model: must be lstm, transformer or trees (" + kind + ")");
        };
        return base.toBuilder()
                .barNs(interval.toNanos())
                .barriers(new BarrierSettings(
                        horizonBars(interval),
                        base.barriers().atrMultiple(),
                        base.barriers().costMultiple()))
                .build();
    }

    TradingCosts costs(boolean hasTrades) {
        TradingCosts usual = TradingCosts.demonstration();
        HalfSpread spread = halfSpreadBps
                .map(HalfSpread::fixed)
                .orElseGet(() -> hasTrades ? usual.halfSpread() : HalfSpread.fixed(USUAL_HALF_SPREAD_BPS));
        return new TradingCosts(feeBps, spread, usual.impactBps());
    }

    private Preset lstm() {
        return switch (preset) {
            case "standard" -> Preset.lstm(columns());
            case "small" ->
                Preset.demonstration().toBuilder()
                        .name("lstm-bar-small")
                        .schema(columns())
                        .network(LstmSettings.demonstration())
                        .emission(EmissionRule.STANDARD)
                        .build();
            case "demonstration" -> Preset.demonstration();
            default -> throw unknown("standard, small or demonstration");
        };
    }

    private Preset transformer() {
        return switch (preset) {
            case "standard" -> Preset.transformer(TransformerSettings.compact());
            case "full" -> Preset.transformer(TransformerSettings.full());
            case "small" -> {
                TransformerSettings.Training training =
                        new TransformerSettings.Training(128, 15, 1e-3, 1e-5, 2, 1e-4, 1, 4);
                yield Preset.transformer(
                                new TransformerSettings(List.of(1, 5, 15), 16, 32, 2, 1, 64, 32, 0.1, training))
                        .toBuilder()
                        .name("transformer-bar-small")
                        .classWeights(false)
                        .build();
            }
            default -> throw unknown("standard, small or full");
        };
    }

    private Preset trees() {
        if (!preset.equals("standard")) {
            throw unknown("standard");
        }
        return Preset.trees(columns());
    }

    private FeatureSchema columns() {
        return switch (columns) {
            case "complete" -> BarCatalog.complete();
            case "short" -> BarCatalog.demonstration();
            default -> throw new IllegalArgumentException("--columns: must be complete or short (" + columns + ")");
        };
    }

    private IllegalArgumentException unknown(String known) {
        return new IllegalArgumentException(
                "--preset: must be " + known + " for --model=" + kind + " (" + preset + ")");
    }

    private int horizonBars(Duration interval) {
        if (horizonMinutes.isEmpty()) {
            return USUAL_HORIZON_BARS;
        }
        Duration horizon = Duration.ofMinutes(horizonMinutes.orElseThrow());
        boolean fits = horizon.compareTo(interval) >= 0 && horizon.toNanos() % interval.toNanos() == 0;
        if (!fits || horizon.dividedBy(interval) > MOST_HORIZON_BARS) {
            throw new IllegalArgumentException("--horizon-minutes: must be a multiple of the bars' "
                    + interval.toMinutes() + " minutes, at most 10,000 of them (" + horizon.toMinutes() + ")");
        }
        return (int) horizon.dividedBy(interval);
    }
}
