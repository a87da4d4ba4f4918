package io.colin.ml.serving;

import io.colin.api.signal.Direction;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.SignalReason;
import io.colin.ml.calibration.AdaptiveConformal;
import io.colin.ml.calibration.ConformalThreshold;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The conformal sets of one symbol at work: every decision after the model's data counts, asked for or not, in the order
 * of the bars, so that a set depends on the bars alone. What nobody asked for is judged when the next one asks; what no
 * set to come can depend on is let go. An input is offered on the engine's thread and asked for on another.
 */
final class LiveSets {
    private final ConformalThreshold fitted;
    private final AdaptiveConformal adaptive;
    private final long fromNs;
    private final long memoryNs;
    private final ArrayDeque<BarInput> waiting = new ArrayDeque<>();

    LiveSets(BarServing serving) {
        this.fitted = serving.calibration().conformal();
        this.adaptive = AdaptiveConformal.of(fitted, AdaptiveConformal.STEP, serving.barNs());
        this.fromNs = serving.description().dataToNs();
        this.memoryNs = 3L * AdaptiveConformal.MEMORY_BARS * serving.barNs();
    }

    /** The next input of the symbol, whether or not it will be asked for. */
    synchronized void offer(BarInput input) {
        boolean counts = input.reason() == SignalReason.NONE || !input.answers().isEmpty();
        // With too few scores nothing is ever ruled out, whatever α is.
        if (!counts || input.dataAsOfNs() <= fromNs || fitted.quantiles().isEmpty()) {
            return;
        }
        waiting.addLast(input);
        while (waiting.getFirst().dataAsOfNs() < input.dataAsOfNs() - memoryNs) {
            waiting.removeFirst();
        }
    }

    /** The set an input of an unfinished bar would get; it is no decision, and no set to come depends on it. */
    Set<Direction> ofProvisional(BarInput input, Probabilities said, Function<BarInput, Probabilities> network) {
        if (fitted.quantiles().isEmpty()) {
            return fitted.set(said);
        }
        catchUp(input, Optional.empty(), network);
        return adaptive.peek(input.dataAsOfNs(), said);
    }

    /** The set of an input; what came before it and was not judged is asked of the network, one by one. */
    Set<Direction> of(BarInput input, Probabilities said, Function<BarInput, Probabilities> network) {
        catchUp(input, Optional.of(said), network);
        return input.conformalSet().orElseGet(() -> fitted.set(said));
    }

    /** What came before an input, and itself if it waits. */
    private void catchUp(BarInput input, Optional<Probabilities> said, Function<BarInput, Probabilities> network) {
        for (BarInput next = next(input); next != null; next = next(input)) {
            next.answers().forEach(answer -> adaptive.resolve(answer.decidedNs(), answer.came()));
            if (next.reason() == SignalReason.NONE) {
                Probabilities its = next.equals(input) && said.isPresent() ? said.orElseThrow() : network.apply(next);
                next.judgedWith(adaptive.decide(next.dataAsOfNs(), its));
            }
        }
    }

    private synchronized @Nullable BarInput next(BarInput upTo) {
        BarInput first = waiting.peekFirst();
        return first == null || first.dataAsOfNs() > upTo.dataAsOfNs() ? null : waiting.pollFirst();
    }
}
