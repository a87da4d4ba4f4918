package io.colin.execution.venue.paper;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.venue.FeeSchedule;
import io.colin.execution.impact.ImpactLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds a venue; every setter checks its own argument. */
public final class PaperVenueBuilder {
    String id = "paper";
    final Map<Symbol, Instrument> instruments = new LinkedHashMap<>();
    final List<Interchange> interchanges = new ArrayList<>();
    FeeSchedule fees = FeeSchedule.ASSUMED;
    final Map<Symbol, FeeSchedule> feesOfSymbols = new LinkedHashMap<>();
    Optional<FeeTiers> feeTiers = Optional.empty();
    Duration median = Duration.ofMillis(20);
    Duration p99 = Duration.ofMillis(80);
    double barHalfSpreadBps = 5;
    long seed = 42;
    boolean reduceOnly;
    Faults faults = Faults.NONE;
    Optional<ImpactLaw> impact = Optional.empty();
    Optional<Margin> margin = Optional.empty();

    PaperVenueBuilder() {}

    /**
     * Sets what goes wrong there, to test against.
     *
     * @param value default {@link Faults#NONE}
     * @return this
     */
    public PaperVenueBuilder faults(Faults value) {
        faults = value;
        return this;
    }

    /**
     * Sets whether it knows reduce-only orders. It then goes by what its own fills have left there, so what was opened at
     * one venue cannot be reduced at another.
     *
     * @param value default false: the flag is refused
     * @return this
     */
    public PaperVenueBuilder reduceOnly(boolean value) {
        reduceOnly = value;
        return this;
    }

    /**
     * Sets the venue's name.
     *
     * @param value not blank, not {@code any}
     * @return this
     */
    public PaperVenueBuilder id(String value) {
        Require.text("id", value);
        Require.that(!value.equals("any"), "id", "must not be the word for every venue", value);
        id = value;
        return this;
    }

    /**
     * Adds what it trades.
     *
     * @param values each symbol once
     * @return this
     */
    public PaperVenueBuilder instruments(Instrument... values) {
        return instruments(List.of(values));
    }

    /**
     * Adds what it trades.
     *
     * @param values each symbol once
     * @return this
     */
    public PaperVenueBuilder instruments(List<Instrument> values) {
        for (Instrument value : values) {
            Require.that(
                    instruments.putIfAbsent(value.symbol(), value) == null,
                    "instruments",
                    "must name each symbol once",
                    value.symbol());
        }
        return this;
    }

    /**
     * Adds a symbol that is matched with the recorded market of another contract on the same underlying, for an
     * order to be routed over venues that list different contracts. It is an assumption, which
     * {@link PaperVenue#assumptions()} states: the basis between the two counts as a difference in price and their
     * funding is left out. Prices stay as recorded, sizes are the underlying's (of an inverse contract: contracts × contract size ÷ the price of
     * the level), rounded down to the lot. The symbol is listed with the recorded instrument's tick, lot and
     * minima; an inverse contract's lot is the common instrument's and its smallest order one contract's value.
     * What {@link #instruments} lists of the recorded contract is a market of its own: what one takes is not missing
     * in the other.
     *
     * @param common what orders name: linear, contract size 1
     * @param recorded spot or perpetual of the same base, whose events the venue sees
     * @return this
     * @throws IllegalArgumentException if the two do not fit or the symbol is listed already
     */
    public PaperVenueBuilder interchangeable(Instrument common, Instrument recorded) {
        Interchange interchange = Interchange.of(common, recorded);
        instruments(interchange.listed());
        interchanges.add(interchange);
        return this;
    }

    /**
     * Sets one rate for maker and taker.
     *
     * @param value basis points, [0, 10000)
     * @return this
     */
    public PaperVenueBuilder feeBps(double value) {
        return fees(FeeSchedule.bps(value, value));
    }

    /**
     * Sets the fees.
     *
     * @param value the schedule of every symbol that has none of its own; default {@link FeeSchedule#ASSUMED}, 20 bp that
     *     plans show as assumed
     * @return this
     */
    public PaperVenueBuilder fees(FeeSchedule value) {
        fees = value;
        return this;
    }

    /**
     * Sets the fees of one symbol.
     *
     * @param symbol one that is listed by the time the venue is built
     * @param value its schedule
     * @return this
     */
    public PaperVenueBuilder fees(Symbol symbol, FeeSchedule value) {
        feesOfSymbols.put(symbol, value);
        return this;
    }

