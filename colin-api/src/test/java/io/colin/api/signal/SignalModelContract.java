package io.colin.api.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.SampleEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SignalModel} does. Extend it, say how the model is made and which events it is judged on, and run
 * it.
 */
public abstract class SignalModelContract {
    private static final Symbol UNKNOWN = Symbol.of("NOSUCH/COIN");

    /** Gives the model, loaded anew each time; the test closes it. */
    protected abstract SignalModel model();

    /** Events in order that lead to at least four decision points, the first not before the third event. */
    protected abstract List<? extends MarketEvent> events();

    /** How far probabilities may differ between inputs judged together and alone; batches may round otherwise. */
    protected double batchTolerance() {
        return 1e-5;
    }

    @Test
    void describesItself() {
        try (SignalModel one = model();
                SignalModel other = model()) {
            assertThat(one.description()).isEqualTo(other.description());
        }
    }

    @Test
    void asksForAJudgementOfTheEventItWasGiven() {
        try (SignalModel model = model()) {
            Map<Symbol, Long> last = new HashMap<>();
            int inputs = 0;
            for (MarketEvent event : events()) {
                Optional<? extends ModelInput> input = model.observe(event);
                if (input.isPresent()) {
                    inputs++;
                    ModelInput made = input.get();
                    assertThat(made.symbol()).isEqualTo(event.symbol());
                    assertThat(made.dataAsOfNs())
                            .as("never from the future, never back")
                            .isLessThanOrEqualTo(event.timeNs())
                            .isGreaterThanOrEqualTo(last.getOrDefault(made.symbol(), Long.MIN_VALUE));
                    last.put(made.symbol(), made.dataAsOfNs());
                }
            }
            assertThat(inputs).as("decision points of events()").isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void givesOneOutcomeAnInputInTheirOrder() {
        try (SignalModel model = model()) {
            List<ModelInput> inputs = observe(model, events());
            List<SignalOutcome> outcomes = model.evaluate(inputs);

            assertThat(outcomes).hasSameSizeAs(inputs);
            for (int i = 0; i < inputs.size(); i++) {
                assertThat(outcomes.get(i).symbol()).isEqualTo(inputs.get(i).symbol());
                assertThat(outcomes.get(i).dataAsOfNs()).isEqualTo(inputs.get(i).dataAsOfNs());
            }
            assertThat(model.evaluate(inputs.reversed()))
                    .extracting(SignalOutcome::dataAsOfNs)
                    .isEqualTo(inputs.reversed().stream()
                            .map(ModelInput::dataAsOfNs)
                            .toList());
        }
    }

    @Test
    void namesItselfInItsOutcomes() {
        try (SignalModel model = model()) {
            ModelDescription description = model.description();
            for (SignalOutcome outcome : model.evaluate(observe(model, events()))) {
                switch (outcome) {
                    case Signal signal -> {
                        assertThat(signal.sourceModel()).isEqualTo(description.id());
                        assertThat(signal.modelVersion()).isEqualTo(description.version());
                        assertThat(signal.schemaHash()).isEqualTo(description.schemaHash());
                        assertThat(signal.profile()).isEqualTo(description.profile());
                        assertThat(signal.horizonNs()).isEqualTo(description.horizonNs());
                        assertThat(signal.expiresAtNs()).isGreaterThan(signal.dataAsOfNs());
                    }
                    case NoSignal none -> assertThat(none.model()).isEqualTo(description.id());
                }
            }
        }
    }

    @Test
    void givesTheSameOutcomesForTheSameEvents() {
        try (SignalModel one = model();
                SignalModel other = model()) {
            assertThat(other.evaluate(observe(other, events()))).isEqualTo(one.evaluate(observe(one, events())));
        }
    }

    @Test
    void givesTheSameOutcomesForTheSameInputs() {
        try (SignalModel model = model()) {
            List<ModelInput> inputs = observe(model, events());

            assertThat(model.evaluate(inputs)).isEqualTo(model.evaluate(inputs));
        }
    }

    @Test
    void judgesInputsTogetherAsItJudgesThemAlone() {
        try (SignalModel model = model()) {
            List<ModelInput> inputs = observe(model, events());
            List<SignalOutcome> together = model.evaluate(inputs);
            for (int i = 0; i < inputs.size(); i++) {
                assertClose(model.evaluate(List.of(inputs.get(i))).getFirst(), together.get(i));
            }
        }
    }

    @Test
    void isNotChangedByWhatComesLater() {
        List<? extends MarketEvent> events = events();
        for (int cut : new int[] {events.size() / 2, 3 * events.size() / 4, events.size() - 1}) {
            try (SignalModel early = model();
                    SignalModel late = model()) {
                List<ModelInput> known = observe(early, events.subList(0, cut));
                List<ModelInput> later = observe(late, events).subList(0, known.size());
                if (!known.isEmpty()) {
                    assertThat(late.evaluate(later)).as("after %d events", cut).isEqualTo(early.evaluate(known));
                }
            }
        }
    }

    @Test
    void isNotChangedByBeingAsked() {
        try (SignalModel asked = model();
                SignalModel silent = model()) {
            List<ModelInput> inputs = new ArrayList<>();
            for (MarketEvent event : events()) {
                asked.observe(event).ifPresent(input -> {
                    inputs.add(input);
                    assertThat(asked.evaluate(List.of(input))).hasSize(1);
                });
            }
            assertThat(asked.evaluate(inputs)).isEqualTo(silent.evaluate(observe(silent, events())));
        }
    }

    @Test
    void ignoresSymbolsItDoesNotKnow() {
        try (SignalModel disturbed = model();
                SignalModel calm = model()) {
            List<ModelInput> inputs = new ArrayList<>();
            for (MarketEvent event : events()) {
                disturbed.observe(event).ifPresent(inputs::add);
                assertThat(disturbed.observe(SampleEvents.trade(UNKNOWN, event.timeNs(), "1", "1")))
                        .isEmpty();
            }
            assertThat(disturbed.latest(UNKNOWN)).isEmpty();
            assertThat(disturbed.evaluate(inputs)).isEqualTo(calm.evaluate(observe(calm, events())));
        }
    }

    @Test
    void remembersTheLastDecisionPoint() {
        try (SignalModel model = model()) {
            assertThat(model.latest(events().getFirst().symbol())).isEmpty();
            List<ModelInput> inputs = observe(model, events());
            ModelInput last = inputs.getLast();
            Optional<? extends ModelInput> latest = model.latest(last.symbol());

            assertThat(latest).isPresent();
            assertThat(latest.get().dataAsOfNs()).isEqualTo(last.dataAsOfNs());
            assertThat(model.evaluate(List.of(latest.get()))).isEqualTo(model.evaluate(List.of(last)));
        }
    }

    @Test
    void canBeClosedTwice() {
        SignalModel model = model();
        model.close();

        assertThatCode(model::close).doesNotThrowAnyException();
    }

    private static List<ModelInput> observe(SignalModel model, List<? extends MarketEvent> events) {
        List<ModelInput> inputs = new ArrayList<>();
        for (MarketEvent event : events) {
            model.observe(event).ifPresent(inputs::add);
        }
        return inputs;
    }

    private void assertClose(SignalOutcome alone, SignalOutcome together) {
        if (alone instanceof Signal one && together instanceof Signal other) {
            for (Direction direction : Direction.values()) {
                assertThat(other.probabilities().of(direction))
                        .as("%s of %d", direction, one.dataAsOfNs())
                        .isCloseTo(one.probabilities().of(direction), Offset.offset(batchTolerance()));
            }
        } else {
            assertThat(together).isEqualTo(alone);
        }
    }
}
