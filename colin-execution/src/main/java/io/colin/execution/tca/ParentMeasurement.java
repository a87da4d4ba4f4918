package io.colin.execution.tca;

import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionCosts;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Instrument;
import io.colin.api.market.Fidelity;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Collects what is seen of one parent, from the record alone, until its costs can be told. Single-threaded.
 */
public final class ParentMeasurement {
    /** The flag of a parent that was open when its run ended. */
    static final String OPEN_AT_END = "open_at_run_end";

    /** What ended short of its quantity is told no earlier than this after its end. */
    private static final long SETTLING_NS = 60_000_000_000L;

    private final ParentOrder parent;
    private final Map<String, Fill> fills = new LinkedHashMap<>();
    private final Map<String, ExecutionNote.AtFill> atFill = new LinkedHashMap<>();
    private final SortedMap<Moment, SortedMap<Integer, Optional<BigDecimal>>> later = new TreeMap<>();
    private Optional<Long> arrivedNs = Optional.empty();
    private Optional<ExecutionNote.Arrival> arrival = Optional.empty();
    private Optional<Long> endedNs = Optional.empty();
    private Optional<ExecutionNote.Ended> ended = Optional.empty();
    private BigDecimal ordered;
    private boolean openAtEnd;
    private boolean filledLate;

    /**
     * A time after fills of a venue at which its mid is wanted.
     *
     * @param venue where they were executed
     * @param filledNs when they were executed, ns since epoch
     * @param seconds how long after
     */
    public record Horizon(String venue, long filledNs, int seconds) {
        private static final long SECOND_NS = 1_000_000_000L;

        /**
         * When it is reached.
         *
         * @return ns since epoch
         */
        public long dueNs() {
            return filledNs + seconds * SECOND_NS;
        }
    }

    /** Fills of one venue at one time share what was seen after them. */
    private record Moment(long filledNs, String venue) implements Comparable<Moment> {
        private static Moment of(Fill fill) {
            return new Moment(fill.timeNs(), fill.venue());
        }

        @Override
        public int compareTo(Moment other) {
            int byTime = Long.compare(filledNs, other.filledNs);
            return byTime != 0 ? byTime : venue.compareTo(other.venue);
        }
    }

    private ParentMeasurement(ParentOrder parent) {
        this.parent = parent;
        this.ordered = parent.progress().quantity();
    }

    /**
     * Begins to measure a parent.
     *
     * @param parent to be measured
     * @return nothing seen yet
     */
    public static ParentMeasurement of(ParentOrder parent) {
        return new ParentMeasurement(parent);
    }

    /**
     * The parent as it was when the measurement began.
     *
     * @return the order
     */
    public ParentOrder parent() {
        return parent;
    }

    /**
     * Its first child was sent.
     *
     * @param timeNs when, ns since epoch
     */
    public void arrived(long timeNs) {
        arrivedNs = Optional.of(timeNs);
    }

    /**
     * When its first child was sent.
     *
     * @return ns since epoch; empty before
     */
    public Optional<Long> arrivedNs() {
        return arrivedNs;
    }

    /**
     * One of its children was filled.
     *
     * @param fill the execution
     */
    public void filled(Fill fill) {
        filledLate |= isEnded();
        fills.put(key(fill.venue(), fill.tradeId()), fill);
        later.computeIfAbsent(Moment.of(fill), at -> new TreeMap<>());
    }

    /**
     * It ended.
     *
     * @param timeNs when, ns since epoch
     * @param quantity in force at the end
     */
    public void ended(long timeNs, BigDecimal quantity) {
        endedNs = Optional.of(timeNs);
        ordered = quantity;
    }

    /**
     * When no more fills are waited for: what was sent and ended short may have been filled before its end without the venue
     * having said so.
     *
     * @return 60 s after the end, or the end itself where all was filled or nothing sent; empty before the end
     */
    public Optional<Long> settledNs() {
        boolean whole = filled().compareTo(ordered) >= 0;
        return endedNs.map(end -> arrivedNs.isEmpty() || whole ? end : Long.valueOf(end + SETTLING_NS));
    }

