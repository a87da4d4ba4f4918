package io.colin.risk.compliance;

import io.colin.api.event.LedgerEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a UTC day was like. It is a function of the record alone, so that any day can be made again and is the same.
 *
 * @param day the day, 00:00 UTC to 00:00 UTC
 * @param counts decisions by verdict, control and outcome, and code as {@link ControlCounts#values()} names them; besides
 *     {@code parents}, {@code children}, {@code fills}, {@code approval.<step>}, {@code limit_changes},
 *     {@code kill_switch_changes}
 * @param score share of decided orders that no rule of conduct stood against, 1 when none was decided
 * @param limitHashes hashes of the limits decisions were made by, in the order they came into force
 * @param monitor where every metric stood at the end of the day, as of the last state the record holds; empty when it holds
 *     none
 * @param findings what surveillance found during the day; what only showed after midnight is in the next day's
 * @param changes limits, kill switches and approvals that changed, one line each, in their order
 */
public record ComplianceReport(
        LocalDate day,
        SortedMap<String, Long> counts,
        double score,
        List<String> limitHashes,
        List<MetricState> monitor,
        List<SurveillanceFinding> findings,
        List<String> changes) {
    /** Copies. */
    public ComplianceReport {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        limitHashes = List.copyOf(limitHashes);
        monitor = List.copyOf(monitor);
        findings = List.copyOf(findings);
        changes = List.copyOf(changes);
    }

    /**
     * Makes the report of a day from the record.
     *
     * @param day which
     * @param events the record from its beginning, or from early enough for what was open that day, in its order; what is
     *     after the day is passed over
     * @param settings thresholds of surveillance
     * @return the report; one of zeros when nothing happened
     */
    public static ComplianceReport of(LocalDate day, List<LedgerEvent> events, SurveillanceSettings settings) {
        DailyReports reports = DailyReports.of(settings);
        for (LedgerEvent event : events) {
            for (ComplianceReport made : reports.onEvent(event)) {
                if (made.day().equals(day)) {
                    return made;
                }
            }
        }
        return reports.report(day);
    }

    /**
     * The report as text, the same for equal reports.
     *
     * @return lines {@code name=value}; line ends and backslashes within values are escaped
     */
    public String canonicalText() {
        StringBuilder text = new StringBuilder(1_000);
        line(text, "day", day.toString());
        line(text, "score", Double.toString(score));
        counts.forEach((name, count) -> line(text, "count." + name, Long.toString(count)));
        limitHashes.forEach(hash -> line(text, "limits", hash));
        monitor.forEach(at ->
                line(text, "monitor." + at.metric().text(), at.level() + " " + at.value() + " since " + at.sinceNs()));
        findings.forEach(found -> line(
                text,
                "finding",
                found.pattern() + " " + found.account() + " " + found.symbol() + " " + found.fromNs() + ".."
                        + found.toNs() + " " + found.detail() + " " + found.evidence()));
        changes.forEach(change -> line(text, "change", change));
        return text.toString();
    }

    /**
     * What names the report.
     *
     * @return SHA-256 of the {@link #canonicalText()} in UTF-8, lower-case hex
     */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(canonicalText().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                .append('\n');
    }
}
