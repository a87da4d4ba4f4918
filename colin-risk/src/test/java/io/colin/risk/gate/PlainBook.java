package io.colin.risk.gate;

import io.colin.api.order.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plain gate knows of one account that trades two symbols: positions, cash, every order that passed and every child
 * of one, and sums over them, each taken anew for every question. Money is in points of 0.0001, prices in cents, quantities
 * in whole units.
 */
final class PlainBook {
    static final int POINTS_PER_CENT = 100;
    static final String ANY = "any";
    /** What an inverse contract stands for, in points: 10. */
    static final long CONTRACT = 100_000;

    /** One order that passed. */
    static final class Passed {
        String id = "";
        int symbol;
        Side side = Side.BUY;
        String strategy = "";
        String principal = "";
        String venue = ANY;
        boolean market;
        /** Where it is triggered; 0 for an order that waits for nothing. */
        long stop;

        boolean reduceOnly;
        long price;
        long quantity;
        long filled;
        boolean open = true;
        long unitValue;
        long unitCost;
        long countedFilled;
        boolean sliced;
        /** What it had when a change of it was asked for that is on its way; nothing where none is. */
        @Nullable
        Terms before;

        /** Whether that is made at the venue, where all of it counts until it is decided. */
        boolean changesThere;

        final List<Child> children = new ArrayList<>();

        long left() {
            long most = before == null ? quantity : Math.max(quantity, before.quantity());
            return open ? most - filled : 0;
        }

        long worth() {
            return before == null ? unitValue : Math.max(unitValue, before.unitValue());
        }

        long cost() {
            return before == null ? unitCost : Math.max(unitCost, before.unitCost());
        }

        /** What counts at the venue there is: of an order that names it all, else what its children may fill. */
        long there() {
            return venue.equals(ANY) && !changesThere ? drawn() : left();
        }

        /** What open children may still fill. */
        long drawn() {
            long sum = 0;
            for (Child child : children) {
                sum += child.open ? child.quantity - child.filled : 0;
            }
            return sum;
        }
    }

    /** What a change may leave as it was. */
    record Terms(long quantity, long unitValue, long unitCost) {}

    /** A part of an order at a venue. */
    static final class Child {
        String id = "";
        String venue = "";
        boolean market;
        long price;
        long quantity;
        long filled;
        boolean open = true;
    }

    final long[] mid = {10_000, 1_000};
    final long[] position = new long[2];
    final long[][] ofStrategy = new long[2][2];
    final List<Passed> orders = new ArrayList<>();
    /** Whether the second symbol is quoted and paid in another currency. */
    boolean foreignQuote;
    /** What a unit of that currency is worth, in twentieths. */
    long rate = 20;
    /** What there is of it, in points of it. */
    long foreignCash;

    /** Whether the second symbol is an inverse contract of {@link #CONTRACT}, which pays profit in its base currency. */
    boolean inverse;
    /** What the base currency is worth in cents, beside the contract's own price. */
    long coin = 1_024;
    /** Ten-millionths of the base currency that the executions would have come to, without what is held. */
    private long coins;

    long cash;

    PlainBook(long cash) {
        this.cash = cash;
    }

    static int number(String strategy) {
        return strategy.equals("alpha") ? 0 : 1;
    }

    long equity() {
        return cash + inAccount(1, foreignCash) + valueOf(0) + (inverse ? profit() : valueOf(1));
    }

    long valueOf(int symbol) {
        return valueOf(symbol, position[symbol]);
    }

    private long valueOf(int symbol, long quantity) {
        return isInverse(symbol) ? quantity * CONTRACT : inAccount(symbol, quantity * mid[symbol] * POINTS_PER_CENT);
    }

    boolean isInverse(int symbol) {
        return symbol == 1 && inverse;
    }

    /** What an inverse contract is worth in ten-millionths of its base currency at a price that leaves no rest. */
    private static long coinsAt(long cents) {
        return whole(CONTRACT * 100_000, cents);
    }

    /** Of what was bought at one price and is worth another, in points. */
    private long profit() {
        return whole((coins - position[1] * coinsAt(mid[1])) * coin, 100_000);
    }

