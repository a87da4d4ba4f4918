package io.colin.risk.gate;

import static io.colin.risk.gate.PlainBook.ANY;
import static io.colin.risk.gate.PlainBook.POINTS_PER_CENT;

import io.colin.api.order.Side;
import io.colin.risk.gate.PlainBook.Child;
import io.colin.risk.gate.PlainBook.Passed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate written down once more, plainly: whole numbers, lists of everything that happened, every sum taken anew for
 * every question. Money is in points of 0.0001, prices in cents, quantities in whole units. Two symbols of one account at
 * one venue, the second of which may be a linear perpetual, an inverse contract or quoted in another currency; what is known of how they move comes
 * from {@link PlainFigures}.
 */
final class PlainGate {
    static final String OPERATOR = "operator";
    private static final long MARK_AGE = 300 * PlainPace.SECOND;
    private static final long QUOTE_AGE = 2 * PlainPace.SECOND;
    private static final long RISK_AGE = 900 * PlainPace.SECOND;
    private static final double POINTS = 10_000;
    private static final long DAY = 86_400 * PlainPace.SECOND;

    /** What is asked. */
    static final class Ask {
        String id = "";
        int symbol;
        Side side = Side.BUY;
        String strategy = "";
        String principal = "";
        String venue = ANY;
        boolean market;
        /** Where it is triggered; 0 for an order that waits for nothing. */
        long stop;

        long price;
        long quantity;
        boolean reduceOnly;
        /** Whether it is an exit of a group that is let go. */
        boolean exit;

        /** Of new terms the order, of everything else nothing. */
        @Nullable
        Passed amended;

        /** Of a child the order it draws on, of everything else nothing. */
        @Nullable
        Passed parent;

        boolean isChild() {
            return parent != null;
        }

        long filled() {
            return amended == null ? 0 : amended.filled;
        }

        /** The worst a unit may be worth, in points of the account. */
        long worst(PlainBook book) {
            return book.isInverse(symbol) ? PlainBook.CONTRACT : book.inAccount(symbol, worstPrice(book));
        }

        /** The worst price of a unit, in points of what it is quoted in. */
        long worstPrice(PlainBook book) {
            long named = Math.max(book.mid[symbol], stop);
            return market ? named * 105 : Math.max(named, price) * POINTS_PER_CENT;
        }

        /** The price it names: its limit, else its stop, else that of the market. */
        long named(PlainBook book) {
            return !market ? price : stop != 0 ? stop : book.mid[symbol];
        }
    }

    final PlainLimits limits;
    final PlainBook book;
    final PlainPace pace;
    private final PlainSpared spared;
    final PlainGuards guards;
    /** What is known of how the two move, as last measured; nothing where figures are not armed. */
    @Nullable
    PlainFigures figures;

    private final @Nullable PlainFigures returns;
    private long firstDay = Long.MIN_VALUE;
    long firmOthers;
    /** What other accounts hold, long and short. */
    final long[] firmWayOthers = new long[2];

    /** Symbols whose book the venue has shown and shows no more. */
    final boolean[] lostBook = new boolean[2];

    /** How old the price is of a symbol that nobody asks for. */
    final long[] markAge = new long[2];

    /** How old the rate of the other currency is. */
    long rateAge;

    long nowNs;
    private long figuresAsOf = Long.MIN_VALUE;
    long correlationsAsOf = Long.MIN_VALUE;

    PlainGate(PlainLimits limits, long cash, @Nullable PlainFigures figures) {
        this.limits = limits;
        this.figures = figures;
        returns = figures;
        book = new PlainBook(cash);
        pace = new PlainPace(book, limits);
        spared = new PlainSpared(book);
        guards = new PlainGuards(limits);
    }

    void advance(long toNs) {
        nowNs = toNs;
        firstDay = firstDay == Long.MIN_VALUE ? Math.floorDiv(toNs, DAY) : firstDay;
        pace.advance(toNs);
        guards.advance(toNs);
        book.orders.removeIf(order -> !order.open);
    }

    void observe() {
        guards.observe(book.equity(), nowNs);
    }

    /** Figures were measured of an instant; correlations every quarter of an hour. Days that pass leave old returns behind. */
    void measured(long asOfNs) {
        figuresAsOf = asOfNs;
        if (returns != null) {
            figures = returns.after((int) (Math.floorDiv(asOfNs, DAY) - firstDay));
            figures.seen(book.mid[0] / 100.0, book.mid[1] / 100.0);
        }
        if (correlationsAsOf == Long.MIN_VALUE || asOfNs - correlationsAsOf >= 900 * PlainPace.SECOND) {
            correlationsAsOf = asOfNs;
        }
    }

