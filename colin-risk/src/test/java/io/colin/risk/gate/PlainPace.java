package io.colin.risk.gate;

import static io.colin.risk.gate.PlainBook.number;

import io.colin.api.order.Side;
import io.colin.risk.gate.PlainBook.Passed;
import io.colin.risk.gate.PlainGate.Ask;
import java.util.ArrayList;
import java.util.List;

/** What was sent lately and today, each in a list of everything that happened. */
final class PlainPace {
    static final long SECOND = 1_000_000_000L;
    static final long DAY = 86_400 * SECOND;

    /** A message; a cancel of a whole order is its strategy's, that of a child one of all. */
    private record Sent(String strategy, String principal, boolean amend, boolean child, boolean cancel, long timeNs) {}

    private record Priced(String strategy, int symbol, Side side, long price, long timeNs) {}

    private record Twin(int symbol, Side side, long quantity, boolean market, long stop, long price, long timeNs) {}

    private record Cycle(String strategy, int symbol, long timeNs) {}

    private final PlainBook book;
    private final PlainLimits limits;
    private final List<Sent> sent = new ArrayList<>();
    private final List<Priced> prices = new ArrayList<>();
    private final List<Twin> twins = new ArrayList<>();
    private final List<Cycle> cycles = new ArrayList<>();
    private final boolean[][] filledSince = new boolean[2][2];
    private final int[] endedTrades = new int[2];
    private final long[] endedValue = new long[2];
    private long day = Long.MIN_VALUE;
    private long nowNs;

    PlainPace(PlainBook book, PlainLimits limits) {
        this.book = book;
        this.limits = limits;
    }

    void advance(long toNs) {
        nowNs = toNs;
        long today = Math.floorDiv(nowNs, DAY);
        if (today > day) {
            day = today;
            endedTrades[0] = 0;
            endedTrades[1] = 0;
            endedValue[0] = 0;
            endedValue[1] = 0;
            for (Passed order : book.orders) {
                order.countedFilled = order.filled;
            }
        }
        sent.removeIf(one -> nowNs - one.timeNs >= 60 * SECOND);
        prices.removeIf(one -> nowNs - one.timeNs >= 60 * SECOND);
        twins.removeIf(one -> nowNs - one.timeNs >= SECOND);
        cycles.removeIf(one -> nowNs - one.timeNs >= 600 * SECOND);
    }

    /** Refusals by rates and counts. */
    void rates(Ask ask, long quantity, List<String> codes) {
        if (ask.exit) {
            return;
        }
        int ofStrategy = 0;
        int ofKey = 0;
        int all = 0;
        int amends = 0;
        for (Sent one : sent) {
            boolean lately = nowNs - one.timeNs < SECOND;
            all += lately && (one.child || !one.cancel) ? 1 : 0;
            ofStrategy += lately && !one.child && one.strategy.equals(ask.strategy) ? 1 : 0;
            ofKey += lately && !one.child && !one.cancel && one.principal.equals(ask.principal) ? 1 : 0;
            amends += one.amend ? 1 : 0;
        }
        boolean isPartOfWayOut = ask.isChild() && ask.reduceOnly;
        PlainGate.add(codes, !isPartOfWayOut && all >= limits.perSecond, "RATE_LIMIT_EXCEEDED");
        if (ask.isChild()) {
            return;
        }
        PlainGate.add(codes, ofStrategy >= limits.perStrategy, "RATE_LIMIT_EXCEEDED");
        PlainGate.add(codes, !ask.principal.equals("engine") && ofKey >= limits.perStrategy, "RATE_LIMIT_EXCEEDED");
        PlainGate.add(codes, ask.amended != null && amends >= limits.amends, "RATE_LIMIT_EXCEEDED");
        long ownValue = ask.amended == null ? 0 : today(ask.amended);
        long value = dayValue(ask.symbol) - ownValue + (quantity + ask.filled()) * ask.worst(book);
        PlainGate.add(codes, value > limits.symbolValue, "RATE_LIMIT_EXCEEDED");
        if (ask.amended == null) {
            PlainGate.add(codes, dayTrades(0) + dayTrades(1) >= limits.trades, "RATE_LIMIT_EXCEEDED");
            PlainGate.add(codes, dayTrades(ask.symbol) >= limits.symbolTrades, "RATE_LIMIT_EXCEEDED");
            PlainGate.add(codes, isTwin(ask), "DUPLICATE_ORDER");
            PlainGate.add(codes, repeats(ask), "LOCKED");
        }
    }

