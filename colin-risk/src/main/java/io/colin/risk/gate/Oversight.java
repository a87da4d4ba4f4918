package io.colin.risk.gate;

import io.colin.api.event.LedgerEvent;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.risk.RiskLimits;
import io.colin.risk.compliance.Supervision;
import io.colin.risk.figures.FigureDesk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the gate does beside judging orders: it says what was latched, supervises conduct, and closes positions. */
final class Oversight {
    private final LatchWatch latches;
    private final Reducer reducer;
    private final Supervision supervision;
    private final Unwinding unwinding;
    private Duration maxRiskAge;

    Oversight(StandardGateBuilder settings, Guards guards, FigureDesk figures) {
        latches = new LatchWatch(guards, settings.compliance());
        reducer = new Reducer(guards, figures, settings.reduction());
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
    }

    void onRecord(LedgerEvent event, boolean again) {
        supervision.onRecord(event, again);
    }

    void onParent(ParentOrder parent) {
        reducer.onParent(parent);
    }

    void onPortfolio(Portfolio account) {
        supervision.onPortfolio(account);
    }

    void onTime(long nowNs) {
        supervision.onTime(nowNs);
    }

    List<RiskReduction> dueReductions(RiskContext context) {
        return reducer.due(context, maxRiskAge);
    }

    boolean mayUnwind(ParentOrder parent) {
        return reducer.mayUnwind(parent, unwinding);
    }

    List<RiskNotice> takeNotices() {
        List<RiskNotice> latched = latches.take();
        List<RiskNotice> reduced = reducer.takeNotices();
        List<RiskNotice> found = supervision.takeNotices();
        if (latched.isEmpty() && reduced.isEmpty()) {
            return found;
        }
        List<RiskNotice> all = new ArrayList<>(latched);
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
