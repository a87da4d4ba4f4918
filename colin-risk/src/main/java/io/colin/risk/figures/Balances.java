package io.colin.risk.figures;

import io.colin.api.instrument.Symbol;
import io.colin.api.portfolio.Portfolio;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What moves with the rate of a currency beside the prices quoted in it: the balance, spot holdings quoted in it and the
 * unrealised profit settled in it. Together with each position's own value this is, to first order, all that moves equity:
 * spot worth v moves by the returns of its price and of its quote currency; collateral moves by those of its own; an open
 * contract's value by its price, and what it has gained so far by its settlement currency.
 *
 * <p>A fill at the mark leaves it as it is: of spot, what leaves the balance enters the holdings quoted in it, and a contract
 * just opened has gained nothing. So an order adds to the exposure to its own symbol alone, spot bought for a crypto asset
 * too, which then goes on moving as what it was paid with did. Fees are not counted.
 */
final class Balances {
    private Balances() {}

    /**
     * By currency, the account's own left out.
     *
     * @param portfolio priced
     * @return signed value in the account currency, none 0
     */
    static SortedMap<String, BigDecimal> of(Portfolio portfolio) {
        SortedMap<String, BigDecimal> sums = new TreeMap<>();
        portfolio
                .cash()
                .forEach((code, amount) ->
                        add(sums, code, amount.multiply(portfolio.rate(code).orElse(BigDecimal.ZERO))));
        for (Map.Entry<Symbol, Portfolio.PositionView> held :
                portfolio.positions().entrySet()) {
            Symbol symbol = held.getKey();
            if (symbol.settlement().isEmpty()) {
                add(sums, symbol.quote(), held.getValue().value());
            } else {
                add(sums, symbol.settlement().get(), held.getValue().unrealisedPnl());
            }
        }
        sums.remove(portfolio.currency());
        sums.values().removeIf(value -> value.signum() == 0);
        return sums;
    }

    private static void add(SortedMap<String, BigDecimal> sums, String code, BigDecimal value) {
        sums.merge(code, value, BigDecimal::add);
    }
}
