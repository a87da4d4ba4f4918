package io.colin.execution.venue.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.market.Aggressor;
import io.colin.api.market.Fidelity;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;

class BarBookTest {
    private static final long MINUTE = 60 * PaperRig.SECOND;

    @Test
    void showsTheLastCloseWithHalfTheSpreadAndATenthOfTheVolume() {
        PaperRig rig = flat("50");
        assertThat(rig.shown().fidelity()).isEqualTo(Fidelity.BAR_SIMULATED);
        assertThat(rig.shown().bids(9)).isEqualTo(PaperRig.levels("99.95:5"));
        assertThat(rig.shown().asks(9)).isEqualTo(PaperRig.levels("100.05:5"));
    }

    @Test
    void waitsForTheNextBarAndTakesAtItsOpenAndHalfTheSpread() {
        PaperRig rig = flat("50");
        rig.market("b", Side.BUY, "3");
        rig.market("s", Side.SELL, "1");
        assertThat(rig.story("b")).containsExactly("Accepted");
        rig.pass(MINUTE).bar("102", "102", "102", "102", "50");
        // no range, no volatility, no impact: 102 ± 5 bp
        assertThat(rig.fills("b")).containsExactly("3@102.06");
        assertThat(rig.fills("s")).containsExactly("1@101.94");
        assertThat(rig.heard.fills("b").getFirst().liquidity()).isEqualTo(Liquidity.TAKER);
        assertThat(rig.fees("b")).isEqualByComparingTo("0.30618");
        assertThat(rig.heard.fills("b").getFirst().timeNs()).isEqualTo(rig.now());
    }

    @Test
    void addsTheTemporaryImpactOfItsShareOfTheVolume() {
        PaperRig rig = flat("100");
        rig.market("b", Side.BUY, "4");
        rig.pass(MINUTE).bar("100", "101", "99", "100", "100");
        // Parkinson over two bars, the first without range, scaled to a day of 1440 minutes
        double range = Math.log(101.0 / 99.0);
        double daily = Math.sqrt(range * range / 2 / (4 * Math.log(2)) * 1440);
        double price = 100 * (1 + 5e-4 + 0.15 * daily * Math.sqrt(0.04));
        assertThat(rig.fills("b"))
                .containsExactly("4@" + BigDecimal.valueOf(price).setScale(2, RoundingMode.CEILING));
    }

    @Test
    void pricesAnOrderThatCameWithinTheBarOnTheWayFromOpenToClose() {
        PaperRig rig = flat("50").pass(MINUTE / 4);
        rig.market("b", Side.BUY, "1");
        rig.pass(MINUTE - MINUTE / 4);
        rig.bar("100", "108", "100", "108", "5000000");
        BigDecimal price = rig.heard.fills("b").getFirst().price();
        // a quarter of the way is 102, before spread and impact
        assertThat(price).isBetween(new BigDecimal("102.05"), new BigDecimal("102.08"));
    }

    @Test
    void fillsAtMostATenthOfTheVolumeForAllOrdersTogether() {
        PaperRig rig = flat("50");
        rig.market("first", Side.BUY, "4");
        rig.market("second", Side.SELL, "4");
        rig.limit("fok", Side.BUY, "1", "200", TimeInForce.FOK);
        rig.pass(MINUTE).bar("100", "100", "100", "100", "50");
        assertThat(rig.fills("first")).containsExactly("4@100.05");
        assertThat(rig.fills("second")).containsExactly("1@99.95");
        assertThat(rig.story("second")).containsExactly("Accepted", "Filled", "Canceled");
        assertThat(rig.story("fok")).containsExactly("Accepted", "Canceled");
    }

    @Test
    void fillsNothingInABarWithoutVolume() {
        PaperRig rig = flat("50");
        rig.market("b", Side.BUY, "1");
        rig.pass(MINUTE).bar("100", "100", "100", "100", "0");
        assertThat(rig.story("b")).containsExactly("Accepted", "Canceled");
    }

    @Test
    void keepsToALimit() {
        PaperRig rig = flat("50");
        rig.limit("ioc", Side.BUY, "1", "100.04", TimeInForce.IOC);
        rig.limit("reaches", Side.BUY, "1", "100.05", TimeInForce.IOC);
        rig.pass(MINUTE).bar("100", "100", "100", "100", "50");
        assertThat(rig.story("ioc")).containsExactly("Accepted", "Canceled");
        assertThat(rig.fills("reaches")).containsExactly("1@100.05");
    }

    @Test
    void restsUntilABarGoesBeyondItsPrice() {
        PaperRig rig = flat("50");
        rig.limit("b", Side.BUY, "8", "99", TimeInForce.GTC);
        rig.pass(MINUTE).bar("100", "100", "98", "99.5", "50");
        assertThat(rig.fills("b")).as("the low may lie before the order").isEmpty();
        rig.pass(MINUTE).bar("99.5", "99.5", "99", "99.2", "50");
        assertThat(rig.fills("b")).as("touched, not passed").isEmpty();
        rig.pass(MINUTE).bar("99.2", "99.2", "98.99", "99.2", "50");
        rig.pass(MINUTE).bar("98", "98", "98", "98", "70");
        assertThat(rig.fills("b")).containsExactly("5@99", "3@99");
        assertThat(rig.heard.fills("b")).extracting(Fill::liquidity).containsOnly(Liquidity.MAKER);
    }

    @Test
    void endsWhatWaitsWhenTradesCome() {
        PaperRig rig = flat("50");
        rig.market("b", Side.BUY, "1");
        rig.limit("l", Side.BUY, "1", "90", TimeInForce.GTC);
        rig.trade("100", "1", Aggressor.UNKNOWN);
        assertThat(rig.story("b")).containsExactly("Accepted", "Canceled");
        assertThat(rig.story("l")).containsExactly("Accepted");
        assertThat(rig.shown().fidelity()).isEqualTo(Fidelity.TRADE_SIMULATED);
        rig.trade("89", "1", Aggressor.UNKNOWN);
        assertThat(rig.fills("l")).containsExactly("1@90");
    }

    private static PaperRig flat(String volume) {
        return PaperRig.instant().bar("100", "100", "100", "100", volume);
    }
}