    /** In ten-thousandths of a point: the cushion is 0.2 %. */
    private long cost(Ask ask) {
        long price = ask.market ? ask.worstPrice(book) : ask.price * POINTS_PER_CENT;
        return limits.margin || ask.side == Side.SELL ? 0 : price * 10_020;
    }

    /** Every code that refuses so many of the order, in alphabetical order. */
    List<String> codes(Ask ask, long quantity) {
        List<String> codes = exactCodes(ask, quantity);
        if (!spared.addsNothing(ask, quantity)) {
            figures(ask, quantity, codes);
        }
        Collections.sort(codes);
        return codes;
    }

    /** Those that rest on no figure in floating point. */
    private List<String> exactCodes(Ask ask, long quantity) {
        List<String> codes = new ArrayList<>();
        boolean shrinks = quantity <= spared.shrinkable(ask);
        stops(ask, shrinks, codes);
        rules(ask, quantity, shrinks, codes);
        pace.rates(ask, quantity, codes);
        PlainExposure exposure = new PlainExposure(this);
        if (!(ask.reduceOnly && shrinks)) {
            exposure.scopes(ask, quantity, spared, codes);
        }
        if (!shrinks) {
            exposure.margin(ask, quantity, codes);
        }
        // Free margin rests on equity too, and is judged of new terms that only make less of an order.
        if (limits.margin ? !shrinks : !spared.addsNothing(ask, quantity)) {
            int other = 1 - ask.symbol;
            boolean old = book.position[other] != 0 && markAge[other] > MARK_AGE;
            add(codes, old && !isLittle(other), "STALE_MARKET_DATA");
        }
        if (!spared.addsNothing(ask, quantity)) {
            exposure.refuse(ask, quantity, codes);
            add(codes, guards.isDrawnDown(), "DRAWDOWN_LIMIT");
            add(codes, guards.isDayLost(), "DAILY_LOSS_LIMIT");
        }
        return codes;
    }

    /** Whether so little is held of a symbol, long, that its price may be old. */
    private boolean isLittle(int symbol) {
        return book.position[symbol] > 0 && book.valueOf(symbol) * 10_000 <= limits.staleShare * book.equity();
    }

    private void stops(Ask ask, boolean shrinks, List<String> codes) {
        boolean unwinds = ask.reduceOnly && shrinks && ask.principal.equals(OPERATOR);
        add(codes, guards.isHalted() && !unwinds, "TRADING_HALTED");
        add(codes, guards.isReducing() && !shrinks, "TRADING_STATE_REDUCING");
        add(codes, guards.kills(ask.strategy, ask.symbol, ask.venue) && !unwinds, "TRADING_HALTED");
        add(codes, guards.locks(ask.symbol, ask.side, ask.venue, ask.strategy), "LOCKED");
        add(codes, guards.isStopped(ask.strategy), "LOCKED");
        add(codes, !limits.grants(ask.principal, ask.symbol), "RESTRICTED_SYMBOL");
        add(codes, limits.restricted == ask.symbol, "RESTRICTED_SYMBOL");
    }

    private void rules(Ask ask, long quantity, boolean shrinks, List<String> codes) {
        long whole = quantity + ask.filled();
        long value = whole * ask.worst(book);
        long price = book.isInverse(ask.symbol)
                ? PlainBook.CONTRACT / POINTS_PER_CENT
                : ask.market ? book.mid[ask.symbol] : ask.price;
        if (whole < 2) {
            codes.add("QUANTITY_BELOW_MINIMUM");
        } else {
            add(codes, whole * price < 5_000, "NOTIONAL_BELOW_MINIMUM");
        }
        add(codes, whole > limits.quantityCap, "QUANTITY_EXCEEDS_MAXIMUM");
        add(codes, ask.symbol == 0 && whole > limits.strategyQuantity, "QUANTITY_EXCEEDS_MAXIMUM");
        if (!shrinks) {
            boolean tooLittle = !ask.isChild() && value < limits.minValue;
            add(codes, tooLittle, "NOTIONAL_BELOW_MINIMUM");
            add(codes, !tooLittle && value > limits.maxValue, "NOTIONAL_EXCEEDS_MAXIMUM");
        }
        boolean tooMuch = value * 10_000 > limits.maxShare * Math.max(0, book.equity());
        add(codes, !ask.isChild() && tooMuch && !spared.addsNothing(ask, quantity), "COMPLIANCE");
        add(codes, ask.reduceOnly && !shrinks, "REDUCE_ONLY_WOULD_INCREASE");
        add(codes, overdraws(ask, quantity), "VALIDATION_FAILED");
        add(codes, isFarOff(ask), "PRICE_COLLAR");
        add(codes, pace.drifts(ask), "PRICE_COLLAR");
        add(codes, hasOldRate(ask) && !spared.addsNothing(ask, quantity), "STALE_MARKET_DATA");
        add(codes, isUnwalkable(ask), "STALE_MARKET_DATA");
        add(codes, isAtLostBook(ask) && !shrinks && quantity > spared.lowerableThere(ask), "STALE_MARKET_DATA");
        add(codes, meetsOwn(ask), "SELF_TRADE");
        add(codes, !limits.margin && !affords(ask, quantity), "NOTIONAL_EXCEEDS_FREE_BALANCE");
    }

