package io.colin.risk.breaker;

import io.colin.api.risk.BreakerStatus;
import io.colin.api.risk.BreakerStatus.State;
import io.colin.risk.internal.SavedState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Every latch of the board by breaker and scope, and how each breaker's latches end. */
final class Latches {
    static final String PORTFOLIO = "portfolio";
    static final String VOLATILITY = "volatility";
    static final String PRICE_MOVE = "price-move";
    static final String SPREAD = "spread";
    static final String DEPTH = "depth";
    static final String DIVERGENCE = "divergence";
    static final String DAILY_LOSS = "daily-loss";
    static final String ERRORS = "errors";
    static final String REJECTS = "rejects";
    static final String PERFORMANCE = "performance";
    static final String CORRELATION = "correlation";
    static final String ORDER_FLOOD = "order-flood";
    static final String OWN_SHARE = "own-share";
    static final String LIMITS = "limits";

    private final BreakerSettings settings;
    private long changes;
    private long moves;
    private final SortedMap<String, SortedMap<String, Latch>> all = new TreeMap<>();

    Latches(BreakerSettings settings) {
        this.settings = settings;
    }

    /** The latch of a breaker in a scope, a closed one when it is asked for the first time. */
    Latch of(String breaker, String scope) {
        return all.computeIfAbsent(breaker, absent -> new TreeMap<>())
                .computeIfAbsent(
                        scope,
                        absent -> new Latch(
                                breaker,
                                scope,
                                ending(breaker),
                                settings.sampling().maxGap().toNanos(),
                                () -> changes++,
                                () -> moves++));
    }

    /** How often one tripped that had not held, or was ended or kept by a person. */
    long changes() {
        return changes;
    }

    /** How often one began to hold or ended, by whatever. */
    long moves() {
        return moves;
    }

    private Latch.Ending ending(String breaker) {
        return switch (breaker) {
            case VOLATILITY ->
                Latch.Ending.after(settings.volatility().cooldown().toNanos());
            case CORRELATION ->
                Latch.Ending.after(settings.correlation().cooldown().toNanos());
            case ORDER_FLOOD ->
                Latch.Ending.after(settings.orderFlood().cooldown().toNanos());
            case PRICE_MOVE ->
                Latch.Ending.clear(
                        settings.priceMove().lock().toNanos(),
                        settings.priceMove().calm().toNanos());
            case SPREAD, DEPTH, DIVERGENCE ->
                Latch.Ending.clear(0, settings.venue().clear().toNanos());
            case PERFORMANCE ->
                Latch.Ending.clear(0, settings.performance().clear().toNanos());
            case OWN_SHARE -> Latch.Ending.clear(settings.ownShare().lock().toNanos(), 0);
            case ERRORS, REJECTS, LIMITS -> Latch.Ending.MANUAL;
            default -> throw new IllegalArgumentException("breaker: is none of the board's (" + breaker + ")");
        };
    }

    /** The latches of one breaker. */
    List<Latch> of(String breaker) {
        return List.copyOf(all.getOrDefault(breaker, new TreeMap<>()).values());
    }

    /** One row for the breaker as a whole and one for each narrower scope that holds. */
    void report(String breaker, String lacks, List<BreakerStatus> rows) {
        State worst = State.CLOSED;
        long trips = 0;
        long sinceNs = 0;
        String why = lacks;
        List<BreakerStatus> narrow = new ArrayList<>(0);
        for (Latch latch :
                all.getOrDefault(breaker, Collections.emptySortedMap()).values()) {
            trips += latch.trips();
            sinceNs = Math.max(sinceNs, latch.sinceNs());
            if (latch.isHolding()) {
                BreakerStatus row = latch.status("");
                why = row.detail();
                worst = latch.state().compareTo(worst) > 0 ? latch.state() : worst;
                if (!latch.scope().equals(PORTFOLIO)) {
                    narrow.add(row);
                }
            }
        }
        if (!narrow.isEmpty()) {
            why = narrow.size() + (narrow.size() == 1 ? " scope holds" : " scopes hold");
        }
        rows.add(new BreakerStatus(breaker, PORTFOLIO, worst, trips, sinceNs, why));
        rows.addAll(narrow);
    }

    void save(SavedState out) {
        int count = 0;
        for (SortedMap<String, Latch> scopes : all.values()) {
            for (Latch latch : scopes.values()) {
                if (latch.hasHistory()) {
                    latch.save(out.in(Integer.toString(count++)));
                }
            }
        }
        out.put("count", Integer.toString(count));
    }

    /** Restores every saved latch and tells its breaker and scope, so that its owner can be made. */
    void restore(SavedState in, BiConsumer<String, String> owner) {
        int count = in.count("count");
        for (int i = 0; i < count; i++) {
            SavedState one = in.in(Integer.toString(i));
            String breaker = one.text("name");
            String scope = one.text("scope");
            of(breaker, scope).restore(one);
            owner.accept(breaker, scope);
        }
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
