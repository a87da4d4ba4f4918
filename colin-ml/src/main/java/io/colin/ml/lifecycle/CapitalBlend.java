package io.colin.ml.lifecycle;

import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalOutcome;
import io.colin.api.signal.SignalReason;
import java.util.ArrayList;
import java.util.List;

/**
 * What champion and challenger say together: each speaks for its share of the capital, and as they trade one account, what
 * they disagree on cancels out. The signal is that of the one with more weight behind it, with the strength of what is
 * left and both as its members.
 */
final class CapitalBlend {
    private CapitalBlend() {}

    /** The share of the capital is that of the challenger. */
    static SignalOutcome of(SignalOutcome champion, SignalOutcome challenger, double share) {
        double first = (1 - share) * signed(champion);
        double second = share * signed(challenger);
        double net = first + second;
        List<MemberVote> members = new ArrayList<>();
        vote(champion, 1 - share, members);
        vote(challenger, share, members);
        SignalOutcome lead = Math.abs(first) >= Math.abs(second) ? champion : challenger;
        if (first == 0 && second == 0) {
            lead = champion instanceof NoSignal ? challenger : champion;
        }
        return switch (lead) {
            case NoSignal none -> none;
            case Signal signal -> with(signal, net, members);
        };
    }

    private static double signed(SignalOutcome outcome) {
        return outcome instanceof Signal signal
                ? signal.strength() * signal.direction().sign()
                : 0;
    }

    private static void vote(SignalOutcome outcome, double weight, List<MemberVote> members) {
        if (outcome instanceof Signal signal) {
            String name = signal.sourceModel() + "@" + signal.modelVersion();
            members.add(new MemberVote(name, weight, signal.probabilities()));
        }
    }

    private static Signal with(Signal lead, double net, List<MemberVote> members) {
        Signal.Builder signal = Signal.of(lead.symbol(), lead.sourceModel(), lead.dataAsOfNs())
                .profile(lead.profile())
                .probabilities(lead.probabilities())
                .expected(lead.expectedReturn(), lead.expectedNetReturn())
                .band(lead.band(), lead.referencePrice())
                .horizonNs(lead.horizonNs())
                .validForNs(lead.expiresAtNs() - lead.dataAsOfNs())
                .version(lead.modelVersion(), lead.schemaHash())
                .members(members)
                .conformalSet(lead.conformalSet())
                .wouldAbstain(lead.wouldAbstain())
                .provisional(lead.provisional())
                .missingInputs(lead.missingInputs());
        if (lead.direction() == Direction.NEUTRAL) {
            return signal.neutral(lead.reason()).build();
        }
        return net == 0
                ? signal.neutral(SignalReason.ABSTAINED).build()
                : signal.directed(net > 0 ? Direction.LONG : Direction.SHORT, Math.abs(net))
                        .build();
    }
}