    boolean isFarOff(Ask ask) {
        return (!ask.market && isFarOff(ask, ask.price)) || (ask.stop != 0 && isFarOff(ask.symbol, ask.stop));
    }

    /** A way out that asks for more than the market gives nothing away. */
    private boolean isFarOff(Ask ask, long price) {
        boolean isWayOut = ask.exit || (ask.isChild() && ask.reduceOnly);
        boolean asksForMore = ask.side == Side.BUY ? price <= book.mid[ask.symbol] : price >= book.mid[ask.symbol];
        return !(isWayOut && asksForMore) && isFarOff(ask.symbol, price);
    }

    private boolean isFarOff(int symbol, long price) {
        return Math.abs(price - book.mid[symbol]) * 10_000 > limits.collar * book.mid[symbol];
    }

    private boolean hasOldRate(Ask ask) {
        return ask.symbol == 1 && book.foreignQuote && rateAge > QUOTE_AGE && !ask.reduceOnly;
    }

    private boolean isAtLostBook(Ask ask) {
        return lostBook[ask.symbol] && ask.venue.equals("paper");
    }

    boolean isUnwalkable(Ask ask) {
        return ask.market && ask.stop == 0 && isAtLostBook(ask);
    }

    private static boolean overdraws(Ask ask, long quantity) {
        @Nullable Passed parent = ask.parent;
        return parent != null && (isWorsePriced(ask, parent) || quantity > parent.left() - parent.drawn());
    }

    private static boolean isWorsePriced(Ask ask, Passed parent) {
        return !parent.market
                && (ask.market || (ask.side == Side.BUY ? ask.price > parent.price : ask.price < parent.price));
    }

    private boolean affords(Ask ask, long quantity) {
        if (ask.side == Side.SELL) {
            return quantity <= spared.shrinkable(ask);
        }
        long committed = book.committed(ask.amended);
        @Nullable Passed parent = ask.parent;
        if (parent != null) {
            committed -= (parent.left() - parent.drawn()) * parent.unitCost;
        }
        return committed + quantity * cost(ask) <= book.cash * 10_000;
    }

