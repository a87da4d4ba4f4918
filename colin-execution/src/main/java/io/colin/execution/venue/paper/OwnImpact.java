package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Tape;
import io.colin.api.market.Trade;
import io.colin.api.order.Side;
import io.colin.execution.impact.ImpactLaw;
import io.colin.execution.impact.ImpactMarket;
import io.colin.execution.impact.TapeFigures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What own orders do to the prices of one symbol by a law of impact, beside the depth they take; nothing without a law.
 *
 * <p><b>Temporary.</b> What is taken on one side within a step, the minute from its first taking, pays η·σ·ρ^β a unit in all,
 * ρ being what was taken so far over a minute's share of the day's volume: each part pays what it adds to that sum. After the
 * step it is gone.
 *
 * <p><b>Permanent.</b> The recorded prices of both sides are shifted by γ·σ·q/V, q being what own fills have left here, signed;
 * it does not decay, a taker pays half of its own, and who rests is where its limit stands in the market as recorded.
 *
 * <p>σ and V are those of what was traded here ({@link TapeFigures}), looked up once a minute; before they are known there is
 * no impact, and the fills that met none are counted.
 */
final class OwnImpact {
    private static final long STEP_NS = 60_000_000_000L;
    private static final double STEPS_A_DAY = 1_440;
    private static final int SHARE_PLACES = 16;
    private static final int QUANTITY_PLACES = 12;
    /** Levels are shown in parts that end at these powers of a quarter of a step's volume, and at all of it. */
    private static final int PARTS = 10;

    private final Instrument instrument;
    private final Optional<ImpactLaw> law;
    private final Venue venue;
    private final ImpactCount count;
    /** Only where there is a law: it takes room. */
    private final Optional<Tape> tape;

    private final Map<Side, Step> steps = new EnumMap<>(Side.class);
    private long knownMinute = Long.MIN_VALUE;
    private Optional<ImpactMarket> known = Optional.empty();

    /** What it goes by beside the market: the time, and what own fills have left of a symbol, signed. */
    interface Venue {
        long nowNs();

        BigDecimal held(Symbol symbol);
    }

    /** What was taken on one side since a time. */
    private record Step(long fromNs, double taken) {}

    /**
     * For one symbol.
     *
     * @param law empty for no impact
     * @param venue what it knows of its venue
     * @param count of fills, shared by the venue
     */
    OwnImpact(Instrument instrument, Optional<ImpactLaw> law, Venue venue, ImpactCount count) {
        this.instrument = instrument;
        this.law = law;
        this.venue = venue;
        this.count = count;
        this.tape = law.map(any -> Tape.of(instrument.symbol()));
    }

    /** Sees the market. */
    void on(MarketEvent event) {
        if (tape.isEmpty()) {
            return;
        }
        Tape seen = tape.get();
        switch (event) {
            case Trade trade -> seen.on(trade);
            case Bar bar -> seen.on(bar);
            default -> {}
        }
        long minute = Math.floorDiv(venue.nowNs(), STEP_NS);
        if (minute != knownMinute) {
            knownMinute = minute;
            known = TapeFigures.market(seen, venue.nowNs(), 0);
        }
    }

    /** A book as we meet it. */
    BookView on(BookView book) {
        return isNone() ? book : new ImpactedBook(book, this);
    }

    /** Whether prices are as recorded now. */
    private boolean isNone() {
        return law.isEmpty() || known.isEmpty();
    }

    /** Where a limit stands in the market as recorded: less the permanent shift, on the nearest tick. */
    BigDecimal recorded(BigDecimal limit) {
        double shift = isNone() ? 0 : shift(held());
        return shift == 0 ? limit : onTick(limit.divide(BigDecimal.ONE.add(share(shift)), Decimals.QUOTIENT));
    }

    /** A recorded price with the permanent shift, and half of what a quantity that is bought (+) or sold (−) adds. */
    BigDecimal shifted(BigDecimal price, double own) {
        return isNone() ? price : moved(price, shift(held() + own / 2));
    }

    /** What a taker pays inside a bar, a fraction of the price: {@link ImpactLaw#START} without a law of its own. */
    double inBar(double dailyVolatility, double participation) {
        ImpactLaw applied = law.orElse(ImpactLaw.START);
        return applied.eta() * dailyVolatility * StrictMath.pow(participation, applied.beta());
    }

    /** What a taker pays for the first part of a recorded level, on average and on the nearest tick. */
    BigDecimal price(Side taker, BookLevel level, BigDecimal part) {
        return isNone() ? level.price() : price(taker, level.price(), 0, Decimals.statistic(part));
    }

