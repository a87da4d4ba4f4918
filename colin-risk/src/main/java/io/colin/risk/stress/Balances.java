package io.colin.risk.stress;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What moves with the rate of a currency beside the prices quoted in it: the balance, spot holdings quoted in it and the
 * unrealised profit settled in it. Together with each position's own value this is, to first order, all that moves
 * equity: spot moves by the returns of its price and of its quote currency; collateral moves by those of its own; an open
 * contract's value by its price, and what it has gained so far by its settlement currency.
 *
 * <p>A fill at the mark leaves it as it is: of spot, what leaves the balance enters the holdings quoted in it, and a
 * contract just opened has gained nothing. So an order adds to the exposure to its own symbol alone, spot bought for a
 * crypto asset too, which then goes on moving as what it was paid with did. Fees are not counted.
 */
public final class Balances {
    private final SortedMap<String, BigDecimal> sums = new TreeMap<>();

    private Balances() {}

    /**
     * By currency, the account's own left out.
     *
     * @param portfolio priced
     * @return signed value in the account currency, none 0
     */
    public static SortedMap<String, BigDecimal> of(Portfolio portfolio) {
        Balances all = new Balances();
        portfolio
                .cash()
                .forEach((code, amount) ->
                        all.add(code, amount.multiply(portfolio.rate(code).orElse(BigDecimal.ZERO))));
        portfolio.positions().forEach((symbol, held) -> all.addPosition(symbol, held.value(), held.unrealisedPnl()));
        return all.without(portfolio.currency());
    }

    /** By currency, the account's own left out; signed value in the account currency, none 0. */
    static SortedMap<String, BigDecimal> of(StressPortfolio portfolio) {
        Balances all = new Balances();
        portfolio.cash().forEach(balance -> all.add(balance.currency(), new BigDecimal(balance.value())));
        portfolio
                .positions()
                .forEach(held -> all.addPosition(
                        held.symbol(), new BigDecimal(held.value()), new BigDecimal(held.unrealised())));
        return all.without(portfolio.currency());
    }

    private void addPosition(Symbol symbol, BigDecimal value, BigDecimal unrealised) {
        if (symbol.settlement().isEmpty()) {
            add(symbol.quote(), value);
        } else {
            add(symbol.settlement().get(), unrealised);
        }
    }

    private void add(String code, BigDecimal value) {
        sums.merge(code, value, BigDecimal::add);
    }

    private SortedMap<String, BigDecimal> without(String account) {
        sums.remove(account);
        sums.values().removeIf(value -> value.signum() == 0);
        return sums;
    }
}
