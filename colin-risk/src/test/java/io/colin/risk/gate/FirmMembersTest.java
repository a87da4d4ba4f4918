package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.ETH;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static io.colin.risk.gate.Desk.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.Side;
import io.colin.api.portfolio.PortfolioBook;
import io.colin.api.risk.CheckResult.CheckOutcome;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.RiskLimits;
import io.colin.risk.exposure.FirmExposure;
import org.junit.jupiter.api.Test;

/** What accounts of a firm may add while not everything the firm stands for is known. */
class FirmMembersTest {
    private static final String MILLION = "1000000";
    private static final String CHECK = "firm-gross-exposure";
    private static final RiskLimits LIMITS =
            wide().margin(m -> m.accountKind(AccountKind.MARGIN)).build();

    private final FirmExposure firm = FirmExposure.of("USD", dec("10000"));

    private Desk member() {
        Desk desk = new Desk(LIMITS, MILLION);
        desk.gate = StandardGate.builder().limits(LIMITS).firm(firm).build();
        return desk;
    }

    private static void refusesAsUnknown(RiskDecision decision) {
        assertThat(codes(decision)).containsExactly("RECONCILING");
        assertThat(decision.reasons().getFirst().message())
                .contains("check=" + CHECK, "it is not known yet what every account of the firm stands for");
        assertThat(result(decision, CHECK).largestPassing()).isEqualByComparingTo("0");
    }

