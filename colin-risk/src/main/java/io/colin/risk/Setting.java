package io.colin.risk;

import io.colin.api.Decimals;
import io.colin.risk.LimitDifference.Direction;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One value of the limits and which way it loosens.
 *
 * @param number what is compared; none stands for no limit at all
 */
record Setting(String text, Looser looser, @Nullable BigDecimal number) {
    /** No limit: looser than any. */
    static final Setting UNLIMITED = new Setting("unlimited", Looser.HIGHER, null);

    /** Where the looser side is. */
    enum Looser {
        HIGHER,
        LOWER,
        EITHER
    }

    static Setting higherIsLooser(String text, BigDecimal number) {
        return new Setting(text, Looser.HIGHER, number);
    }

    static Setting lowerIsLooser(String text, long number) {
        return new Setting(text, Looser.LOWER, BigDecimal.valueOf(number));
    }

    static Setting lowerIsLooser(BigDecimal number) {
        return new Setting(Decimals.text(number), Looser.LOWER, number);
    }

    static Setting tighterWhenTrue(boolean value) {
        return lowerIsLooser(String.valueOf(value), value ? 1 : 0);
    }

    static Setting either(String text) {
        return new Setting(text, Looser.EITHER, null);
    }

    Direction directionTo(Setting next) {
        if (looser == Looser.EITHER || next.looser == Looser.EITHER) {
            return Direction.OTHER;
        }
        int compared = compare(number, next.number);
        if (compared == 0) {
            return Direction.OTHER;
        }
        return compared > 0 == (looser == Looser.HIGHER) ? Direction.RAISE : Direction.CUT;
    }

    /** Above 0 when the next is larger. */
    private static int compare(@Nullable BigDecimal number, @Nullable BigDecimal next) {
        if (number == null || next == null) {
            return Boolean.compare(next == null, number == null);
        }
        return next.compareTo(number);
    }
}
