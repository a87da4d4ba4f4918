package io.colin.risk.gate;

import io.colin.api.event.LedgerEvent;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.risk.RiskLimits;
import io.colin.risk.compliance.Supervision;
import io.colin.risk.drawdown.DrawdownLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the gate does beside judging orders: it says what was latched, alerts, supervises conduct, and closes positions. */
final class Oversight {
    private final LatchWatch latches;
    private final StandingAlerts alerts;
    private final Reducer reducer;
    private final Supervision supervision;
    private final Unwinding unwinding;
    private Duration maxRiskAge;

    Oversight(StandardGateBuilder settings, Guards guards, Memory memory, Outlook outlook) {
        latches = new LatchWatch(guards, settings.compliance());
        alerts = new StandingAlerts(settings.limits(), guards, memory.cancels, outlook::backtestFails);
        reducer = new Reducer(guards, outlook.desk(), settings.reduction());
        supervision = settings.supervision();
        unwinding = new Unwinding(settings.unwinders(), settings.reduction().strategy());
        maxRiskAge = settings.limits().data().maxRiskAge();
    }

    Supervision supervision() {
        return supervision;
    }

    void change(RiskLimits next) {
        maxRiskAge = next.data().maxRiskAge();
        reducer.change(next);
        alerts.change(next);
    }

    /** The prices were looked at that the account is valued at: these are too old. */
    void look(HeldPrices.Stale prices) {
        alerts.look(prices);
    }

    void onRecord(LedgerEvent event, boolean again) {
        supervision.onRecord(event, again);
        alerts.onRecord(event, again);
    }

    void onParent(ParentOrder parent) {
        reducer.onParent(parent);
    }

    void onChild(String strategy) {
        alerts.onChild(strategy);
    }

    void onPortfolio(Portfolio account) {
        alerts.onPortfolio();
        supervision.onPortfolio(account);
    }

    void onTime(long nowNs) {
        alerts.onTime();
        supervision.onTime(nowNs);
    }

    List<RiskReduction> dueReductions(RiskContext context) {
        return reducer.due(context, maxRiskAge);
    }

    /** The rung that positions are closed for, if any. */
    DrawdownLevel rung() {
        return reducer.rung();
    }

    /** A person ended losses or a breaker, before which that rung was in force. */
    void onReset(DrawdownLevel before) {
        reducer.onReset(before);
    }

    boolean mayUnwind(ParentOrder parent) {
        return reducer.mayUnwind(parent, unwinding);
    }

    List<RiskNotice> takeNotices() {
        List<RiskNotice> latched = latches.take();
        List<RiskNotice> reduced = reducer.takeNotices();
        List<RiskNotice> stood = alerts.take();
        List<RiskNotice> found = supervision.takeNotices();
        if (latched.isEmpty() && stood.isEmpty() && reduced.isEmpty()) {
            return found;
        }
        List<RiskNotice> all = new ArrayList<>(latched);
        all.addAll(stood);
        all.addAll(reduced);
        all.addAll(found);
        return all;
    }

    void save(Map<String, String> state) {
        reducer.save(state);
        supervision.save(state);
    }

    void restore(Map<String, String> state) {
        reducer.restore(state);
        supervision.restore(state);
        latches.restored();
    }
}
