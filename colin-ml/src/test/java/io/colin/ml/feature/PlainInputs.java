package io.colin.ml.feature;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Bar;
import io.colin.api.market.FundingRate;
import io.colin.api.market.Liquidation;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.OpenInterest;
import io.colin.api.market.SentimentIndex;
import io.colin.api.market.Trade;
import io.colin.ml.SyntheticEvents;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known at each close besides the bar, looked up anew in the whole list of events for every bar. */
final class PlainInputs {
    private static final long MINUTE = 60_000_000_000L;
    private static final double NONE = Double.NaN;

    private final List<Trade> trades;
    private final List<Trade> btc;
    private final List<Bar> eth;
    private final List<FundingRate> funding;
    private final List<OpenInterest> interest;
    private final List<Liquidation> liquidations;
    private final List<SentimentIndex> sentiment;

    PlainInputs(List<MarketEvent> events) {
        trades = some(events, Trade.class).stream()
                .filter(t -> t.symbol().equals(SyntheticEvents.SYMBOL))
                .toList();
        btc = some(events, Trade.class).stream()
                .filter(t -> t.symbol().equals(SyntheticEvents.BTC))
                .toList();
        eth = some(events, Bar.class);
        funding = some(events, FundingRate.class);
        interest = some(events, OpenInterest.class);
        liquidations = some(events, Liquidation.class);
        sentiment = some(events, SentimentIndex.class);
    }

    /** The reading at a close, without the order book. */
    double[] at(long closeNs) {
        double[] row = new double[InputRow.BOOK];
        row[InputRow.SIGNED_VOLUME] = signedVolume(closeNs);
        row[InputRow.LIQUIDATED_LONG] = liquidated(closeNs, true);
        row[InputRow.LIQUIDATED_SHORT] = liquidated(closeNs, false);
        row[InputRow.FUNDING] = last(funding, closeNs, 10).map(PlainInputs::bps).orElse(NONE);
        row[InputRow.FUNDING_SCORE] = score(closeNs);
        row[InputRow.OPEN_INTEREST] = last(interest, closeNs, 10)
                .map(open -> open.quantity().doubleValue())
                .orElse(NONE);
        row[InputRow.BTC_RETURN] = btcReturn(closeNs);
        row[InputRow.ETH_RETURN] = ethReturn(closeNs);
        row[InputRow.SENTIMENT] =
                last(sentiment, closeNs, 36 * 60).map(SentimentIndex::value).orElse(NONE);
        return row;
    }

    private double signedVolume(long closeNs) {
        return trades.stream()
                .filter(t -> t.timeNs() < closeNs && t.timeNs() >= closeNs - MINUTE)
                .mapToDouble(t ->
                        (t.aggressor() == Aggressor.BUY ? 1 : -1) * t.quantity().doubleValue())
                .sum();
    }

    private double liquidated(long closeNs, boolean longs) {
        if (liquidations.isEmpty() || liquidations.getFirst().timeNs() > closeNs) {
            return NONE;
        }
        return liquidations.stream()
                .filter(l -> l.timeNs() <= closeNs && l.timeNs() > closeNs - MINUTE && l.longPosition() == longs)
                .mapToDouble(l -> l.price().doubleValue() * l.quantity().doubleValue())
                .sum();
    }

    private double score(long closeNs) {
        Map<Long, Double> byPayment = new TreeMap<>();
        funding.stream().filter(f -> f.timeNs() <= closeNs).forEach(f -> byPayment.put(f.nextFundingTimeNs(), bps(f)));
        List<Double> rates = new ArrayList<>(byPayment.values());
        if (rates.size() <= 90) {
            return NONE;
        }
        double now = rates.removeLast();
        double[] paid = rates.subList(rates.size() - 90, rates.size()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double mean = Arrays.stream(paid).sum() / 90;
        return (now - mean)
                / Math.sqrt(
                        Arrays.stream(paid).map(x -> (x - mean) * (x - mean)).sum() / 89);
    }

    private double btcReturn(long closeNs) {
        long first = btc.isEmpty() ? Long.MAX_VALUE : btc.getFirst().timeNs() / MINUTE * MINUTE;
        if (closeNs - 16 * MINUTE < first) {
            return NONE;
        }
        return Math.log(priceBefore(closeNs) / priceBefore(closeNs - 15 * MINUTE));
    }

    private double priceBefore(long timeNs) {
        double price = NONE;
        for (Trade trade : btc) {
            if (trade.timeNs() >= timeNs) {
                break;
            }
            price = trade.price().doubleValue();
        }
        return price;
    }

    /** Own bars are made of trades and close before a bar of the same time is given. */
    private double ethReturn(long closeNs) {
        List<Bar> known = eth.stream().filter(b -> b.timeNs() < closeNs).toList();
        return known.size() < 16
                ? NONE
                : Math.log(known.getLast().close().doubleValue()
                        / known.get(known.size() - 16).close().doubleValue());
    }

    private static double bps(FundingRate rate) {
        return 1e4 * rate.rate().doubleValue() * 8 * 60 * MINUTE / rate.intervalNs();
    }

    /** Only the last event counts, so one that is too old hides none that is younger. */
    private static <T extends MarketEvent> Optional<T> last(List<T> events, long closeNs, long staleMinutes) {
        return events.stream()
                .filter(event -> event.timeNs() <= closeNs)
                .reduce((earlier, later) -> later)
                .filter(event -> closeNs - event.timeNs() <= staleMinutes * MINUTE);
    }

    private static <T extends MarketEvent> List<T> some(List<MarketEvent> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
