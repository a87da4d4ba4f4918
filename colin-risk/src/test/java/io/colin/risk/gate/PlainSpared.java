package io.colin.risk.gate;

import io.colin.api.order.Side;
import io.colin.risk.gate.PlainBook.Passed;
import io.colin.risk.gate.PlainGate.Ask;
import org.jspecify.annotations.Nullable;

/** How much of an order of a {@link PlainGate} makes nothing larger. */
record PlainSpared(PlainBook book) {
    /** With how many an order only closes what is held, whatever else fills. */
    long shrinkable(Ask ask) {
        long held = ask.side == Side.BUY ? -book.position[ask.symbol] : book.position[ask.symbol];
        long working = book.workingQuantity(ask.symbol, ask.side, ask.amended);
        @Nullable Passed parent = ask.parent;
        if (parent != null) {
            working -= parent.left() - parent.drawn();
        }
        return Math.max(0, held - working);
    }

    /** With how many new terms only make less of an order: the same trigger, no worse a price, no more than is reserved. */
    long lowerable(Ask ask) {
        @Nullable Passed own = ask.amended;
        if (own == null || own.market != ask.market || own.stop != ask.stop) {
            return 0;
        }
        if (own.market || own.price == ask.price) {
            return own.left();
        }
        boolean worse = ask.side == Side.BUY ? ask.price > own.price : ask.price < own.price;
        return worse ? 0 : Math.min(own.left(), own.left() * own.unitValue / ask.worst(book));
    }

    /** The same of what the order has where it is to be changed: of one that is routed, what works there. */
    long lowerableThere(Ask ask) {
        @Nullable Passed own = ask.amended;
        return own == null || own.venue.equals(ask.venue) ? lowerable(ask) : Math.min(lowerable(ask), own.drawn());
    }

    /** Whether new terms only make less of what works of an order, at no worse a price. */
    boolean makesLess(Ask ask, Passed own) {
        boolean worse = ask.side == Side.BUY ? ask.price > own.price : ask.price < own.price;
        return own.market == ask.market
                && own.stop == ask.stop
                && (own.market || !worse)
                && ask.quantity <= Math.min(own.left(), own.drawn());
    }

    /** Whether so many make nothing larger, whatever is held against limits of value, exposure and loss. */
    boolean addsNothing(Ask ask, long quantity) {
        return quantity <= shrinkable(ask) || quantity <= lowerable(ask);
    }
}
