package io.colin.api.event;

/** An event that is kept for good and from which state is rebuilt. */
public sealed interface LedgerEvent extends EngineEvent
        permits RunStarted,
                RunResumed,
                RunEnded,
                SignalEmitted,
                SignalResolved,
                TargetChanged,
                DecisionMade,
                ParentCreated,
                ChildCreated,
                OrderChanged,
                OrderFilled,
                ParentPaused,
                TrailMoved,
                FundingSettled,
                TransitionRefused,
                RiskStateChanged,
                RiskFiguresComputed,
                PerformanceMeasured,
                ApprovalChanged,
                LimitChanged,
                KillSwitchChanged,
                RiskAlert,
                ModelPromoted {}
