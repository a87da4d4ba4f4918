package io.colin.server.run;

import io.colin.api.signal.PositionSizer;
import io.colin.risk.figures.FigureDesk;
import io.colin.risk.sizing.ConfidenceLadder;
import io.colin.risk.sizing.EquityShare;
import io.colin.risk.sizing.FixedFraction;
import io.colin.risk.sizing.FractionalKelly;
import io.colin.risk.sizing.RiskParity;
import io.colin.risk.sizing.SizingCaps;
import io.colin.risk.sizing.VolatilityTarget;
import io.colin.risk.sizing.WinOdds;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How large positions are, as the configuration has it. What a sizer must know of volatility and correlation it is told by
 * the gate's own figures: before the first of them its targets are 0.
 *
 * @param values the fields of risk
 */
record SizingProfile(RiskValues values) {
    PositionSizer sizer(FigureDesk figures) {
        return switch (values.config().text("risk.sizing.method")) {
            case "fixed_fraction" ->
                FixedFraction.builder().risk(number("fraction")).caps(caps()).build();
            case "volatility_target" ->
                VolatilityTarget.builder()
                        .volatility(figures::annualisedVolatility)
                        .target(number("volatility"))
                        .caps(caps())
                        .build();
            case "fractional_kelly" ->
                FractionalKelly.builder()
                        .odds(WinOdds.ofBarriers())
                        .fraction(number("kelly_fraction"))
                        .caps(caps())
                        .build();
            case "confidence_ladder" ->
                ConfidenceLadder.builder().steps(ladder()).caps(caps()).build();
            case "risk_parity" ->
                RiskParity.builder()
                        .risk(figures::jointRisk)
                        .gross(number("gross"))
                        .caps(caps())
                        .build();
            default ->
                EquityShare.builder()
                        .share(caps().share())
                        .maxValue(caps().maxValue())
                        .build();
        };
    }

    private SizingCaps caps() {
        return SizingCaps.standard()
                .withShare(values.amount("sizing.share"))
                .withMaxValue(values.amount("sizing.max_value"));
    }

    private SortedMap<Double, Double> ladder() {
        SortedMap<Double, Double> steps = new TreeMap<>();
        values.pairs("sizing.ladder", ':')
                .forEach((confidence, part) -> steps.put(Double.parseDouble(confidence), Double.parseDouble(part)));
        return steps;
    }

    private double number(String name) {
        return values.number("sizing." + name);
    }
}
