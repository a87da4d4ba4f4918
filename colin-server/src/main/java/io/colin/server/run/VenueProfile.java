package io.colin.server.run;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.venue.FeeSchedule;
import io.colin.execution.impact.ImpactLaw;
import io.colin.execution.source.BinanceInstruments;
import io.colin.execution.venue.paper.Faults;
import io.colin.execution.venue.paper.FeeTiers;
import io.colin.execution.venue.paper.Margin;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.execution.venue.paper.PaperVenueBuilder;
import io.colin.server.config.Config;
import io.colin.server.config.ConfigException;
import io.colin.server.config.ConfigViolation;
import io.colin.server.config.FeeTier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One paper venue as its configuration sets it.
 *
 * @param config the configuration for the data of the run
 * @param name one of {@link Config#venues()}
 */
record VenueProfile(Config config, String name) {
    /**
     * What it charges for a symbol: what is configured, else what the exchange publishes, else 10 bp in the demonstration, else
     * 20 bp that are assumed. Of tiers the first.
     *
     * @param market the instrument whose market the symbol is matched with
     */
    VenueFees fees(Instrument market) {
        List<FeeTier> tiers = config.feeTiers(name);
        if (!tiers.isEmpty()) {
            return new VenueFees(
                    schedule(tiers.getFirst()), "configured, the first of " + tiers.size() + " tiers by own volume");
        }
        Optional<BigDecimal> maker = config.number(at("fees.maker"));
        Optional<BigDecimal> taker = config.number(at("fees.taker"));
        VenueFees usual = usual(market);
        if (maker.isEmpty() && taker.isEmpty()) {
            return usual;
        }
        boolean isWhole = maker.isPresent() && taker.isPresent();
        FeeSchedule schedule = new FeeSchedule(
                maker.orElse(usual.schedule().makerRate()),
                taker.orElse(usual.schedule().takerRate()),
                !isWhole && usual.schedule().assumed());
        String rest = maker.isPresent() ? "; the taker's " : "; the maker's ";
        return new VenueFees(schedule, "configured" + (isWhole ? "" : rest + usual.source()));
    }

    private VenueFees usual(Instrument market) {
        Optional<VenueFees> published =
                BinanceInstruments.fees(market).map(known -> new VenueFees(known, BinanceInstruments.FEE_SOURCE));
        return published.orElseGet(() -> config.flag("ai.demonstration")
                ? new VenueFees(FeeSchedule.bps(10, 10), "of the demonstration")
                : VenueFees.ASSUMED);
    }

    private static FeeSchedule schedule(FeeTier tier) {
        return new FeeSchedule(tier.maker(), tier.taker(), false);
    }

    /**
     * What it lists, with the instrument whose market each symbol is matched with.
     *
     * @param universe every instrument of the data, all that the configuration names among them
     */
    Map<Symbol, Instrument> listing(List<Instrument> universe) {
        Map<Symbol, Instrument> known = bySymbol(universe);
        Map<Symbol, Instrument> listed = new LinkedHashMap<>();
        config.texts(at("symbols")).forEach(symbol -> listed.put(Symbol.of(symbol), instrument(known, symbol)));
        config.texts(at("interchangeable"))
                .forEach(pair -> listed.put(Symbol.of(listed(pair)), instrument(known, recorded(pair))));
        return listed.isEmpty() ? known : listed;
    }

    /** What each symbol is charged and why, by name, for the report. */
    Map<String, String> notes(List<Instrument> universe) {
        Map<String, String> notes = new LinkedHashMap<>();
        listing(universe)
                .forEach((symbol, market) ->
                        notes.put(at("fees." + symbol), fees(market).text()));
        return notes;
    }

    /** How many orders and cancels it takes in a minute; empty for any number. */
    OptionalInt requestsPerMinute() {
        int most = config.integer(at("requests_per_minute"));
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /** What is wrong with it beside the data of a run, that only the data tell. */
    List<ConfigViolation> broken(List<Instrument> universe) {
        Map<Symbol, Instrument> known = bySymbol(universe);
        List<ConfigViolation> violations = new ArrayList<>();
        for (String symbol : config.texts(at("symbols"))) {
            known(known, at("symbols"), symbol, violations);
        }
        for (String pair : config.texts(at("interchangeable"))) {
            boolean isListed = known(known, at("interchangeable"), listed(pair), violations);
            boolean isRecorded = known(known, at("interchangeable"), recorded(pair), violations);
            if (isListed && isRecorded) {
                fitting(known, pair).ifPresent(violations::add);
            }
        }
        if (violations.isEmpty() && !config.text(at("margin.model")).equals("none")) {
            violations.addAll(unsettled(universe));
        }
        if (violations.isEmpty() && !config.feeTiers(name).isEmpty()) {
            List<String> quotes = listing(universe).keySet().stream()
                    .map(Symbol::quote)
                    .distinct()
                    .toList();
            if (quotes.size() > 1) {
                violations.add(new ConfigViolation(
                        at("fees.tiers"), "must be of symbols of one quote currency", String.join(", ", quotes)));
            }
        }
        return violations;
    }

    /** Without collateral in their currency they could not be traded. */
    private List<ConfigViolation> unsettled(List<Instrument> universe) {
        String currency = universe.getFirst().settlementCurrency();
        return listing(universe).keySet().stream()
                .map(bySymbol(universe)::get)
                .flatMap(Stream::ofNullable)
                .filter(one -> one.kind() != InstrumentKind.SPOT
                        && !one.settlementCurrency().equals(currency))
                .map(one -> new ConfigViolation(
                        at("margin.model"),
                        "must be none for data of derivatives that are not settled in " + currency
                                + ", the account's currency",
                        one.symbol() + " in " + one.settlementCurrency()))
                .toList();
    }

    /**
     * The venue, not connected.
     *
     * @param universe every instrument of the data
     * @param currency of the account, whose initial cash is the collateral
     * @param runSeed the seed unless the venue has its own
     * @throws ConfigException if it lists what the data have not
     */
    PaperVenue build(List<Instrument> universe, String currency, long runSeed) {
        List<ConfigViolation> violations = broken(universe);
        if (!violations.isEmpty()) {
            throw new ConfigException(violations);
        }
        long seed = config.number(at("seed")).map(BigDecimal::longValueExact).orElse(runSeed);
        PaperVenueBuilder venue = PaperVenue.builder()
                .id(name)
                .latency(millis("latency.median_ms"), millis("latency.p99_ms"))
                .seed(seed)
                .faults(faults(seed))
                .reduceOnly(true);
        ownImpact().ifPresent(venue::impact);
        margin(currency).ifPresent(venue::margin);
        list(venue, bySymbol(universe));
        charge(venue, universe);
        return venue.build();
    }

    private void charge(PaperVenueBuilder venue, List<Instrument> universe) {
        List<FeeTier> tiers = config.feeTiers(name);
        if (tiers.isEmpty()) {
            listing(universe)
                    .forEach((symbol, market) -> venue.fees(symbol, fees(market).schedule()));
        } else {
            venue.feeTiers(new FeeTiers(tiers.stream()
                    .map(tier -> new FeeTiers.Tier(tier.volume(), schedule(tier)))
                    .toList()));
        }
    }

    private void list(PaperVenueBuilder venue, Map<Symbol, Instrument> known) {
        List<String> symbols = config.texts(at("symbols"));
        List<String> pairs = config.texts(at("interchangeable"));
        if (symbols.isEmpty() && pairs.isEmpty()) {
            venue.instruments(List.copyOf(known.values()));
        }
        symbols.forEach(symbol -> venue.instruments(instrument(known, symbol)));
        pairs.forEach(
                pair -> venue.interchangeable(instrument(known, listed(pair)), instrument(known, recorded(pair))));
    }

    private Faults faults(long seed) {
        Faults.Builder faults = Faults.builder()
                .seed(seed)
                .rejectRate(share("faults.reject_rate"))
                .dropRate(share("faults.drop_rate"))
                .duplicateRate(share("faults.duplicate_rate"))
                .late(share("faults.late_rate"), millis("faults.late_by_ms"))
                .answerTimeout(millis("faults.answer_timeout_ms"))
                .ordersPerSecond(config.integer(at("faults.orders_per_second")));
        int every = config.integer(at("faults.down_every_s"));
        if (every > 0) {
            faults.down(Duration.ofSeconds(every), Duration.ofSeconds(config.integer(at("faults.down_for_s"))));
        }
        return faults.build();
    }

    /** What own orders do to the prices; empty for nothing. */
    private Optional<ImpactLaw> ownImpact() {
        return config.text(at("impact.model")).equals("none")
                ? Optional.empty()
                : Optional.of(new ImpactLaw(share("impact.eta"), share("impact.beta"), share("impact.gamma")));
    }

    /**
     * The margin it asks for derivatives; empty for none. Venues that ask for it share the initial cash as collateral in equal
     * parts: no money lies at two of them.
     */
    private Optional<Margin> margin(String currency) {
        long sharing = config.venues().stream()
                .filter(venue ->
                        config.text("venues." + venue + ".margin.model").equals("cross"))
                .count();
        return config.text(at("margin.model")).equals("none")
                ? Optional.empty()
                : Optional.of(Margin.of(
                        Map.of(
                                currency,
                                Decimals.normal(config.decimal("trading.initial_cash")
                                        .divide(BigDecimal.valueOf(sharing), 2, RoundingMode.DOWN))),
                        config.decimal(at("margin.initial_rate")),
                        config.decimal(at("margin.maintenance_rate"))));
    }

    /** Whether the data have a symbol; a violation where they have not. */
    private static boolean known(
            Map<Symbol, Instrument> known, String path, String symbol, List<ConfigViolation> violations) {
        if (known.containsKey(Symbol.of(symbol))) {
            return true;
        }
        String has = String.join(
                ", ", known.keySet().stream().map(Symbol::name).sorted().toList());
        violations.add(new ConfigViolation(path, "must be of the data, which have " + has, symbol));
        return false;
    }

    /** Why the market of one cannot stand in for the other's. */
    private Optional<ConfigViolation> fitting(Map<Symbol, Instrument> known, String pair) {
        try {
            PaperVenue.builder().interchangeable(instrument(known, listed(pair)), instrument(known, recorded(pair)));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new ConfigViolation(at("interchangeable"), String.valueOf(e.getMessage()), pair));
        }
    }

    private static Map<Symbol, Instrument> bySymbol(List<Instrument> universe) {
        Map<Symbol, Instrument> known = new LinkedHashMap<>();
        universe.forEach(one -> known.put(one.symbol(), one));
        return known;
    }

    private static Instrument instrument(Map<Symbol, Instrument> known, String symbol) {
        return Optional.ofNullable(known.get(Symbol.of(symbol)))
                .orElseThrow(() -> new IllegalArgumentException("symbol: must be of the data (" + symbol + ")"));
    }

    private static String listed(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    private static String recorded(String pair) {
        return pair.substring(pair.indexOf('=') + 1);
    }

    private double share(String field) {
        return config.decimal(at(field)).doubleValue();
    }

    private Duration millis(String field) {
        return Duration.ofMillis(config.integer(at(field)));
    }

    private String at(String field) {
        return "venues." + name + "." + field;
    }
}
