package io.colin.risk.gate;

import io.colin.api.instrument.Symbol;
import io.colin.api.risk.RiskContext;
import io.colin.risk.RiskLimits;
import io.colin.risk.figures.FigureInputs;
import io.colin.risk.figures.StressPart;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.stress.Betas;
import io.colin.risk.stress.Scenario;
import io.colin.risk.stress.StressBook;
import io.colin.risk.stress.StressPortfolio;
import io.colin.risk.stress.StressPosition;
import io.colin.risk.stress.StressResult;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Stress for the gate: the full scenarios run off the path, and a book of the limited ones that answers for one more order.
 * In the book positions are taken together, since no limited scenario strikes a venue. It is made anew with each full run; in
 * between it follows exposures as they change.
 */
final class StressDesk {
    private final StressPart part;
    private final List<Scenario> scenarios;
    private final List<Scenario> limited;
    private final Memory orders;
    private final BiFunction<Symbol, Long, Optional<BigDecimal>> hourlyVolumes;
    private final SortedSet<Symbol> seen = new TreeSet<>();
    private final Map<Symbol, Integer> slots = new HashMap<>();
    /** Symbols of an exposure that the book does not hold. */
    private final SortedSet<Symbol> unplaced = new TreeSet<>();

    private RiskLimits limits;
    private @Nullable ReturnHistory betasOf;
    private SortedMap<String, Double> betas = new TreeMap<>();
    private @Nullable StressPortfolio prepared;
    private @Nullable FigureInputs preparedFor;
    private @Nullable StressBook book;
    private long bookOfNs = Long.MIN_VALUE;
    private @Nullable List<StressResult> unlimitedOf;
    private double worstUnlimited;

    StressDesk(
            RiskLimits limits,
            List<Scenario> scenarios,
            Memory orders,
            BiFunction<Symbol, Long, Optional<BigDecimal>> hourlyVolumes) {
        this.limits = limits;
        this.scenarios = scenarios;
        this.orders = orders;
        this.hourlyVolumes = hourlyVolumes;
        limited = scenarios.stream().filter(Scenario::limited).toList();
        part = StressPart.of(scenarios, this::prepare);
    }

    StressPart part() {
        return part;
    }

    void change(RiskLimits newLimits) {
        limits = newLimits;
    }

    /** A symbol an order may be asked in. */
    void see(Symbol symbol) {
        seen.add(symbol);
    }

    /** Called when the slow work starts: copies what it needs, and what the book is to be made of. */
    private StressPortfolio prepare(FigureInputs inputs, RiskContext context) {
        if (betasOf != inputs.history()) {
            betasOf = inputs.history();
            betas = Betas.byAsset(
                    inputs.history(),
                    StressPortfolio.builder(context.portfolio().currency()).build());
        }
        long nowNs = context.market().timeNs();
        StressInputs copied = new StressInputs(context, limits, orders, symbol -> hourlyVolumes.apply(symbol, nowNs));
        copied.addBetas(betas);
        SortedSet<Symbol> symbols = new TreeSet<>(seen);
        symbols.addAll(context.portfolio().positions().keySet());
        symbols.forEach(copied::addSymbol);
        prepared = copied.together();
        preparedFor = inputs;
        return copied.byVenue();
    }

    /** The full run took effect: the book starts anew from what it was made of. */
    void applied() {
        worstUnlimited();
        StressPortfolio from = prepared;
        FigureInputs inputs = preparedFor;
        if (from == null || inputs == null || part.asOfNs() == bookOfNs || part.asOfNs() == Long.MIN_VALUE) {
            return;
        }
        slots.clear();
        bookOfNs = part.asOfNs();
        if (limited.isEmpty()) {
            return;
        }
        StressBook fresh = StressBook.of(limited, inputs.measured(from));
        for (StressPosition position : from.positions()) {
            slots.put(position.symbol(), fresh.slot(position.symbol(), StressInputs.NOWHERE));
        }
        book = fresh;
    }

    long asOfNs() {
        return bookOfNs;
    }

    /** Whether it can answer for an order: there is a place for its symbol and for every exposure it was told. */
    boolean knows(Symbol symbol) {
        return book != null && unplaced.isEmpty() && slots.containsKey(symbol);
    }

    /** A symbol that it cannot answer for, while it does not know that of an order. */
    Symbol lacks(Symbol symbol) {
        return unplaced.isEmpty() ? symbol : Collections.min(unplaced);
    }

    /**
     * Brings a symbol to what is held and between which values working orders may leave it; of spot the balance it is paid
     * from moves along.
     */
    void set(Symbol symbol, double value, double low, double high) {
        @Nullable Integer slot = slots.get(symbol);
        StressBook current = book;
        boolean finite = Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high);
        if (slot != null && current != null && finite) {
            current.bring(slot, value, Math.min(low, high), Math.max(low, high));
            unplaced.remove(symbol);
        } else if (finite && value == 0 && low == 0 && high == 0) {
            unplaced.remove(symbol);
        } else {
            unplaced.add(symbol);
        }
    }

    /**
     * Loss of the worst limited scenario if orders may leave a symbol between two values, 0 when all gain, NaN when it is not
     * known.
     */
    double worstLoss(Symbol symbol, double low, double high) {
        @Nullable Integer slot = slots.get(symbol);
        StressBook current = book;
        if (slot == null || current == null) {
            return Double.NaN;
        }
        double loss = current.worstLoss(slot, low, high);
        return loss < 0 ? 0 : loss;
    }

    /** The scenario that loses most so. */
    String worst(Symbol symbol, double low, double high) {
        @Nullable Integer slot = slots.get(symbol);
        StressBook current = book;
        return slot == null || current == null
                ? ""
                : current.scenarios().get(current.worst(slot, low, high)).name();
    }

    /** The largest loss of a scenario without a limit in the last full run; 0 before the first. */
    @SuppressWarnings("ReferenceEquality") // another run, another list
    double worstUnlimited() {
        List<StressResult> results = part.results();
        if (results != unlimitedOf) {
            worstUnlimited = 0;
            for (int i = 0; i < results.size(); i++) {
                if (!scenarios.get(i).limited()) {
                    worstUnlimited = Math.max(worstUnlimited, results.get(i).loss());
                }
            }
            unlimitedOf = results;
        }
        return worstUnlimited;
    }

    /** Scenarios without a limit whose loss in the last full run is above it. */
    String warning(double most) {
        if (worstUnlimited() <= most) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        List<StressResult> results = part.results();
        for (int i = 0; i < results.size(); i++) {
            if (!scenarios.get(i).limited() && results.get(i).loss() > most) {
                text.append(text.isEmpty() ? "" : ", ").append(scenarios.get(i).name());
            }
        }
        return text.toString();
    }
}
