package io.colin.risk.exposure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderProgress;
import io.colin.api.order.OrderStatus;
import io.colin.api.order.OrderType;
import io.colin.api.order.Outcome;
import io.colin.api.order.Side;
import io.colin.api.order.TimeInForce;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureBookTest {
    private static final Symbol BTC = Symbol.of("BTC/USD");
    private static final Symbol ETH = Symbol.of("ETH/USD");
    private static final OrderType MARKET = new OrderType.Market();

    private final PortfolioBook account = PortfolioBook.of(
            "main",
            "USD",
            new BigDecimal("1000000"),
            List.of(
                    Instrument.spot("BTC/USD").build(),
                    Instrument.spot("ETH/USD").build()));
    private final ExposureBook book = ExposureBook.empty();
    private int ids;

    private static BigDecimal dec(String text) {
        return new BigDecimal(text);
    }

    private static Reservation reservation(String id, Side side, String quantity) {
        return new Reservation(id, BTC, side, dec(quantity), dec("105"), dec("106"));
    }

    private static OrderProgress progress(OrderStatus status, String quantity, String filled) {
        return new OrderProgress(
                status,
                status,
                Outcome.KNOWN,
                dec(quantity),
                dec(filled),
                dec(filled),
                new TreeMap<>(),
                List.of(),
                1,
                1);
    }

    private static ChildOrder child(String id, String parent, OrderProgress progress) {
        return new ChildOrder(
                id,
                parent,
                "paper",
                "",
                BTC,
                Side.BUY,
                new OrderType.Market(),
                TimeInForce.GTC,
                false,
                false,
                BigDecimal.ZERO,
                1,
                progress);
    }

    private Fill fill(String parent, String child, Side side, String quantity) {
        return new Fill(
                "t" + ++ids,
                child,
                parent,
                "paper",
                BTC,
                side,
                dec(quantity),
                dec("100"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                1);
    }

    @Test
    void countsAFillOnceWhetherItComesBeforeOrAfterItsProgress() {
        book.reserve(reservation("a", Side.BUY, "10"));
        book.reserve(reservation("b", Side.BUY, "10"));
        book.onFill(fill("a", "c", Side.BUY, "3"), "trend");
        book.onParent("a", MARKET, progress(OrderStatus.PARTIALLY_FILLED, "10", "3"));
        book.onParent("b", MARKET, progress(OrderStatus.PARTIALLY_FILLED, "10", "3"));
        book.onFill(fill("b", "c", Side.BUY, "3"), "trend");
        assertThat(book.reserved("a")).isEqualByComparingTo("7");
        assertThat(book.reserved("b")).isEqualByComparingTo("7");
        assertThat(book.committedCash("USD")).isEqualByComparingTo("1484");
        assertThat(book.committedCash("EUR")).isEqualByComparingTo("0");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0", "-1", "-1e-30"})
    void refusesQuantitiesAndValuesThatAreNone(String wrong) {
        assertThatThrownBy(() -> reservation("a", Side.BUY, wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quantity");
        assertThatThrownBy(() -> new Reservation("a", BTC, Side.BUY, dec("1"), dec(wrong), dec("1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unitValue");
        assertThatThrownBy(() -> new Reservation("a", BTC, Side.BUY, dec("1"), dec("1"), dec("-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unitCost");
        book.reserve(reservation("a", Side.BUY, "10"));
        assertThatThrownBy(() -> book.draw("a", "c1", "paper", dec(wrong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("quantity");
        assertThat(book.reserved("a")).isEqualByComparingTo("10");
        assertThat(book.drawn("a")).isZero();
    }

    @Test
    void sumsWhatNoNumberOfTheMachineHoldsExactly() {
        book.reserve(reservation("a", Side.BUY, "1e30"));
        book.reserve(reservation("b", Side.BUY, "1e-30"));
        book.reserve(reservation("c", Side.BUY, "9223372036854775808"));
        BigDecimal sum = dec("1e30").add(dec("1e-30")).add(dec("9223372036854775808"));
        Portfolio nothing = PortfolioBook.of(
                        "main",
                        "USD",
                        BigDecimal.ZERO,
                        List.of(Instrument.spot("BTC/USD").build()))
                .snapshot();
        assertThat(book.of(BTC, nothing).buyQuantity()).isEqualByComparingTo(sum);
        assertThat(book.worstGross(nothing)).isEqualByComparingTo(sum.multiply(dec("105")));
    }

    @Test
    void refusesToReserveTwiceOrToDrawMoreThanThereIs() {
        book.reserve(reservation("a", Side.BUY, "10"));
        assertThatThrownBy(() -> book.reserve(reservation("a", Side.BUY, "1")))
                .isInstanceOf(IllegalArgumentException.class);
        book.draw("a", "c1", "paper", dec("6"));
        assertThatThrownBy(() -> book.draw("a", "c2", "paper", dec("4.1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> book.draw("a", "c1", "paper", dec("1"))).isInstanceOf(IllegalArgumentException.class);
        book.draw("a", "c2", "paper", dec("4"));
        assertThat(book.available("a")).isEqualByComparingTo("0");
        assertThat(book.drawn("a")).isEqualByComparingTo("10");
    }

    @Test
    void keepsWhatAChildOfAClosedParentMayStillFillAndForgetsEverythingAfterwards() {
        book.reserve(reservation("a", Side.BUY, "10"));
        book.draw("a", "c1", "paper", dec("4"));
        book.onParent("a", MARKET, progress(OrderStatus.CANCELED, "10", "0"));
        assertThat(book.reserved("a")).isEqualByComparingTo("4");
        book.onFill(fill("a", "c1", Side.BUY, "1"), "trend");
        assertThat(book.reserved("a")).isEqualByComparingTo("3");
        book.onChild(child("c1", "a", progress(OrderStatus.CANCELED, "4", "1")));
        assertThat(book.holds("a")).isFalse();
        assertThat(book.working()).isEmpty();
    }

    @Test
    void childrenFoundAfterARestartDrawOnTheirParentInEitherOrder() {
        book.onChild(child("c1", "a", progress(OrderStatus.PARTIALLY_FILLED, "4", "1")));
        book.reserve(reservation("a", Side.BUY, "10"));
        book.onParent("a", MARKET, progress(OrderStatus.PARTIALLY_FILLED, "10", "1"));
        assertThat(book.available("a")).isEqualByComparingTo("6");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theWorstCaseIsTheLargestValueAnySubsetOfFillsCanReach(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            ExposureBook fresh = ExposureBook.empty();
            BigDecimal position = BigDecimal.valueOf(random.nextInt(-2000, 2000));
            SymbolExposure held = new SymbolExposure(
                    position, position, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);
            List<BigDecimal> changes = new ArrayList<>();
            for (int i = 0; i < random.nextInt(8); i++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(20));
                BigDecimal unit = BigDecimal.valueOf(90 + random.nextInt(20));
                fresh.reserve(new Reservation("o" + i, ETH, side, quantity, unit, unit));
                changes.add(quantity.multiply(unit).multiply(BigDecimal.valueOf(side.sign())));
            }
            SymbolExposure working = fresh.of(ETH, account.snapshot());
            SymbolExposure both = new SymbolExposure(
                    held.position(),
                    held.positionValue(),
                    working.buyQuantity(),
                    working.sellQuantity(),
                    working.buyValue(),
                    working.sellValue());
            assertThat(both.worstCase()).isEqualByComparingTo(largestOverSubsets(position, changes));
        }
    }

    private static BigDecimal largestOverSubsets(BigDecimal start, List<BigDecimal> changes) {
        BigDecimal largest = BigDecimal.ZERO;
        for (int subset = 0; subset < 1 << changes.size(); subset++) {
            BigDecimal value = start;
            for (int i = 0; i < changes.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    value = value.add(changes.get(i));
                }
            }
            largest = largest.max(value.abs());
        }
        return largest;
    }

    @Test
    void sumsTheWorstCasesOfHeldAndWorkingSymbols() {
        account.mark(BTC, dec("100"), 1);
        account.mark(ETH, dec("10"), 1);
        account.apply(new Fill(
                "t",
                "c",
                "p",
                "paper",
                ETH,
                Side.BUY,
                dec("50"),
                dec("10"),
                BigDecimal.ZERO,
                "USD",
                Liquidity.TAKER,
                1));
        book.reserve(reservation("a", Side.BUY, "10"));
        Portfolio portfolio = account.snapshot();
        assertThat(book.worstGross(portfolio)).isEqualByComparingTo("1550");
        assertThat(book.of(ETH, portfolio).worstCase()).isEqualByComparingTo("500");
    }
}
