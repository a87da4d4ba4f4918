package io.colin.risk.gate;

import io.colin.api.order.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate written down once more, plainly: whole numbers, lists of everything that happened, every sum taken anew for
 * every question. Money is in points of 0.0001, prices in cents, quantities in whole units. Two symbols that nobody knows
 * to move apart; one account.
 */
final class PlainGate {
    static final long SECOND = 1_000_000_000L;
    static final long DAY = 86_400 * SECOND;
    private static final int POINTS_PER_CENT = 100;

    /** The limits of a session; shares are in ten-thousandths. */
    static final class Settings {
        boolean margin;
        long minValue;
        long maxValue;
        long maxShare;
        long quantityCap;
        long maxPosition;
        long symbolShare;
        long sectorShare;
        long grossShare;
        long leverage;
        long groupShare;
        long minFree;
        long initialRate;
        long strategyGross;
        long collar = 500;
        long drift;
        int perStrategy;
        int perSecond;
        int amends;
        int trades;
        int symbolTrades;
        long symbolValue;
        int cycles;
        boolean oneSector;
    }

    /** One order that passed. */
    static final class Passed {
        String id = "";
        int symbol;
        Side side = Side.BUY;
        String strategy = "";
        boolean market;
        long price;
        long quantity;
        long filled;
        boolean open = true;
        long unitValue;
        long unitCost;
        long countedFilled;
        boolean countsToday = true;
    }

    /** What is asked. */
    static final class Ask {
        String id = "";
        int symbol;
        Side side = Side.BUY;
        String strategy = "";
        String principal = "";
        boolean market;
        long price;
        long quantity;
        boolean reduceOnly;

        @Nullable
        Passed amended;

        boolean amend() {
            return amended != null;
        }

        long filled() {
            return amended == null ? 0 : amended.filled;
        }
    }

    private record Sent(String strategy, String principal, boolean amend, long timeNs) {}

    private record Priced(String strategy, int symbol, Side side, long price, long timeNs) {}

    private record Twin(int symbol, Side side, long quantity, boolean market, long price, long timeNs) {}

    private record Cycle(String strategy, int symbol, long timeNs) {}

    final Settings limits;
    final long[] mid = {10_000, 1_000};
    final long[] position = new long[2];
    final long[][] ofStrategy = new long[2][2];
    final List<Passed> orders = new ArrayList<>();
    private final List<Sent> sent = new ArrayList<>();
    private final List<Priced> prices = new ArrayList<>();
    private final List<Twin> twins = new ArrayList<>();
    private final List<Cycle> cycles = new ArrayList<>();
    private final boolean[][] filledSince = new boolean[2][2];
    private final boolean[] stopped = new boolean[2];
    private final int[] endedTrades = new int[2];
    private final long[] endedValue = new long[2];
    private long day = Long.MIN_VALUE;
    long cash;
    long nowNs;

    PlainGate(Settings limits, long cash) {
        this.limits = limits;
        this.cash = cash;
    }

    private static int number(String strategy) {
        return strategy.equals("alpha") ? 0 : 1;
    }

    long equity() {
        return cash + valueOf(0) + valueOf(1);
    }

    private long valueOf(int symbol) {
        return position[symbol] * mid[symbol] * POINTS_PER_CENT;
    }

    private long worst(Ask ask) {
        return ask.market ? mid[ask.symbol] * 105 : Math.max(mid[ask.symbol], ask.price) * POINTS_PER_CENT;
    }

    /** In ten-thousandths of a point: the cushion is 0.2 %. */
    private long cost(Ask ask) {
        long price = ask.market ? mid[ask.symbol] * 105 : ask.price * POINTS_PER_CENT;
        return limits.margin || ask.side == Side.SELL ? 0 : price * 10_020;
    }

    private long working(int symbol, Side side, @Nullable Passed but) {
        long sum = 0;
        for (Passed order : orders) {
            if (order.open && order != but && order.symbol == symbol && order.side == side) {
                sum += (order.quantity - order.filled) * order.unitValue;
            }
        }
        return sum;
    }

    private long workingQuantity(int symbol, Side side, @Nullable Passed but) {
        long sum = 0;
        for (Passed order : orders) {
            if (order.open && order != but && order.symbol == symbol && order.side == side) {
                sum += order.quantity - order.filled;
            }
        }
        return sum;
    }

    private long longSide(int symbol, @Nullable Passed but) {
        return valueOf(symbol) + working(symbol, Side.BUY, but);
    }

    private long shortSide(int symbol, @Nullable Passed but) {
        return working(symbol, Side.SELL, but) - valueOf(symbol);
    }

