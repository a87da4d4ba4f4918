package io.colin.server.run;

import io.colin.api.execution.OrderRouter;
import io.colin.api.instrument.Symbol;
import io.colin.api.signal.PositionSizer;
import io.colin.execution.algo.Iceberg;
import io.colin.execution.algo.Immediate;
import io.colin.execution.algo.ImplementationShortfall;
import io.colin.execution.algo.Pov;
import io.colin.execution.algo.Twap;
import io.colin.execution.algo.VolumeCurve;
import io.colin.execution.algo.Vwap;
import io.colin.execution.engine.SignalOrderStyle;
import io.colin.execution.engine.VenueAssumptions;
import io.colin.execution.routing.LimitedSlippageRouter;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.preset.Preset;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.FirmExposure;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.server.config.Config;
import io.colin.server.security.Permission;
import io.colin.server.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parts of a run as its configuration sets them.
 *
 * @param config the configuration for the data of the run
 */
record Profile(Config config) {
    boolean demonstration() {
        return config.flag("ai.demonstration");
    }

    /** Where orders go; the first is the one whose prices speak where those of several cross. */
    List<VenueProfile> venues() {
        return config.venues().stream()
                .map(name -> new VenueProfile(config, name))
                .toList();
    }

    /** The network of the demonstration; outside of it a signal must meet the standard rule. */
    Preset preset() {
        Preset preset = Preset.demonstration();
        return demonstration()
                ? preset
                : preset.toBuilder()
                        .name("lstm-bar")
                        .emission(EmissionRule.STANDARD)
                        .build();
    }

    RiskLimits limits(AccountKind kind) {
        return new RiskProfile(config).limits(kind);
    }

    /**
     * The standard gate over limits, with the breakers and measurements the configuration has; the builder takes what only a
     * run knows.
     *
     * @param currency of the account
     */
    StandardGateBuilder gate(RiskLimits limits, String currency) {
        RiskProfile risk = new RiskProfile(config);
        StandardGateBuilder gate = StandardGate.builder()
                .limits(limits)
                .breakers(risk.breakers())
                .valueAtRisk(risk.valueAtRisk(), risk.refresh())
                .correlations(risk.correlations(), risk.correlationRefresh())
                .scenarios(risk.scenarios())
                .reduction(risk.reduction())
                .unwinders(operators());
        risk.approvals().forEach(gate::approved);
        // The firm is this one account: a cap of the firm needs an aggregate all the same.
        for (ExposureKind kind : ExposureKind.values()) {
            limits.scopes().firm(kind).ifPresent(cap -> gate.firm(kind, FirmExposure.of(currency, cap)));
        }
        return gate;
    }

    /** Who may close positions while trading is halted: whoever both trades and has the controls of risk. */
    private List<String> operators() {
        List<Principal> principals = new ArrayList<>();
        config.apiKeys().forEach(key -> principals.add(new Principal(key.id(), key.owner(), key.role())));
        if (!config.text("security.auth").equals("required")) {
            principals.add(Principal.LOCAL);
        }
        return principals.stream()
                .filter(one -> one.role().allows(Set.of(Permission.EXECUTE_TRADES))
                        && one.role().allows(Set.of(Permission.ACCESS_RISK_CONTROLS)))
                .map(Principal::id)
                .toList();
    }

    /** How large positions are, by what the gate measures. */
    PositionSizer sizer(StandardGate gate) {
        return new SizingProfile(new RiskValues(config)).sizer(gate.figures());
    }

    Immediate immediate() {
        return Immediate.builder()
                .capBps(bps("execution.max_slippage_bps"))
                .maxQuoteAge(quoteAge())
                .build();
    }

    Twap twap() {
        return Twap.builder()
                .interval(Duration.ofSeconds(config.integer("execution.twap.interval_s")))
                .duration(Duration.ofSeconds(config.integer("execution.twap.duration_s")))
                .priceControlBps(bps("execution.twap.max_slippage_bps"))
                .maxQuoteAge(quoteAge())
                .build();
    }

    ImplementationShortfall shortfall() {
        return ImplementationShortfall.builder().maxQuoteAge(quoteAge()).build();
    }

    Vwap vwap(Map<Symbol, VolumeCurve> curves) {
        Vwap.Builder vwap = Vwap.builder().maxQuoteAge(quoteAge());
        curves.forEach(vwap::curve);
        return vwap.build();
    }

    Pov pov() {
        return Pov.builder().maxQuoteAge(quoteAge()).build();
    }

    Iceberg iceberg() {
        return Iceberg.builder().maxQuoteAge(quoteAge()).build();
    }

    OrderRouter router() {
        NetPriceRouter router = NetPriceRouter.builder()
                .maxBookAge(bookAge())
                .slippageCapBps(bps("execution.max_slippage_bps"))
                .maxVenues(config.integer("execution.routing.max_venues"))
                .minLiquidity(config.decimal("execution.routing.min_liquidity").doubleValue())
                .maxLatency(Duration.ofMillis(config.integer("execution.routing.max_latency_ms")))
                .minFillRatio(config.decimal("execution.routing.min_fill_ratio").doubleValue())
                .build();
        return config.number("execution.routing.max_expected_slippage_bps")
                .<OrderRouter>map(most -> LimitedSlippageRouter.of(router, most.doubleValue()))
                .orElse(router);
    }

    /** What is taken for granted of venues until it is measured. */
    VenueAssumptions assumptions() {
        Map<String, Integer> budgets = new HashMap<>();
        venues().forEach(venue -> venue.requestsPerMinute().ifPresent(most -> budgets.put(venue.name(), most)));
        return new VenueAssumptions(
                Duration.ofMillis(config.integer("execution.routing.assumed_latency_ms")), budgets, bookAge());
    }

    int rerouteRounds() {
        return config.integer("execution.routing.reroute_rounds");
    }

    private Duration bookAge() {
        return Duration.ofMillis(config.integer("execution.routing.max_book_age_ms"));
    }

    private Duration quoteAge() {
        return Duration.ofMillis(config.integer("risk.quote_age_ms"));
    }

    SignalOrderStyle signalOrder() {
        return SignalOrderStyle.atOnce(immediate().defaults());
    }

    /** Every value, by name, for the report. */
    Map<String, String> values(RiskLimits limits) {
        Map<String, String> values = new LinkedHashMap<>(config.shown());
        values.put("model.preset", preset().name());
        values.put("model.emission", preset().emission().toString());
        for (String line : limits.canonicalText().lines().toList()) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put("gate." + line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    private double bps(String path) {
        return config.decimal(path).doubleValue();
    }
}