    @Test
    void anAccountThatHoldsSomethingCountsBeforeItIsValued() {
        Desk holder = member();
        holder.hold(BTC, "90");
        Desk asker = member();
        refusesAsUnknown(asker.ask(asker.buy("100")));
        holder.mark();
        RiskDecision above = asker.ask(asker.buy("10.001"));
        assertThat(codes(above)).containsExactly("EXPOSURE_LIMIT");
        assertThat(asker.ask(asker.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(firm.total()).isEqualByComparingTo("10000");
    }

    @Test
    void anAccountWithoutAPriceAfterARestartIsWaitedFor() {
        Desk holder = member();
        holder.account = PortfolioBook.of("main", "USD", dec(MILLION), holder.instruments.values());
        holder.hold(BTC, "90");
        assertThat(holder.portfolio().isPriced()).isFalse();
        holder.mark();
        Desk asker = member();
        refusesAsUnknown(asker.ask(asker.buy("100")));
        holder.price(BTC, "100");
        holder.mark();
        assertThat(codes(asker.ask(asker.buy("10.001")))).containsExactly("EXPOSURE_LIMIT");
        assertThat(asker.ask(asker.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void ordersThatWorkOnAfterARestartCountBeforeTheAccountIsMeasured() {
        Desk holder = member();
        OrderIntent recovered =
                holder.intent(BTC, Side.BUY, "90").limit(dec("100")).build();
        holder.gate.onParent(with(holder.parent(recovered), OrderStatus.ACCEPTED, "0"));
        holder.mark();
        Desk asker = member();
        refusesAsUnknown(asker.ask(asker.buy("100")));
        // The engine looks for slow work with every event, and what recovered is valued at the market it sees there.
        holder.gate.dueTask(new RiskContext(holder, holder.portfolio()));
        holder.mark();
        assertThat(firm.total()).isEqualByComparingTo("9000");
        assertThat(codes(asker.ask(asker.buy("10.001")))).containsExactly("EXPOSURE_LIMIT");
        assertThat(asker.ask(asker.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anAccountThatIsAskedFirstCountsWhatRecoveredWithItsOwnOrder() {
        Desk alone = member();
        OrderIntent recovered =
                alone.intent(BTC, Side.BUY, "90").limit(dec("100")).build();
        alone.gate.onParent(with(alone.parent(recovered), OrderStatus.ACCEPTED, "0"));
        assertThat(codes(alone.ask(alone.buy("10.001")))).containsExactly("EXPOSURE_LIMIT");
        assertThat(alone.ask(alone.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(firm.total()).isEqualByComparingTo("10000");
    }

    @Test
    void aFreshAccountIsMeasuredByItsFirstOrderEvenIfThatWasAnnouncedBefore() {
        Desk fresh = member();
        OrderIntent order = fresh.buy("100");
        fresh.gate.onParent(fresh.parent(order));
        assertThat(fresh.ask(order).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(firm.total()).isEqualByComparingTo("10000");
    }

    @Test
    void whatAddsNothingToTheFirmPassesWhileNothingIsKnown() {
        Desk holder = member();
        holder.hold(BTC, "90");
        holder.mark();
        member();
        assertThat(holder.ask(holder.sell("90")).verdict()).as("only shrinks").isEqualTo(Verdict.APPROVED);
        refusesAsUnknown(
                holder.ask(holder.intent(ETH, Side.BUY, "1").limit(dec("10")).build()));
    }

    @Test
    void aGateThatLeavesIsNotWaitedForAndGivesBackWhatItStoodFor() {
        Desk asker = member();
        Desk abandoned = member();
        refusesAsUnknown(asker.ask(asker.buy("1")));
        abandoned.gate.leaveFirm();
        OrderIntent first = asker.buy("100");
        assertThat(asker.ask(first).verdict()).isEqualTo(Verdict.APPROVED);
        asker.gate.leaveFirm();
        assertThat(firm.total()).isEqualByComparingTo("0");
        assertThat(abandoned.ask(abandoned.buy("100")).verdict())
                .as("back again")
                .isEqualTo(Verdict.APPROVED);
        assertThat(firm.total()).isEqualByComparingTo("10000");
    }

    @Test
    void anAccountInAnotherCurrencyIsRefusedAndHoldsUpNobody() {
        Desk other = member();
        other.account = PortfolioBook.of("other", "EUR", dec(MILLION), other.instruments.values());
        Desk asker = member();
        refusesAsUnknown(asker.ask(asker.buy("100")));
        assertThatThrownBy(other::mark)
                .hasMessage("account.currency: must be USD, in which the firm counts its gross exposure (EUR)");
        assertThat(asker.ask(asker.buy("100")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void anAccountThatComesBackIsWaitedForUntilAllThatWorksIsValued() {
        Desk holder = member();
        holder.mark();
        holder.gate.leaveFirm();
        Desk asker = member();
        assertThat(asker.ask(asker.buy("10")).verdict()).isEqualTo(Verdict.APPROVED);
        OrderIntent recovered =
                holder.intent(BTC, Side.BUY, "90").limit(dec("100")).build();
        holder.gate.onParent(with(holder.parent(recovered), OrderStatus.ACCEPTED, "0"));
        holder.mark();
        refusesAsUnknown(asker.ask(asker.buy("1")));
        holder.gate.dueTask(new RiskContext(holder, holder.portfolio()));
        holder.mark();
        assertThat(firm.total()).isEqualByComparingTo("10000");
        assertThat(codes(asker.ask(asker.buy("1")))).containsExactly("EXPOSURE_LIMIT");
    }

    @Test
    void aLimitInAnotherCurrencyIsNeverHeldAgainstTheAmountsOfAnAccount() {
        FirmExposure yen = FirmExposure.of("JPY", dec("1000000"));
        Desk desk = new Desk(LIMITS, MILLION);
        desk.gate = StandardGate.builder()
                .limits(LIMITS)
                .firm(ExposureKind.LONG, yen)
                .build();
        desk.hold(BTC, "-50");
        assertThatThrownBy(desk::mark)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("account.currency: must be JPY, in which the firm counts its long exposure (USD)");
        RiskDecision refused = desk.ask(desk.buy("50.002"));
        assertThat(codes(refused)).containsExactly("NO_LIMIT_CONFIGURED");
        assertThat(refused.reasons().getFirst().message())
                .contains("check=firm-long-exposure", "the firm counts in JPY, the account in USD");
        RiskDecision covers = desk.ask(desk.buy("50"));
        assertThat(covers.verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision besideIt =
                desk.ask(desk.intent(BTC, Side.SELL, "10").limit(dec("101")).build());
        assertThat(besideIt.verdict()).as("makes nothing longer").isEqualTo(Verdict.APPROVED);
        assertThat(yen.total()).isEqualByComparingTo("0");
        assertThat(yen.isMeasured()).as("it has no part in the firm").isTrue();
        assertThat(refused.checks())
                .filteredOn(row -> row.check().equals("firm-long-exposure"))
                .extracting(row -> row.outcome())
                .containsExactly(CheckOutcome.FAILED);
    }
}
