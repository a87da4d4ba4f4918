package io.colin.risk.gate;

import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import java.util.List;

/** The checks of the standard gate in their order, one line each. */
final class CheckList {
    private CheckList() {}

    /** What an exit must hold whatever the position is by the time it goes; besides, its prices must be within the collar. */
    static List<Check> ofTerms() {
        return List.of(
                new PermissionCheck(),
                new RestrictedSymbolCheck(),
                new TermsCheck(),
                new PrecisionCheck(),
                new PriceAgeCheck());
    }

    static List<Check> of(
            Guards guards, Memory memory, RecoveredOrders recovered, Outlook outlook, StandardGateBuilder builder) {
        Unwinding unwinding =
                new Unwinding(builder.unwinders(), builder.reduction().strategy());
        return List.of(
                new TradingStateCheck(guards::tradingState, guards::isActive, unwinding),
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
                new PriceCollarCheck(memory.shown),
                new VenuePriceCheck(memory.shown),
                new PriceDriftCheck(memory.ownPrices),
                new SelfTradeCheck(memory.own),
                new FreeBalanceCheck(),
                new MarginCheck(),
                new AccountCheck(memory.held),
                new OrderShareCheck(),
                new PositionCheck(),
                new ConcentrationCheck(),
                new SectorCheck(),
                new GrossExposureCheck(),
                new LeverageCheck(),
                ScopeCheck.position(LimitScope.Kind.STRATEGY, ExposureKind.GROSS),
                ScopeCheck.position(LimitScope.Kind.VENUE, ExposureKind.GROSS),
                ScopeCheck.position(LimitScope.Kind.ACCOUNT, ExposureKind.GROSS),
                ScopeCheck.position(LimitScope.Kind.STRATEGY, ExposureKind.LONG),
                ScopeCheck.position(LimitScope.Kind.VENUE, ExposureKind.LONG),
                ScopeCheck.position(LimitScope.Kind.ACCOUNT, ExposureKind.LONG),
                ScopeCheck.position(LimitScope.Kind.STRATEGY, ExposureKind.SHORT),
                ScopeCheck.position(LimitScope.Kind.VENUE, ExposureKind.SHORT),
                ScopeCheck.position(LimitScope.Kind.ACCOUNT, ExposureKind.SHORT),
                ScopeCheck.exposure(LimitScope.Kind.STRATEGY, ExposureKind.GROSS),
                ScopeCheck.exposure(LimitScope.Kind.VENUE, ExposureKind.GROSS),
                ScopeCheck.exposure(LimitScope.Kind.ACCOUNT, ExposureKind.GROSS),
                ScopeCheck.exposure(LimitScope.Kind.STRATEGY, ExposureKind.LONG),
                ScopeCheck.exposure(LimitScope.Kind.VENUE, ExposureKind.LONG),
                ScopeCheck.exposure(LimitScope.Kind.ACCOUNT, ExposureKind.LONG),
                ScopeCheck.exposure(LimitScope.Kind.STRATEGY, ExposureKind.SHORT),
                ScopeCheck.exposure(LimitScope.Kind.VENUE, ExposureKind.SHORT),
                ScopeCheck.exposure(LimitScope.Kind.ACCOUNT, ExposureKind.SHORT),
                new FirmCheck(ExposureKind.GROSS, builder.firm()),
                new FirmCheck(ExposureKind.LONG, builder.firm()),
                new FirmCheck(ExposureKind.SHORT, builder.firm()),
                new VenueConcentrationCheck(builder.venues().size()),
                new CorrelatedGroupCheck(outlook),
                new FiguresCheck(outlook, false),
                new TailCheck(outlook, TailMetric.VAR_95_1D),
                new TailCheck(outlook, TailMetric.VAR_99_1D),
                new TailCheck(outlook, TailMetric.VAR_95_5D),
                new TailCheck(outlook, TailMetric.VAR_99_5D),
                new TailCheck(outlook, TailMetric.ES_99_1D),
                new FiguresCheck(outlook, true),
                new StressCheck(outlook),
                new DrawdownCheck(guards::ladder),
                new DailyLossCheck(guards::daily));
    }
}
