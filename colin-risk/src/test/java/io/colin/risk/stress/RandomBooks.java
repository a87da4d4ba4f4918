package io.colin.risk.stress;

import io.colin.api.instrument.Instrument;
import java.util.List;
import java.util.Random;

/** Random portfolios of every kind of position. */
final class RandomBooks {
    private static final List<Instrument> INSTRUMENTS = List.of(
            StressDesk.BTC,
            StressDesk.BTC_PERP,
            StressDesk.BTC_INVERSE,
            StressDesk.SOL_PERP,
            StressDesk.BTC_USDT,
            StressDesk.BTC_USDT_PERP,
            StressDesk.BTC_EUR,
            StressDesk.ETH_BTC,
            Instrument.spot("USDT/USD").build(),
            Instrument.perpetual("BTC/EUR:EUR").build(),
            Instrument.perpetual("ETH/USD:ETH").inverse().build());

    private RandomBooks() {}

    static StressPortfolio portfolio(Random random) {
        StressPortfolioBuilder builder = StressDesk.account(random.nextDouble() * 1e6);
        for (String venue : List.of("a", "b")) {
            builder.cash("BTC", venue, random.nextGaussian() * 1e5)
                    .cash("USDT", venue, random.nextGaussian() * 1e5)
                    .cash("EUR", venue, random.nextGaussian() * 1e5);
            INSTRUMENTS.forEach(i -> builder.position(position(i, venue, random)));
        }
        return builder.build();
    }

    static StressPosition position(Instrument instrument, String venue, Random random) {
        StressPosition.Builder builder = StressPosition.of(instrument)
                .venue(venue)
                .value(random.nextInt(5) == 0 ? 0 : random.nextGaussian() * 1e5)
                .maintenanceMargin(0.05);
        if (random.nextInt(4) > 0) {
            builder.halfSpread(random.nextDouble() * 0.002);
        }
        if (random.nextInt(4) > 0) {
            builder.hourlyDepth(1e5 + random.nextDouble() * 1e7).dailyVolatility(random.nextDouble() * 0.1);
        }
        for (int stops = random.nextInt(4); stops > 0; stops--) {
            builder.stop(0.01 + random.nextDouble() * 0.3, random.nextDouble() * 2e5);
        }
        return instrument.symbol().settlement().isPresent()
                ? builder.unrealised(random.nextGaussian() * 1e4).build()
                : builder.build();
    }
}
