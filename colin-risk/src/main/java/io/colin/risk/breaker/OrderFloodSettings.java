package io.colin.risk.breaker;

import io.colin.api.internal.Require;
import java.time.Duration;

/**
 * Order flood: more orders seen, passed or not, than anyone means to send.
 * Times are above 0 and at most 366 days.
 *
 * @param orders within the window that trip it, 1 to 1 000 000
 * @param window how far back, excluded
 * @param cooldown how long trading is halted
 * @param manualAt trips within {@code manualWindow} from which only a person ends it, 1 to 100
 * @param manualWindow how far back trips count
 */
public record OrderFloodSettings(int orders, Duration window, Duration cooldown, int manualAt, Duration manualWindow) {
    /** 1 000 in a second; 60 s; the third in an hour needs a person. */
    public static final OrderFloodSettings STANDARD =
            new OrderFloodSettings(1_000, Duration.ofSeconds(1), Duration.ofSeconds(60), 3, Duration.ofHours(1));

    /** Checks. */
    public OrderFloodSettings {
        Require.within("breakers.order_flood.orders", orders, 1, 1_000_000);
        Require.span("breakers.order_flood.window", window);
        Require.span("breakers.order_flood.cooldown", cooldown);
        Require.within("breakers.order_flood.manual_at", manualAt, 1, 100);
        Require.span("breakers.order_flood.manual_window", manualWindow);
    }
}
