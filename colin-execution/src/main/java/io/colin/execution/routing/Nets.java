package io.colin.execution.routing;

import io.colin.api.Decimals;
import io.colin.api.market.BookLevel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Net prices of offers as whole numbers: exact where they have at most 17 digits, else rounded in the last places. */
final class Nets {
    private static final int DIGITS = 17;
    private static final long MOST_QUANTITY = Long.MAX_VALUE / 4;
    private static final long[] POWERS = new long[DIGITS + 2];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private final int scale;
    private final int priceScale;
    private final int factorScale;
    private final boolean isExact;

    private Nets(int scale, int priceScale, int factorScale, boolean isExact) {
        this.scale = scale;
        this.priceScale = priceScale;
        this.factorScale = factorScale;
        this.isExact = isExact;
    }

    static Nets of(List<Offer> offers) {
        int prices = 0;
        int factors = 0;
        int added = 0;
        int whole = 1;
        for (Offer offer : offers) {
            factors = Math.max(factors, offer.costs.factor().scale());
            added = Math.max(added, offer.costs.added().scale());
            for (BookLevel level : offer.levels) {
                prices = Math.max(prices, level.price().scale());
            }
            BigDecimal first = offer.levels.getFirst().price();
            BigDecimal last = offer.levels.getLast().price();
            whole = Math.max(whole, Math.max(digits(first), digits(last)));
        }
        int exact = Math.max(prices + factors, added);
        int fits = Math.max(0, DIGITS - 1 - whole);
        return new Nets(Math.min(exact, fits), prices, factors, exact <= fits);
    }

    /** A net price. */
    long units(BigDecimal net) {
        return net.setScale(scale, RoundingMode.HALF_EVEN).unscaledValue().longValue();
    }

    /** The net price of every level of an offer. */
    long[] of(Offer offer) {
        List<BookLevel> levels = offer.levels;
        long[] nets = new long[levels.size()];
        if (isExact) {
            long factor = units(offer.costs.factor(), factorScale) * POWERS[scale - priceScale - factorScale];
            long added = units(offer.costs.added(), scale);
            for (int k = 0; k < nets.length; k++) {
                nets[k] = units(levels.get(k).price(), priceScale) * factor + added;
            }
        } else {
            for (int k = 0; k < nets.length; k++) {
                nets[k] = units(offer.costs.net(levels.get(k).price()));
            }
        }
        return nets;
    }

    /** A quantity in units of a scale, its finer places cut off, at most a quarter of what a long holds. */
    static long down(BigDecimal quantity, int scale) {
        int places = scale - quantity.scale();
        long digits = quantity.precision() <= DIGITS + 1 ? Decimals.unscaled(quantity) : -1;
        if (digits >= 0 && places >= 0 && places < POWERS.length && digits < MOST_QUANTITY / POWERS[places]) {
            return digits * POWERS[places];
        }
        BigDecimal cut = quantity.setScale(scale, RoundingMode.DOWN);
        BigDecimal most = BigDecimal.valueOf(MOST_QUANTITY, scale);
        return cut.min(most).unscaledValue().longValue();
    }

    /** A number of few enough digits, exactly. */
    private static long units(BigDecimal value, int scale) {
        return Decimals.unscaled(value) * POWERS[scale - value.scale()];
    }

    private static int digits(BigDecimal price) {
        return price.precision() - price.scale();
    }
}
