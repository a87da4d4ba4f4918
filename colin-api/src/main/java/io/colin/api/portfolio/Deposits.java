package io.colin.api.portfolio;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Deposits less withdrawals at their worth when they came, and what they gained by exchange rates since. A flow that comes
 * without a rate waits for the first one.
 */
final class Deposits {
    private final Rates rates;
    private final SortedMap<String, BigDecimal> amounts = new TreeMap<>();
    private final SortedMap<String, BigDecimal> waiting = new TreeMap<>();
    private BigDecimal sum = BigDecimal.ZERO;

    Deposits(Rates rates) {
        this.rates = rates;
    }

    void add(CashFlow flow) {
        waiting.merge(flow.currency(), flow.amount(), BigDecimal::add);
        rated();
    }

    /** Counts a flow at the rate it came at, whatever is known of rates now. */
    void add(CashFlow flow, BigDecimal rate) {
        count(flow.currency(), flow.amount(), rate);
    }

    /** Counts what waited for a rate that is known by now. */
    void rated() {
        if (!waiting.isEmpty()) {
            waiting.entrySet().removeIf(this::count);
        }
    }

    private boolean count(Map.Entry<String, BigDecimal> flow) {
        if (flow.getValue().signum() == 0) {
            return true;
        }
        Optional<BigDecimal> rate = rates.of(flow.getKey());
        if (rate.isEmpty()) {
            return false;
        }
        count(flow.getKey(), flow.getValue(), rate.get());
        return true;
    }

    private void count(String currency, BigDecimal amount, BigDecimal rate) {
        amounts.merge(currency, amount, BigDecimal::add);
        sum = Decimals.normal(sum.add(amount.multiply(rate)));
    }

    /** In the account currency. */
    BigDecimal sum() {
        return sum;
    }

    /** What the counted flows are worth now, less what they were when they came. */
    BigDecimal gain() {
        if (amounts.isEmpty()) {
            return BigDecimal.ZERO;
        }
        BigDecimal worth = BigDecimal.ZERO;
        for (Map.Entry<String, BigDecimal> amount : amounts.entrySet()) {
            BigDecimal rate = rates.of(amount.getKey()).orElse(BigDecimal.ZERO);
            worth = worth.add(amount.getValue().multiply(rate));
        }
        return worth.subtract(sum);
    }

    /** What has no rate now, so that its worth or its gain is not known. */
    Set<String> unrated() {
        if (waiting.isEmpty() && amounts.isEmpty()) {
            return Set.of();
        }
        Set<String> unrated = new TreeSet<>(waiting.keySet());
        amounts.forEach((currency, amount) -> {
            if (amount.signum() != 0 && rates.of(currency).isEmpty()) {
                unrated.add(currency);
            }
        });
        return unrated;
    }
}
