package io.colin.execution.backtest;

import io.colin.api.Decimals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Words and numbers of a tear sheet. */
final class TearText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long SECOND_NS = 1_000_000_000L;
    private static final MathContext PRICE = new MathContext(10, RoundingMode.HALF_EVEN);

    private TearText() {}

    /** What came out in a sentence, the comparison included. */
    static String summary(BacktestReport report) {
        Statistic made = report.performance().totalReturn();
        if (!made.isKnown()) {
            return String.format(
                    Locale.ROOT,
                    "%,d round trips; the account is not valued: %s.",
                    report.trades().count(),
                    made.missing());
        }
        Statistic held = report.baseline().totalReturn();
        return String.format(
                        Locale.ROOT,
                        "%s after costs in %s",
                        TearSheet.Form.SIGNED_PERCENT.text(made.value().orElseThrow()),
                        span(report.identity().toNs() - report.identity().fromNs()))
                + (held.isKnown()
                        ? ", where buying and holding made "
                                + TearSheet.Form.SIGNED_PERCENT.text(
                                        held.value().orElseThrow())
                                + (report.baseline().isAfterCosts() ? "" : " before costs")
                        : "")
                + String.format(
                        Locale.ROOT,
                        ", by %,d round trips%s.",
                        report.trades().count(),
                        report.identity()
                                .fidelity()
                                .map(label -> ", filled " + label)
                                .orElse(""))
                + (report.performance().sharpe().isKnown()
                        ? ""
                        : " Too short to say anything of a year: it "
                                + report.performance().sharpe().missing() + ".");
    }

    static String time(long timeNs) {
        return TIME.format(
                Instant.ofEpochSecond(Math.floorDiv(timeNs, SECOND_NS)).atOffset(ZoneOffset.UTC));
    }

    static String money(BigDecimal amount) {
        boolean small = amount.signum() != 0 && amount.abs().compareTo(BigDecimal.ONE) < 0;
        return small
                ? Decimals.text(amount.round(new MathContext(3, RoundingMode.HALF_EVEN)))
                : String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_EVEN));
    }

    static String price(BigDecimal price) {
        return Decimals.text(price.round(PRICE));
    }

    private static String span(long ns) {
        double hours = ns / (3600.0 * SECOND_NS);
        return hours >= 48
                ? String.format(Locale.ROOT, "%.1f days", hours / 24)
                : hours >= 2
                        ? String.format(Locale.ROOT, "%.1f hours", hours)
                        : String.format(Locale.ROOT, "%.1f minutes", hours * 60);
    }
}