    boolean isTwin(Ask ask) {
        for (Twin twin : twins) {
            if (twin.symbol == ask.symbol
                    && twin.side == ask.side
                    && twin.quantity == ask.quantity
                    && twin.market == ask.market
                    && twin.stop == ask.stop
                    && (twin.market || twin.price == ask.price)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one more entry after a fill would be one too many. */
    boolean repeats(Ask ask) {
        if (ask.amended != null || ask.isChild() || ask.exit) {
            return false;
        }
        int count = filledSince[number(ask.strategy)][ask.symbol] ? 1 : 0;
        for (Cycle cycle : cycles) {
            count += cycle.strategy.equals(ask.strategy) && cycle.symbol == ask.symbol ? 1 : 0;
        }
        return count > limits.cycles;
    }

    boolean drifts(Ask ask) {
        if (ask.reduceOnly) {
            return false;
        }
        long own = ask.named(book);
        long low = own;
        long high = own;
        for (Priced one : prices) {
            if (one.strategy.equals(ask.strategy) && one.symbol == ask.symbol && one.side == ask.side) {
                low = Math.min(low, one.price);
                high = Math.max(high, one.price);
            }
        }
        return (high - low) * 10_000 > limits.drift * low;
    }

    private static long today(Passed order) {
        long most = order.before == null ? order.quantity : Math.max(order.quantity, order.before.quantity());
        return (most - order.countedFilled) * order.worth();
    }

    private long dayValue(int symbol) {
        long sum = endedValue[symbol];
        for (Passed order : book.orders) {
            sum += order.open && order.symbol == symbol ? today(order) : 0;
        }
        return sum;
    }

    private int dayTrades(int symbol) {
        int sum = endedTrades[symbol];
        for (Passed order : book.orders) {
            sum += order.open && order.symbol == symbol ? 1 : 0;
        }
        return sum;
    }

    void passed(Ask ask) {
        if (ask.amended == null && !ask.isChild()) {
            if (!ask.exit) {
                twins.add(new Twin(ask.symbol, ask.side, ask.quantity, ask.market, ask.stop, ask.price, nowNs));
            }
            boolean[] filled = filledSince[number(ask.strategy)];
            if (filled[ask.symbol]) {
                filled[ask.symbol] = false;
                cycles.add(new Cycle(ask.strategy, ask.symbol, nowNs));
            }
        }
        sent.add(new Sent(ask.strategy, ask.principal, ask.amended != null, ask.isChild(), false, nowNs));
        if (!ask.reduceOnly) {
            prices.add(new Priced(ask.strategy, ask.symbol, ask.side, ask.named(book), nowNs));
        }
    }

    /** An order that works, or a child of it, is asked to be cancelled. */
    void cancelled(Passed order, boolean child) {
        sent.add(new Sent(order.strategy, order.principal, false, child, true, nowNs));
    }

    void filled(Passed order) {
        filledSince[number(order.strategy)][order.symbol] = true;
    }

    void closed(Passed order) {
        endedValue[order.symbol] += (order.filled - order.countedFilled) * order.worth();
        endedTrades[order.symbol] += order.filled > order.countedFilled ? 1 : 0;
    }

    void enable(String strategy) {
        prices.removeIf(one -> one.strategy.equals(strategy));
        cycles.removeIf(one -> one.strategy.equals(strategy));
        filledSince[number(strategy)][0] = false;
        filledSince[number(strategy)][1] = false;
    }
}