    /** How much of a recorded level a taker gets within its limit, if it has one. */
    BigDecimal within(Side taker, BookLevel level, Optional<BigDecimal> limit) {
        if (limit.isEmpty()) {
            return level.quantity();
        }
        return shown(taker, List.of(level), Integer.MAX_VALUE).stream()
                .takeWhile(part -> LevelBook.reaches(taker, limit.get(), part.price()))
                .map(BookLevel::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** What a taker has filled: it counts until the step ends. */
    void took(Side taker, BigDecimal part) {
        if (law.isPresent()) {
            Step now = step(taker);
            steps.put(taker, new Step(now.fromNs(), now.taken() + Decimals.statistic(part)));
        }
    }

    /** Counts a fill. */
    void filled() {
        if (law.isPresent()) {
            count.add(known.isPresent());
        }
    }

    /**
     * Levels as a taker meets them one after the other: each in parts, at what a part costs on average if all before it is taken.
     * The sizes are those of the levels.
     */
    List<BookLevel> shown(Side taker, List<BookLevel> recorded, int depth) {
        if (isNone()) {
            return recorded;
        }
        List<BookLevel> parts = new ArrayList<>();
        double before = 0;
        for (BookLevel level : recorded) {
            for (BookLevel part : parts(taker, level, before)) {
                add(parts, part, taker);
                before += Decimals.statistic(part.quantity());
            }
            if (parts.size() > depth) {
                break;
            }
        }
        return List.copyOf(parts.subList(0, Math.min(depth, parts.size())));
    }

    /** No part is shown better than the one before it; those at one price are one level. */
    private static void add(List<BookLevel> parts, BookLevel part, Side taker) {
        if (!parts.isEmpty() && !isWorse(taker, part.price(), parts.getLast().price())) {
            BookLevel last = parts.removeLast();
            parts.add(new BookLevel(last.price(), last.quantity().add(part.quantity())));
        } else {
            parts.add(part);
        }
    }

    private static boolean isWorse(Side taker, BigDecimal price, BigDecimal than) {
        return price.subtract(than).signum() == taker.sign();
    }

    private List<BookLevel> parts(Side taker, BookLevel level, double before) {
        if (level.quantity().signum() == 0) { // A bar of hardly any volume: its price is shown all the same.
            return List.of(new BookLevel(shifted(level.price(), 0), level.quantity()));
        }
        double taken = step(taker).taken() + before;
        List<BookLevel> parts = new ArrayList<>();
        BigDecimal left = level.quantity();
        double at = before;
        for (int k = PARTS; k >= 0 && left.signum() > 0; k--) {
            double room = stepVolume() * StrictMath.pow(4, -k) - taken - (at - before);
            BigDecimal size = room <= 0
                    ? BigDecimal.ZERO
                    : Decimals.floorTo(
                                    Decimals.fromStatistic(room, QUANTITY_PLACES)
                                            .max(BigDecimal.ZERO),
                                    instrument.lotSize())
                            .min(left);
            if (size.signum() > 0) {
                double own = Decimals.statistic(size);
                parts.add(new BookLevel(price(taker, level.price(), at, own), size));
                left = left.subtract(size);
                at += own;
            }
        }
        if (left.signum() > 0) {
            parts.add(new BookLevel(price(taker, level.price(), at, Decimals.statistic(left)), left));
        }
        return parts;
    }

    /** What a taker pays for a part of a level, so much being taken before it. */
    private BigDecimal price(Side taker, BigDecimal recorded, double before, double part) {
        double taken = step(taker).taken() + before;
        double temporary = (sum(taken + part) - sum(taken)) / part;
        double position = held() + taker.sign() * (before + part / 2);
        return moved(recorded, shift(position) + taker.sign() * temporary);
    }

    /** What a quantity taken in one step pays in all, in units times a fraction of the price. */
    private double sum(double quantity) {
        return quantity * law.orElseThrow().temporary(known.orElseThrow(), quantity / stepVolume());
    }

    private double held() {
        return Decimals.statistic(venue.held(instrument.symbol()));
    }

    private double shift(double position) {
        return Math.signum(position) * law.orElseThrow().permanent(known.orElseThrow(), Math.abs(position));
    }

    private double stepVolume() {
        return known.orElseThrow().dailyVolume() / STEPS_A_DAY;
    }

    private Step step(Side taker) {
        Step last = steps.get(taker);
        return last == null || venue.nowNs() - last.fromNs() >= STEP_NS ? new Step(venue.nowNs(), 0) : last;
    }

    private BigDecimal moved(BigDecimal price, double share) {
        return share == 0 ? price : onTick(price.multiply(BigDecimal.ONE.add(share(share))));
    }

    /** The border from the law to prices. */
    private static BigDecimal share(double value) {
        return Decimals.fromStatistic(Math.max(-0.99, value), SHARE_PLACES);
    }

    private BigDecimal onTick(BigDecimal price) {
        BigDecimal tick = instrument.tickSize();
        return Decimals.roundTo(price, tick, RoundingMode.HALF_UP).max(tick);
    }
}
