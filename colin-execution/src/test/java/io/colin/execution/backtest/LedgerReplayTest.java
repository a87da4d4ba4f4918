package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.ColinException;
import io.colin.api.market.ListSource;
import io.colin.execution.engine.Rig;
import io.colin.execution.source.Walks;
import io.colin.execution.store.MemoryEventStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerReplayTest {
    private static final ListSource WALK = Walks.of(Rig.BTC_USD.symbol(), 9, 1500, 60);
    private static final MemoryEventStore LEDGER = MemoryEventStore.empty();
    private static final BacktestReport RUN = Backtest.builder()
            .source(WALK)
            .engine(any -> Rig.recording().swinging(any, LEDGER))
            .build()
            .run();

    @Test
    void withItsDataALedgerTellsWhatTheRunTold() {
        BacktestReport replayed = LedgerReplay.read(LEDGER).measure(WALK, List.of(Rig.BTC_USD), Trials.ONE);

        assertThat(replayed.trips()).isEqualTo(RUN.trips()).isNotEmpty();
        assertThat(replayed.trades()).isEqualTo(RUN.trades());
        assertThat(replayed.costs()).isEqualTo(RUN.costs());
        assertThat(replayed.activity()).isEqualTo(RUN.activity());
        assertThat(replayed.identity().stateHash()).isEqualTo(RUN.identity().stateHash());
        assertThat(replayed.identity().fromNs()).isEqualTo(RUN.identity().fromNs());
        assertThat(value(replayed.performance().totalReturn()))
                .isCloseTo(value(RUN.performance().totalReturn()), within(1e-9));
        assertThat(value(replayed.baseline().totalReturn()))
                .isCloseTo(value(RUN.baseline().totalReturn()), within(1e-9));
        assertThat(value(replayed.exposure().meanGross()))
                .isCloseTo(
                        value(RUN.exposure().meanGross()),
                        within(0.05 * value(RUN.exposure().meanGross())));
    }

    @Test
    void aRunThatWarmedUpIsMeasuredFromItsStart() {
        MemoryEventStore ledger = MemoryEventStore.empty();
        long fromNs = Walks.START_NS + 3_630_000_000_000L;
        BacktestReport run = Backtest.builder()
                .source(WALK)
                .engine(any -> Rig.recording().swinging(any, ledger))
                .from(fromNs)
                .build()
                .run();
        BacktestReport replayed = LedgerReplay.read(ledger).measure(WALK, List.of(Rig.BTC_USD), Trials.ONE);

        assertThat(run.identity().fromNs()).isGreaterThanOrEqualTo(fromNs);
        assertThat(replayed.equity().getFirst()).isEqualTo(run.equity().getFirst());
        assertThat(replayed.performance().totalReturn())
                .isEqualTo(run.performance().totalReturn());
        assertThat(replayed.daily()).isEqualTo(run.daily());
        assertThat(replayed.costs()).isEqualTo(run.costs());
        assertThat(replayed.baseline().totalReturn()).isEqualTo(run.baseline().totalReturn());
        assertThat(replayed.baseline().points().getFirst())
                .isEqualTo(run.baseline().points().getFirst());
    }

    @Test
    void withoutItsDataWhatNeedsPricesIsAbsent() {
        BacktestReport replayed = LedgerReplay.read(LEDGER).measure(List.of(Rig.BTC_USD), Trials.ONE);

        assertThat(replayed.trips()).isEqualTo(RUN.trips());
        assertThat(replayed.costs().fees()).isEqualTo(RUN.costs().fees());
        assertThat(replayed.costs().slippage()).isEmpty();
        assertThat(replayed.equity()).isEmpty();
        assertThat(replayed.performance().totalReturn().missing()).startsWith("a ledger keeps no prices");
        assertThat(replayed.performance().sharpe().missing()).startsWith("a ledger keeps no prices");
        assertThat(replayed.exposure().invested().missing()).startsWith("a ledger keeps no prices");
        assertThat(TearSheet.of(replayed).html())
                .contains("Round trips", "a ledger keeps no prices")
                .doesNotContain("NaN");
    }

    @Test
    void aRunThatWasStoppedIsMeasuredUpToItsLastRecord() {
        MemoryEventStore cut = MemoryEventStore.empty();
        LEDGER.read(1, entry -> {
            if (entry.sequence() <= LEDGER.lastSequence() / 2) {
                cut.append(List.of(entry.entry()));
            }
        });
        BacktestReport half = LedgerReplay.read(cut).measure(WALK, List.of(Rig.BTC_USD), Trials.ONE);

        assertThat(half.identity().ended()).isFalse();
        assertThat(half.identity().stateHash()).isEmpty();
        assertThat(half.trips()).hasSizeLessThan(RUN.trips().size()).isNotEmpty();
        assertThat(half.identity().toNs()).isLessThan(RUN.identity().toNs());
    }

    @Test
    void refusesOtherDataAnEmptyLedgerAndMissingTerms() {
        LedgerReplay replay = LedgerReplay.read(LEDGER);
        ListSource other = Walks.of(Rig.BTC_USD.symbol(), 10, 10, 60);

        assertThatThrownBy(() -> replay.measure(other, List.of(Rig.BTC_USD), Trials.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("source: must be the data of the run, walk-BTC/USD-9 with SHA-256 ");
        assertThatThrownBy(() -> replay.measure(List.of(), Trials.ONE))
                .hasMessage("instruments: must hold the terms of what was traded ([BTC/USD])");
        assertThatThrownBy(() -> LedgerReplay.read(MemoryEventStore.empty()))
                .isInstanceOf(ColinException.class)
                .hasMessage("ledger: must hold a run that has started");
    }

    private static double value(Statistic statistic) {
        return statistic.value().orElseThrow();
    }
}
