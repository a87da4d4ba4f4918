package io.colin.ml.lifecycle;

import io.colin.api.signal.ModelStage;
import io.colin.ml.cost.TradingCosts;
import io.colin.ml.evaluation.Evaluation;
import io.colin.ml.registry.ModelCard;
import io.colin.ml.registry.ModelFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import org.hipparchus.stat.correlation.PearsonsCorrelation;

/** The conditions of each step, from a model's card and from what it did on live data. */
final class StageGates {
    private static final long SHADOW_NS = Duration.ofDays(7).toNanos();
    private static final long SHADOW_RESOLVED = 500;
    private static final long STEP_NS = Duration.ofDays(3).toNanos();
    private static final long LAST_DAYS_NS = Duration.ofDays(7).toNanos();
    private static final double CALIBRATION_ERROR = 0.03;
    private static final double DAY_NS = 86_400e9;

    private final ModelRegistry registry;
    private final Evidence evidence;
    private final ReplacementGate replacement;

    StageGates(ModelRegistry registry, Evidence evidence, ReplacementGate replacement) {
        this.registry = registry;
        this.evidence = evidence;
        this.replacement = replacement;
    }

    /** When a model has been for long enough where it is. */
    static long earliestNs(Standing standing) {
        return switch (standing.stage()) {
            case SHADOW -> standing.stageSinceNs() + SHADOW_NS;
            case CHALLENGER -> standing.sinceNs() + STEP_NS;
            case CANDIDATE, VALIDATED, CHAMPION, RETIRED, REJECTED -> standing.sinceNs();
        };
    }

    /** Not made from what has not happened yet, and not past its expiry. */
    List<Criterion> usable(ModelCard card, long timeNs) {
        return List.of(
                Criterion.holds(
                        "data_cut_off",
                        card.dataToNs() <= timeNs,
                        instant(card.dataToNs()),
                        "not after " + instant(timeNs) + ", the event time of the decision"),
                Criterion.holds(
                        "expiry",
                        card.expiresAtNs() > timeNs,
                        instant(card.expiresAtNs()),
                        "after " + instant(timeNs) + ", the event time of the decision"));
    }

    private static String instant(long timeNs) {
        return Instant.ofEpochSecond(0, timeNs).toString();
    }

    /** Calibrated, and better than knowing the class shares alone. */
    List<Criterion> validation(ModelFile file, long timeNs) {
        SortedMap<String, Double> metrics = file.metrics();
        List<Criterion> criteria = new ArrayList<>(usable(file.card(), timeNs));
        criteria.add(Criterion.atMost("calibration_error", of(metrics, "calibration_error"), CALIBRATION_ERROR));
        double brier = of(metrics, "brier").orElse(Double.NaN);
        double prior = of(metrics, "prior_brier").orElse(Double.NaN);
        criteria.add(
                Criterion.holds("brier", brier < prior, Criterion.number(brier), "< prior " + Criterion.number(prior)));
        return List.copyOf(criteria);
    }

    /** From the shadow to the first share of the capital. */
    List<Criterion> challenge(Standing standing, ModelFile file, long timeNs) {
        ModelCard card = file.card();
        List<Criterion> criteria = new ArrayList<>(usable(card, timeNs));
        Evaluation evaluation = card.evaluation();
        criteria.add(Criterion.holds(
                "beats_every_baseline",
                evaluation.beatsEveryBaseline(),
                evaluation.verdict(),
                "better than every baseline at p < 0.05"));
        criteria.addAll(shadow(standing, timeNs));
        criteria.addAll(LiveCapitalFloor.check(file.metrics(), shadowCorrelation(standing)));
        criteria.addAll(replacing(standing, card, standing.stageSinceNs()));
        return List.copyOf(criteria);
    }

    /** From one share of the capital to the next: three days more, and the gate still holds over the whole time. */
    List<Criterion> step(Standing standing, ModelFile file, long timeNs) {
        ModelCard card = file.card();
        List<Criterion> criteria = new ArrayList<>(usable(card, timeNs));
        criteria.add(Criterion.atLeast(
                "days_at_this_share",
                days(timeNs - standing.sinceNs()),
                days(STEP_NS).orElse(0)));
        criteria.addAll(LiveCapitalFloor.check(file.metrics(), shadowCorrelation(standing)));
        criteria.addAll(replacing(standing, card, shadowSince(standing)));
        return List.copyOf(criteria);
    }

    /** Whether it is the incumbent's recipe on newer data, in the incumbent's last seven days. */
    boolean isRefresh(Standing standing, ModelCard card, long timeNs) {
        Optional<Standing> champion = registry.champion(standing.line());
        if (champion.isEmpty()) {
            return false;
        }
        ModelCard incumbent =
                registry.files().load(champion.orElseThrow().model()).card();
        return incumbent.settingsHash().equals(card.settingsHash())
                && incumbent.schemaHash().equals(card.schemaHash())
                && card.dataToNs() > incumbent.dataToNs()
                && timeNs >= incumbent.expiresAtNs() - LAST_DAYS_NS;
    }

    /** A refresh passes the floor and is not significantly worse. */
    List<Criterion> refresh(Standing standing, ModelFile file, long timeNs) {
        ModelCard card = file.card();
        List<Criterion> criteria = new ArrayList<>(usable(card, timeNs));
        criteria.addAll(shadow(standing, timeNs));
        criteria.addAll(LiveCapitalFloor.check(file.metrics(), shadowCorrelation(standing)));
        Standing incumbent = registry.champion(standing.line()).orElseThrow();
        Optional<Pair> pair = pair(standing.model(), incumbent.model(), card, standing.stageSinceNs(), 0);
        criteria.add(
                pair.isEmpty()
                        ? notMeasured()
                        : replacement.notWorse(
                                pair.orElseThrow().candidate(),
                                pair.orElseThrow().incumbent()));
        return List.copyOf(criteria);
    }

