package io.colin.risk.gate;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketView;
import io.colin.api.market.Quote;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.ExposureBook;
import io.colin.risk.exposure.ScopeExposure;
import io.colin.risk.stress.MarketMove;
import io.colin.risk.stress.StressPortfolio;
import io.colin.risk.stress.StressPortfolioBuilder;
import io.colin.risk.stress.StressPosition;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What stress is run over, as the account, the fills of our orders and the market tell it at one moment, twice: by venue for
 * the full run, and with the venues taken together for the gate, whose orders need not name one. A position lies where our
 * orders filled; what no fill of ours explains, and every balance, lies at no known venue. Spread and depth are those seen:
 * of the venue's book, else of the best quote, while they are fresh, and the mean hour of the last 24 that traded; what is
 * not seen is left out, which the run then assumes and flags. Stops that wait count against the position they close.
 */
final class StressInputs {
    /** Away from any venue that is known. */
    static final String NOWHERE = "";

    private final RiskContext context;
    private final Prices prices;
    private final ExposureBook book;
    private final WorkingStops stops;
    private final Function<Symbol, Optional<BigDecimal>> hourlyVolumes;
    private final StressPortfolioBuilder byVenue;
    private final StressPortfolioBuilder together;

    StressInputs(
            RiskContext context,
            RiskLimits limits,
            Memory orders,
            Function<Symbol, Optional<BigDecimal>> hourlyVolumes) {
        this.context = context;
        book = orders.book;
        stops = orders.stops;
        this.hourlyVolumes = hourlyVolumes;
        String currency = context.portfolio().currency();
        prices = new Prices(context.market(), limits, context.portfolio());
        byVenue = StressPortfolio.builder(currency);
        together = StressPortfolio.builder(currency);
        limits.sectors().sectorOfAsset().forEach((asset, sector) -> {
            byVenue.sector(asset, sector);
            together.sector(asset, sector);
        });
        context.portfolio().cash().forEach(this::addCash);
    }

    void addBetas(SortedMap<String, Double> betas) {
        betas.forEach((asset, beta) -> {
            byVenue.beta(asset, beta);
            together.beta(asset, beta);
        });
    }

    /** A symbol that is held or that an order may be asked in; nothing when it is not in the universe and nothing is held. */
    void addSymbol(Symbol symbol) {
        Optional<Instrument> terms = context.market().instrument(symbol);
        if (terms.isPresent()) {
            add(terms.get());
        } else if (!book.scopes().byVenue(symbol, context.portfolio()).isEmpty()) {
            throw new IllegalStateException(symbol + " is held and not in the universe");
        }
    }

    StressPortfolio byVenue() {
        return byVenue.build();
    }

    StressPortfolio together() {
        return together.build();
    }

    private void addCash(String currency, BigDecimal amount) {
        if (amount.signum() != 0) {
            double value = amount.multiply(rate(currency)).doubleValue();
            byVenue.cash(currency, NOWHERE, value);
            together.cash(currency, NOWHERE, value);
        }
    }

    private void add(Instrument terms) {
        Symbol symbol = terms.symbol();
        Portfolio.@Nullable PositionView view = context.portfolio().positions().get(symbol);
        double value = view == null ? 0 : view.value().doubleValue();
        double unrealised = view == null ? 0 : view.unrealisedPnl().doubleValue();
        OptionalDouble depth = hourlyDepth(terms);
        Part all = new Part(NOWHERE, value, unrealised, 1);
        StressPosition whole = position(terms, view, all, depth);
        together.position(whole);
        SortedMap<String, BigDecimal> held = book.scopes().byVenue(symbol, context.portfolio());
        if (held.keySet().stream().allMatch(ScopeExposure.EXTERNAL::equals)) {
            byVenue.position(whole);
            return;
        }
        BigDecimal quantity = context.portfolio().quantity(symbol);
        double sameSide = held.values().stream()
                .filter(part -> part.signum() == quantity.signum())
                .mapToDouble(part -> part.abs().doubleValue())
                .sum();
        for (Map.Entry<String, BigDecimal> part : held.entrySet()) {
            String venue = part.getKey().equals(ScopeExposure.EXTERNAL) ? NOWHERE : part.getKey();
            if (quantity.signum() == 0) {
                Part leg = new Part(venue, worth(terms, view, part.getValue()), 0, 0);
                byVenue.position(position(terms, view, leg, depth));
            } else {
                double share = part.getValue().doubleValue() / quantity.doubleValue();
                double ofStops = Math.max(0, share) * quantity.abs().doubleValue() / sameSide;
                byVenue.position(
                        position(terms, view, new Part(venue, share * value, share * unrealised, ofStops), depth));
            }
        }
    }