    /**
     * Sets fees that fall with own volume, in the place of all others. A restart goes on with the volume that the record tells.
     *
     * @param value for symbols of one quote currency
     * @return this
     */
    public PaperVenueBuilder feeTiers(FeeTiers value) {
        feeTiers = Optional.of(value);
        return this;
    }

    /**
     * Sets the delay of every command and of every report.
     *
     * @param newMedian half of the delays are shorter; 0, with a p99 of 0, for none
     * @param newP99 99 % of the delays are shorter; at least the median, at most a minute
     * @return this
     */
    public PaperVenueBuilder latency(Duration newMedian, Duration newP99) {
        LatencyModel checked = new LatencyModel(newMedian, newP99, seed);
        median = checked.median();
        p99 = checked.p99();
        return this;
    }

    /**
     * Sets half the spread that bars are traded at.
     *
     * @param value basis points of the price, [0, 1000]; default 5
     * @return this
     */
    public PaperVenueBuilder barHalfSpreadBps(double value) {
        barHalfSpreadBps = Require.within("barHalfSpreadBps", value, 0, 1000);
        return this;
    }

    /**
     * Lets own orders move prices by a law of impact, beside the depth they take; off by default. {@link PaperVenue#book} shows,
     * and takers are filled at, recorded prices with
     *
     * <ul>
     *   <li>the temporary part: what is taken on a side within a minute from its first taking pays η·σ·ρ^β a unit in all, each
     *       part what it adds to that sum; ρ is the quantity taken over 1/1440 of V, capped at 1. Then it is gone;
     *   <li>the permanent part: γ·σ·q/V, signed, on both sides, of what own fills have left here (q), without decay; an
     *       execution pays half of its own. Who rests is filled at its limit, when the market as recorded goes as far as the limit
     *       less the shift.
     * </ul>
     *
     * <p>σ and V are a day's volatility and volume as trades and bars seen here tell ({@link
     * io.colin.execution.impact.TapeFigures}), anew each minute; before five minutes of them there is no impact, and
     * {@link PaperVenue#assumptions()} counts the fills that met none. Prices are rounded to the nearest tick; what would be filled
     * beyond a limit is not. Levels are shown in parts, at what each costs if all before it is taken. Inside bars the temporary
     * part goes by the bar's own volume and volatility. A restart keeps the permanent part and begins a new minute.
     *
     * @param law for example {@link ImpactLaw#START}, the square-root law
     * @return this
     */
    public PaperVenueBuilder impact(ImpactLaw law) {
        impact = Optional.of(law);
        return this;
    }

    /**
     * Asks margin for derivatives; off by default, spot needs none. An order, or a change of one, that adds to what a symbol may
     * come to is rejected with {@code MARGIN_EXCEEDS_FREE_BALANCE} where the initial margin of all symbols of its settlement
     * currency, open orders at their fullest, would exceed the equity there; one that only takes off passes always, and what
     * is reduce-only. Whether what is held may be kept is looked at once a second of event time while the market moves:
     * {@link PaperVenue#assumptions()} states each currency whose maintenance margin was breached, since when, how often and
     * by how much, counted from a restart on. Nothing is liquidated, and funding does not reach that account: the engine settles it.
     *
     * @param value collateral and rates
     * @return this
     */
    public PaperVenueBuilder margin(Margin value) {
        margin = Optional.of(value);
        return this;
    }

    /**
     * Sets the seed of delays and queues.
     *
     * @param value any number
     * @return this
     */
    public PaperVenueBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Builds the venue.
     *
     * @return the venue, not connected
     * @throws IllegalArgumentException if no instrument is named, a schedule is of a symbol that is not listed, or tiers are
     *     set beside it or over symbols of several quote currencies
     */
    public PaperVenue build() {
        List<Symbol> symbols = new ArrayList<>(instruments.keySet());
        Require.that(!symbols.isEmpty(), "instruments", "must name at least one", symbols);
        feesOfSymbols
                .keySet()
                .forEach(symbol ->
                        Require.that(instruments.containsKey(symbol), "fees", "must be of one of " + symbols, symbol));
        if (feeTiers.isPresent()) {
            Require.that(
                    feesOfSymbols.isEmpty(), "feeTiers", "must come without fees of symbols", feesOfSymbols.keySet());
            List<String> quotes = symbols.stream().map(Symbol::quote).distinct().toList();
            Require.that(quotes.size() == 1, "feeTiers", "must be of symbols of one quote currency", quotes);
        }
        return new PaperVenue(this);
    }
}