    /** What waits for its trigger neither takes nor rests. */
    private boolean meetsOwn(Ask ask) {
        if (ask.stop != 0) {
            return false;
        }
        long takes = ask.market ? book.mid[ask.symbol] + (ask.side == Side.BUY ? 1 : -1) : ask.price;
        for (Passed order : book.orders) {
            boolean other = order != ask.amended && order != ask.parent;
            if (other && order.symbol == ask.symbol && order.side != ask.side) {
                boolean rests = order.open && !order.market && order.stop == 0 && !order.sliced && order.filled == 0;
                if (rests && crosses(ask.side, takes, order.price)) {
                    return true;
                }
                boolean changes = order.before != null && order.sliced && !order.market && order.stop == 0;
                if (changes && crosses(ask.side, takes, order.price)) {
                    return true;
                }
                for (Child child : order.children) {
                    if (child.open && !child.market && crosses(ask.side, takes, child.price)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean crosses(Side side, long takes, long offered) {
        return side == Side.BUY ? takes >= offered : takes <= offered;
    }

    private void figures(Ask ask, long quantity, List<String> codes) {
        @Nullable PlainFigures known = figures;
        if (known == null) {
            return;
        }
        if (figuresAsOf == Long.MIN_VALUE || nowNs - figuresAsOf > RISK_AGE) {
            codes.add("STALE_RISK_DATA");
            codes.add("STALE_RISK_DATA");
            return;
        }
        double equity = Math.max(0, book.equity()) / POINTS;
        PlainFills fills = fills(known, ask, quantity);
        int metric = 0;
        for (int days : new int[] {1, 5}) {
            for (double confidence : new double[] {0.95, 0.99}) {
                double most = limits.tail[metric++] / POINTS * equity;
                double loss = fills.tail(at -> known.valueAtRisk(confidence, days, at[0], at[1]));
                add(codes, !(loss <= most), "VAR_LIMIT");
            }
        }
        double shortfall = fills.tail(at -> known.shortfall(at[0], at[1]));
        add(codes, !(shortfall <= limits.tail[metric] / POINTS * equity), "ES_LIMIT");
        add(codes, !(fills.stress() <= limits.stress / POINTS * equity), "STRESS_LIMIT");
    }

    private PlainFills fills(PlainFigures known, Ask ask, long quantity) {
        double[] held = new double[2];
        double[] low = new double[2];
        double[] high = new double[2];
        for (int symbol = 0; symbol < 2; symbol++) {
            boolean asked = symbol == ask.symbol;
            @Nullable Passed own = asked ? ask.amended : null;
            long more = asked && !ask.isChild() ? quantity * ask.worst(book) : 0;
            held[symbol] = book.valueOf(symbol) / POINTS;
            high[symbol] = (book.side(symbol, Side.BUY, own) + (ask.side == Side.BUY ? more : 0)) / POINTS;
            low[symbol] = -(book.side(symbol, Side.SELL, own) + (ask.side == Side.SELL ? more : 0)) / POINTS;
        }
        return new PlainFills(known, ask.symbol, held, low, high);
    }

    /** The largest size below what is asked that nothing refuses; 0 when there is none. */
    long largestBelow(Ask ask, long quantity) {
        if (isRefusedInAnySize(ask)) {
            return 0;
        }
        for (long size = quantity - 1; size > 0; size--) {
            if (passes(ask, size)) {
                return size;
            }
        }
        return 0;
    }

    boolean passes(Ask ask, long size) {
        return exactCodes(ask, size).isEmpty() && figuresPass(ask, size);
    }

    /** Whether no figure refuses so many. */
    boolean figuresPass(Ask ask, long size) {
        List<String> codes = new ArrayList<>();
        if (!spared.addsNothing(ask, size)) {
            figures(ask, size, codes);
        }
        return codes.isEmpty();
    }

    /** Whether no figure refuses the account as it stands, from where halving starts. */
    boolean figuresPassWithout(Ask ask) {
        List<String> codes = new ArrayList<>();
        figures(ask, 0, codes);
        return codes.isEmpty();
    }

    /** Only to be quick: what no smaller size could mend. */
    private boolean isRefusedInAnySize(Ask ask) {
        return guards.isStopped(ask.strategy)
                || guards.locks(ask.symbol, ask.side, ask.venue, ask.strategy)
                || limits.restricted == ask.symbol
                || !limits.grants(ask.principal, ask.symbol)
                || isFarOff(ask)
                || isUnwalkable(ask)
                || pace.drifts(ask)
                || meetsOwn(ask)
                || pace.repeats(ask)
                || (ask.amended == null && !ask.isChild() && !ask.exit && pace.isTwin(ask));
    }

    /** New terms of an order that works at a venue; those that only make less of what works are judged as of no venue. */
    void changeThere(Ask ask, Passed order, String venue) {
        ask.venue = spared.makesLess(ask, order) ? order.venue : venue;
    }

    /** What passed is reserved; of a child it is drawn. */
    void pass(Ask ask, long quantity) {
        @Nullable Passed parent = ask.parent;
        if (parent != null) {
            Child child = new Child();
            child.id = ask.id;
            child.venue = ask.venue;
            child.market = ask.market;
            child.price = ask.price;
            child.quantity = quantity;
            parent.children.add(child);
            parent.sliced = true;
        } else {
            reserve(ask, quantity);
        }
        pace.passed(ask);
    }

    private void reserve(Ask ask, long quantity) {
        Passed order = ask.amended == null ? new Passed() : ask.amended;
        if (ask.amended == null) {
            order.venue = ask.venue;
        } else {
            order.before = new PlainBook.Terms(order.quantity, order.unitValue, order.unitCost);
            order.changesThere = !order.venue.equals(ask.venue);
        }
        order.id = ask.id;
        order.symbol = ask.symbol;
        order.side = ask.side;
        order.strategy = ask.strategy;
        order.market = ask.market;
        order.stop = ask.stop;
        order.price = ask.price;
        order.quantity = quantity + ask.filled();
        order.unitValue = ask.worst(book);
        order.unitCost = cost(ask);
        if (ask.amended == null) {
            order.principal = ask.principal;
            order.reduceOnly = ask.reduceOnly;
            book.orders.add(order);
        }
    }

    /** A change took place. */
    static void changed(Passed order) {
        order.before = null;
        order.changesThere = false;
    }

    void fill(Passed order, long quantity) {
        book.fill(order, quantity);
        pace.filled(order);
        if (order.filled == order.quantity) {
            close(order);
        }
    }

    void close(Passed order) {
        order.open = false;
        pace.closed(order);
    }

    static void add(List<String> codes, boolean refuses, String code) {
        if (refuses) {
            codes.add(code);
        }
    }
}