    /**
     * Where a part of a position lies.
     *
     * @param ofStops share of the stops against the position that is for this part, 0 to 1: what holds it closes it where it
     *     lies, wherever it will be sent
     */
    private record Part(String venue, double value, double unrealised, double ofStops) {}

    private StressPosition position(
            Instrument terms, Portfolio.@Nullable PositionView view, Part part, OptionalDouble depth) {
        StressPosition.Builder position =
                StressPosition.of(terms).venue(part.venue()).value(part.value());
        if (terms.kind() != InstrumentKind.SPOT) {
            position.unrealised(part.unrealised());
        }
        halfSpread(part.venue(), terms.symbol()).ifPresent(position::halfSpread);
        depth.ifPresent(position::hourlyDepth);
        if (view != null && view.mark().signum() > 0 && part.ofStops() > 0) {
            addStops(position, terms, view, part.ofStops());
        }
        return position.build();
    }

    /** One that the mark has reached or passed is about to be triggered; one beyond all that stress moves is never reached. */
    private void addStops(
            StressPosition.Builder position, Instrument terms, Portfolio.PositionView view, double share) {
        int sign = view.position().quantity().signum();
        for (WorkingStops.Waiting stop : stops.against(terms.symbol(), sign)) {
            BigDecimal adverse = view.mark().subtract(stop.stopPrice()).multiply(BigDecimal.valueOf(sign));
            double distance = adverse.doubleValue() / view.mark().doubleValue();
            if (distance <= -MarketMove.DEEPEST) {
                double covered = Math.abs(worth(terms, view, stop.quantity()));
                position.stop(Math.max(distance, Double.MIN_NORMAL), share * covered, stop.group());
            }
        }
    }

    /** Of legs at several venues that add up to nothing, which the account has no value of. */
    private double worth(Instrument terms, Portfolio.@Nullable PositionView view, BigDecimal quantity) {
        BigDecimal mark = Optional.ofNullable(view)
                .map(Portfolio.PositionView::mark)
                .filter(price -> price.signum() > 0)
                .orElseThrow(() -> new IllegalStateException("no mark of " + terms.symbol()));
        BigDecimal size = terms.notional(quantity.abs(), mark)
                .multiply(rate(terms.symbol().quote()));
        return quantity.signum() * size.doubleValue();
    }

    private OptionalDouble halfSpread(String venue, Symbol symbol) {
        MarketView market = context.market();
        Optional<Quote> own = venue.equals(NOWHERE)
                ? Optional.empty()
                : market.book(venue, symbol).flatMap(BookView::quote).filter(this::isUsable);
        Optional<Quote> shown = own.isPresent() ? own : market.quote(symbol).filter(this::isUsable);
        return shown.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(shown.get().spreadBps() / 2e4);
    }

    private boolean isUsable(Quote quote) {
        return prices.isFresh(quote.timeNs()) && !quote.isCrossed();
    }

    private OptionalDouble hourlyDepth(Instrument terms) {
        Optional<BigDecimal> volume = hourlyVolumes.apply(terms.symbol());
        Optional<BigDecimal> price = prices.reference(terms.symbol());
        Optional<BigDecimal> rate = prices.accountRate(terms.symbol().quote());
        if (volume.isEmpty() || price.isEmpty() || rate.isEmpty()) {
            return OptionalDouble.empty();
        }
        double worth =
                terms.notional(volume.get(), price.get()).multiply(rate.get()).doubleValue();
        return worth >= Double.MIN_NORMAL ? OptionalDouble.of(worth) : OptionalDouble.empty();
    }

    private BigDecimal rate(String currency) {
        String account = context.portfolio().currency();
        return prices.accountRate(currency)
                .orElseThrow(() -> new IllegalStateException("no rate " + currency + "/" + account));
    }
}