    private long side(int symbol, Side side, @Nullable Passed but) {
        return side == Side.BUY ? longSide(symbol, but) : shortSide(symbol, but);
    }

    private long worstCase(int symbol, @Nullable Passed but) {
        return Math.max(longSide(symbol, but), shortSide(symbol, but));
    }

    private long shrinkable(Ask ask) {
        long held = ask.side == Side.BUY ? -position[ask.symbol] : position[ask.symbol];
        return Math.max(0, held - workingQuantity(ask.symbol, ask.side, ask.amended));
    }

    /** Every code that refuses so many of the order, in alphabetical order. */
    List<String> codes(Ask ask, long quantity) {
        List<String> codes = new ArrayList<>();
        boolean shrinks = quantity <= shrinkable(ask);
        rules(ask, quantity, shrinks, codes);
        pace(ask, quantity, codes);
        if (!shrinks) {
            exposure(ask, quantity, codes);
        }
        Collections.sort(codes);
        return codes;
    }

    private void rules(Ask ask, long quantity, boolean shrinks, List<String> codes) {
        long whole = quantity + ask.filled();
        long value = whole * worst(ask);
        long price = ask.market ? mid[ask.symbol] : ask.price;
        add(codes, stopped[number(ask.strategy)], "LOCKED");
        if (whole < 2) {
            codes.add("QUANTITY_BELOW_MINIMUM");
        } else {
            add(codes, whole * price < 5_000, "NOTIONAL_BELOW_MINIMUM");
        }
        add(codes, whole > limits.quantityCap, "QUANTITY_EXCEEDS_MAXIMUM");
        if (!shrinks) {
            add(codes, value < limits.minValue, "NOTIONAL_BELOW_MINIMUM");
            add(codes, value >= limits.minValue && value > limits.maxValue, "NOTIONAL_EXCEEDS_MAXIMUM");
            add(codes, value * 10_000 > limits.maxShare * Math.max(0, equity()), "COMPLIANCE");
        }
        add(codes, ask.reduceOnly && !shrinks, "REDUCE_ONLY_WOULD_INCREASE");
        long apart = Math.abs(ask.price - mid[ask.symbol]);
        add(codes, !ask.market && apart * 10_000 > limits.collar * mid[ask.symbol], "PRICE_COLLAR");
        add(codes, drifts(ask), "PRICE_COLLAR");
        add(codes, meetsOwn(ask), "SELF_TRADE");
        if (!limits.margin) {
            add(codes, !affords(ask, quantity), "NOTIONAL_EXCEEDS_FREE_BALANCE");
        }
    }

    private boolean affords(Ask ask, long quantity) {
        if (ask.side == Side.SELL) {
            return quantity <= shrinkable(ask);
        }
        long committed = 0;
        for (Passed order : orders) {
            if (order.open && order != ask.amended && order.side == Side.BUY) {
                committed += (order.quantity - order.filled) * order.unitCost;
            }
        }
        return committed + quantity * cost(ask) <= cash * 10_000;
    }

    boolean drifts(Ask ask) {
        long own = ask.market ? mid[ask.symbol] : ask.price;
        long low = own;
        long high = own;
        for (Priced one : prices) {
            if (one.strategy.equals(ask.strategy)
                    && one.symbol == ask.symbol
                    && one.side == ask.side
                    && nowNs - one.timeNs < 60 * SECOND) {
                low = Math.min(low, one.price);
                high = Math.max(high, one.price);
            }
        }
        return (high - low) * 10_000 > limits.drift * low;
    }

    private boolean meetsOwn(Ask ask) {
        long takes = ask.market ? mid[ask.symbol] + (ask.side == Side.BUY ? 1 : -1) : ask.price;
        for (Passed order : orders) {
            boolean rests = order.open && !order.market && order != ask.amended && order.filled == 0;
            if (rests && order.symbol == ask.symbol && order.side != ask.side) {
                if (ask.side == Side.BUY ? takes >= order.price : takes <= order.price) {
                    return true;
                }
            }
        }
        return false;
    }

