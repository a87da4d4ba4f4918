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

    /** One order that passed. */
    static final class Passed {
        String id = "";
        int symbol;
        Side side = Side.BUY;
        String strategy = "";
        String principal = "";
        String venue = ANY;
        boolean market;
        boolean reduceOnly;
        long price;
        long quantity;
        long filled;
        boolean open = true;
        long unitValue;
        long unitCost;
        long countedFilled;
        boolean sliced;
        final List<Child> children = new ArrayList<>();

        long left() {
            return open ? quantity - filled : 0;
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
    long cash;

    PlainBook(long cash) {
        this.cash = cash;
    }

    static int number(String strategy) {
        return strategy.equals("alpha") ? 0 : 1;
    }

    long equity() {
        return cash + valueOf(0) + valueOf(1);
    }

    long valueOf(int symbol) {
        return position[symbol] * mid[symbol] * POINTS_PER_CENT;
    }

    private long working(int symbol, Side side, @Nullable Passed but) {
        long sum = 0;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side) {
                sum += order.left() * order.unitValue;
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
                sum += order.left() * order.unitCost;
            }
        }
        return sum;
    }

    long ofStrategy(String strategy, int symbol, Side side, @Nullable Passed but) {
        long held = ofStrategy[number(strategy)][symbol] * mid[symbol] * POINTS_PER_CENT;
        long sum = side == Side.BUY ? held : -held;
        for (Passed order : orders) {
            if (order != but && order.symbol == symbol && order.side == side && order.strategy.equals(strategy)) {
                sum += order.left() * order.unitValue;
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
                sum += (order.venue.equals(ANY) ? order.drawn() : order.left()) * order.unitValue;
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
                working += order == parent || order.venue.equals(ANY) ? order.drawn() : order.left();
            }
        }
        return Math.max(0, (side == Side.BUY ? -position[symbol] : position[symbol]) - working);
    }

    void fill(Passed order, long quantity) {
        long signed = order.side == Side.BUY ? quantity : -quantity;
        position[order.symbol] += signed;
        ofStrategy[number(order.strategy)][order.symbol] += signed;
        cash -= signed * mid[order.symbol] * POINTS_PER_CENT;
        order.filled += quantity;
    }

    static void fill(Child child, long quantity) {
        child.filled += quantity;
        child.open = child.filled < child.quantity;
    }
}
