package io.colin.execution.source;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.regex.Pattern;

/** Times as files write them, in ns since epoch. */
final class TimeText {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private static final Pattern COMPACT_DATE = Pattern.compile("(19|20)\\d{6}");

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd")
            .optionalStart()
            .appendPattern("['T'][' ']HH:mm")
            .optionalStart()
            .appendPattern(":ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .optionalEnd()
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private TimeText() {}

    /**
     * Reads a time: {@code 2021-12-31 23:01:00.000000} or with {@code T}, seconds, fraction and offset as there are
     * (UTC without one), or a count since 1970 whose size tells its unit: below 1e11 seconds, below 1e14 milliseconds,
     * below 1e17 microseconds, else nanoseconds. Counts may have a fraction, down to the nanosecond.
     *
     * @throws IllegalArgumentException if it is none of these or not between 1970 and 2262
     */
    static long parse(String text) {
        try {
            long timeNs = isCount(text) ? count(text) : date(text);
            if (timeNs < 0) {
                throw new IllegalArgumentException("time: must not be before 1970 (" + text + ")");
            }
            return timeNs;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("time: must be a date or a count since 1970 (" + text + ")", e);
        }
    }

    /** A time for messages. */
    static String of(long timeNs) {
        return Instant.ofEpochSecond(Math.floorDiv(timeNs, NS_PER_SECOND), Math.floorMod(timeNs, NS_PER_SECOND))
                .toString();
    }

    private static boolean isCount(String text) {
        return text.indexOf('-', 1) < 0 && text.indexOf(':') < 0;
    }

    private static long count(String text) {
        if (COMPACT_DATE.matcher(text).matches()) {
            throw new DateTimeException("a date without dashes would pass for seconds of 1970");
        }
        BigDecimal value = new BigDecimal(text);
        int unitDigits = value.precision() - value.scale();
        int places = unitDigits <= 11 ? 9 : unitDigits <= 14 ? 6 : unitDigits <= 17 ? 3 : 0;
        if (unitDigits > 19) {
            throw new ArithmeticException("too large");
        }
        return value.scaleByPowerOfTen(places).longValueExact();
    }

    private static long date(String text) {
        TemporalAccessor parsed = ISO.parse(text);
        LocalDate day = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneOffset offset = parsed.query(TemporalQueries.offset());
        Instant instant = day.atTime(time == null ? LocalTime.MIDNIGHT : time)
                .toInstant(offset == null ? ZoneOffset.UTC : offset);
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NS_PER_SECOND), instant.getNano());
    }
}
