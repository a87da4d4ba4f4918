package io.colin.server.run;

import io.colin.api.instrument.Symbol;
import io.colin.risk.ExposureKind;
import io.colin.risk.LimitScope;
import io.colin.risk.Permissions;
import io.colin.risk.Permissions.Grant;
import io.colin.risk.ScopeCap;
import io.colin.risk.ScopeLimits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Caps of strategies, venues, the account and the firm, and who may trade what, as the configuration has them.
 *
 * @param values the fields of risk
 */
record ScopeProfile(RiskValues values) {
    ScopeLimits scopes() {
        SortedMap<LimitScope, ScopeCap.Builder> caps = new TreeMap<>();
        values.pairs("scopes.gross", '=')
                .forEach((scope, value) -> of(caps, scope).grossValue(new BigDecimal(value)));
        values.pairs("scopes.positions", '=')
                .forEach((place, value) -> of(caps, place).positionValue(symbol(place), new BigDecimal(value)));
        values.pairs("scopes.quantities", '=')
                .forEach((place, value) -> of(caps, place).orderQuantity(symbol(place), new BigDecimal(value)));
        sides(caps, "scopes.long", ExposureKind.LONG);
        sides(caps, "scopes.short", ExposureKind.SHORT);
        Map<LimitScope, ScopeCap> built = new TreeMap<>();
        caps.forEach((scope, cap) -> built.put(scope, cap.build()));
        return ScopeLimits.of(built);
    }

    /** Of a symbol where the place names one, else of all of them together. */
    private void sides(SortedMap<LimitScope, ScopeCap.Builder> caps, String path, ExposureKind kind) {
        values.pairs(path, '=').forEach((place, text) -> {
            BigDecimal value = new BigDecimal(text);
            if (place.contains("|")) {
                of(caps, place).positionValue(kind, symbol(place), value);
            } else {
                of(caps, place).value(kind, value);
            }
        });
    }

    Permissions permissions() {
        if (!values.config().flag("risk.permissions.deny_by_default")) {
            return Permissions.UNRESTRICTED;
        }
        return Permissions.only(values.config().texts("risk.permissions.allow").stream()
                .map(Grant::parse)
                .toList());
    }

    private static ScopeCap.Builder of(SortedMap<LimitScope, ScopeCap.Builder> caps, String place) {
        String text = place.contains("|") ? place.substring(0, place.indexOf('|')) : place;
        int dot = text.indexOf('.');
        String name = text.substring(dot + 1);
        LimitScope scope = switch (dot < 0 ? text : text.substring(0, dot)) {
            case "strategy" -> LimitScope.strategy(name);
            case "venue" -> LimitScope.venue(name);
            case "account" -> LimitScope.account(name);
            default -> LimitScope.FIRM;
        };
        return caps.computeIfAbsent(scope, s -> ScopeCap.builder());
    }

    private static Symbol symbol(String place) {
        return Symbol.of(place.substring(place.indexOf('|') + 1));
    }
}
