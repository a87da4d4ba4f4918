package io.colin.risk.change;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.risk.AccountKind;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.Permissions;
import io.colin.risk.Regime;
import io.colin.risk.RiskLimits;
import io.colin.risk.RiskLimitsBuilder;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import io.colin.risk.Sectors;
import io.colin.risk.drawdown.DrawdownLimits;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads back {@link RiskLimits#canonicalText()}. A value that is not in the text, because the text is older than the value,
 * is taken from the configured limits; of what is listed by name (caps, restrictions, scopes, sectors, grants) only what the
 * text lists exists. A name nobody reads is an error, so that no limit is lost.
 */
final class LimitText {
    private static final Pattern SCOPE = Pattern.compile(
            "scopes\\.(firm|strategy\\.(.+)|venue\\.(.+)|account\\.(.+))\\.((gross|long|short)Value|(position|long|short)Values\\.([^.]+)|orderQuantities\\.([^.]+))");

    private final SortedMap<String, String> left;
    private final RiskLimitsBuilder limits;
    private final RiskLimits configured;

    private LimitText(SortedMap<String, String> values, RiskLimits configured) {
        this.left = values;
        this.configured = configured;
        this.limits = RiskLimits.builder();
    }

    static RiskLimits parse(String text, RiskLimits configured) {
        SortedMap<String, String> values = new TreeMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            Require.that(equals > 0, "limits.text", "must have lines name=value", line);
            Require.that(
                    values.put(line.substring(0, equals), line.substring(equals + 1)) == null,
                    "limits.text",
                    "must name a value once",
                    line);
        });
        return new LimitText(values, configured).read();
    }

    /** Limits with other values of some; an empty text takes away what is listed by name. */
    static RiskLimits changed(RiskLimits limits, SortedMap<String, String> changes) {
        SortedMap<String, String> values = new TreeMap<>(limits.values());
        changes.forEach((name, text) -> {
            Require.text("limits", name);
            Require.that(text != null, name, "must be a text", "null");
            Require.that(isOneLine(name) && isOneLine(text), name, "must be on one line", text);
            if (text.isEmpty()) {
                Require.that(values.remove(name) != null, name, "must be there to be taken away", limits.values());
            } else {
                values.put(name, text);
            }
        });
        RiskLimits changed = new LimitText(values, limits).read();
        changes.forEach((name, text) ->
                Require.that(text.isEmpty() != changed.values().containsKey(name), name, "must hold a value", text));
        return changed;
    }

    private static boolean isOneLine(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
    }

    private RiskLimits read() {
        order();
        market();
        rates();
        holding();
        tails();
        compliance();
        drawdown();
        scopes();
        lists();
        limits.warnFrom(decimal("warnFrom", configured.warnFrom()));
        Require.that(left.isEmpty(), "limits.text", "must hold only known limits", left.keySet());
        return limits.build();
    }

    private void order() {
        var was = configured.order();
        Map<Symbol, BigDecimal> caps = new HashMap<>();
        each("order.quantityCaps.", (symbol, text) -> caps.put(Symbol.of(symbol), Decimals.parse(symbol, text)));
        limits.order(order -> order.minValue(decimal("order.minValue", was.minValue()))
                .maxValue(decimal("order.maxValue", was.maxValue()))
                .maxShare(decimal("order.maxShare", was.maxShare()))
                .quantityCaps(caps)
                .quantityCapsRequired(flag("order.quantityCapsRequired", was.quantityCapsRequired()))
                .duplicateWindow(time("order.duplicateWindow", was.duplicateWindow()))
                .selfMatch(constant(SelfMatchPolicy.values(), "order.selfMatch", was.selfMatch())));
    }

    private void market() {
        var price = configured.price();
        limits.price(to -> to.collar(decimal("price.collar", price.collar()))
                .maxDrift(decimal("price.maxDrift", price.maxDrift()))
                .driftWindow(time("price.driftWindow", price.driftWindow()))
                .maxVenueDivergence(decimal("price.maxVenueDivergence", price.maxVenueDivergence())));
        var data = configured.data();
        limits.data(to -> to.maxQuoteAge(time("data.maxQuoteAge", data.maxQuoteAge()))
                .maxMarkAge(time("data.maxMarkAge", data.maxMarkAge()))
                .maxStaleShare(decimal("data.maxStaleShare", data.maxStaleShare()))
                .maxRiskAge(time("data.maxRiskAge", data.maxRiskAge()))
                .maxCorrelationAge(time("data.maxCorrelationAge", data.maxCorrelationAge()))
                .maxModelAge(time("data.maxModelAge", data.maxModelAge()))
                .minConfidence(decimal("data.minConfidence", BigDecimal.valueOf(data.minConfidence()))
                        .doubleValue()));
    }

    private void rates() {
        var rate = configured.rate();
        limits.rate(to -> to.ordersPerSecondPerStrategy(
                        count("rate.ordersPerSecondPerStrategy", rate.ordersPerSecondPerStrategy()))
                .ordersPerSecond(count("rate.ordersPerSecond", rate.ordersPerSecond()))
                .amendsPerMinute(count("rate.amendsPerMinute", rate.amendsPerMinute()))
                .cancelsPerMinute(count("rate.cancelsPerMinute", rate.cancelsPerMinute()))
                .tradesPerDay(count("rate.tradesPerDay", rate.tradesPerDay()))
                .tradesPerSymbolPerDay(count("rate.tradesPerSymbolPerDay", rate.tradesPerSymbolPerDay()))
                .valuePerSymbolPerDay(decimal("rate.valuePerSymbolPerDay", rate.valuePerSymbolPerDay())));
        var repeat = configured.repeat();
        limits.repeat(to -> to.maxCycles(count("repeat.maxCycles", repeat.maxCycles()))
                .window(time("repeat.window", repeat.window())));
    }

    private void holding() {
        var position = configured.position();
        limits.position(to -> to.maxValue(decimal("position.maxValue", position.maxValue()))
                .maxSymbolShare(decimal("position.maxSymbolShare", position.maxSymbolShare()))
                .maxSectorShare(decimal("position.maxSectorShare", position.maxSectorShare()))
                .warnVenueShare(decimal("position.warnVenueShare", position.warnVenueShare()))
                .maxGrossShare(decimal("position.maxGrossShare", position.maxGrossShare()))
                .maxLeverage(decimal("position.maxLeverage", position.maxLeverage())));
        var margin = configured.margin();
        limits.margin(to -> to.accountKind(constant(AccountKind.values(), "margin.accountKind", margin.accountKind()))
                .minFree(decimal("margin.minFree", margin.minFree()))
                .initialRate(decimal("margin.initialRate", margin.initialRate()))
                .feeCushion(decimal("margin.feeCushion", margin.feeCushion())));
    }

    private void tails() {
        var correlation = configured.correlation();
        limits.correlation(to -> to.threshold(decimal("correlation.threshold", correlation.threshold()))
                .maxGroupShare(decimal("correlation.maxGroupShare", correlation.maxGroupShare()))
                .warnPair(decimal("correlation.warnPair", correlation.warnPair())));
        var tail = configured.tail();
        limits.tail(to -> to.armed(flag("tail.armed", tail.armed()))
                .maxVar95OneDay(decimal("tail.maxVar95OneDay", tail.maxVar95OneDay()))
                .maxVar99OneDay(decimal("tail.maxVar99OneDay", tail.maxVar99OneDay()))
                .maxVar95FiveDays(decimal("tail.maxVar95FiveDays", tail.maxVar95FiveDays()))
                .maxVar99FiveDays(decimal("tail.maxVar99FiveDays", tail.maxVar99FiveDays()))
                .maxEs99OneDay(decimal("tail.maxEs99OneDay", tail.maxEs99OneDay()))
                .hourlyReturns(flag("tail.hourlyReturns", tail.hourlyReturns()))
                .minReturns(count("tail.minReturns", tail.minReturns())));
        var stress = configured.stress();
        limits.stress(to ->
                to.armed(flag("stress.armed", stress.armed())).maxLoss(decimal("stress.maxLoss", stress.maxLoss())));
        limits.loss(to -> to.maxDaily(decimal("loss.maxDaily", configured.loss().maxDaily())));
    }

    private void compliance() {
        var was = configured.compliance();
        List<Symbol> restricted = new ArrayList<>();
        each("compliance.restricted.", (symbol, text) -> {
            Require.that(text.equals("true"), "compliance.restricted." + symbol, "must be true", text);
            restricted.add(Symbol.of(symbol));
        });
        limits.compliance(to -> to.regime(constant(Regime.values(), "compliance.regime", was.regime()))
                .restricted(restricted)
                .warnOrderToTrade(count("compliance.warnOrderToTrade", was.warnOrderToTrade()))
                .maxOrderToTrade(count("compliance.maxOrderToTrade", was.maxOrderToTrade()))
                .minMessages(count("compliance.minMessages", was.minMessages()))
                .orderToTradeWindow(time("compliance.orderToTradeWindow", was.orderToTradeWindow())));
    }

    private void drawdown() {
        DrawdownLimits was = configured.drawdown();
        limits.drawdown(new DrawdownLimits(
                decimal("drawdown.warning", was.warning()),
                decimal("drawdown.reduce", was.reduce()),
                decimal("drawdown.hard", was.hard()),
                decimal("drawdown.halt", was.halt()),
                decimal("drawdown.kill", was.kill()),
                time("drawdown.patience", was.patience())));
    }

    private void scopes() {
        Map<LimitScope, ScopeCap.Builder> caps = new TreeMap<>();
        each("scopes.", (rest, text) -> {
            String name = "scopes." + rest;
            Matcher matcher = SCOPE.matcher(name);
            Require.that(matcher.matches(), "limits.text", "must name a cap of a scope", name);
            BigDecimal value = Decimals.parse(name, text);
            ScopeCap.Builder cap = caps.computeIfAbsent(scope(matcher.group(1)), scope -> ScopeCap.builder());
            if (matcher.group(6) != null) {
                cap.value(kind(matcher.group(6)), value);
            } else if (matcher.group(7) != null) {
                cap.positionValue(kind(matcher.group(7)), Symbol.of(matcher.group(8)), value);
            } else {
                cap.orderQuantity(Symbol.of(matcher.group(9)), value);
            }
        });
        Map<LimitScope, ScopeCap> built = new TreeMap<>();
        caps.forEach((scope, cap) -> built.put(scope, cap.build()));
        limits.scopes(ScopeLimits.of(built));
    }

    private static ExposureKind kind(String text) {
        return switch (text) {
            case "long" -> ExposureKind.LONG;
            case "short" -> ExposureKind.SHORT;
            default -> ExposureKind.GROSS;
        };
    }

    private static LimitScope scope(String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return LimitScope.FIRM;
        }
        String name = text.substring(dot + 1);
        return switch (text.substring(0, dot)) {
            case "strategy" -> LimitScope.strategy(name);
            case "venue" -> LimitScope.venue(name);
            default -> LimitScope.account(name);
        };
    }

    private void lists() {
        Map<String, String> sectors = new HashMap<>();
        each("sectors.", sectors::put);
        limits.sectors(Sectors.of(sectors));
        List<Permissions.Grant> grants = new ArrayList<>();
        each("permissions.grant.", (grant, text) -> {
            Require.that(text.equals("allow"), "permissions.grant." + grant, "must be allow", text);
            grants.add(Permissions.Grant.parse(grant));
        });
        String others = text("permissions.others", configured.permissions().unrestricted() ? "allow" : "deny");
        Require.that(
                others.equals("deny") || others.equals("allow"), "permissions.others", "must be allow or deny", others);
        Require.that(
                others.equals("deny") || grants.isEmpty(), "permissions.others", "must be deny beside grants", others);
        limits.permissions(others.equals("allow") ? Permissions.UNRESTRICTED : Permissions.only(grants));
    }

    private void each(String prefix, BiConsumer<String, String> reader) {
        SortedMap<String, String> under = new TreeMap<>(left.tailMap(prefix));
        under.forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                left.remove(name);
                reader.accept(name.substring(prefix.length()), text);
            }
        });
    }

    private String text(String name, String otherwise) {
        String text = left.getOrDefault(name, otherwise);
        left.remove(name);
        return text;
    }

    private BigDecimal decimal(String name, BigDecimal otherwise) {
        return Decimals.parse(name, text(name, Decimals.text(otherwise)));
    }

    private int count(String name, int otherwise) {
        BigDecimal value = decimal(name, BigDecimal.valueOf(otherwise));
        try {
            return value.intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(name + ": must be a whole number (" + value + ")", e);
        }
    }

    private boolean flag(String name, boolean otherwise) {
        String text = text(name, String.valueOf(otherwise));
        Require.that(text.equals("true") || text.equals("false"), name, "must be true or false", text);
        return text.equals("true");
    }

    private Duration time(String name, Duration otherwise) {
        String text = text(name, otherwise.toString());
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + ": must be a duration (" + text + ")", e);
        }
    }

    private <E extends Enum<E>> E constant(E[] values, String name, E otherwise) {
        String text = text(name, otherwise.name());
        for (E value : values) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        throw Require.broken(name, "must be a known name", text);
    }
}
