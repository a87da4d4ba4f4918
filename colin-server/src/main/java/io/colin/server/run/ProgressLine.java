package io.colin.server.run;

import io.colin.api.portfolio.Portfolio;
import io.colin.execution.engine.EnginePhase;
import io.colin.execution.engine.EngineStatus;
import io.colin.execution.engine.EngineView;
import io.colin.execution.engine.SignalScore;
import io.colin.server.json.Json;
import java.util.Locale;

/** How far a run is, in one line for a terminal. */
final class ProgressLine {
    private ProgressLine() {}

    static String of(EngineView view) {
        EngineStatus status = view.status();
        Portfolio portfolio = view.portfolio();
        SignalScore score = view.report().signals();
        String share = status.total().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%5.1f %%  ",
                        100.0
                                * status.sourcePosition()
                                / Math.max(1, status.total().getAsLong()))
                : "";
        long open = view.orders(order -> !order.progress().status().isClosed(), "", 500)
                .size();
        String at = status.phase() == EnginePhase.WARMING ? "warming up" : Json.timeText(status.timeNs());
        return String.format(
                Locale.ROOT,
                "%s%s  equity %,.2f %s  signals %d  open orders %d  held %s",
                share,
                at,
                portfolio.equity().doubleValue(),
                portfolio.currency(),
                score.directed(),
                open,
                held(portfolio));
    }

    private static String held(Portfolio portfolio) {
        return portfolio.positions().values().stream()
                .filter(view -> view.position().quantity().signum() != 0)
                .map(view -> view.position().quantity().toPlainString() + " "
                        + view.position().symbol())
                .findFirst()
                .orElse("nothing");
    }
}
