package io.colin.execution.algo;

import static io.colin.execution.algo.AlgoRun.SECOND_NS;
import static io.colin.execution.algo.AlgoRun.START_NS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.execution.AlgoStep;
import io.colin.api.execution.Slice;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.market.FixedMarket;
import io.colin.api.order.AlgoSpec;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImmediateTest {
    private static final Instrument BTC = SampleInstruments.btcUsd();
    private static final Immediate IMMEDIATE = Immediate.builder().build();

    @ParameterizedTest(name = "{0} {1} at mid 801.235 within {2} bp")
    @CsvSource({
        "BUY,GTC,20,802.83,IOC",
        "BUY,DAY,60,806.04,IOC",
        "SELL,IOC,20,799.64,IOC",
        "SELL,FOK,60,796.43,FOK",
    })
    void sendsAMarketOrderAsALimitNearMid(Side side, String tif, double cap, String limit, String sentTif) {
        OrderIntent intent = intent(side).timeInForce(timeInForce(tif)).build();
        assertThat(first(Immediate.builder().capBps(cap).build(), intent))
                .isEqualTo(new AlgoStep.Continue(
                        List.of(new Slice(
                                new BigDecimal("3"), new OrderType.Limit(new BigDecimal(limit)), timeInForce(sentTif))),
                        AlgoStep.NO_TIMER));
    }

    @Test
    void letsAnOrderOverrideTheCap() {
        OrderIntent intent = intent(Side.BUY)
                .algo(AlgoSpec.of("immediate", Map.of("cap_bps", "60")))
                .build();
        AlgoStep.Continue step = (AlgoStep.Continue) first(IMMEDIATE, intent);
        assertThat(step.slices().getFirst().type()).isEqualTo(new OrderType.Limit(new BigDecimal("806.04")));
    }

    @Test
    void keepsPricingAndTimeInForceOfALimitOrderWithoutNeedingAPrice() {
        OrderType limit = new OrderType.Limit(new BigDecimal("790"));
        TimeInForce gtd = TimeInForce.gtd(START_NS + SECOND_NS);
        OrderIntent intent = intent(Side.BUY).type(limit).timeInForce(gtd).build();
        AlgoRun run = new AlgoRun(IMMEDIATE, BTC, intent, "0", 1);
        assertThat(IMMEDIATE.next(run.state(FixedMarket.at(START_NS), START_NS, BigDecimal.ZERO)))
                .isEqualTo(
                        new AlgoStep.Continue(List.of(new Slice(new BigDecimal("3"), limit, gtd)), AlgoStep.NO_TIMER));
    }

    @Test
    void sendsNoMarketOrderWithoutAFreshPrice() {
        AlgoRun run = new AlgoRun(IMMEDIATE, BTC, intent(Side.BUY).build(), "801", 1);
        FixedMarket old = AlgoRun.market(BTC, START_NS - 2 * SECOND_NS - 1, "801.23", "801.24");
        assertThat(IMMEDIATE.next(run.state(old, START_NS, BigDecimal.ZERO)))
                .isEqualTo(new AlgoStep.Finish("STALE_MARKET_DATA: symbol=BTC/USD max_quote_age_ms=2000"));
        FixedMarket crossed = AlgoRun.market(BTC, START_NS, "801.25", "801.24");
        assertThat(IMMEDIATE.next(run.state(crossed, START_NS, BigDecimal.ZERO)))
                .isInstanceOf(AlgoStep.Finish.class);
        Immediate patient =
                Immediate.builder().maxQuoteAge(Duration.ofSeconds(60)).build();
        assertThat(patient.next(run.state(old, START_NS, BigDecimal.ZERO))).isInstanceOf(AlgoStep.Continue.class);
    }

    @Test
    void waitsForItsChildAndNeverSendsASecond() {
        AlgoRun run = new AlgoRun(IMMEDIATE, BTC, intent(Side.BUY).build(), "801", 1);
        FixedMarket market = market();
        assertThat(IMMEDIATE.next(run.state(market, START_NS, BigDecimal.ONE)))
                .isEqualTo(new AlgoStep.Continue(List.of(), AlgoStep.NO_TIMER));
        AlgoRun partly = run.run(now -> market(), 0.5);
        assertThat(partly.sent).hasSize(1);
        assertThat(partly.residual()).isEqualTo("the only slice ended: leaves=1.5");
    }

    @Test
    void isCompleteWhenNothingIsLeft() {
        AlgoRun run = new AlgoRun(IMMEDIATE, BTC, intent(Side.SELL).build(), "801", 1).run(now -> market(), 1);
        assertThat(run.sent).hasSize(1);
        assertThat(run.residual()).isEqualTo("complete");
    }

    @Test
    void refusesAParameterItDoesNotUnderstand() {
        OrderIntent unknown = intent(Side.BUY)
                .algo(AlgoSpec.of("immediate", Map.of("capbps", "5")))
                .build();
        assertThatThrownBy(() -> IMMEDIATE.validate(unknown, BTC))
                .hasMessage("algo.capbps: is not one of [cap_bps, max_quote_age_ms] (5)");
        OrderIntent wrong = intent(Side.BUY)
                .algo(AlgoSpec.of("immediate", Map.of("cap_bps", "0")))
                .build();
        assertThatThrownBy(() -> IMMEDIATE.validate(wrong, BTC))
                .hasMessage("algo.cap_bps: must be in [0.01, 5000] (0)");
        OrderIntent other = intent(Side.BUY).algo(AlgoSpec.of("twap", Map.of())).build();
        assertThatThrownBy(() -> IMMEDIATE.validate(other, BTC)).hasMessage("algo.type: must be immediate (twap)");
        assertThatThrownBy(() -> Immediate.builder().capBps(-3)).hasMessageStartingWith("algo.cap_bps: must be in");
        assertThat(Immediate.builder().capBps(60).build().defaults())
                .isEqualTo(AlgoSpec.of("immediate", Map.of("cap_bps", "60", "max_quote_age_ms", "2000")));
    }

    private static AlgoStep first(Immediate algo, OrderIntent intent) {
        return algo.next(new AlgoRun(algo, BTC, intent, "801", 1).state(market(), START_NS, BigDecimal.ZERO));
    }

    private static FixedMarket market() {
        return AlgoRun.market(BTC, START_NS, "801.23", "801.24");
    }

    private static OrderIntent.Builder intent(Side side) {
        return OrderIntent.of(BTC.symbol(), side, new BigDecimal("3")).clientOrderId("c-1");
    }

    private static TimeInForce timeInForce(String kind) {
        return new TimeInForce(TimeInForce.Kind.valueOf(kind), TimeInForce.NO_EXPIRY);
    }
}
