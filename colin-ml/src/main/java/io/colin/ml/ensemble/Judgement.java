package io.colin.ml.ensemble;

import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import io.colin.ml.calibration.ClassReturns;
import io.colin.ml.calibration.ConformalThreshold;
import io.colin.ml.calibration.Emission;
import io.colin.ml.calibration.EmissionRule;
import io.colin.ml.calibration.Opinion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the members present at one moment said, and what follows from it. */
final class Judgement {
    private final List<Said> said;
    private final double sum;

    /** One member's signal with its weight before anything is renormalised. */
    record Said(String name, double weight, Signal signal) {}

    /** A fitted regression and what its classes are worth. */
    record Join(Stacking stacking, ClassReturns returns) {}

    Judgement(List<Said> said) {
        this.said = said;
        this.sum = said.stream().mapToDouble(Said::weight).sum();
    }

    /** Everyone's share, renormalised over those present. */
    List<MemberVote> votes() {
        List<MemberVote> votes = new ArrayList<>();
        for (Said one : said) {
            votes.add(new MemberVote(
                    one.name(), Math.min(1, share(one)), one.signal().probabilities()));
        }
        return votes;
    }

    /** A regression decides both probabilities and, with what each class is worth, the expected return. */
    Opinion opinion(Optional<Join> join, @Nullable ConformalThreshold conformal) {
        double expected = 0;
        double cost = 0;
        double band = 0;
        for (Said one : said) {
            Signal signal = one.signal();
            expected += share(one) * signal.expectedReturn();
            cost += share(one) * (Math.abs(signal.expectedReturn()) - signal.expectedNetReturn());
            band += share(one) * signal.band();
        }
        Probabilities joined = mean();
        if (join.isPresent() && join.get().stacking().members() == said.size()) {
            joined = join.get()
                    .stacking()
                    .join(said.stream().map(one -> one.signal().probabilities()).toList());
            expected = join.get().returns().expected(joined, band);
        }
        Set<Direction> set = conformal == null ? majoritySet() : conformal.set(joined);
        return new Opinion(joined, expected, band, cost, set);
    }

    /** The vote decides the direction; the members have passed the test of confidence already. */
    Emission elected(Opinion opinion, EmissionRule rule) {
        for (Direction direction : List.of(Direction.LONG, Direction.SHORT)) {
            long votes = said.stream()
                    .filter(one -> one.signal().probabilities().top() == direction
                            && one.signal().probabilities().of(direction) >= rule.minConfidence())
                    .count();
            if (2 * votes > said.size() && opinion.top() == direction) {
                EmissionRule rest =
                        new EmissionRule(0, rule.netRequired(), rule.conformalRequired(), rule.strengthByConfidence());
                return rest.decide(opinion);
            }
        }
        boolean flat = opinion.top() == Direction.NEUTRAL;
        return new Emission(Direction.NEUTRAL, 0, flat ? SignalReason.NEUTRAL : SignalReason.LOW_CONFIDENCE, false);
    }

    List<String> missing() {
        return List.copyOf(new TreeSet<>(said.stream()
                .map(one -> one.signal().missingInputs())
                .flatMap(Collection::stream)
                .toList()));
    }

    Signal first() {
        return said.getFirst().signal();
    }

    /** How long all of them are valid. */
    long validForNs() {
        return said.stream()
                .mapToLong(one -> one.signal().expiresAtNs() - one.signal().dataAsOfNs())
                .min()
                .orElseThrow();
    }

    private double share(Said one) {
        return one.weight() / sum;
    }

    private Probabilities mean() {
        double up = 0;
        double down = 0;
        for (Said one : said) {
            up += share(one) * one.signal().probabilities().up();
            down += share(one) * one.signal().probabilities().down();
        }
        return new Probabilities(up, Math.max(0, 1 - up - down), down);
    }

    /** A class stays unless members with half of the weight or more rule it out. */
    private Set<Direction> majoritySet() {
        EnumSet<Direction> set = EnumSet.noneOf(Direction.class);
        for (Direction direction : Direction.values()) {
            double in = said.stream()
                    .filter(one -> one.signal().conformalSet().contains(direction))
                    .mapToDouble(this::share)
                    .sum();
            if (in > 0.5) {
                set.add(direction);
            }
        }
        return set;
    }
}