    private void pace(Ask ask, long quantity, List<String> codes) {
        int ofStrategy = 0;
        int ofKey = 0;
        int all = 0;
        int amends = 0;
        for (Sent one : sent) {
            boolean lately = nowNs - one.timeNs < SECOND;
            all += lately ? 1 : 0;
            ofStrategy += lately && one.strategy.equals(ask.strategy) ? 1 : 0;
            ofKey += lately && one.principal.equals(ask.principal) ? 1 : 0;
            amends += one.amend && nowNs - one.timeNs < 60 * SECOND ? 1 : 0;
        }
        add(codes, ofStrategy >= limits.perStrategy, "RATE_LIMIT_EXCEEDED");
        add(codes, !ask.principal.equals("engine") && ofKey >= limits.perStrategy, "RATE_LIMIT_EXCEEDED");
        add(codes, all >= limits.perSecond, "RATE_LIMIT_EXCEEDED");
        add(codes, ask.amend() && amends >= limits.amends, "RATE_LIMIT_EXCEEDED");
        @Nullable Passed amended = ask.amended;
        long ownValue = amended == null ? 0 : today(amended);
        long value = dayValue(ask.symbol) - ownValue + (quantity + ask.filled()) * worst(ask);
        add(codes, value > limits.symbolValue, "RATE_LIMIT_EXCEEDED");
        if (!ask.amend()) {
            add(codes, dayTrades(0) + dayTrades(1) >= limits.trades, "RATE_LIMIT_EXCEEDED");
            add(codes, dayTrades(ask.symbol) >= limits.symbolTrades, "RATE_LIMIT_EXCEEDED");
            add(codes, isTwin(ask), "DUPLICATE_ORDER");
            add(codes, cyclesWithNext(ask) > limits.cycles, "LOCKED");
        }
    }

    private boolean isTwin(Ask ask) {
        for (Twin twin : twins) {
            if (twin.symbol == ask.symbol
                    && twin.side == ask.side
                    && twin.quantity == ask.quantity
                    && twin.market == ask.market
                    && (twin.market || twin.price == ask.price)
                    && nowNs - twin.timeNs < SECOND) {
                return true;
            }
        }
        return false;
    }

    int cyclesWithNext(Ask ask) {
        int count = filledSince[number(ask.strategy)][ask.symbol] ? 1 : 0;
        for (Cycle cycle : cycles) {
            if (cycle.strategy.equals(ask.strategy)
                    && cycle.symbol == ask.symbol
                    && nowNs - cycle.timeNs < 600 * SECOND) {
                count++;
            }
        }
        return count;
    }

    private void exposure(Ask ask, long quantity, List<String> codes) {
        @Nullable Passed own = ask.amended;
        long equity = Math.max(0, equity());
        long more = quantity * worst(ask);
        long symbolAfter = Math.max(side(ask.symbol, ask.side, own) + more, worstCase(ask.symbol, own));
        long otherWorst = worstCase(1 - ask.symbol, own);
        long grossAfter = symbolAfter + otherWorst;
        if (limits.margin) {
            add(
                    codes,
                    grossAfter * limits.initialRate > equity * (10_000 - limits.minFree),
                    "MARGIN_EXCEEDS_FREE_BALANCE");
        }
        add(codes, symbolAfter > limits.maxPosition, "POSITION_LIMIT");
        add(codes, symbolAfter * 10_000 > limits.symbolShare * equity, "CONCENTRATION_LIMIT");
        long sectorAfter = limits.oneSector ? grossAfter : symbolAfter;
        add(codes, sectorAfter * 10_000 > limits.sectorShare * equity, "CONCENTRATION_LIMIT");
        add(codes, grossAfter * 10_000 > limits.grossShare * equity, "EXPOSURE_LIMIT");
        add(codes, grossAfter * 10_000 > limits.leverage * equity, "LEVERAGE_LIMIT");
        int other = 1 - ask.symbol;
        boolean exposed = position[other] != 0
                || workingQuantity(other, Side.BUY, null) + workingQuantity(other, Side.SELL, null) > 0;
        long group = side(ask.symbol, ask.side, own) + more + Math.max(0, side(other, ask.side, own));
        add(codes, exposed && group * 10_000 > limits.groupShare * equity, "CORRELATION_LIMIT");
        add(codes, strategyAfter(ask, more) > limits.strategyGross, "EXPOSURE_LIMIT");
    }

    private long strategyAfter(Ask ask, long more) {
        long sum = 0;
        for (int symbol = 0; symbol < 2; symbol++) {
            long held = ofStrategy[number(ask.strategy)][symbol] * mid[symbol] * POINTS_PER_CENT;
            long buys = 0;
            long sells = 0;
            for (Passed order : orders) {
                if (order.open
                        && order != ask.amended
                        && order.symbol == symbol
                        && order.strategy.equals(ask.strategy)) {
                    long value = (order.quantity - order.filled) * order.unitValue;
                    buys += order.side == Side.BUY ? value : 0;
                    sells += order.side == Side.SELL ? value : 0;
                }
            }
            if (symbol == ask.symbol) {
                long worst = Math.max(held + buys, sells - held);
                long grown = (ask.side == Side.BUY ? held + buys : sells - held) + more;
                sum += Math.max(worst, grown);
            } else {
                sum += Math.max(held + buys, sells - held);
            }
        }
        return sum;
    }

