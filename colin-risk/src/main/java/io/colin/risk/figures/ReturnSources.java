package io.colin.risk.figures;

import io.colin.api.market.Bar;
import io.colin.risk.returns.ReturnHistory;
import io.colin.risk.returns.ReturnPeriod;
import io.colin.risk.returns.ReturnRecorder;
import io.colin.risk.var.VarSettings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Returns of days, and of hours where a short history may stand in for them. One thread. */
final class ReturnSources {
    private static final Logger LOG = System.getLogger(ReturnSources.class.getName());

    private final VarSettings settings;
    private final ReturnRecorder daily;
    private final Optional<ReturnRecorder> hourly;

    ReturnSources(VarSettings settings) {
        this.settings = settings;
        daily = ReturnRecorder.daily(settings.lookBack());
        hourly = settings.shortHistory()
                ? Optional.of(ReturnRecorder.of(ReturnPeriod.HOUR, settings.lookBack()))
                : Optional.empty();
    }

    void seed(ReturnHistory history) {
        daily.seed(history);
    }

    void onBar(Bar bar) {
        try {
            daily.onBar(bar);
            hourly.ifPresent(recorder -> recorder.onBar(bar));
        } catch (IllegalArgumentException e) {
            LOG.log(Level.WARNING, "bar of " + bar.symbol() + " was left out of returns", e);
        }
    }

    ReturnHistory daily(long nowNs) {
        return daily.history(nowNs);
    }

    /** What to measure with: days where a symbol has enough recent ones, else hours where they are allowed. */
    ReturnHistory best(long nowNs) {
        ReturnHistory byDay = daily.history(nowNs);
        return hourly.isEmpty() || isEnough(byDay, nowNs) ? byDay : hourly.get().history(nowNs);
    }

    private boolean isEnough(ReturnHistory byDay, long nowNs) {
        int size = byDay.size();
        if (size == 0 || (nowNs - byDay.timeNs(size - 1)) / byDay.periodNs() > settings.maxReturnAge()) {
            return false;
        }
        for (int i = 0; i < byDay.symbols().size(); i++) {
            if (byDay.points(i) >= settings.minimumPoints()) {
                return true;
            }
        }
        return false;
    }
}
