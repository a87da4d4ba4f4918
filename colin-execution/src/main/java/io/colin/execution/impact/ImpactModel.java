package io.colin.execution.impact;

import io.colin.api.ColinException;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Symbol;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The impact law of every symbol at every venue, learnt from own parents: each is predicted first, then fitted. A symbol is
 * shrunk to its venue, a venue to the start values; below the least number of parents the next wider one is in force. One model
 * is of one realm: paper and live never mix.
 *
 * <p>The same samples in the same order give the same model, bit for bit. Single-threaded.
 */
public final class ImpactModel {
    private static final String FORMAT = "colin-impact 1";
    /** Start values within a factor of 4 in 95 of 100 cases have a deviation of ln 4 / 2 in their logarithm. */
    private static final double START_DEVIATION = 0.7;
    /** Symbols of one venue are taken to differ half as much. */
    private static final double SYMBOL_DEVIATION = 0.35;

    private static final double MOST_SLIPPAGE = 0.5;
    /** Beyond these no market is, and sums stay finite. */
    private static final double MOST_RESPONSE = 1e4;

    private static final double MOST_DAYS = 1e3;
    private static final int MOST_FITS = 100_000;

    private final Realm realm;
    private final ImpactSettings settings;
    private final SortedMap<String, Venue> venues = new TreeMap<>();
    private ImpactAccuracy accuracy = ImpactAccuracy.NONE;

    private record Venue(LawFit all, SortedMap<Symbol, LawFit> symbols) {
        static Venue empty(ImpactSettings settings) {
            return new Venue(new LawFit(settings), new TreeMap<>());
        }
    }

    private ImpactModel(Realm realm, ImpactSettings settings) {
        this.realm = realm;
        this.settings = settings;
    }

    /**
     * A model that has learnt nothing.
     *
     * @param realm whose parents it takes
     * @param settings how it learns
     * @return start values everywhere
     */
    public static ImpactModel of(Realm realm, ImpactSettings settings) {
        return new ImpactModel(realm, settings);
    }

    /**
     * Whose parents it takes.
     *
     * @return paper or live
     */
    public Realm realm() {
        return realm;
    }

    /**
     * The law in force.
     *
     * @param venue a venue's id
     * @param symbol what is traded there
     * @return the estimate; of start values where nothing is known
     */
    public ImpactEstimate estimate(String venue, Symbol symbol) {
        Optional<Venue> there = Optional.ofNullable(venues.get(venue));
        Optional<LawFit> own =
                there.flatMap(known -> Optional.ofNullable(known.symbols().get(symbol)));
        Coefficients now = coefficients(venue, symbol);
        ImpactEstimate.Source source = ImpactEstimate.Source.PRIOR;
        if (own.filter(LawFit::isFitted).isPresent()) {
            source = ImpactEstimate.Source.SYMBOL;
        } else if (there.filter(known -> known.all().isFitted()).isPresent()) {
            source = ImpactEstimate.Source.VENUE;
        }
        return new ImpactEstimate(
                new ImpactLaw(now.eta(), settings.prior().beta(), now.gamma()),
                Math.sqrt(now.etaVariance()),
                Math.sqrt(now.gammaVariance()),
                now.covariance(),
                now.noise(),
                own.map(LawFit::parents).orElse(0L),
                source);
    }

    /**
     * What a parent is expected to cost.
     *
     * @param venue where
     * @param symbol what
     * @param market now
     * @param steps how it is to be traded, at least one
     * @return the forecast with its uncertainty
     */
    public ImpactForecast predict(String venue, Symbol symbol, ImpactMarket market, List<ImpactStep> steps) {
        Coefficients now = coefficients(venue, symbol);
        Regressors at = Regressors.of(market, steps, settings.prior().beta());
        double volatility = market.dailyVolatility();
        double impact = volatility * now.predict(at);
        double variance = now.variance(at);
        return new ImpactForecast(
                market.relativeSpread() / 2 + impact,
                impact,
                volatility * Math.sqrt(variance),
                volatility * Math.sqrt(variance + now.noise() * now.noise()),
                estimate(venue, symbol));
    }

