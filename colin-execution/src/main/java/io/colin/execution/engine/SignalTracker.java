package io.colin.execution.engine;

import io.colin.api.Decimals;
import io.colin.api.event.SignalResolved;
import io.colin.api.event.SignalResolved.Verdict;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.Trade;
import io.colin.api.signal.Direction;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Follows directed signals until the market answers: the first touch of a barrier, else the price at the end of the
 * horizon. A signal without a trade in the last five minutes of its horizon stays unresolved. Engine thread only, but
 * for {@link #score()} and {@link #withheld()}.
 */
final class SignalTracker {
    private static final long QUIET_NS = 300_000_000_000L;

    private final Parts parts;
    private final Map<Symbol, Followed> open = new HashMap<>();
    private final Map<Symbol, CloseTrail> closes = new HashMap<>();
    private final Map<String, Integer> persistence = new HashMap<>();
    private final Map<Long, List<Signal>> restored = new HashMap<>();
    private final List<SignalResolved> answered = new ArrayList<>();
    private final Map<String, Long> withheld = new ConcurrentHashMap<>();
    private volatile SignalScore score = new SignalScore(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Double.NaN);

    SignalTracker(Parts parts) {
        this.parts = parts;
    }

    SignalScore score() {
        return score;
    }

    SortedMap<String, Long> withheld() {
        return new TreeMap<>(withheld);
    }

    void onDecisionPoint() {
        SignalScore s = score;
        score = with(s, s.decisionPoints() + 1, s.longs(), s.neutrals(), s.shorts(), s.allowedByDefaults());
    }

    void onWithheld(NoSignal outcome) {
        withheld.merge(outcome.reason().name(), 1L, Long::sum);
    }

    /** Counts a signal and follows it if it has a direction. */
    void onSignal(Signal signal) {
        SignalScore s = score;
        long longs = s.longs() + (signal.direction() == Direction.LONG ? 1 : 0);
        long neutrals = s.neutrals() + (signal.direction() == Direction.NEUTRAL ? 1 : 0);
        long shorts = s.shorts() + (signal.direction() == Direction.SHORT ? 1 : 0);
        boolean directed = signal.direction() != Direction.NEUTRAL;
        long allowed = s.allowedByDefaults() + (directed && !signal.wouldAbstain() ? 1 : 0);
        score = with(s, s.decisionPoints(), longs, neutrals, shorts, allowed);
        if (directed) {
            persistence.put(signal.id(), pastSign(signal));
            open.computeIfAbsent(signal.symbol(), symbol -> new Followed()).add(signal);
            parts.timers().at(endNs(signal), () -> onHorizon(signal));
        }
    }

    void onBar(Bar bar) {
        closes.computeIfAbsent(bar.symbol(), symbol -> new CloseTrail())
                .add(bar.timeNs(), Decimals.statistic(bar.close()));
        if (restored.isEmpty()) {
            return;
        }
        for (Signal signal : restored.getOrDefault(bar.timeNs(), List.of())) {
            if (signal.symbol().equals(bar.symbol())) {
                persistence.put(signal.id(), pastSign(signal));
            }
        }
    }

    /** Resolves what a price touches. */
    void onPrice(Symbol symbol, BigDecimal price) {
        Followed following = open.get(symbol);
        if (following == null || following.isEmpty()) {
            return;
        }
        double now = Decimals.statistic(price);
        for (Signal signal : following.touchedBy(now)) {
            double move = Followed.move(signal, now);
            resolve(signal, move, move > 0 ? Direction.LONG : Direction.SHORT);
        }
    }

    /** Learns of an answer from before a restart. */
    void restore(SignalResolved resolved) {
        open.values().forEach(following -> following.remove(resolved.signalId()));
        answered.add(resolved);
    }

    /** Learns of a signal from before a restart; what was before it is known once its history has been read again. */
    void restore(Signal signal) {
        restored.computeIfAbsent(signal.dataAsOfNs(), at -> new ArrayList<>()).add(signal);
        onSignal(signal);
    }

    /** Counts the answers from before a restart. */
    void resume() {
        answered.forEach(this::count);
        answered.clear();
        restored.clear();
    }

    static long endNs(Signal signal) {
        return signal.dataAsOfNs() + signal.horizonNs();
    }

    private void onHorizon(Signal signal) {
        if (!follows(signal)) {
            return;
        }
        Optional<BigDecimal> price = priceNow(signal.symbol());
        if (price.isPresent()) {
            resolve(signal, Followed.move(signal, Decimals.statistic(price.orElseThrow())), Direction.NEUTRAL);
        } else {
            finish(signal, Direction.NEUTRAL, 0, 0, Verdict.UNRESOLVED);
        }
    }

    private boolean follows(Signal signal) {
        Followed following = open.get(signal.symbol());
        return following != null && following.has(signal.id());
    }

    private Optional<BigDecimal> priceNow(Symbol symbol) {
        long since = parts.market().timeNs() - QUIET_NS;
        return parts.market()
                .lastTrade(symbol)
                .filter(trade -> trade.timeNs() > since)
                .map(Trade::price)
                .or(() -> parts.market()
                        .lastBar(symbol)
                        .filter(bar -> bar.timeNs() > since && !bar.isEmpty())
                        .map(Bar::close))
                .or(() -> parts.market()
                        .quote(symbol)
                        .filter(quote -> quote.timeNs() > since)
                        .map(quote -> quote.mid()));
    }

    private void resolve(Signal signal, double move, Direction realised) {
        double cost = Math.abs(signal.expectedReturn()) - signal.expectedNetReturn();
        double inDirection = move * signal.direction().sign();
        finish(signal, realised, move, inDirection - cost, inDirection > 0 ? Verdict.CORRECT : Verdict.WRONG);
    }

    private void finish(Signal signal, Direction realised, double move, double net, Verdict verdict) {
        Objects.requireNonNull(open.get(signal.symbol())).remove(signal.id());
        SignalResolved resolved = new SignalResolved(
                parts.log().header(signal.correlationId()),
                signal.id(),
                signal.symbol(),
                signal.sourceModel(),
                signal.direction(),
                realised,
                move,
                net,
                verdict);
        parts.log().emit(resolved);
        count(resolved);
    }

    private void count(SignalResolved resolved) {
        SignalScore s = score;
        int before =
                Optional.ofNullable(persistence.remove(resolved.signalId())).orElse(0);
        boolean judged = resolved.verdict() == Verdict.CORRECT || resolved.verdict() == Verdict.WRONG;
        double sum = s.resolved() == 0 ? 0 : s.meanNetReturn() * s.resolved();
        long judgedCount = s.resolved() + (judged ? 1 : 0);
        score = new SignalScore(
                s.decisionPoints(),
                s.longs(),
                s.neutrals(),
                s.shorts(),
                s.allowedByDefaults(),
                judgedCount,
                s.correct() + (resolved.verdict() == Verdict.CORRECT ? 1 : 0),
                s.persistenceCorrect() + (judged && before * resolved.exitReturn() > 0 ? 1 : 0),
                s.alwaysLongCorrect() + (judged && resolved.exitReturn() > 0 ? 1 : 0),
                s.unresolved() + (judged ? 0 : 1),
                judged ? (sum + resolved.netReturn()) / judgedCount : s.meanNetReturn());
    }

    private int pastSign(Signal signal) {
        CloseTrail history = closes.get(signal.symbol());
        double past = history == null ? Double.NaN : history.at(signal.dataAsOfNs() - signal.horizonNs());
        return Double.isNaN(past) ? 0 : (int) Math.signum(Decimals.statistic(signal.referencePrice()) - past);
    }

    private static SignalScore with(
            SignalScore s, long decisionPoints, long longs, long neutrals, long shorts, long allowed) {
        return new SignalScore(
                decisionPoints,
                longs,
                neutrals,
                shorts,
                allowed,
                s.resolved(),
                s.correct(),
                s.persistenceCorrect(),
                s.alwaysLongCorrect(),
                s.unresolved(),
                s.meanNetReturn());
    }
}
