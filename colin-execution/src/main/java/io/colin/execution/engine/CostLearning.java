package io.colin.execution.engine;

import io.colin.api.event.ExecutionNoted;
import io.colin.api.execution.ExecutedFill;
import io.colin.api.execution.ExecutionAnalysis;
import io.colin.api.execution.ExecutionNote;
import io.colin.api.execution.Realm;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.execution.impact.ForecastErrors;
import io.colin.execution.impact.ImpactAccuracy;
import io.colin.execution.impact.ImpactEstimate;
import io.colin.execution.impact.ImpactLesson;
import io.colin.execution.impact.ImpactModel;
import io.colin.execution.impact.ImpactSample;
import io.colin.execution.tca.CostYardstick;
import io.colin.execution.tca.ForecastOutcome;
import io.colin.execution.tca.VenueExperience;
import io.colin.execution.tca.VenueStanding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Learns from analyses: impact and venues. It is told by the record alone, so that a run that is taken up knows what it knew. The
 * engine's thread writes, any thread reads.
 */
final class CostLearning implements ExecutionCostView {
    private static final System.Logger LOG = System.getLogger(CostLearning.class.getName());
    private static final int KEPT = 1000;

    private final Parts parts;
    private final CostSettings settings;
    private final Map<Realm, ImpactModel> models = new EnumMap<>(Realm.class);
    private final Map<String, VenueExperience> experience = new TreeMap<>();
    private final ConcurrentLinkedDeque<ExecutionAnalysis> analyses = new ConcurrentLinkedDeque<>();
    private final Map<String, VenueStanding> standings = new ConcurrentSkipListMap<>();
    private final Map<Place, ImpactEstimate> estimates = new ConcurrentHashMap<>();
    private final Map<Realm, ImpactAccuracy> accuracies = new ConcurrentHashMap<>();
    private final Map<Realm, String> states = new ConcurrentHashMap<>();
    private final ForecastRecord forecasts = new ForecastRecord();
    private int kept;

    private record Place(Realm realm, String venue, Symbol symbol) {}

    CostLearning(Parts parts, CostSettings settings) {
        this.parts = parts;
        this.settings = settings;
        for (Realm realm : Realm.values()) {
            models.put(realm, model(realm));
        }
    }

    private ImpactModel model(Realm realm) {
        String state = settings.impactStates().get(realm);
        return state == null
                ? ImpactModel.of(realm, settings.impact())
                : ImpactModel.restore(realm, settings.impact(), state);
    }

    /** Learns from a parent whose costs are told. */
    void learn(ExecutionAnalysis analysis) {
        analyses.addLast(analysis);
        if (++kept > KEPT) {
            analyses.removeFirst();
            kept--;
        }
        forecasts.onAnalysis(analysis);
        analysis.realm().ifPresent(realm -> {
            ImpactSample.of(analysis).ifPresent(sample -> learn(sample, analysis.orderId()));
            analysis.fills().forEach(fill -> learn(realm, fill));
        });
    }

    /** Takes what was foretold of a parent. */
    void onNote(ExecutionNoted noted) {
        if (noted.note() instanceof ExecutionNote.Foretold foretold) {
            forecasts.onForecast(noted.orderId(), foretold.forecast());
        }
    }

    /** What forecasts missed by until now. */
    ForecastErrors errors() {
        return forecasts.errors();
    }

    /** Tells what the router knows of the venue of a child that has ended, or ended again by a late fill. */
    void onChildEnded(ChildOrder child) {
        Realm realm = parts.lanes().isSimulated(child.venue()) ? Realm.PAPER : Realm.LIVE;
        publish(experience(realm, child.venue()), child.venue());
    }

    /** The run is over: what was learnt may be taken to another. */
    void publishStates() {
        models.forEach((realm, model) -> states.put(realm, model.state()));
    }

    CostYardstick yardstick(Symbol symbol) {
        return new CostYardstick() {
            @Override
            public ImpactModel impact(Realm realm) {
                return model(realm, symbol);
            }

            @Override
            public double beta() {
                return settings.betas().getOrDefault(symbol, 1.0);
            }

            @Override
            public SortedMap<String, BigDecimal> rates() {
                return ratesOf(symbol);
            }
        };
    }

    private ImpactModel model(Realm realm, Symbol symbol) {
        ImpactModel model = models.get(realm);
        if (model == null) {
            throw new IllegalStateException("no impact model of " + realm + " for " + symbol);
        }
        return model;
    }

    /** The account's rates, where the symbol settles in the account's currency. */
    private SortedMap<String, BigDecimal> ratesOf(Symbol symbol) {
        Portfolio portfolio = parts.accounts().lastPortfolio();
        boolean same = parts.market()
                .instrument(symbol)
                .map(Instrument::settlementCurrency)
                .filter(portfolio.currency()::equals)
                .isPresent();
        return same ? portfolio.rates() : new TreeMap<>();
    }

    private void learn(ImpactSample sample, String orderId) {
        Realm realm = sample.realm();
        ImpactModel model = model(realm, sample.symbol());
        ImpactLesson lesson = model.learn(sample);
        if (lesson instanceof ImpactLesson.Refused refused) {
            LOG.log(System.Logger.Level.WARNING, "impact of {0} teaches nothing: {1}", orderId, refused.reason());
            return;
        }
        estimates.put(
                new Place(realm, sample.venue(), sample.symbol()), model.estimate(sample.venue(), sample.symbol()));
        accuracies.put(realm, model.accuracy());
    }

    private void learn(Realm realm, ExecutedFill fill) {
        VenueExperience known = experience(realm, fill.fill().venue());
        known.onFill(fill);
        publish(known, fill.fill().venue());
    }

    private VenueExperience experience(Realm realm, String venue) {
        return experience.computeIfAbsent(realm + " " + venue, key -> VenueExperience.of(realm, venue));
    }

    private void publish(VenueExperience known, String venue) {
        VenueStanding standing = known.standing(
                parts.evidence().beyondPlan(venue), parts.evidence().fillRatio(venue));
        standings.put(standing.realm() + " " + standing.venue(), standing);
    }

    @Override
    public List<ExecutionAnalysis> analyses() {
        return new ArrayList<>(analyses);
    }

    @Override
    public Optional<ForecastOutcome> forecast(String orderId) {
        return forecasts.of(orderId);
    }

    @Override
    public List<VenueStanding> venues() {
        return List.copyOf(standings.values());
    }

    @Override
    public Optional<ImpactEstimate> impact(Realm realm, String venue, Symbol symbol) {
        return Optional.ofNullable(estimates.get(new Place(realm, venue, symbol)));
    }

    @Override
    public ImpactAccuracy accuracy(Realm realm) {
        return accuracies.getOrDefault(realm, ImpactAccuracy.NONE);
    }

    @Override
    public Optional<String> impactState(Realm realm) {
        return Optional.ofNullable(states.get(realm));
    }
}
