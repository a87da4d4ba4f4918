package io.colin.server.run;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketDataSource;
import io.colin.execution.algo.VolumeCurve;
import io.colin.execution.source.CutSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The volume curves that VWAP orders go by, learnt from what a run reads before it trades; the same history gives the same
 * curves, before and after a restart.
 *
 * @param curves of the symbols with enough history
 * @param notes by the name of a setting, what each symbol's curve rests on or why it has none
 */
record LearntCurves(SortedMap<Symbol, VolumeCurve> curves, SortedMap<String, String> notes) {
    /** A curve of fewer whole days is mostly noise, and no better than the days that the algorithm sees by itself. */
    static final int LEAST_DAYS = 5;

    private static final String NAME = "execution.vwap.curve.";
    private static final String DAYS = "execution.vwap.curve_days";

    LearntCurves {
        curves = new TreeMap<>(curves);
        notes = new TreeMap<>(notes);
    }

    /**
     * Learns them.
     *
     * @param source what the run reads, a recording
     * @param instruments what it trades
     * @param fromNs event time from which it trades; {@link Long#MIN_VALUE} for the first event
     * @param days as configured, 0 for none
     */
    static LearntCurves of(MarketDataSource source, List<Instrument> instruments, long fromNs, int days) {
        Map<Symbol, VolumeCurve> known = days == 0 || fromNs == Long.MIN_VALUE
                ? Map.of()
                : VolumeCurve.of(
                        CutSource.of(source, fromNs - 1),
                        instruments.stream().map(Instrument::symbol).collect(Collectors.toSet()),
                        days);
        SortedMap<Symbol, VolumeCurve> curves = new TreeMap<>();
        SortedMap<String, String> notes = new TreeMap<>();
        for (Instrument instrument : instruments) {
            VolumeCurve curve = known.getOrDefault(instrument.symbol(), VolumeCurve.flat());
            int seen = curve.weekdays() + curve.weekendDays();
            if (days > 0 && seen >= Math.min(LEAST_DAYS, days)) {
                curves.put(instrument.symbol(), curve);
                notes.put(
                        NAME + instrument.symbol(),
                        "learnt from " + curve.weekdays() + " weekdays and " + curve.weekendDays()
                                + " days of weekends seen as a whole before the first trade");
            } else {
                notes.put(NAME + instrument.symbol(), days == 0 ? "none: " + DAYS + " is 0" : tooFew(seen, days));
            }
        }
        return new LearntCurves(curves, notes);
    }

    private static String tooFew(int seen, int days) {
        return "none: " + seen + " whole days of history before the first trade, " + Math.min(LEAST_DAYS, days)
                + " are needed; even but for the days that the run itself has seen";
    }

    /** Says what was learnt. */
    LearntCurves tell(Console console) {
        notes.forEach((name, note) -> console.line("volume curve of " + name.substring(NAME.length()) + ": " + note));
        return this;
    }
}
