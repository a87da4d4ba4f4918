package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.venue.FeeSchedule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a venue charges now: one schedule, that of a symbol, or the tier that own volume has reached. A fill pays the tier of what
 * was executed before it and counts for 30 days from the start of its minute, so that what is kept is bounded.
 */
final class FeeBook {
    private static final long WINDOW_NS = Duration.ofDays(30).toNanos();
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();

    private final FeeSchedule usual;
    private final Map<Symbol, FeeSchedule> ofSymbols;
    private final Optional<FeeTiers> tiers;
    private final Map<Symbol, Instrument> instruments;
    private final TreeMap<Long, BigDecimal> minutes = new TreeMap<>();
    private BigDecimal volume = BigDecimal.ZERO;
    /** The volume as others may read it while it changes. */
    private volatile BigDecimal told = BigDecimal.ZERO;

    FeeBook(PaperVenueBuilder builder) {
        usual = builder.fees;
        ofSymbols = Map.copyOf(builder.feesOfSymbols);
        tiers = builder.feeTiers;
        instruments = Map.copyOf(builder.instruments);
    }

    FeeSchedule at(Symbol symbol, long nowNs) {
        if (tiers.isPresent()) {
            return tiers.orElseThrow().at(volume(nowNs)).fees();
        }
        return ofSymbols.getOrDefault(symbol, usual);
    }

    /** Counts what was executed. */
    void executed(Symbol symbol, BigDecimal quantity, BigDecimal price, long timeNs) {
        Instrument instrument = instruments.get(symbol);
        if (tiers.isPresent() && instrument != null) {
            BigDecimal value = instrument.notional(quantity, price);
            minutes.merge(Math.floorDiv(timeNs, MINUTE_NS), value, BigDecimal::add);
            volume = volume.add(value);
            told = volume;
        }
    }

    /** What was executed in the 30 days up to a time; times never go back. */
    private BigDecimal volume(long nowNs) {
        while (!minutes.isEmpty() && minutes.firstKey() * MINUTE_NS + WINDOW_NS <= nowNs) {
            volume = volume.subtract(minutes.pollFirstEntry().getValue());
            told = volume;
        }
        return volume;
    }

    /** The tiers and the one in force when it was last asked for, for a person; on any thread. */
    Optional<String> text() {
        return tiers.map(known -> {
            String all = known.tiers().stream()
                    .map(tier -> "from " + Decimals.text(tier.volume()) + " " + rates(tier))
                    .collect(Collectors.joining(", "));
            BigDecimal own = told;
            return "fees (maker/taker) by own volume here of 30 days, none before the run: " + all + "; volume now "
                    + Decimals.text(Decimals.normal(own)) + ", so " + rates(known.at(own));
        });
    }

    private static String rates(FeeTiers.Tier tier) {
        return Decimals.text(tier.fees().makerRate()) + "/"
                + Decimals.text(tier.fees().takerRate());
    }
}
