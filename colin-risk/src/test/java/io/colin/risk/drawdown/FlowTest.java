package io.colin.risk.drawdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What deposits and withdrawals do to the marks that equity is compared with. */
class FlowTest {
    private static final long DAY = 86_400_000_000_000L;
    private static final long NOON = 19_724 * DAY + DAY / 2;

    private final DrawdownLadder ladder = DrawdownLadder.of(DrawdownLimits.STANDARD);
    private final DailyLoss daily = DailyLoss.of(new BigDecimal("0.05"));
    private long nowNs = NOON;

    private void observe(String equity, String deposits) {
        nowNs++;
        ladder.observe(new BigDecimal(equity), new BigDecimal(deposits), nowNs);
        daily.observe(new BigDecimal(equity), new BigDecimal(deposits), nowNs);
    }

    @ParameterizedTest
    @CsvSource({
        "96000, 48000, 144000, 150000", // half as much again
        "96000, -48000, 48000, 50000", // half of it
        "96000, 0, 96000, 100000",
        "100000, 100000, 200000, 200000"
    })
    void aFlowScalesThePeakAndChangesNoDrawdown(String before, String flow, String after, String peak) {
        observe("100000", "0");
        observe(before, "0");
        BigDecimal drawdown = ladder.drawdown();
        BigDecimal loss = daily.loss();
        observe(after, flow);
        assertThat(ladder.peak()).isEqualByComparingTo(peak);
        assertThat(ladder.drawdown()).isEqualByComparingTo(drawdown);
        assertThat(daily.loss()).isEqualByComparingTo(loss);
    }

    @Test
    void aLevelThatWasReachedStaysReachedThroughAFlow() {
        observe("100000", "0");
        observe("97000", "0");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.WARNING);
        observe("97000.01", "0.01");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.WARNING);
        observe("96999.97", "-0.03");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.WARNING);
    }

    @Test
    void aDepositHidesNoLossAndAWithdrawalMakesNone() {
        observe("100000", "0");
        observe("195000", "100000");
        assertThat(ladder.drawdown()).isCloseTo(new BigDecimal("0.05"), within(new BigDecimal("1e-30")));
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.HARD);
        assertThat(daily.isTripped()).isTrue();
        ladder.reset();
        daily.reset();
        observe("50000", "-45000");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.NONE);
        assertThat(daily.isTripped()).isFalse();
    }

    @Test
    void whatEquityHadReachedBeforeADepositCounts() {
        observe("100000", "0");
        observe("160000", "50000");
        assertThat(ladder.peak()).isEqualByComparingTo("160000");
        observe("152000", "50000");
        assertThat(ladder.drawdown()).isEqualByComparingTo("0.05");
    }

    @Test
    void depositsBeforeTheFirstEquityAreNoFlow() {
        observe("150000", "50000");
        assertThat(ladder.peak()).isEqualByComparingTo("150000");
        observe("145500", "50000");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.WARNING);
    }

    @Test
    void anAccountThatIsEmptiedStartsAnewWithTheNextMoney() {
        observe("100000", "0");
        observe("98000", "0");
        observe("0", "-98000");
        assertThat(ladder.peak()).isEqualByComparingTo("0");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.NONE);
        assertThat(daily.loss()).isEqualByComparingTo("0");
        observe("1000", "-97000");
        assertThat(ladder.peak()).isEqualByComparingTo("1000");
        observe("950", "-97000");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.HARD);
        assertThat(daily.isTripped()).as("the day starts with the new money").isTrue();
    }

    @Test
    void moneyPaidIntoALostAccountMustBeWonBackToo() {
        observe("100000", "0");
        observe("-100", "0");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.KILL);
        observe("900", "1000");
        assertThat(ladder.peak()).isEqualByComparingTo("101000");
        observe("-200", "-100");
        assertThat(ladder.peak()).isEqualByComparingTo("101000");
        assertThat(ladder.level()).isEqualTo(DrawdownLevel.KILL);
    }

    @Test
    void aFlowDuringARestartIsStillAFlow() {
        observe("100000", "0");
        observe("97000", "0");
        Map<String, String> state = new TreeMap<>();
        ladder.save(state);
        daily.save(state);
        DrawdownLadder ladderAfter = DrawdownLadder.of(DrawdownLimits.STANDARD);
        DailyLoss dailyAfter = DailyLoss.of(new BigDecimal("0.05"));
        ladderAfter.restore(state);
        dailyAfter.restore(state);
        ladderAfter.observe(new BigDecimal("48500"), new BigDecimal("-48500"), nowNs);
        dailyAfter.observe(new BigDecimal("48500"), new BigDecimal("-48500"), nowNs);
        assertThat(ladderAfter.drawdown()).isEqualByComparingTo("0.03");
        assertThat(dailyAfter.loss()).isEqualByComparingTo("0.03");
    }

    /** With random flows in between, the level is that of the product of returns alone. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theDrawdownIsThatOfReturnsWhateverIsPaidInAndOut(long seed) {
        Random random = new Random(seed);
        double unit = 1;
        double best = 1;
        double equity = 100_000;
        double deposits = 0;
        for (int i = 0; i < 500; i++) {
            double change = 1 + random.nextGaussian() * 0.002;
            double flow = random.nextInt(5) == 0 ? equity * (random.nextDouble() - 0.4) : 0;
            unit *= change;
            best = Math.max(best, unit);
            equity = equity * change + flow;
            deposits += flow;
            observe(
                    BigDecimal.valueOf(equity).toPlainString(),
                    BigDecimal.valueOf(deposits).toPlainString());
            assertThat(ladder.drawdown().doubleValue()).isCloseTo(1 - unit / best, within(1e-9));
        }
    }
}
