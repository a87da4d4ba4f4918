package io.colin.execution.backtest;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.portfolio.FundingPayment;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Adds up what trading costs, each amount at the rate of its time. A sum that lacks a part, for want of a rate, of a
 * price or of terms, is not there.
 */
final class CostRecorder {
    private final Map<Symbol, Instrument> instruments;
    private final BiFunction<String, BigDecimal, Optional<BigDecimal>> inAccount;
    private final Sum traded = new Sum();
    private final Sum fees = new Sum();
    private final Sum slippage = new Sum();
    private final Sum funding = new Sum();

    /** A sum that is unknown once a part of it is. */
    private static final class Sum {
        private BigDecimal value = BigDecimal.ZERO;
        private boolean known = true;

        void add(Optional<BigDecimal> part) {
            known &= part.isPresent();
            value = value.add(part.orElse(BigDecimal.ZERO));
        }

        Optional<BigDecimal> value() {
            return known ? Optional.of(Decimals.normal(value)) : Optional.empty();
        }
    }

    /**
     * Nothing paid.
     *
     * @param instruments terms of what is traded
     * @param inAccount turns an amount of a currency into the account's
     */
    CostRecorder(Map<Symbol, Instrument> instruments, BiFunction<String, BigDecimal, Optional<BigDecimal>> inAccount) {
        this.instruments = Map.copyOf(instruments);
        this.inAccount = inAccount;
    }

    /** Takes a fill and the last price before it. */
    void on(Fill fill, Optional<BigDecimal> reference) {
        Optional<Instrument> terms = Optional.ofNullable(instruments.get(fill.symbol()));
        fees.add(inAccount.apply(fill.feeCurrency(), fill.fee()));
        traded.add(terms.map(one -> one.notional(fill.quantity(), fill.price()))
                .flatMap(value -> inAccount.apply(fill.symbol().quote(), value)));
        slippage.add(terms.flatMap(one -> reference
                .map(price -> one.worth(fill.signedQuantity(), fill.price())
                        .subtract(one.worth(fill.signedQuantity(), price)))
                .flatMap(paid -> inAccount.apply(one.settlementCurrency(), paid))));
    }

    void on(FundingPayment payment) {
        funding.add(Optional.ofNullable(instruments.get(payment.symbol()))
                .flatMap(one -> inAccount.apply(
                        one.settlementCurrency(), payment.amount().negate())));
    }

    Costs costs() {
        return new Costs(traded.value(), fees.value(), slippage.value(), funding.value());
    }
}
