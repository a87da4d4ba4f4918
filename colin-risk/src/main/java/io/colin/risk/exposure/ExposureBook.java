package io.colin.risk.exposure;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Positions and working orders at their worst case: of the account, and of each strategy and venue by the fills of their
 * orders; what came from elsewhere belongs to {@link ScopeExposure#EXTERNAL}. A parent's whole quantity is reserved when it is approved, shrinks by
 * fills and ends with the order; children draw on their parent's reservation and add nothing of their own. What is sent to
 * a venue counts there: an order bound to it in full, and one that is changed in place there until that is decided, else its
 * children there. A child that outlives its parent keeps what it may still fill. Fills may be told before or after the
 * progress that holds them: each counts once.
 *
 * <p>Sums are exact, kept per symbol and changed with each order, so that a question costs the number of symbols with
 * working orders, not the number of orders. Single-threaded.
 */
public final class ExposureBook {
    private final Map<String, Entry> parents = new HashMap<>();
    private final Draws draws = new Draws();
    private final WorkingSums sums = new WorkingSums();
    private final ScopeExposure scopes = new ScopeExposure();

    private ExposureBook() {}

    /**
     * A book without working orders.
     *
     * @return the book
     */
    public static ExposureBook empty() {
        return new ExposureBook();
    }

    /**
     * Reserves a parent's quantity.
     *
     * @param reservation of an order not yet in the book
     * @throws IllegalArgumentException if the order is in the book
     */
    public void reserve(Reservation reservation) {
        Require.that(!holds(reservation.orderId()), "orderId", "must not be reserved yet", reservation.orderId());
        Entry entry = new Entry(reservation);
        parents.put(reservation.orderId(), entry);
        recount(entry);
        recountChildren(entry);
    }

    /**
     * Asks for new terms in the place of a parent's reservation. What it filled and what its children draw stays. Until it is
     * told that the change took place or was refused, the larger of the old and the new quantity counts, and so of the worth
     * and the cost of a unit. An order that is routed and changed in place counts at that venue in whole until then, and by
     * its children again afterwards.
     *
     * @param next the terms of a parent in the book; its quantity is what is to be left to fill, its venue where it is changed
     *     in place, else that of the order
     * @param type the price terms that go with them: once the order has these and that quantity, the change took place
     * @throws IllegalArgumentException if the order is not in the book, or symbol or side differ
     */
    public void replace(Reservation next, OrderType type) {
        @Nullable Entry entry = parents.get(next.orderId());
        if (entry == null) {
            throw Require.broken("orderId", "must be reserved", next.orderId());
        }
        Reservation before = entry.reservation;
        Require.that(
                next.symbol().equals(before.symbol()) && next.side() == before.side(),
                "reservation",
                "must keep symbol and side of " + before.orderId(),
                next.symbol() + " " + next.side());
        exchange(entry, () -> entry.ask(next, type));
    }

    /**
     * Learns that the change of a parent that is on its way is for another whole quantity, as when what it may still fill was
     * cut meanwhile. The largest it was for counts on, for a venue may have made it, until the order has what was asked last
     * or the change was refused. Where the order has that quantity and price anyhow, having it decides nothing, and the largest
     * counts until the order is no longer being changed.
     *
     * @param orderId any order; one that is not being changed is as before
     * @param quantity what its change asks for now, what is filled included, above 0
     */
    public void changing(String orderId, BigDecimal quantity) {
        @Nullable Entry entry = parents.get(orderId);
        if (entry != null) {
            entry.askFor(Require.positive("quantity", quantity));
            recount(entry);
        }
    }

    /** Counts nothing of the old terms and all of the new ones. */
    private void exchange(Entry entry, Runnable terms) {
        count(entry, BigDecimal.ZERO);
        draws.of(entry.reservation.orderId()).forEach(child -> count(entry, child, BigDecimal.ZERO));
        terms.run();
        recount(entry);
        recountChildren(entry);
    }

    /**
     * What counts of a parent, with its terms.
     *
     * @param orderId any order
     * @return its reservation over what is left to fill; empty when nothing counts
     */
    public Optional<Reservation> reservation(String orderId) {
        @Nullable Entry entry = parents.get(orderId);
        if (entry == null || entry.counted.signum() == 0) {
            return Optional.empty();
        }
        return Optional.of(entry.reservation.withQuantity(entry.counted));
    }

    /**
     * What counts of a parent at a venue, with its terms.
     *
     * @param orderId any order
     * @param venue any venue
     * @return its reservation over what of it may still fill there; empty when nothing counts
     */
    public Optional<Reservation> reservationAt(String orderId, String venue) {
        @Nullable Entry entry = parents.get(orderId);
        if (entry == null || entry.reservation.venue().equals(venue)) {
            return reservation(orderId);
        }
        BigDecimal there = BigDecimal.ZERO;
        for (Drawn child : draws.of(orderId)) {
            if (child.venue.equals(venue)) {
                there = there.add(child.counted);
            }
        }
        return there.signum() == 0 ? Optional.empty() : Optional.of(entry.reservation.withQuantity(there));
    }

    /**
     * The venue of the one child that draws on a parent's reservation.
     *
     * @param parentId any order
     * @return empty where none draws, or several do
     */
    public Optional<String> onlyVenue(String parentId) {
        List<Drawn> all = draws.of(parentId);
        return all.size() == 1 ? Optional.of(all.getFirst().venue) : Optional.empty();
    }

    /**
     * Lets a child draw on its parent's reservation.
     *
     * @param parentId a parent in the book
     * @param childId the child, not yet in the book
     * @param venue where the child goes
     * @param quantity above 0, at most what is {@link #available}
     * @throws IllegalArgumentException if there is not that much left or the child draws already
     */
    public void draw(String parentId, String childId, String venue, BigDecimal quantity) {
        Require.positive("quantity", quantity);
        Require.that(
                quantity.compareTo(available(parentId)) <= 0, "quantity", "must be within the reservation", quantity);
        Require.that(draws.get(childId) == null, "childId", "must not be drawn yet", childId);
        putChild(new Drawn(childId, parentId, venue, quantity));
    }

    /**
     * Learns of a parent's change.
     *
     * @param orderId the parent; one that is not in the book changes nothing
     * @param type its price terms now
     * @param progress as it is now; a closed one gives back what its open children do not hold
     */
    public void onParent(String orderId, OrderType type, OrderProgress progress) {
        @Nullable Entry entry = parents.get(orderId);
        if (entry == null) {
            return;
        }
        Optional<Reservation> decided = entry.report(type, progress);
        if (decided.isPresent()) {
            exchange(entry, () -> entry.settle(decided.get()));
        } else {
            recount(entry);
        }
    }

    /**
     * Learns of a child's change. An open child that is not known, as after a restart, draws on its parent.
     *
     * @param child as it is now; a closed one no longer draws
     */
    public void onChild(ChildOrder child) {
        OrderProgress progress = child.progress();
        @Nullable Drawn drawn = draws.get(child.orderId());
        if (progress.status().isClosed()) {
            if (drawn != null) {
                removeChild(drawn);
            }
        } else {
            if (drawn == null) {
                drawn = new Drawn(child.orderId(), child.parentId(), child.venue(), progress.quantity());
                putChild(drawn);
            }
            drawn.filling.report(progress);
            recount(drawn);
        }
        recountClosed(child.parentId());
    }

    /**
     * Learns of an execution. Its strategy and its venue hold what it bought, less a fee taken from the holding.
     *
     * @param fill of a child, told before or after its order is in the book or has left it
     * @param strategy whose order it is of; {@link ScopeExposure#EXTERNAL} where nobody knows, and then no scope holds it
     */
    public void onFill(Fill fill, String strategy) {
        scopes.onFill(fill, strategy);
        @Nullable Drawn drawn = draws.get(fill.orderId());
        if (drawn != null) {
            drawn.filling.fill(fill.quantity());
            recount(drawn);
        }
        @Nullable Entry entry = parents.get(fill.parentId());
        if (entry != null) {
            entry.filling.fill(fill.quantity());
            recount(entry);
        }
    }

    /**
     * Whether a parent works or has children that do.
     *
     * @param orderId any order
     * @return true while it counts
     */
    public boolean holds(String orderId) {
        return parents.containsKey(orderId);
    }

    /**
     * Whether a child draws on a reservation.
     *
     * @param childId any order
     * @return true while it works
     */
    public boolean isDrawn(String childId) {
        return draws.get(childId) != null;
    }

    /**
     * What counts of a parent.
     *
     * @param orderId any order
     * @return reserved less filled, 0 when it has no reservation
     */
    public BigDecimal reserved(String orderId) {
        @Nullable Entry entry = parents.get(orderId);
        return entry == null ? BigDecimal.ZERO : entry.counted;
    }

    /**
     * What a parent's open children may still fill.
     *
     * @param parentId any order
     * @return 0 or more
     */
    public BigDecimal drawn(String parentId) {
        return draws.leaves(parentId);
    }

    /**
     * What a next child may draw.
     *
     * @param parentId any order
     * @return reserved less drawn, never below 0; 0 for a closed parent
     */
    public BigDecimal available(String parentId) {
        return reserved(parentId).subtract(drawn(parentId)).max(BigDecimal.ZERO);
    }

    /**
     * One symbol at its worst case.
     *
     * @param symbol any symbol
     * @param portfolio the account now
     * @return position and working orders
     */
    public SymbolExposure of(Symbol symbol, Portfolio portfolio) {
        return sums.of(symbol, portfolio);
    }

    /**
     * Every symbol in which something is held or works, but one.
     *
     * @param own the symbol left out
     * @param portfolio the account now
     * @return each at its worst case, in the order of symbols
     */
    public List<Exposed> beside(Symbol own, Portfolio portfolio) {
        return sums.beside(own, portfolio);
    }

    /**
     * The account at its worst case: Σ of the worst case of every symbol.
     *
     * @param portfolio the account now, priced
     * @return in the account currency, 0 or more
     */
    public BigDecimal worstGross(Portfolio portfolio) {
        return worst(ExposureKind.GROSS, portfolio);
    }

    /**
     * The account at its worst case: Σ of the worst case of every symbol. What is long and what is short each take every
     * symbol at the fills that are worst for them, so that together they may be more than the gross exposure.
     *
     * @param kind what of it counts
     * @param portfolio the account now, priced
     * @return in the account currency, 0 or more
     */
    public BigDecimal worst(ExposureKind kind, Portfolio portfolio) {
        return sums.worst(kind, portfolio);
    }

    /**
     * What strategies and venues hold and have working.
     *
     * @return the view, always of now
     */
    public ScopeExposure scopes() {
        return scopes;
    }

    /**
     * Money that working buys need, fee cushion included.
     *
     * @param currency a quote currency
     * @return in that currency, 0 or more
     */
    public BigDecimal committedCash(String currency) {
        return sums.committedCash(currency);
    }

    /**
     * Money that a part of a parent's buy needs.
     *
     * @param orderId any order
     * @param quantity a part of its quantity
     * @return in the quote currency; 0 for a sell or an order that has no reservation
     */
    public BigDecimal cashOf(String orderId, BigDecimal quantity) {
        @Nullable Entry entry = parents.get(orderId);
        return entry == null || entry.reservation.side() == Side.SELL
                ? BigDecimal.ZERO
                : quantity.multiply(entry.reservation.unitCost());
    }

    /**
     * The symbols something works in.
     *
     * @return a copy, in their order
     */
    public List<Symbol> working() {
        return sums.symbols();
    }

    /** Moves the symbols whose sums changed since the last call; for the one mirror of this book. */
    void takeChanged(Collection<Symbol> into) {
        sums.takeChanged(into);
    }

    /** Money that working buys of a symbol need, in its quote currency. */
    BigDecimal committedIn(Symbol symbol) {
        return sums.committedIn(symbol);
    }

    private void putChild(Drawn drawn) {
        draws.add(drawn);
        recount(drawn);
    }

    private void removeChild(Drawn drawn) {
        @Nullable Entry entry = parents.get(drawn.parentId);
        if (entry != null) {
            count(entry, drawn, BigDecimal.ZERO);
        }
        draws.remove(drawn);
    }

    private void recountClosed(String parentId) {
        @Nullable Entry entry = parents.get(parentId);
        if (entry != null && entry.closed) {
            recount(entry);
        }
    }

    /** Brings the sums to what the entry stands for now. */
    private void recount(Entry entry) {
        String orderId = entry.reservation.orderId();
        BigDecimal now = entry.closed ? drawn(orderId) : entry.filling.leaves();
        count(entry, now);
        if (entry.closed && now.signum() == 0) {
            parents.remove(orderId);
        }
    }

    private void count(Entry entry, BigDecimal now) {
        Reservation terms = entry.reservation;
        BigDecimal change = now.subtract(entry.counted);
        if (change.signum() == 0) {
            return;
        }
        entry.counted = now;
        sums.change(terms, change);
        scopes.work(entry.strategy, terms, change);
        if (!isRouted(terms)) {
            scopes.work(LimitScope.venue(terms.venue()), terms, change);
        }
    }

    /** What children draw counts at their venues, where their whole order does not. */
    private void recount(Drawn child) {
        @Nullable Entry entry = parents.get(child.parentId);
        if (entry != null) {
            count(entry, child, child.filling.leaves());
        }
    }

    private void recountChildren(Entry entry) {
        draws.of(entry.reservation.orderId()).forEach(this::recount);
    }

    private void count(Entry entry, Drawn child, BigDecimal now) {
        if (!entry.reservation.venue().equals(child.venue)) {
            scopes.work(LimitScope.venue(child.venue), entry.reservation, now.subtract(child.counted));
            child.counted = now;
        }
    }

    private static boolean isRouted(Reservation terms) {
        return terms.venue().equals(OrderIntent.ANY_VENUE);
    }
}
