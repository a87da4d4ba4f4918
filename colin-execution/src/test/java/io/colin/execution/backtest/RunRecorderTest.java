package io.colin.execution.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.event.EventHeader;
import io.colin.api.event.OrderFilled;
import io.colin.api.event.RunStarted;
import io.colin.api.event.SignalWithheld;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Quote;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.signal.NoSignal;
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
