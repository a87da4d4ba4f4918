package io.colin.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.SampleFill;
import io.colin.api.order.Side;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of what is exposed beside a symbol, against asking the book of every symbol there is. */
class ExposureBesideTest {
    private static final List<Instrument> UNIVERSE = IntStream.range(0, 12)
            .mapToObj(i -> Instrument.spot("S" + i + "/USD").build())
            .toList();

    private static Symbol any(Random random) {
        return UNIVERSE.get(random.nextInt(UNIVERSE.size())).symbol();
    }

    /** Some held, some held once and flat now. */
    private static Portfolio account(Random random) {
        PortfolioBook account = PortfolioBook.of("main", "USD", new BigDecimal("1000000"), UNIVERSE);
        for (int i = 0; i < 6; i++) {
            Symbol symbol = any(random);
            account.mark(symbol, new BigDecimal("100"), 1);
            account.apply(SampleFill.buy(symbol, "3", "100").at(1).build());
            if (random.nextInt(3) == 0) {
                account.apply(SampleFill.sell(
                                symbol, account.position(symbol).quantity().toPlainString(), "100")
                        .at(1)
                        .build());
            }
        }
        return account.snapshot();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everySymbolThatIsHeldOrWorksIsListedOnceInOrderAtItsWorstCase(long seed) {
        Random random = new Random(seed);
        Portfolio portfolio = account(random);
        ExposureBook book = ExposureBook.empty();
        for (int i = 0; i < 5; i++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            BigDecimal worth = new BigDecimal("101");
            book.reserve(new Reservation("o" + i, any(random), side, BigDecimal.ONE, worth, worth));
        }
        for (Instrument each : UNIVERSE) {
            Symbol own = each.symbol();
            TreeSet<Symbol> exposed = new TreeSet<>(book.working());
            UNIVERSE.stream()
                    .map(Instrument::symbol)
                    .filter(symbol -> portfolio.quantity(symbol).signum() != 0)
                    .forEach(exposed::add);
            exposed.remove(own);
            List<Exposed> beside = book.beside(own, portfolio);
            assertThat(beside).extracting(Exposed::symbol).containsExactlyElementsOf(exposed);
            assertThat(beside)
                    .allSatisfy(other -> assertThat(other.exposure()).isEqualTo(book.of(other.symbol(), portfolio)));
        }
    }
}
