package io.colin.server.run;

import io.colin.api.execution.Realm;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.engine.CostSettings;
import io.colin.execution.engine.EngineBuilder;
import io.colin.execution.engine.TradingEngine;
import io.colin.ml.cost.TradingCosts;
import io.colin.risk.AccountKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.gate.StandardGateBuilder;
import io.colin.risk.stress.Money;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run of the server and a backtest are both made of, so that the same data decide the same in both.
 *
 * @param instruments the universe, at least one
 * @param profile the parts as configured
 * @param seed of everything random
 */
record EngineParts(List<Instrument> instruments, Profile profile, long seed) {
    /** Checks what the configuration says beside the data, all of it at once. */
    EngineParts {
        instruments = List.copyOf(instruments);
        List<Instrument> universe = instruments;
        List<ConfigViolation> violations = new ArrayList<>();
        profile.venues().forEach(venue -> violations.addAll(venue.broken(universe)));
        violations.addAll(unmeasured(universe.getFirst().settlementCurrency(), profile));
        if (violations.isEmpty()) {
            Set<Symbol> listed = profile.venues().stream()
                    .flatMap(venue -> venue.listing(universe).keySet().stream())
                    .collect(Collectors.toSet());
            violations.addAll(new CostProfile(profile.config()).broken(listed));
            violations.addAll(untraded(universe, profile, listed));
            violations.addAll(new RiskSymbols(profile.config(), universe).broken());
        }
        if (!violations.isEmpty()) {
            throw new ConfigException(violations);
        }
    }

    /** Of an account that would move with its losses there are no figures, and what is held against them opens nothing. */
    private static List<ConfigViolation> unmeasured(String currency, Profile profile) {
        if (Money.isMoneyOf(currency)) {
            return List.of();
        }
        String rule = "must be false in an account kept in " + currency
                + ", which the first symbol of the data is settled in: neither a state's currency nor a stablecoin";
        return Stream.of("risk.var.armed", "risk.stress.armed")
                .filter(profile.config()::flag)
                .map(path -> new ConfigViolation(path, rule, "true"))
                .toList();
    }

    /**
     * What no venue lists cannot be traded: its orders would end without a place. Prices alone are wanted of what lends its
     * market to another symbol, and of what the configuration names as a reference.
     */
    private static List<ConfigViolation> untraded(List<Instrument> universe, Profile profile, Set<Symbol> listed) {
        String path = "trading.reference_symbols";
        Set<Symbol> reference =
                profile.config().texts(path).stream().map(Symbol::of).collect(Collectors.toCollection(TreeSet::new));
        Set<Symbol> known = universe.stream().map(Instrument::symbol).collect(Collectors.toCollection(TreeSet::new));
        Set<Symbol> lent = profile.venues().stream()
                .flatMap(venue -> venue.listing(universe).values().stream())
                .map(Instrument::symbol)
                .collect(Collectors.toSet());
        List<ConfigViolation> violations = new ArrayList<>();
        for (Symbol symbol : reference) {
            if (!known.contains(symbol)) {
                violations.add(
                        new ConfigViolation(path, "must be of the data, which have " + names(known), symbol.name()));
            } else if (listed.contains(symbol)) {
                violations.add(new ConfigViolation(path, "must be listed by no venue", symbol.name()));
            }
        }
        known.removeAll(listed);
        known.removeAll(lent);
        known.removeAll(reference);
        if (!known.isEmpty()) {
            violations.add(new ConfigViolation(
                    "venues",
                    "must list every symbol of the data that is not of " + path + ", or its orders would have no place",
                    names(known)));
        }
        return violations;
    }

    private static String names(Set<Symbol> symbols) {
        return symbols.stream().map(Symbol::name).collect(Collectors.joining(", "));
    }

    /** The account is kept in what the first instrument is settled in. */
    String currency() {
        return instruments.getFirst().settlementCurrency();
    }

    RiskLimits limits() {
        boolean spotOnly = instruments.stream().allMatch(one -> one.kind() == InstrumentKind.SPOT);
        return profile.limits(spotOnly ? AccountKind.CASH_SPOT : AccountKind.MARGIN);
    }

    /**
     * What a model expects trading to cost: the fee of the first venue that lists the symbol, and spread and impact as in the
     * demonstration. What no venue lists counts as the first would charge for it.
     */
    TradingCosts costs(Instrument instrument) {
        VenueProfile first = profile.venues().getFirst();
        VenueFees fees = profile.venues().stream()
                .flatMap(venue ->
                        Optional.ofNullable(venue.listing(instruments).get(instrument.symbol()))
                                .map(venue::fees)
                                .stream())
                .findFirst()
                .orElseGet(() -> first.fees(instrument));
        TradingCosts usual = TradingCosts.demonstration();
        double feeBps = fees.schedule().takerRate().movePointRight(4).doubleValue();
        return new TradingCosts(feeBps, usual.halfSpread(), usual.impactBps());
    }

    /** Every value, by name, for the report. */
    Map<String, String> values() {
        Map<String, String> values = profile.values(limits());
        instruments.forEach(
                one -> values.put("model.costs." + one.symbol(), costs(one).toString()));
        profile.venues().forEach(venue -> values.putAll(venue.notes(instruments)));
        return values;
    }

    /** The gate but for what only the run knows. */
    StandardGateBuilder gate() {
        return profile.gate(limits(), currency()).venues(profile.config().venues());
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

    /** How costs are measured by a run that begins with what impact models learnt in earlier ones. */
    CostSettings costSettings(Map<Realm, String> states) {
        return new CostProfile(profile.config()).settings(states);
    }

    /** An engine without source, model and ledger, and with nothing learnt in earlier runs. */
    EngineBuilder engine(StandardGate gate, LearntCurves curves) {
        EngineBuilder engine = TradingEngine.builder();
        profile.venues().forEach(venue -> engine.venue(venue.build(instruments, currency(), seed)));
        return engine.instruments(instruments)
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
                .costs(costSettings(Map.of()))
                .account(profile.config().text("trading.account"))
                .currency(currency())
                .initialCash(profile.config().decimal("trading.initial_cash"))
                .configHash(profile.config().hash())
                .seed(seed);
    }
}
