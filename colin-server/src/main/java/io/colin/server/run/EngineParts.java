package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.execution.venue.paper.PaperVenueBuilder;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigViolation;
import java.util.List;

/**
 * What a run of the server and a backtest are both made of, so that the same data decide the same in both.
 *
 * @param instruments the universe, at least one
 * @param profile the parts as configured
 * @param seed of everything random
 */
record EngineParts(List<Instrument> instruments, Profile profile, long seed) {
    /** Where orders go: the venue that {@link #engine} adds. */
    private static final List<String> VENUES = List.of("paper");

    /**
     * Checks what only the data tell.
     *
     * @throws ConfigException if margin is asked of derivatives that are settled in another currency than the account's:
     *     without collateral in it they could not be traded
     */
    EngineParts {
        instruments = List.copyOf(instruments);
        String currency = instruments.getFirst().settlementCurrency();
        if (profile.margin(currency).isPresent()) {
            List<ConfigViolation> without = instruments.stream()
                    .filter(one -> one.kind() != InstrumentKind.SPOT
                            && !one.settlementCurrency().equals(currency))
                    .map(one -> new ConfigViolation(
                            "venues.paper.margin.model",
                            "must be none for data of derivatives that are not settled in " + currency
                                    + ", the account's currency",
                            one.symbol() + " in " + one.settlementCurrency()))
                    .toList();
            if (!without.isEmpty()) {
                throw new ConfigException(without);
            }
        }
    }

    /** The account is kept in what the first instrument is settled in. */
    String currency() {
        return instruments.getFirst().settlementCurrency();
    }

    RiskLimits limits() {
        boolean spotOnly = instruments.stream().allMatch(one -> one.kind() == InstrumentKind.SPOT);
        return profile.limits(spotOnly ? AccountKind.CASH_SPOT : AccountKind.MARGIN);
    }

    /** The gate but for what only the run knows. */
    StandardGateBuilder gate() {
        return profile.gate(limits(), currency()).venues(VENUES);
    }

    /**
     * The curves of what it trades.
     *
     * @param source what it reads
     * @param fromNs event time from which it trades, {@link Long#MIN_VALUE} for the first event
     */
    LearntCurves curves(MarketDataSource source, long fromNs) {
        return LearntCurves.of(source, instruments, fromNs, profile.config().integer("execution.vwap.curve_days"));
    }

    /** An engine without source, model and ledger. */
    EngineBuilder engine(StandardGate gate, LearntCurves curves) {
        return TradingEngine.builder()
                .instruments(instruments)
                .sizer(profile.sizer(gate))
                .gate(gate)
                .algo(profile.immediate())
                .algo(profile.twap())
                .algo(profile.shortfall())
                .algo(profile.vwap(curves.curves()))
                .algo(profile.pov())
                .algo(profile.iceberg())
                .signalOrder(profile.signalOrder())
                .router(profile.router())
                .assumptions(profile.assumptions())
                .rerouteRounds(profile.rerouteRounds())
                .venue(venue())
                .account(profile.config().text("trading.account"))
                .currency(currency())
                .initialCash(profile.config().decimal("trading.initial_cash"))
                .configHash(profile.config().hash())
                .seed(seed);
    }

    private PaperVenue venue() {
        PaperVenueBuilder venue = PaperVenue.builder()
                .instruments(instruments)
                .fees(profile.fees())
                .seed(seed)
                .reduceOnly(true);
        profile.ownImpact().ifPresent(venue::impact);
        profile.margin(currency()).ifPresent(venue::margin);
        return venue.build();
    }
}
