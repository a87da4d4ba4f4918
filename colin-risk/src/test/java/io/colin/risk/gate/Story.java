package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.dec;

import io.colin.api.order.DenialCode;
import io.colin.api.order.OrderIntent;
import io.colin.api.risk.RiskDecision;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One refusal told in words: what is given, what is asked, and the row of the check that refuses, to the last decimal.
 * Sizes start from what can be asked again: a refusal reserves nothing.
 *
 * @param given the portfolio and the limits
 * @param when what is asked
 * @param ask asks the gate for so much
 * @param quantity what is asked
 * @param lot the step of sizes
 * @param check whose row refuses
 * @param amounts limit, current and projected as the row shows them; a row without numbers shows zeros
 * @param largest the largest size that passes, 0 when none does
 * @param beside other codes that refuse too
 * @param otherwise what passes instead: in words, and the question; empty when a smaller size of the same does
 */
record Story(
        String given,
        String when,
        Function<String, RiskDecision> ask,
        String quantity,
        BigDecimal lot,
        String check,
        Amounts amounts,
        BigDecimal largest,
        List<DenialCode> beside,
        Optional<Otherwise> otherwise) {

    /** As a row shows them; statistics within a tolerance, everything else exactly. */
    record Amounts(BigDecimal limit, BigDecimal current, BigDecimal projected, BigDecimal tolerance) {
        private static final Amounts NONE = of("0", "0", "0");

        private static Amounts of(String limit, String current, String projected) {
            return new Amounts(dec(limit), dec(current), dec(projected), BigDecimal.ZERO);
        }
    }

    /** What passes, in words and asked. */
    record Otherwise(String words, Supplier<RiskDecision> ask) {}

    static Given given(String words, Desk desk) {
        return new Given(words, desk);
    }

    /** A portfolio. */
    record Given(String words, Desk desk) {
        Asked when(String asked, String quantity, Function<String, OrderIntent> order) {
            return asking(asked, quantity, size -> desk.ask(order.apply(size)));
        }

        Asked asking(String asked, String quantity, Function<String, RiskDecision> ask) {
            return new Asked(this, asked, quantity, dec("0.001"), ask);
        }
    }

    /** A portfolio and an order. */
    record Asked(Given given, String words, String quantity, BigDecimal lot, Function<String, RiskDecision> ask) {
        Asked inLotsOf(String newLot) {
            return new Asked(given, words, quantity, dec(newLot), ask);
        }

        Story refusedBy(String check) {
            return new Story(
                    given.words(),
                    words,
                    ask,
                    quantity,
                    lot,
                    check,
                    Amounts.NONE,
                    BigDecimal.ZERO,
                    List.of(),
                    Optional.empty());
        }
    }

    Story showing(String limit, String current, String projected) {
        return with(Amounts.of(limit, current, projected), largest, beside, otherwise);
    }

    /** Figures in floating point, which a row shows rounded. */
    Story measuring(String limit, double current, double projected) {
        BigDecimal tolerance = BigDecimal.valueOf(projected * 1e-9);
        Amounts measured =
                new Amounts(dec(limit), BigDecimal.valueOf(current), BigDecimal.valueOf(projected), tolerance);
        return with(measured, largest, beside, otherwise);
    }

    Story upTo(String newLargest) {
        return with(amounts, dec(newLargest), beside, otherwise);
    }

    Story beside(DenialCode... codes) {
        return with(amounts, largest, List.of(codes), otherwise);
    }

    Story otherwise(String words, Supplier<RiskDecision> question) {
        return with(amounts, largest, beside, Optional.of(new Otherwise(words, question)));
    }

    private Story with(
            Amounts newAmounts, BigDecimal newLargest, List<DenialCode> newBeside, Optional<Otherwise> newOtherwise) {
        return new Story(given, when, ask, quantity, lot, check, newAmounts, newLargest, newBeside, newOtherwise);
    }

    String told() {
        return "Given " + given + ", when " + when + ", then refused by " + check;
    }
}
