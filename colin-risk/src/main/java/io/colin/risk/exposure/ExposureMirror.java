package io.colin.risk.exposure;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.risk.ExposureKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exposure book and an account in floating point, each number the nearest double of an exact sum, for filters that
 * decide only what is beyond doubt. {@link #refresh} brings it up to date and may allocate; after it, questions and
 * {@link #add} do not. What is added is an estimate of an order on its way into the book; {@link #refresh} forgets the
 * estimate of a symbol once the book's own sums of it changed.
 *
 * <p>Single-threaded, the book's thread.
 */
public final class ExposureMirror {
    private final ExposureBook book;
    private final Map<Symbol, Line> lines = new HashMap<>();
    private final Map<String, Money> money = new HashMap<>();
    private final List<Symbol> changed = new ArrayList<>();
    private Line[] all = new Line[16];
    private int size;
    private @Nullable Portfolio account;
    private double gross;
    private double longs;
    private double shorts;

    private ExposureMirror(ExposureBook book) {
        this.book = book;
    }

    /**
     * A mirror of a book. A book has at most one.
     *
     * @param book that is mirrored
     * @return a mirror that has seen no account
     */
    public static ExposureMirror of(ExposureBook book) {
        return new ExposureMirror(book);
    }

    /**
     * Brings the mirror up to date. An account that is the same object as last time costs nothing.
     *
     * @param portfolio the account now
     */
    @SuppressWarnings("ReferenceEquality") // whether it is the same object is the question; equal ones cost a pass
    public void refresh(Portfolio portfolio) {
        boolean another = portfolio != account;
        book.takeChanged(changed);
        if (!another && changed.isEmpty()) {
            return;
        }
        account = portfolio;
        for (Symbol symbol : changed) {
            line(symbol).working(book.of(symbol, portfolio), book.committedIn(symbol));
        }
        if (another) {
            for (int i = 0; i < size; i++) {
                all[i].hold(BigDecimal.ZERO, BigDecimal.ZERO);
            }
            portfolio
                    .positions()
                    .forEach((symbol, view) -> line(symbol).hold(view.position().quantity(), view.value()));
            money.values().forEach(each -> each.cash = 0);
            portfolio.cash().forEach((currency, amount) -> money(currency).cash = Decimals.statistic(amount));
        }
        changed.clear();
        sum();
    }

    private void sum() {
        money.values().forEach(each -> each.committed = 0);
        gross = 0;
        longs = 0;
        shorts = 0;
        for (int i = 0; i < size; i++) {
            gross += all[i].worstCase();
            longs += all[i].worst(Side.BUY);
            shorts += all[i].worst(Side.SELL);
            all[i].money.committed += all[i].buyCost;
        }
    }

    /**
     * The line of a symbol.
     *
     * @param symbol any symbol; one that is asked for the first time is allocated
     * @return always the same object
     */
    public Line line(Symbol symbol) {
        @Nullable Line line = lines.get(symbol);
        if (line == null) {
            line = new Line(symbol, size, money(symbol.quote()));
            lines.put(symbol, line);
            if (size == all.length) {
                all = Arrays.copyOf(all, 2 * size);
            }
            all[size++] = line;
        }
        return line;
    }

    private Money money(String currency) {
        return money.computeIfAbsent(currency, c -> new Money());
    }

    /**
     * How many symbols have a line.
     *
     * @return 0 or more
     */
    public int size() {
        return size;
    }

    /**
     * The line of a place.
     *
     * @param index from 0, below {@link #size}; lines keep their place
     * @return the line
     */
    public Line line(int index) {
        return all[index];
    }

    /**
     * The account at its worst case.
     *
     * @return in the account currency, 0 or more
     */
    public double worstGross() {
        return gross;
    }

    /**
     * The account at its worst case.
     *
     * @param kind what of it counts
     * @return in the account currency, 0 or more
     */
    public double worst(ExposureKind kind) {
        return switch (kind) {
            case GROSS -> gross;
            case LONG -> longs;
            case SHORT -> shorts;
        };
    }

    /**
     * Adds the estimate of an order that is to be reserved.
     *
     * @param line of its symbol
     * @param side which way
     * @param quantity above 0
     * @param value at its worst, in the account currency
     * @param cost money it needs, in the quote currency
     */
    public void add(Line line, Side side, double quantity, double value, double cost) {
        double before = line.worstCase();
        double longBefore = line.worst(Side.BUY);
        double shortBefore = line.worst(Side.SELL);
        if (side == Side.BUY) {
            line.buyQuantity += quantity;
            line.buyValue += value;
            line.buyCost += cost;
            line.money.committed += cost;
        } else {
            line.sellQuantity += quantity;
            line.sellValue += value;
        }
        gross += line.worstCase() - before;
        longs += line.worst(Side.BUY) - longBefore;
        shorts += line.worst(Side.SELL) - shortBefore;
    }

    /** Money of one currency. */
    private static final class Money {
        private double cash;
        private double committed;
    }

    /** One symbol at its worst case. */
    public static final class Line {
        private final Symbol symbol;
        private final int index;
        private final Money money;
        private BigDecimal exactPosition = BigDecimal.ZERO;
        private BigDecimal exactShort = BigDecimal.ZERO;
        private double position;
        private double positionValue;
        private double buyQuantity;
        private double sellQuantity;
        private double buyValue;
        private double sellValue;
        private double buyCost;

        private Line(Symbol symbol, int index, Money money) {
            this.symbol = symbol;
            this.index = index;
            this.money = money;
        }

        private void hold(BigDecimal newPosition, BigDecimal newValue) {
            exactPosition = newPosition;
            exactShort = newPosition.negate();
            position = Decimals.statistic(newPosition);
            positionValue = Decimals.statistic(newValue);
        }

        private void working(SymbolExposure exact, BigDecimal committed) {
            buyQuantity = Decimals.statistic(exact.buyQuantity());
            sellQuantity = Decimals.statistic(exact.sellQuantity());
            buyValue = Decimals.statistic(exact.buyValue());
            sellValue = Decimals.statistic(exact.sellValue());
            buyCost = Decimals.statistic(committed);
        }

        /**
         * The symbol.
         *
         * @return always the same
         */
        public Symbol symbol() {
            return symbol;
        }

        /**
         * Value held.
         *
         * @return signed, in the account currency
         */
        public double value() {
            return positionValue;
        }

        /**
         * The place of the line.
         *
         * @return from 0, always the same
         */
        public int index() {
            return index;
        }

        /**
         * Value if everything on one side fills and nothing on the other, seen from that side.
         *
         * @param side which
         * @return signed, positive on that side
         */
        public double side(Side side) {
            return side == Side.BUY ? positionValue + buyValue : sellValue - positionValue;
        }

        /**
         * The largest absolute value any interleaving of fills can lead to.
         *
         * @return 0 or more
         */
        public double worstCase() {
            return Math.max(positionValue + buyValue, sellValue - positionValue);
        }

        /**
         * The most any interleaving of fills can lead to on one side.
         *
         * @param side which
         * @return 0 or more
         */
        public double worst(Side side) {
            return Math.max(0, side(side));
        }

        /**
         * What the sums of this line are made of, as a bound of their rounding.
         *
         * @return Σ of absolute values, in the account currency
         */
        public double magnitude() {
            return Math.abs(positionValue) + buyValue + sellValue;
        }

        /**
         * Whether something is held or works.
         *
         * @return false when there is nothing
         */
        public boolean isExposed() {
            return position != 0 || buyQuantity != 0 || sellQuantity != 0;
        }

        /**
         * Whether what is held on the other side of an order, less everything that already works to shrink it, surely
         * covers a quantity. Where nothing works the answer is exact.
         *
         * @param side of the order
         * @param quantity above 0
         * @param margin share of the quantities that must lie between the two where they are sums
         * @return false when it does not, or cannot be told
         */
        public boolean surelyCovers(Side side, BigDecimal quantity, double margin) {
            double held = side == Side.SELL ? position : -position;
            double works = side == Side.SELL ? sellQuantity : buyQuantity;
            if (held <= 0) {
                return false;
            }
            if (works == 0) {
                return quantity.compareTo(held(side)) <= 0;
            }
            double wanted = quantity.doubleValue();
            return wanted + margin * (wanted + held + works) < held - works;
        }

        private BigDecimal held(Side side) {
            return side == Side.SELL ? exactPosition : exactShort;
        }

        /**
         * Cash of the quote currency.
         *
         * @return signed
         */
        public double cash() {
            return money.cash;
        }

        /**
         * What working buys in the quote currency need.
         *
         * @return 0 or more
         */
        public double committed() {
            return money.committed;
        }
    }
}
