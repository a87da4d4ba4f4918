package io.colin.server.config;

import io.colin.api.instrument.InstrumentKind;
import io.colin.risk.stress.CurrencyShocks;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.Scenarios;
import io.colin.risk.stress.StressFactors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A custom stress scenario in one line: its name, then signed shocks as {@code key=value}, for example {@code luna_2022
 * market=-0.3 asset.LUNA=-0.95 stablecoin=-0.2 liquidity=-0.8 spread=5}. With {@code from=covid_19_crash} first it is a copy
 * of that standard scenario in which the others replace what they name.
 */
public final class ScenarioText {
    static final String RULE = "must be a list of scenarios as 'name market=-0.3 asset.SOL=-0.5'";

    private static final String FROM = "from=";

    private static final List<String> KEYS = List.of(
            "market",
            "either_way",
            "asset.X",
            "sector.X",
            "kind.X",
            "fiat",
            "stablecoin",
            "volatility",
            "correlation",
            "liquidity",
            "spread",
            "impact");

    private final Scenario.Builder scenario;
    private StressFactors factors;
    private CurrencyShocks currencies;

    private ScenarioText(Scenario from) {
        scenario = from.toBuilder();
        factors = from.factors();
        currencies = from.currencies();
    }

    /**
     * Reads a scenario.
     *
     * @param text one line
     * @return the scenario, neither limited nor regulatory
     * @throws IllegalArgumentException naming the rule it breaks
     */
    public static Scenario parse(String text) {
        try {
            List<String> parts = Arrays.asList(text.strip().split("\\s+", -1));
            boolean copied = parts.size() > 1 && parts.get(1).startsWith(FROM);
            ScenarioText read = new ScenarioText(start(parts, copied));
            Set<String> seen = new HashSet<>();
            for (String part : parts.subList(copied ? 2 : 1, parts.size())) {
                int equals = part.indexOf('=');
                require(equals > 0, part + " must be key=value");
                String key = part.substring(0, equals);
                require(seen.add(key), key + " must occur once");
                read.put(key, part.substring(equals + 1));
            }
            require(!seen.containsAll(List.of("market", "either_way")), "either_way must not go with market");
            return read.scenario
                    .factors(read.factors)
                    .currencies(read.currencies)
                    .build();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(RULE + ": " + e.getMessage(), e);
        }
    }

    /** What the rest of the text changes: nothing happens in it yet, or it is a standard scenario under the new name. */
    private static Scenario start(List<String> parts, boolean copied) {
        String name = parts.getFirst();
        require(Scenarios.named(name).isEmpty(), name + " must not be the name of a standard scenario");
        if (!copied) {
            return Scenario.custom(name).build();
        }
        String from = parts.get(1).substring(FROM.length());
        return Scenarios.named(from)
                .orElseThrow(() -> new IllegalArgumentException(from + " must be the name of a standard scenario"))
                .copyAs(name)
                .title(name)
                .limited(false)
                .regulatory(false)
                .build();
    }

    private void put(String key, String value) {
        double shock = number(key, value);
        int dot = key.indexOf('.');
        if (dot > 0) {
            named(key.substring(0, dot), key.substring(dot + 1), shock);
        } else {
            common(key, shock);
        }
    }

    private void named(String what, String name, double move) {
        switch (what) {
            case "asset" -> scenario.asset(name, move);
            case "sector" -> scenario.sector(name, move);
            case "kind" -> scenario.kind(kind(name), move);
            default -> throw unknown(what + ".");
        }
    }

    private void common(String key, double value) {
        StressFactors f = factors;
        switch (key) {
            case "market" -> scenario.market(MarketMove.of(value));
            case "either_way" -> scenario.market(MarketMove.eitherWay(value));
            case "fiat" -> currencies = new CurrencyShocks(value, false, currencies.stablecoin());
            case "stablecoin" -> currencies = new CurrencyShocks(currencies.fiat(), currencies.fiatEitherWay(), value);
            case "volatility" ->
                factors = new StressFactors(value, f.correlation(), f.liquidity(), f.spread(), f.impact());
            case "correlation" ->
                factors = new StressFactors(f.volatility(), value, f.liquidity(), f.spread(), f.impact());
            case "liquidity" ->
                factors = new StressFactors(f.volatility(), f.correlation(), value, f.spread(), f.impact());
            case "spread" ->
                factors = new StressFactors(f.volatility(), f.correlation(), f.liquidity(), value, f.impact());
            case "impact" ->
                factors = new StressFactors(f.volatility(), f.correlation(), f.liquidity(), f.spread(), value);
            default -> throw unknown(key);
        }
    }

    private static InstrumentKind kind(String name) {
        try {
            return InstrumentKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + " must be one of "
                            + Arrays.toString(InstrumentKind.values()).toLowerCase(Locale.ROOT),
                    e);
        }
    }

    private static double number(String key, String value) {
        if (!key.contains(".") && !KEYS.contains(key)) {
            throw unknown(key);
        }
        require(value.matches("[+-]?[0-9]{1,9}([.][0-9]{1,9})?"), key + " must be a number (" + value + ")");
        return Double.parseDouble(value);
    }

    private static IllegalArgumentException unknown(String key) {
        return new IllegalArgumentException(
                key + " must be one of " + String.join(", ", KEYS) + ", or from=STANDARD as the first");
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
