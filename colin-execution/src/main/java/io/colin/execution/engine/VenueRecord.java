package io.colin.execution.engine;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.OrderChanged;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.SliceRouted;
import io.colin.api.execution.RoutePlan;
import io.colin.api.execution.VenueEvidence;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.Side;
import io.colin.api.venue.VenueReport;
import io.colin.execution.tca.FillRatioPosterior;
import io.colin.execution.tca.VenuePosterior;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is known of the venues from what was sent there: how fast they answer, how much they fill, how much worse than
 * planned they are. It follows the ledger's events and nothing else, so that a restart gives the same; what venues tell of
 * themselves, connections and balances, is not in the ledger: a venue counts as up, and its balance as unknown, until it
 * says otherwise after a restart. Engine thread only.
 */
final class VenueRecord {
    /** Children whose end is remembered: what fills after so many others have ended does not count. */
    private static final int ENDED = 10_000;

    private final VenueAssumptions assumptions;
    private final MarketState market;
    private final Map<String, VenueStatistics> venues = new TreeMap<>();
    private final Map<String, SentChild> open = new HashMap<>();
    private final Map<String, BigDecimal> ended = new LinkedHashMap<>();
    private final Map<String, Map<String, BigDecimal>> planned = new HashMap<>();

    VenueRecord(VenueAssumptions assumptions, MarketState market) {
        this.assumptions = assumptions;
        this.market = market;
    }

    /** Everything known for an order of a side. */
    Map<String, VenueEvidence> evidence(Iterable<String> venueIds, Instrument instrument, Side side) {
        Map<String, VenueEvidence> evidence = new HashMap<>();
        for (String id : venueIds) {
            VenueStatistics venue = of(id);
            evidence.put(id, venue.evidence(market.timeNs()).withSpendable(spendable(id, venue, instrument, side)));
        }
        return evidence;
    }

    /** What children at a venue paid beyond what was planned for them: the one measure that the router and the reader see. */
    VenuePosterior beyondPlan(String venue) {
        return of(venue).beyondPlan();
    }

    /** Which share fills at a venue of what is sent to be filled at once: the one measure that the router and the reader see. */
    FillRatioPosterior fillRatio(String venue) {
        return of(venue).fillRatio();
    }

    /** Why a venue cannot be asked, if it has said so. */
    Optional<String> unavailable(String venue) {
        return of(venue).unavailable();
    }

    /** Takes what a venue tells of itself. */
    void on(VenueReport report) {
        switch (report) {
            case VenueReport.ConnectionChanged changed -> {
                of(changed.venue())
                        .connection(changed.up() ? Optional.empty() : Optional.of("down: " + changed.reason()));
                market.connection(changed.venue(), changed.up());
            }
            case VenueReport.AccountSnapshot snapshot -> of(snapshot.venue()).balances(snapshot.balances());
            default -> {}
        }
    }

    /** Follows what is recorded, as it happens and once more after a restart. */
    void learn(LedgerEvent event) {
        switch (event) {
            case SliceRouted routed -> planned.put(routed.parentId(), averages(routed.plan()));
            case ChildCreated created -> {
                BigDecimal price = planned.getOrDefault(created.order().parentId(), Map.of())
                        .getOrDefault(created.order().venue(), BigDecimal.ZERO);
                open.put(created.order().orderId(), new SentChild(created.order(), price));
            }
            case OrderChanged changed -> change(changed);
            case OrderFilled filled -> fill(filled);
            default -> {}
        }
    }

    private static Map<String, BigDecimal> averages(RoutePlan plan) {
        Map<String, BigDecimal> averages = new HashMap<>();
        plan.considered().forEach(each -> each.averagePrice().ifPresent(price -> averages.put(each.venue(), price)));
        return averages;
    }

