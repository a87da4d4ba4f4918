package io.colin.risk.stress;

import io.colin.api.instrument.InstrumentKind;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What was assumed or chosen in a run. */
final class Flags {
    private final World world;
    private final SortedSet<String> found = new TreeSet<>();

    Flags(World world) {
        this.world = world;
    }

    List<String> list() {
        for (StressPosition position : world.portfolio().positions()) {
            if (position.value() != 0 && !world.isFailed(position.venue())) {
                addAssumed(position);
            }
        }
        for (StressCash balance : world.portfolio().cash()) {
            if (balance.value() != 0 && !world.isFailed(balance.venue())) {
                addBeta(balance.currency(), InstrumentKind.SPOT);
            }
        }
        boolean sigmas = world.scenario().market().sigmas() > 0;
        add(sigmas && world.portfolio().marketVolatility().isEmpty(), "market_volatility_assumed");
        StressEvents events = world.scenario().events();
        boolean strikesVenue = events.venueFails() || events.venueOutage();
        add(strikesVenue && (world.failedVenue() + world.closedVenue()).isBlank(), "venue_unknown");
        if (strikesVenue) {
            addUnlocated();
        }
        name("failed:", world.failedVenue());
        name("closed:", world.closedVenue());
        name("depegged:", world.depegged());
        return List.copyOf(found);
    }

    /** What lies at no known venue is not struck. */
    private void addUnlocated() {
        for (StressPosition position : world.portfolio().positions()) {
            add(position.value() != 0 && position.venue().isBlank(), "venue_unknown:" + position.symbol());
        }
        for (StressCash balance : world.portfolio().cash()) {
            add(balance.value() != 0 && balance.venue().isBlank(), "venue_unknown:" + balance.currency());
        }
    }

    private void addAssumed(StressPosition position) {
        String symbol = position.symbol().name();
        addBeta(position.symbol().base(), position.instrument().kind());
        add(position.halfSpread().isEmpty(), "spread_assumed:" + symbol);
        add(position.hourlyDepth().isEmpty(), "depth_assumed:" + symbol);
        add(position.dailyVolatility().isEmpty(), "volatility_assumed:" + symbol);
        add(!position.isSpot() && position.maintenanceMargin().isEmpty(), "margin_assumed:" + symbol);
    }

    private void addBeta(String asset, InstrumentKind kind) {
        add(world.assumesBeta(asset, kind), "beta_assumed:" + asset);
    }

    private void name(String what, String name) {
        add(!name.isBlank(), what + name);
    }

    private void add(boolean holds, String flag) {
        if (holds) {
            found.add(flag);
        }
    }
}