    /** The largest size below what is asked that nothing refuses; 0 when there is none. */
    long largestBelow(Ask ask, long quantity) {
        if (isRefusedInAnySize(ask)) {
            return 0;
        }
        for (long size = quantity - 1; size > 0; size--) {
            if (codes(ask, size).isEmpty()) {
                return size;
            }
        }
        return 0;
    }

    private boolean isRefusedInAnySize(Ask ask) {
        long apart = Math.abs(ask.price - mid[ask.symbol]);
        return stopped[number(ask.strategy)]
                || (!ask.market && apart * 10_000 > limits.collar * mid[ask.symbol])
                || drifts(ask)
                || meetsOwn(ask)
                || (!ask.amend() && (isTwin(ask) || cyclesWithNext(ask) > limits.cycles));
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
            for (Passed order : orders) {
                order.countsToday = order.open;
                order.countedFilled = order.filled;
            }
        }
        orders.removeIf(order -> !order.open);
        sent.removeIf(one -> nowNs - one.timeNs >= 60 * SECOND);
        prices.removeIf(one -> nowNs - one.timeNs >= 60 * SECOND);
        twins.removeIf(one -> nowNs - one.timeNs >= SECOND);
        cycles.removeIf(one -> nowNs - one.timeNs >= 600 * SECOND);
    }

    private long today(Passed order) {
        return (order.quantity - order.countedFilled) * order.unitValue;
    }

    private long dayValue(int symbol) {
        long sum = endedValue[symbol];
        for (Passed order : orders) {
            sum += order.open && order.symbol == symbol ? today(order) : 0;
        }
        return sum;
    }

    private int dayTrades(int symbol) {
        int sum = endedTrades[symbol];
        for (Passed order : orders) {
            sum += order.open && order.symbol == symbol ? 1 : 0;
        }
        return sum;
    }

    Passed pass(Ask ask, long quantity) {
        Passed order = ask.amended == null ? new Passed() : ask.amended;
        order.id = ask.id;
        order.symbol = ask.symbol;
        order.side = ask.side;
        order.strategy = ask.strategy;
        order.market = ask.market;
        order.price = ask.price;
        order.quantity = quantity + ask.filled();
        order.unitValue = worst(ask);
        order.unitCost = cost(ask);
        if (!ask.amend()) {
            orders.add(order);
            twins.add(new Twin(ask.symbol, ask.side, ask.quantity, ask.market, ask.price, nowNs));
            boolean[] filled = filledSince[number(ask.strategy)];
            if (filled[ask.symbol]) {
                filled[ask.symbol] = false;
                cycles.add(new Cycle(ask.strategy, ask.symbol, nowNs));
            }
        }
        sent.add(new Sent(ask.strategy, ask.principal, ask.amend(), nowNs));
        prices.add(new Priced(ask.strategy, ask.symbol, ask.side, ask.market ? mid[ask.symbol] : ask.price, nowNs));
        return order;
    }

    void fill(Passed order, long quantity) {
        long signed = order.side == Side.BUY ? quantity : -quantity;
        position[order.symbol] += signed;
        ofStrategy[number(order.strategy)][order.symbol] += signed;
        cash -= signed * mid[order.symbol] * POINTS_PER_CENT;
        order.filled += quantity;
        filledSince[number(order.strategy)][order.symbol] = true;
        if (order.filled == order.quantity) {
            close(order);
        }
    }

    void close(Passed order) {
        order.open = false;
        endedValue[order.symbol] += (order.filled - order.countedFilled) * order.unitValue;
        endedTrades[order.symbol] += order.filled > order.countedFilled ? 1 : 0;
    }

    void stop(String strategy) {
        stopped[number(strategy)] = true;
    }

    boolean isStopped(String strategy) {
        return stopped[number(strategy)];
    }

    void enable(String strategy) {
        stopped[number(strategy)] = false;
        prices.removeIf(one -> one.strategy.equals(strategy));
        cycles.removeIf(one -> one.strategy.equals(strategy));
        filledSince[number(strategy)][0] = false;
        filledSince[number(strategy)][1] = false;
    }

    private static void add(List<String> codes, boolean refuses, String code) {
        if (refuses) {
            codes.add(code);
        }
    }
}
