package io.colin.execution.engine;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderType;
import io.colin.api.venue.FeeSchedule;
import io.colin.api.venue.SimulatedVenue;
import io.colin.api.venue.VenueCapabilities;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import io.colin.execution.impact.ImpactLaw;
import io.colin.execution.impact.ImpactMarket;
import io.colin.execution.impact.ImpactStep;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The paper venue with impact of a known law: a child that is filled at once pays half the spread and what the law says, with noise,
 * and now and then something grossly wrong.
 */
final class LawVenue implements SimulatedVenue {
    private static final double MINUTES = 1440;

    private final SimulatedVenue inner;
    private final ImpactLaw law;
    private final ImpactMarket market;
    private final double noise;
    private final double outliers;
    private final SplittableRandom random;

    /**
     * A venue.
     *
     * @param inner does everything else
     * @param law of the market
     * @param market what it is like
     * @param noise deviation of a fill's cost as a share of the law's
     * @param outliers share of fills that cost ten times as much, either way
     */
    LawVenue(SimulatedVenue inner, ImpactLaw law, ImpactMarket market, double noise, double outliers) {
        this.inner = inner;
        this.law = law;
        this.market = market;
        this.noise = noise;
        this.outliers = outliers;
        this.random = new SplittableRandom(99);
    }

    @Override
    public void connect(VenueListener listener) {
        inner.connect(report -> listener.onReport(
                report instanceof VenueReport.OrderUpdate update && update.event() instanceof OrderEvent.Filled filled
                        ? new VenueReport.OrderUpdate(
                                update.venue(),
                                new OrderEvent.Filled(filled.orderId(), filled.timeNs(), priced(filled.fill())))
                        : report));
    }

    private Fill priced(Fill fill) {
        Quote quote = book(fill.symbol()).flatMap(BookView::quote).orElseThrow();
        double quantity = fill.quantity().doubleValue();
        ImpactStep step = new ImpactStep(quantity, market.dailyVolume() / MINUTES);
        double cost = law.expectedCost(market, List.of(step)) - market.relativeSpread() / 2;
        double strayed = cost * noise * random.nextGaussian();
        if (random.nextDouble() < outliers) {
            strayed = random.nextBoolean() ? 10 * cost : -10 * cost;
        }
        double half = (quote.ask().doubleValue() - quote.bid().doubleValue()) / 2;
        double price = quote.mid().doubleValue() * (1 + fill.side().sign() * (cost + strayed))
                + fill.side().sign() * half;
        return new Fill(
                fill.tradeId(),
                fill.orderId(),
                fill.parentId(),
                fill.venue(),
                fill.symbol(),
                fill.side(),
                fill.quantity(),
                BigDecimal.valueOf(price).setScale(4, RoundingMode.HALF_EVEN),
                fill.fee(),
                fill.feeCurrency(),
                fill.liquidity(),
                fill.timeNs());
    }

    @Override
    public String id() {
        return inner.id();
    }

    @Override
    public VenueCapabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public FeeSchedule fees(Symbol symbol) {
        return inner.fees(symbol);
    }

    @Override
    public List<Instrument> instruments() {
        return inner.instruments();
    }

    @Override
    public Optional<BookView> book(Symbol symbol) {
        return inner.book(symbol);
    }

    @Override
    public void submit(ChildOrder order, long timeNs) {
        inner.submit(order, timeNs);
    }

    @Override
    public void cancel(ChildOrder order, long timeNs) {
        inner.cancel(order, timeNs);
    }

    @Override
    public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
        inner.amend(order, quantity, type, timeNs);
    }

    @Override
    public void query(ChildOrder order, long timeNs) {
        inner.query(order, timeNs);
    }

    @Override
    public void restore(ChildOrder order, long timeNs) {
        inner.restore(order, timeNs);
    }

    @Override
    public void onMarket(MarketEvent event) {
        inner.onMarket(event);
    }

    @Override
    public long nextDueNs() {
        return inner.nextDueNs();
    }

    @Override
    public void advanceTo(long timeNs) {
        inner.advanceTo(timeNs);
    }

    @Override
    public void close() {
        inner.close();
    }
}