    /**
     * Predicts a parent, then learns from it.
     *
     * @param sample a finished parent
     * @return what was predicted; or why nothing was learnt, and then the model is as before: another realm, a slippage or
     *     drift that is not finite or beyond half of the price, an impact beyond 10 000 daily volatilities, or a quantity beyond
     *     the volume of 2000 days
     */
    public ImpactLesson learn(ImpactSample sample) {
        Regressors at =
                Regressors.of(sample.market(), sample.steps(), settings.prior().beta());
        Optional<String> fault = fault(sample, at);
        if (fault.isPresent()) {
            return new ImpactLesson.Refused(fault.orElseThrow());
        }
        LawFit.Point point = new LawFit.Point(at, sample.response());
        double predicted = sample.market().dailyVolatility()
                * coefficients(sample.venue(), sample.symbol()).predict(at);
        accuracy = accuracy.plus(predicted, sample.realised());
        Venue venue = venues.computeIfAbsent(sample.venue(), id -> Venue.empty(settings));
        venue.symbols()
                .computeIfAbsent(sample.symbol(), symbol -> new LawFit(settings))
                .add(point, venue.all().estimate(start()).widened(SYMBOL_DEVIATION));
        venue.all().add(point, start());
        return new ImpactLesson.Learnt(predicted, sample.realised());
    }

    /**
     * How well it predicted so far.
     *
     * @return over all parents, each predicted before it was learnt from
     */
    public ImpactAccuracy accuracy() {
        return accuracy;
    }

    /**
     * Everything it has learnt, as text with a checksum.
     *
     * @return lines; {@link #restore} gives a model that goes on exactly as this one
     */
    public String state() {
        StateText.Writer out = new StateText.Writer();
        out.word(FORMAT);
        out.word(realm.name());
        out.word(settings.toString());
        out.real(accuracy.missed());
        out.real(accuracy.realised());
        out.whole(accuracy.parents());
        out.whole(venues.size());
        venues.forEach((id, venue) -> {
            out.word(id);
            venue.all().write(out);
            out.whole(venue.symbols().size());
            venue.symbols().forEach((symbol, fit) -> {
                out.word(symbol.name());
                fit.write(out);
            });
        });
        return out.close();
    }

    /**
     * A model as it was.
     *
     * @param realm whose parents it takes
     * @param settings how it learns
     * @param state from {@link #state()}
     * @return the model
     * @throws ColinException with STORE_DAMAGED if the text is damaged, or of another realm or other settings
     */
    public static ImpactModel restore(Realm realm, ImpactSettings settings, String state) {
        StateText.Reader in = new StateText.Reader(state);
        in.require(FORMAT);
        in.require(realm.name());
        in.require(settings.toString());
        ImpactModel model = new ImpactModel(realm, settings);
        model.accuracy = new ImpactAccuracy(in.real(), in.real(), in.whole());
        long count = in.count(MOST_FITS);
        for (long i = 0; i < count; i++) {
            String id = in.word();
            Venue venue = new Venue(LawFit.read(settings, in), new TreeMap<>());
            long symbols = in.count(MOST_FITS);
            for (long each = 0; each < symbols; each++) {
                venue.symbols().put(Symbol.of(in.word()), LawFit.read(settings, in));
            }
            model.venues.put(id, venue);
        }
        return model;
    }

    private Coefficients coefficients(String venue, Symbol symbol) {
        Venue there = venues.get(venue);
        if (there == null) {
            return start();
        }
        Coefficients wide = there.all().estimate(start()).widened(SYMBOL_DEVIATION);
        LawFit own = there.symbols().get(symbol);
        return own == null ? wide : own.estimate(wide);
    }

    private Coefficients start() {
        ImpactLaw prior = settings.prior();
        return new Coefficients(prior.eta(), prior.gamma(), 0, 0, 0, 0).widened(START_DEVIATION);
    }

    private Optional<String> fault(ImpactSample sample, Regressors at) {
        if (sample.realm() != realm) {
            return Optional.of("realm: must be " + realm + " (" + sample.realm() + ")");
        }
        if (!(Math.abs(sample.slippage()) <= MOST_SLIPPAGE)) {
            return Optional.of("slippage: must be within half of the price (" + sample.slippage() + ")");
        }
        if (!(Math.abs(sample.drift()) <= MOST_SLIPPAGE)) {
            return Optional.of("drift: must be within half of the price (" + sample.drift() + ")");
        }
        if (!(Math.abs(sample.response()) <= MOST_RESPONSE)) {
            return Optional.of(
                    "impact: must be within " + MOST_RESPONSE + " daily volatilities (" + sample.response() + ")");
        }
        if (!(at.permanent() <= MOST_DAYS)) {
            return Optional.of(
                    "quantity: must be within " + 2 * MOST_DAYS + " daily volumes (" + 2 * at.permanent() + ")");
        }
        return sample.venue().chars().allMatch(letter -> letter >= ' ')
                ? Optional.empty()
                : Optional.of("venue: must be one line (" + sample.venue().strip() + ")");
    }
}
