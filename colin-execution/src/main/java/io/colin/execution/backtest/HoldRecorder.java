package io.colin.execution.backtest;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Follows what holding all symbols alike would be worth. */
final class HoldRecorder {
    private final List<Instrument> instruments;
    private final LastPrices prices;
    private final Map<Symbol, Double> entries = new HashMap<>();
    private final Sampled<Baseline.Point> points = new Sampled<>(Baseline.Point::timeNs, (before, point) -> point);
    private final FallRecorder falls = new FallRecorder();
    private final TreeMap<Long, Double> closeOfDay = new TreeMap<>();
    private boolean started;
    private long firstNs = Long.MIN_VALUE;

    HoldRecorder(List<Instrument> instruments, LastPrices prices) {
        this.prices = prices;
        this.instruments = List.copyOf(instruments);
    }

    /** Buys at the last prices known, or at the first that come. */
    void start() {
        started = true;
        enter();
    }

    /** Values what is held at the time of a valuation of the run. */
    void at(long timeNs) {
        if (!started) {
            return;
        }
        enter();
        if (entries.size() < instruments.size()) {
            return;
        }
        double worth = worth();
        falls.on(timeNs, worth);
        if (points.isEmpty()) {
            firstNs = timeNs;
        } else if (timeNs > firstNs) {
            closeOfDay.put(EquityRecorder.day(timeNs), worth);
        }
        points.add(new Baseline.Point(timeNs, worth));
    }

    /** What it came to in an account of a currency, at the run's own costs. */
    Baseline baseline(String currency, Statistic perTraded) {
        for (Instrument instrument : instruments) {
            if (!instrument.settlementCurrency().equals(currency)) {
                return Baseline.none(instrument.symbol() + " is settled in " + instrument.settlementCurrency()
                        + ", the account is in " + currency);
            }
        }
        if (points.points().size() < 2) {
            return Baseline.none("no price of every symbol was seen while the run traded");
        }
        double rate = Math.max(0, perTraded.value().orElse(0)); // rebates are for resting orders
        List<Baseline.Point> net = new ArrayList<>();
        points.points().forEach(point -> net.add(scaled(point, 1 - rate)));
        net.add(scaled(net.removeLast(), 1 - rate)); // out again
        TreeMap<Long, Double> closes = new TreeMap<>();
        closeOfDay.forEach((day, worth) -> closes.put(day, worth * (1 - rate)));
        if (!closes.isEmpty()) {
            closes.put(closes.lastKey(), net.getLast().worth());
        }
        FallRecorder sampled = new FallRecorder();
        sampled.on(Long.MIN_VALUE, 1);
        net.forEach(point -> sampled.on(point.timeNs(), point.worth()));
        return new Baseline(
                net,
                Statistic.of(net.getLast().worth() - 1),
                Statistic.of(
                        Math.max(falls.drawdown().largest(), sampled.drawdown().largest())),
                EquityRecorder.daily(1, closes).sharpe(),
                perTraded.isKnown() ? Statistic.of(1e4 * rate) : perTraded);
    }

    private static Baseline.Point scaled(Baseline.Point point, double by) {
        return new Baseline.Point(point.timeNs(), point.worth() * by);
    }

    /** Buys whatever has a price by now and was not bought yet. */
    private void enter() {
        if (entries.size() < instruments.size()) {
            for (Instrument instrument : instruments) {
                prices.price(instrument.symbol())
                        .ifPresent(price -> entries.putIfAbsent(instrument.symbol(), Decimals.statistic(price)));
            }
        }
    }

    private double worth() {
        double sum = 0;
        for (Instrument instrument : instruments) {
            double entry = entries.getOrDefault(instrument.symbol(), 1.0);
            double price =
                    prices.price(instrument.symbol()).map(Decimals::statistic).orElse(entry);
            // An inverse contract's profit is paid in the coin it is on.
            sum += instrument.payoff() == Payoff.INVERSE ? 2 - entry / price : price / entry;
        }
        return sum / instruments.size();
    }
}