    private static long whole(long amount, long parts) {
        if (amount % parts != 0) {
            throw new AssertionError(amount + " leaves a rest by " + parts);
        }
        return amount / parts;
    }

    /** Points of what a symbol is quoted in as points of the account; prices are such that nothing is rounded. */
    long inAccount(int symbol, long points) {
        if (symbol == 0 || !foreignQuote) {
            return points;
        }
        return whole(points * rate, 20);
    }

    private long working(int symbol, Side side, @Nullable Passed but) {
        long sum = 0;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side) {
                sum += order.left() * order.worth();
            }
        }
        return sum;
    }

    long workingQuantity(int symbol, Side side, @Nullable Passed but) {
        long sum = 0;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side) {
                sum += order.left();
            }
        }
        return sum;
    }

    /** The value of a symbol if everything of a side fills, seen from that side. */
    long side(int symbol, Side side, @Nullable Passed but) {
        long held = valueOf(symbol);
        return working(symbol, side, but) + (side == Side.BUY ? held : -held);
    }

    long worstCase(int symbol, @Nullable Passed but) {
        return Math.max(side(symbol, Side.BUY, but), side(symbol, Side.SELL, but));
    }

    long worstGross() {
        return worstCase(0, null) + worstCase(1, null);
    }

    boolean isExposed(int symbol) {
        return position[symbol] != 0
                || workingQuantity(symbol, Side.BUY, null) + workingQuantity(symbol, Side.SELL, null) > 0;
    }

    /** Money that working buys keep. */
    long committed(@Nullable Passed but) {
        long sum = 0;
        for (Passed order : orders) {
            if (order != but && order.side == Side.BUY) {
                sum += order.left() * order.cost();
            }
        }
        return sum;
    }

    long ofStrategy(String strategy, int symbol, Side side, @Nullable Passed but) {
        long held = valueOf(symbol, ofStrategy[number(strategy)][symbol]);
        long sum = side == Side.BUY ? held : -held;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side && order.strategy.equals(strategy)) {
                sum += order.left() * order.worth();
            }
        }
        return sum;
    }

    /** All is held at the one venue there is; what works there is what names it, and the children of the others. */
    long atVenue(int symbol, Side side, @Nullable Passed but) {
        long held = valueOf(symbol);
        long sum = side == Side.BUY ? held : -held;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side) {
                sum += order.there() * order.worth();
            }
        }
        return sum;
    }

    /** What a strategy holds the other way and does not sell or buy back already. */
    long shrinkableOfStrategy(String strategy, int symbol, Side side, @Nullable Passed but, @Nullable Passed parent) {
        long held = ofStrategy[number(strategy)][symbol];
        long working = 0;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side && order.strategy.equals(strategy)) {
                working += order == parent ? order.drawn() : order.left();
            }
        }
        return Math.max(0, (side == Side.BUY ? -held : held) - working);
    }

    /** The same of the venue, where all is held. */
    long shrinkableAtVenue(int symbol, Side side, @Nullable Passed but, @Nullable Passed parent) {
        long working = 0;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side) {
                working += order == parent ? order.drawn() : order.there();
            }
        }
        return Math.max(0, (side == Side.BUY ? -position[symbol] : position[symbol]) - working);
    }

    void fill(Passed order, long quantity) {
        long signed = order.side == Side.BUY ? quantity : -quantity;
        position[order.symbol] += signed;
        ofStrategy[number(order.strategy)][order.symbol] += signed;
        if (isInverse(order.symbol)) {
            coins += signed * coinsAt(mid[1]);
            order.filled += quantity;
            return;
        }
        long paid = signed * mid[order.symbol] * POINTS_PER_CENT;
        if (foreignQuote && order.symbol == 1) {
            foreignCash -= paid;
        } else {
            cash -= paid; // A linear perpetual pays nothing now and its profit later, which comes to the same.
        }
        order.filled += quantity;
    }

    static void fill(Child child, long quantity) {
        child.filled += quantity;
        child.open = child.filled < child.quantity;
    }
}