    private List<Criterion> shadow(Standing standing, long timeNs) {
        Optional<TrackRecord> lived = evidence.record(standing.model()).map(r -> r.since(standing.stageSinceNs()));
        OptionalDouble days = lived.isEmpty()
                ? OptionalDouble.empty()
                : days(Math.min(timeNs, lived.orElseThrow().lastNs()) - standing.stageSinceNs());
        OptionalDouble resolved = lived.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) lived.orElseThrow().resolved());
        return List.of(
                Criterion.atLeast("shadow_days", days, days(SHADOW_NS).orElse(0)),
                Criterion.atLeast("shadow_resolved", resolved, SHADOW_RESOLVED));
    }

    private List<Criterion> replacing(Standing standing, ModelCard card, long sinceNs) {
        Optional<Standing> champion = registry.champion(standing.line());
        if (champion.isPresent()) {
            return besideIncumbent(standing, card, champion.orElseThrow().model(), sinceNs);
        }
        Optional<TrackRecord> lived = evidence.record(standing.model()).map(r -> r.since(sinceNs));
        if (lived.isEmpty()
                || lived.orElseThrow().lastNs() <= lived.orElseThrow().firstNs()) {
            return List.of(notMeasured());
        }
        TrackRecord own = lived.orElseThrow();
        return replacement.check(own.returns(own.firstNs(), own.lastNs(), stepNs(card)), Optional.empty());
    }

    private List<Criterion> besideIncumbent(Standing standing, ModelCard card, String incumbent, long sinceNs) {
        List<Criterion> criteria = new ArrayList<>();
        ModelCard other = registry.files().load(incumbent).card();
        TradingCosts costs = card.settings().costs();
        TradingCosts others = other.settings().costs();
        // Fee and impact are constants: the incumbent is judged at the candidate's. A spread known otherwise is not.
        criteria.add(Criterion.holds(
                "same_costs",
                costs.halfSpread().equals(others.halfSpread()),
                String.valueOf(costs),
                "comparable with those of the incumbent, " + others));
        double dearer = costs.roundTrip(0) - others.roundTrip(0);
        Optional<Pair> pair = pair(standing.model(), incumbent, card, sinceNs, dearer);
        if (pair.isEmpty()) {
            criteria.add(notMeasured());
        } else {
            Pair both = pair.orElseThrow();
            criteria.addAll(replacement.check(both.candidate(), Optional.of(both.incumbent())));
        }
        return List.copyOf(criteria);
    }

    /** Net returns of two models over the time both were asked, the incumbent's less what the candidate's costs add. */
    private record Pair(ReturnSeries candidate, ReturnSeries incumbent) {}

    private Optional<Pair> pair(String candidate, String incumbent, ModelCard card, long sinceNs, double dearer) {
        Optional<TrackRecord> first = evidence.record(candidate).map(r -> r.since(sinceNs));
        Optional<TrackRecord> second =
                evidence.record(incumbent).map(r -> r.since(sinceNs).lessCost(dearer));
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        TrackRecord a = first.orElseThrow();
        TrackRecord b = second.orElseThrow();
        long from = Math.max(a.firstNs(), b.firstNs());
        long to = Math.min(a.lastNs(), b.lastNs());
        if (to <= from) {
            return Optional.empty();
        }
        long step = stepNs(card);
        return Optional.of(new Pair(a.returns(from, to, step), b.returns(from, to, step)));
    }

    /** When a challenger came out of training into the shadow: what it did since then counts. */
    private long shadowSince(Standing standing) {
        return registry.history().stream()
                .filter(c -> c.model().equals(standing.model()) && c.after() == ModelStage.SHADOW)
                .mapToLong(StageChange::timeNs)
                .max()
                .orElse(standing.stageSinceNs());
    }

    private OptionalDouble shadowCorrelation(Standing standing) {
        Optional<TrackRecord> lived = evidence.record(standing.model()).map(r -> r.since(shadowSince(standing)));
        if (lived.isEmpty()
                || lived.orElseThrow().lastNs() <= lived.orElseThrow().firstNs()) {
            return OptionalDouble.empty();
        }
        TrackRecord own = lived.orElseThrow();
        Optional<ReturnSeries> backtest = evidence.backtest(standing.model(), own.firstNs(), own.lastNs());
        if (backtest.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] tested = backtest.orElseThrow().daily();
        double[] shadow = own.returns(
                        own.firstNs(), own.lastNs(), backtest.orElseThrow().stepNs())
                .daily();
        if (tested.length != shadow.length || shadow.length < 2) {
            return OptionalDouble.empty();
        }
        double correlation = new PearsonsCorrelation().correlation(shadow, tested);
        return Double.isNaN(correlation) ? OptionalDouble.empty() : OptionalDouble.of(correlation);
    }

    private static Criterion notMeasured() {
        return Criterion.holds("replacement", false, "not measured", "candidate and incumbent seen side by side");
    }

    private static OptionalDouble of(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    private static OptionalDouble days(long ns) {
        return OptionalDouble.of(ns / DAY_NS);
    }

    /** Returns are compared on the grid of the horizon: within it signals overlap. */
    private static long stepNs(ModelCard card) {
        return card.settings().preset().horizonNs();
    }
}