    private BigDecimal filled() {
        return fills.values().stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The run ends before it does: what is told of it is told as of then. */
    public void openAtEnd() {
        openAtEnd = true;
    }

    /**
     * Whether it has ended.
     *
     * @return true once it was told so
     */
    public boolean isEnded() {
        return endedNs.isPresent();
    }

    /**
     * Takes what was seen of the market.
     *
     * @param note of this parent
     */
    public void note(ExecutionNote note) {
        switch (note) {
            case ExecutionNote.Arrival seen -> arrival = Optional.of(seen);
            case ExecutionNote.AtFill seen -> atFill.put(key(seen.venue(), seen.tradeId()), seen);
            case ExecutionNote.Later seen ->
                later.computeIfAbsent(new Moment(seen.filledNs(), seen.venue()), at -> new TreeMap<>())
                        .put(seen.seconds(), seen.mid());
            case ExecutionNote.Ended seen -> ended = Optional.of(seen);
            case ExecutionNote.Foretold seen -> {} // What it cost is measured without.
            case ExecutionNote.Kept seen -> {} // Its costs do not depend on it.
        }
    }

    /**
     * The horizons nothing was noted for yet, in order of their fills.
     *
     * @return empty when nothing more can come
     */
    public List<Horizon> missing() {
        List<Horizon> missing = new ArrayList<>();
        later.forEach((moment, known) -> Markouts.SECONDS.stream()
                .filter(seconds -> !known.containsKey(seconds))
                .forEach(seconds -> missing.add(new Horizon(moment.venue(), moment.filledNs(), seconds))));
        return missing;
    }

    /**
     * What it cost.
     *
     * @param instrument what was traded
     * @param yardstick what else it is measured by
     * @return the analysis; what was not seen is empty in it
     * @throws IllegalStateException if it has not ended
     */
    public ExecutionAnalysis analysis(Instrument instrument, CostYardstick yardstick) {
        long end = endedNs.orElseThrow(() -> new IllegalStateException("has not ended: " + parent.orderId()));
        List<ExecutedFill> executed = executed();
        Set<String> flags = new LinkedHashSet<>();
        if (openAtEnd) {
            flags.add(OPEN_AT_END);
        }
        if (filledLate) {
            flags.add("late_fills");
        }
        if (isInterchanged()) {
            flags.add(ExecutionAnalysis.INTERCHANGED);
        }
        Optional<Realm> realm = realm(flags);
        ImpactMeasure measure = new ImpactMeasure(
                parent, arrivedNs.orElse(parent.createdTimeNs()), arrival, executed, references(), mainVenue());
        Optional<ImpactMeasure.Found> impact = realm.flatMap(of -> measure.measure(of, yardstick, flags));
        ShortfallSplit.Prices prices =
                new ShortfallSplit.Prices(decision(), mid(arrival), ended.flatMap(ExecutionNote.Ended::mid));
        ExecutionCosts costs = ShortfallSplit.of(instrument, parent.intent().side(), ordered, prices, executed)
                .costs(impact.map(ImpactMeasure.Found::shifts), yardstick.rates());
        return new ExecutionAnalysis(
                parent.orderId(),
                terms(),
                realm,
                fidelity(executed),
                mainVenue(),
                arrivedNs,
                end,
                ordered,
                filled(),
                benchmarks(prices),
                costs,
                impact.map(ImpactMeasure.Found::impact),
                executed,
                List.copyOf(flags));
    }

    private ExecutionAnalysis.Terms terms() {
        return new ExecutionAnalysis.Terms(
                parent.intent().symbol(),
                parent.intent().side(),
                parent.intent().strategy(),
                parent.intent().algo().type(),
                parent.createdTimeNs());
    }

    private ExecutionAnalysis.Benchmarks benchmarks(ShortfallSplit.Prices prices) {
        return new ExecutionAnalysis.Benchmarks(
                prices.decision(),
                prices.arrival(),
                prices.end(),
                ended.flatMap(ExecutionNote.Ended::close),
                ended.flatMap(ExecutionNote.Ended::vwap),
                ended.flatMap(ExecutionNote.Ended::twap),
                ended.flatMap(ExecutionNote.Ended::volume));
    }

    private List<ExecutedFill> executed() {
        List<ExecutedFill> executed = new ArrayList<>();
        fills.forEach((key, fill) -> {
            Optional<ExecutionNote.AtFill> seen = Optional.ofNullable(atFill.get(key));
            SortedMap<String, BigDecimal> mids = new TreeMap<>();
            later.getOrDefault(Moment.of(fill), new TreeMap<>())
                    .forEach((seconds, mid) -> mid.ifPresent(price -> mids.put(Integer.toString(seconds), price)));
            executed.add(new ExecutedFill(
                    fill,
                    seen.flatMap(ExecutionNote.AtFill::mid),
                    mids,
                    seen.map(ExecutionNote.AtFill::fidelity).orElse("")));
        });
        return executed;
    }

    private List<Optional<BigDecimal>> references() {
        return fills.keySet().stream()
                .map(key -> Optional.ofNullable(atFill.get(key)).flatMap(ExecutionNote.AtFill::reference))
                .toList();
    }

    private Optional<Realm> realm(Set<String> flags) {
        Set<Realm> realms = new LinkedHashSet<>();
        atFill.values().forEach(seen -> realms.add(seen.realm()));
        if (realms.size() > 1) {
            flags.add("mixed_realms");
        }
        return realms.size() == 1 ? realms.stream().findFirst() : Optional.empty();
    }

    /** Whether a venue that filled it traded at another price than the symbol's mids, at the arrival or at the fill. */
    private boolean isInterchanged() {
        List<String> apart = arrival.map(ExecutionNote.Arrival::apart).orElse(List.of());
        return fills.values().stream().anyMatch(fill -> apart.contains(fill.venue()))
                || atFill.values().stream().anyMatch(ExecutionNote.AtFill::apart);
    }

    private Optional<BigDecimal> decision() {
        return Optional.of(parent.arrivalMid()).filter(mid -> mid.signum() > 0);
    }

    private static Optional<BigDecimal> mid(Optional<ExecutionNote.Arrival> arrival) {
        return arrival.flatMap(ExecutionNote.Arrival::mid);
    }

    private String mainVenue() {
        SortedMap<String, BigDecimal> byVenue = new TreeMap<>();
        fills.values().forEach(fill -> byVenue.merge(fill.venue(), fill.quantity(), BigDecimal::add));
        String most = "";
        for (Map.Entry<String, BigDecimal> each : byVenue.entrySet()) {
            if (most.isEmpty() || each.getValue().compareTo(byVenue.getOrDefault(most, BigDecimal.ZERO)) > 0) {
                most = each.getKey();
            }
        }
        return most;
    }

    /** The label of the least real book it met. */
    private static String fidelity(List<ExecutedFill> fills) {
        return fills.stream()
                .flatMap(fill -> Arrays.stream(Fidelity.values())
                        .filter(known -> known.label().equals(fill.fidelity())))
                .max(Comparator.naturalOrder())
                .map(Fidelity::label)
                .orElse("");
    }

    private static String key(String venue, String tradeId) {
        return venue + " " + tradeId;
    }
}
