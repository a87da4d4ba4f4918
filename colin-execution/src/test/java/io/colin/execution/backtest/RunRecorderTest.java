package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EventHeader;
import io.colin.api.event.ModelPromoted;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunStarted;
import io.colin.api.event.SignalEmitted;
import io.colin.api.event.SignalWithheld;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.signal.Direction;
import io.colin.api.signal.MemberVote;
import io.colin.api.signal.ModelStage;
import io.colin.api.signal.NoSignal;
import io.colin.api.signal.Probabilities;
import io.colin.api.signal.Signal;
import io.colin.api.signal.SignalReason;
import io.colin.execution.engine.Rig;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
    private static final Symbol BTC_USD = Rig.BTC_USD.symbol();
    private static final long MS = 1_000_000L;

    private final RunRecorder recorder = new RunRecorder(List.of(Rig.BTC_USD));

    /** A resting buy at the bid earns half the spread, wherever the quote goes until its report comes. */
    @Test
    void spreadIsMeasuredAtTheTimeOfTheFill() {
        recorder.on(started());
        quote(2, "100.0", "100.2");
        quote(1_000, "99.0", "99.2");
        quote(1_010, "98.0", "98.2");
        quote(1_030, "97.0", "97.2");
        recorder.on(filled(1_000, 1_020));

        assertThat(report().costs().slippage().orElseThrow()).isEqualByComparingTo("-0.1");
    }

    @Test
    void countsWhyTheModelKeptSilent() {
        recorder.on(started());
        for (SignalReason reason : List.of(SignalReason.STALE_MODEL, SignalReason.NEUTRAL, SignalReason.STALE_MODEL)) {
            recorder.on(new SignalWithheld(header(2), new NoSignal(BTC_USD, 2, "m", reason, "")));
        }

        assertThat(report().activity().withheld()).isEqualTo(Map.of("STALE_MODEL", 2L, "NEUTRAL", 1L));
        assertThat(TearSheet.of(report()).html()).contains("withheld stale model");
    }

    @Test
    void namesEveryModelThatSpokeWithItsTimeAndWhatWasRecordedOfIt() {
        recorder.on(started());
        recorder.on(said(10, "a", List.of()));
        recorder.on(said(30, "a", List.of()));
        recorder.on(said(40, "b", List.of("a@1", "b@1"))); // each for a share of the capital
        recorder.on(said(50, "whole", List.of("part@1", "other@1"))); // parts that speak through it
        recorder.on(new SignalEmitted(header(60), signal(60, "asked", List.of()), false));
        recorder.on(new ModelPromoted(
                header(45), "b@1", ModelStage.CHALLENGER, ModelStage.CHALLENGER, "steward", "its gate lets it"));
        recorder.modelNotes(List.of(new ModelUse.Note(20, "b@1", "trained", "WEEKLY")));

        assertThat(report().models())
                .isEqualTo(new ModelUse(
                        List.of(
                                new ModelUse.Spoken(BTC_USD, "a@1", 10, 40, 3, 3),
                                new ModelUse.Spoken(BTC_USD, "b@1", 40, 40, 1, 1),
                                new ModelUse.Spoken(BTC_USD, "whole@1", 50, 50, 1, 1)),
                        List.of(
                                new ModelUse.Note(20, "b@1", "trained", "WEEKLY"),
                                new ModelUse.Note(45 * MS, "b@1", "stays CHALLENGER", "its gate lets it (steward)"))));
        assertThat(TearSheet.of(report()).html()).contains("whole@1", "stays CHALLENGER");
    }

    private static SignalEmitted said(long timeNs, String model, List<String> members) {
        return new SignalEmitted(header(timeNs), signal(timeNs, model, members), true);
    }

    private static Signal signal(long timeNs, String model, List<String> members) {
        Probabilities rising = new Probabilities(0.9, 0.05, 0.05);
        return Signal.of(BTC_USD, model, timeNs)
                .version("1", "none")
                .probabilities(rising)
                .members(members.stream()
                        .map(name -> new MemberVote(name, 0.5, rising))
                        .toList())
                .band(0.004, BigDecimal.TEN)
                .horizonNs(60)
                .expected(0.004, 0.002)
                .directed(Direction.LONG, 0.9)
                .build();
    }

    @Test
    void aFillReportedTooLateToSayLeavesItUnknown() {
        recorder.on(started());
        quote(2, "100.0", "100.2");
        quote(1_500, "99.0", "99.2");
        quote(1_600, "98.0", "98.2");
        quote(1_600 + PriceTrail.KEPT_NS / MS + 1, "97.0", "97.2");
        quote(1_600 + PriceTrail.KEPT_NS / MS + 2, "97.0", "97.2");
        recorder.on(filled(1_000, 130_000));

        assertThat(report().costs().slippage()).isEmpty();
    }

    static RunStarted started() {
        return new RunStarted(header(1), "r", "any", "none", "main", "USD", new BigDecimal("1000"), 42, "", "");
    }

    private BacktestReport report() {
        return recorder.report(Trials.ONE, Optional.empty(), new TreeMap<>());
    }

    private void quote(long ms, String bid, String ask) {
        recorder.onMarket(
                new Quote(BTC_USD, ms * MS, new BigDecimal(bid), BigDecimal.ONE, new BigDecimal(ask), BigDecimal.ONE));
    }

    private static OrderFilled filled(long ms, long reportedMs) {
        Fill fill = new Fill(
                "t",
                "o",
                "o",
                "paper",
                BTC_USD,
                Side.BUY,
                BigDecimal.ONE,
                new BigDecimal("100.0"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.MAKER,
                ms * MS);
        return new OrderFilled(header(reportedMs), fill, OrderStatus.FILLED, OrderStatus.FILLED);
    }

    private static EventHeader header(long ms) {
        return new EventHeader(ms, ms * MS, ms, "any", "any");
    }
}
