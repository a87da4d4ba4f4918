package io.colin.api.signal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.SampleEvents;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastMoveModelTest extends SignalModelContract {
    private static final Instrument BTC = SampleInstruments.btcUsd();
    private static final List<? extends MarketEvent> WALK =
            SampleEvents.trades(BTC, new BigDecimal("30000"), 3, 1000, 1_000_000_000L);

    @Override
    protected SignalModel model() {
        return new LastMoveModel(BTC.symbol());
    }

    @Override
    protected List<? extends MarketEvent> events() {
        return WALK;
    }

    @Test
    void theContractCatchesAModelThatLearnsFromQuestionsOrPeeks() {
        SignalModelContract contract = new LastMoveModelTest() {
            @Override
            protected SignalModel model() {
                return new Peeking();
            }
        };

        assertThatThrownBy(contract::isNotChangedByWhatComesLater).isInstanceOf(AssertionError.class);
        assertThatThrownBy(contract::isNotChangedByBeingAsked).isInstanceOf(AssertionError.class);
    }

    /** Judges an input by the state of its newest event instead of what the input holds. */
    private static final class Peeking implements SignalModel {
        private final LastMoveModel plain = new LastMoveModel(BTC.symbol());
        private int questions;

        @Override
        public ModelDescription description() {
            return plain.description();
        }

        @Override
        public Optional<? extends ModelInput> observe(MarketEvent event) {
            return plain.observe(event);
        }

        @Override
        public Optional<? extends ModelInput> latest(Symbol symbol) {
            return plain.latest(symbol);
        }

        @Override
        public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
            questions++;
            long newest = plain.latest(BTC.symbol()).orElseThrow().dataAsOfNs();
            return inputs.stream()
                    .map(input -> (SignalOutcome) new NoSignal(
                            input.symbol(),
                            input.dataAsOfNs(),
                            "last-move",
                            SignalReason.NO_DATA,
                            newest + " " + questions))
                    .toList();
        }
    }
}