    private void change(OrderChanged changed) {
        OrderEvent event = changed.event();
        SentChild child = open.get(event.orderId());
        if (child == null) {
            if (changed.after().isClosed()) {
                planned.remove(event.orderId());
            }
            return;
        }
        VenueStatistics venue = of(child.order().venue());
        switch (event) {
            case OrderEvent.Submitted submitted -> {
                child.sent(submitted.timeNs());
                venue.request(submitted.timeNs());
            }
            case OrderEvent.PendingUpdate asked -> venue.request(asked.timeNs());
            case OrderEvent.PendingCancel asked -> {
                child.withdraw();
                venue.request(asked.timeNs());
            }
            case OrderEvent.Updated updated -> child.quantity(updated.quantity());
            case OrderEvent.Completed completed -> child.quantity(completed.quantity());
            case OrderEvent.Unresolved unresolved -> child.silent();
            case OrderEvent.Accepted accepted -> venue.answer(child, accepted.timeNs());
            case OrderEvent.Rejected rejected -> venue.answer(child, rejected.timeNs());
            default -> {}
        }
        if (changed.after().isClosed()) {
            open.remove(event.orderId());
            if (!(event instanceof OrderEvent.Denied)) {
                end(venue, child, event.timeNs());
            }
        }
    }

    private void fill(OrderFilled filled) {
        Fill fill = filled.fill();
        SentChild child = open.get(fill.orderId());
        if (child != null) {
            VenueStatistics venue = of(fill.venue());
            venue.answer(child, filled.header().timeNs());
            child.filled(fill);
            market.instrument(fill.symbol()).filter(VenueRecord::isSpot).ifPresent(spot -> venue.exchange(fill, spot));
            if (filled.childStatus().isClosed()) {
                open.remove(fill.orderId());
                end(venue, child, filled.header().timeNs());
            }
        } else {
            Optional.ofNullable(ended.get(fill.orderId()))
                    .ifPresent(whole -> of(fill.venue()).more(fill.quantity(), whole));
        }
        if (filled.parentStatus().isClosed()) {
            planned.remove(fill.parentId());
        }
    }

    private void end(VenueStatistics venue, SentChild child, long timeNs) {
        venue.end(child, timeNs);
        if (child.isMarketable()) {
            ended.put(child.order().orderId(), child.quantity());
            if (ended.size() > ENDED) {
                ended.remove(ended.keySet().iterator().next());
            }
        }
    }

    /** Spot only: what a derivative needs is margin, which venues measure in their own ways. */
    private Optional<BigDecimal> spendable(String id, VenueStatistics venue, Instrument instrument, Side side) {
        if (!isSpot(instrument)) {
            return Optional.empty();
        }
        String currency = currency(instrument, side);
        return venue.balance(currency)
                .map(free -> free.subtract(reserved(id, currency)).max(BigDecimal.ZERO));
    }

    private BigDecimal reserved(String venue, String currency) {
        BigDecimal reserved = BigDecimal.ZERO;
        for (SentChild child : open.values()) {
            Optional<Instrument> spot =
                    market.instrument(child.order().symbol()).filter(VenueRecord::isSpot);
            if (child.order().venue().equals(venue)
                    && spot.isPresent()
                    && currency(spot.get(), child.order().side()).equals(currency)) {
                reserved = reserved.add(child.spends(spot.get()));
            }
        }
        return reserved;
    }

    private static String currency(Instrument instrument, Side side) {
        return side == Side.BUY
                ? instrument.symbol().quote()
                : instrument.symbol().base();
    }

    private static boolean isSpot(Instrument instrument) {
        return instrument.kind() == InstrumentKind.SPOT;
    }

    private VenueStatistics of(String venue) {
        return venues.computeIfAbsent(
                venue, id -> new VenueStatistics(assumptions.p95Latency().toNanos(), budget(id)));
    }

    private long budget(String venue) {
        Integer most = assumptions.requestsPerMinute().get(venue);
        return most == null ? VenueEvidence.UNLIMITED : most;
    }
}
