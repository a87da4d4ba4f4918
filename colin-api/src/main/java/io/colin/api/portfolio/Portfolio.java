package io.colin.api.portfolio;

import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What an account holds and is worth at one event time. Money is in the account currency unless a map names another.
 * Equity − initial equity = realised + unrealised − fees + funding + deposits, to the last digit, whenever everything is
 * priced.
 *
 * @param account whose
 * @param currency the account currency
 * @param timeNs event time, ns since epoch
 * @param initialEquity what it started with
 * @param cash free money per currency
 * @param positions every position that ever was, flat ones included, by symbol
 * @param rates what one unit of a currency is worth in the account currency, above 0: of every currency held, quoted in
 *     or settled in by the universe that has a rate; the one rate each amount of this snapshot was converted at
 * @param fees paid per currency since the start; negative is a rebate
 * @param equity cash + marked positions; see {@link #unpriced()}
 * @param realisedPnl profit of closed parts before fees
 * @param unrealisedPnl profit of what is held before fees, with what deposits in other currencies gained since they came
 * @param feesPaid fees converted
 * @param funding funding received less paid, converted
 * @param deposits deposits less withdrawals, each at its worth when it came: its change from one time to the next is the
 *     flow between them, whatever exchange rates did; a flow that has no rate yet is not in it and leaves its currency
 *     unpriced
 * @param grossExposure Σ |value|
 * @param netExposure Σ value, shorts negative
 * @param unpriced symbols or currencies that have no mark yet; when not empty the sums leave them out and nothing may
 *     be decided on equity
 */
public record Portfolio(
        String account,
        String currency,
        long timeNs,
        BigDecimal initialEquity,
        SortedMap<String, BigDecimal> cash,
        SortedMap<Symbol, PositionView> positions,
        SortedMap<String, BigDecimal> rates,
        SortedMap<String, BigDecimal> fees,
        BigDecimal equity,
        BigDecimal realisedPnl,
        BigDecimal unrealisedPnl,
        BigDecimal feesPaid,
        BigDecimal funding,
        BigDecimal deposits,
        BigDecimal grossExposure,
        BigDecimal netExposure,
        List<String> unpriced) {
    /** Copies. */
    public Portfolio {
        Require.text("account", account);
        Require.text("currency", currency);
        cash = FrozenMap.of(cash);
        positions = FrozenMap.of(positions);
        rates = FrozenMap.of(rates);
        fees = FrozenMap.of(fees);
        unpriced = List.copyOf(unpriced);
    }

    /**
     * A position with its mark.
     *
     * @param position what is held
     * @param averagePrice entry, 0 when flat
     * @param mark price it is marked at, 0 when none is known
     * @param value signed value at the mark in the account currency
     * @param unrealisedPnl in the account currency
     */
    public record PositionView(
            Position position, BigDecimal averagePrice, BigDecimal mark, BigDecimal value, BigDecimal unrealisedPnl) {}

    /**
     * The signed quantity held.
     *
     * @param symbol any symbol
     * @return 0 when none
     */
    public BigDecimal quantity(Symbol symbol) {
        return Optional.ofNullable(positions.get(symbol))
                .map(view -> view.position().quantity())
                .orElse(BigDecimal.ZERO);
    }

    /**
     * What one unit of a currency is worth.
     *
     * @param code any currency
     * @return units of the account currency, above 0: 1 for itself; empty when nothing known prices it, never an assumed 1
     */
    public Optional<BigDecimal> rate(String code) {
        return code.equals(currency) ? Optional.of(BigDecimal.ONE) : Optional.ofNullable(rates.get(code));
    }

    /**
     * Whether everything held has a price.
     *
     * @return true when the sums are complete
     */
    public boolean isPriced() {
        return unpriced.isEmpty();
    }
}
