package io.colin.risk.gate;

import java.util.List;

/** The checks of the standard gate in their order, one line each. */
final class CheckList {
    private CheckList() {}

    static List<Check> of(Guards guards, Memory memory, RecoveredOrders recovered, StandardGate.Builder builder) {
        Unwinding unwinding = new Unwinding(builder.unwinders());
        return List.of(
                new TradingStateCheck(guards::tradingState, unwinding),
                new KillSwitchCheck(guards.kills(), unwinding),
                new LockCheck(guards.locks(), guards::board),
                new StopCheck(guards.stops()),
                new RecoveredOrdersCheck(recovered),
                new PermissionCheck(),
                new RestrictedSymbolCheck(),
                new TermsCheck(),
                new PrecisionCheck(),
                new VenueMinimumCheck(),
                new QuantityCapCheck(memory.firstPrices),
                new StrategyQuantityCheck(),
                new OrderValueCheck(),
                new ReduceOnlyCheck(),
                new AmendCheck(),
                new ReservationCheck(),
                new DuplicateCheck(memory.recent, memory.book),
                new RateCheck(memory.rates, RateCheck.Of.STRATEGY),
                new RateCheck(memory.rates, RateCheck.Of.KEY),
                new RateCheck(memory.rates, RateCheck.Of.ALL),
                new RateCheck(memory.rates, RateCheck.Of.AMENDS),
                new DayCountCheck(memory.days, false),
                new DayCountCheck(memory.days, true),
                new DayValueCheck(memory.days),
                new RepeatCheck(memory.repeats),
                new PriceAgeCheck(),
                new SignalCheck(builder.modelCutOff()),
                new PriceCollarCheck(),
                new VenuePriceCheck(),
                new PriceDriftCheck(memory.ownPrices),
                new SelfTradeCheck(memory.own),
                new FreeBalanceCheck(),
                new MarginCheck(),
                new AccountCheck(),
                new OrderShareCheck(),
                new PositionCheck(),
                new ConcentrationCheck(),
                new SectorCheck(),
                new GrossExposureCheck(),
                new LeverageCheck(),
                new CorrelatedGroupCheck(() -> Correlated.NOTHING),
                new DrawdownCheck(guards::ladder),
                new DailyLossCheck(guards::daily));
    }
}
