package io.colin.risk.gate;

import static io.colin.risk.gate.Desk.BTC;
import static io.colin.risk.gate.Desk.SECOND;
import static io.colin.risk.gate.Desk.amend;
import static io.colin.risk.gate.Desk.codes;
import static io.colin.risk.gate.Desk.dec;
import static io.colin.risk.gate.Desk.level;
import static io.colin.risk.gate.Desk.result;
import static io.colin.risk.gate.Desk.wide;
import static org.assertj.core.api.Assertions.assertThat;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.OrderType;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskDecision.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A venue that showed its book and shows none, or an old one, is no venue whose price is known. */
class LostBookTest {
    /** A market whose books may be modelled, of one venue. */
    private static final class Modelled extends Desk {
        private boolean isModelled;

        private Modelled() {
            super(wide().build(), "1000000");
            gate = StandardGate.builder()
                    .limits(limits)
                    .venues(List.of("paper"))
                    .build();
        }

        @Override
        public Optional<BookView> book(String venue, Symbol symbol) {
            Optional<BookView> shown = venue.equals("paper") ? super.book(venue, symbol) : Optional.empty();
            return isModelled ? shown.map(OfTrades::new) : shown;
        }
    }

    private record OfTrades(BookView book) implements BookView {
        @Override
        public Symbol symbol() {
            return book.symbol();
        }

        @Override
        public long timeNs() {
            return book.timeNs();
        }

        @Override
        public Fidelity fidelity() {
            return Fidelity.TRADE_SIMULATED;
        }

        @Override
        public List<BookLevel> bids(int depth) {
            return book.bids(depth);
        }

        @Override
        public List<BookLevel> asks(int depth) {
            return book.asks(depth);
        }
    }

    private final Modelled desk = new Modelled();

    @BeforeEach
    void hold() {
        desk.hold(BTC, "10");
        desk.mark();
    }

    private void show(String bid, String ask) {
        desk.showBook(BTC, List.of(level(bid, "50")), List.of(level(ask, "50")));
        desk.gate.onMarket(BTC, desk);
    }

    private OrderIntent limit(Side side, String quantity, String venue) {
        return desk.intent(BTC, side, quantity).limit(dec("100")).venue(venue).build();
    }

    private OrderIntent market(Side side, String quantity) {
        return desk.intent(BTC, side, quantity)
                .type(new OrderType.Market())
                .venue("paper")
                .build();
    }

    @Test
    void aLimitOrderToAVenueWhoseBookIsOldIsRefused() {
        show("60", "60.01");
        desk.pass(2 * SECOND);
        assertThat(codes(desk.ask(limit(Side.BUY, "1", "paper"))))
                .as("of the greatest age it is 40 % off")
                .containsExactly("PRICE_COLLAR");
        desk.pass(1);
        RiskDecision old = desk.ask(limit(Side.BUY, "1", "paper"));
        assertThat(codes(old)).containsExactly("STALE_MARKET_DATA");
        assertThat(result(old, "venue-price").detail()).isEqualTo("paper shows no fresh book of BTC/USD any more");
        assertThat(desk.ask(limit(Side.BUY, "1", OrderIntent.ANY_VENUE)).verdict())
                .isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(limit(Side.BUY, "1.1", "other")).verdict())
                .as("a venue that never showed one")
                .isEqualTo(Verdict.APPROVED);
        show("99.99", "100.01");
        assertThat(desk.ask(limit(Side.BUY, "1.2", "paper")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aMarketOrderIsRefusedWhereTheBookIsGone() {
        assertThat(desk.ask(market(Side.BUY, "1")).verdict()).as("never shown").isEqualTo(Verdict.APPROVED);
        show("99.99", "100.01");
        desk.books.clear();
        RiskDecision gone = desk.ask(market(Side.BUY, "2"));
        assertThat(codes(gone)).containsOnly("STALE_MARKET_DATA");
        assertThat(result(gone, "price-collar").detail()).isEqualTo("paper shows no book of BTC/USD any more");
        assertThat(result(gone, "price-collar").largestPassing()).isZero();
        assertThat(codes(desk.ask(limit(Side.BUY, "2", "paper")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void anOrderAloneIsEnoughToHaveSeenABook() {
        desk.gate = StandardGate.builder().limits(desk.limits).build();
        desk.showBook(BTC, List.of(level("99.99", "50")), List.of(level("100.01", "50")));
        assertThat(desk.ask(limit(Side.BUY, "1", "paper")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.books.clear();
        assertThat(codes(desk.ask(limit(Side.BUY, "2", "paper")))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void oneGetsOutByALimitWithinTheCollarAndNotByAMarketOrder() {
        show("99.99", "100.01");
        desk.books.clear();
        assertThat(codes(desk.ask(market(Side.SELL, "4")))).containsExactly("STALE_MARKET_DATA");
        OrderIntent far =
                desk.intent(BTC, Side.SELL, "4").limit(dec("94")).venue("paper").build();
        assertThat(codes(desk.ask(far))).containsExactly("PRICE_COLLAR");
        assertThat(desk.ask(limit(Side.SELL, "4", "paper")).verdict()).isEqualTo(Verdict.APPROVED);
        show("60", "60.01");
        assertThat(codes(desk.ask(limit(Side.SELL, "5", "paper"))))
                .as("a mid that is known to be far off spares nobody")
                .containsExactly("PRICE_COLLAR");
    }

    @Test
    void anOrderThereIsMadeSmallerOrCheaperAndNeverLarger() {
        show("99.99", "100.01");
        ParentOrder works = desk.work(limit(Side.BUY, "4", "paper"));
        desk.books.clear();
        assertThat(desk.ask(amend(works, "3", Desk.limit("100"))).verdict()).isEqualTo(Verdict.APPROVED);
        assertThat(desk.ask(amend(works, "4", Desk.limit("99"))).verdict()).isEqualTo(Verdict.APPROVED);
        RiskDecision more = desk.ask(amend(works, "5", Desk.limit("100")));
        assertThat(codes(more)).containsExactly("STALE_MARKET_DATA");
        assertThat(result(more, "venue-price").largestPassing()).isEqualByComparingTo("4");
        assertThat(codes(desk.ask(amend(works, "3", Desk.limit("100.01"))))).containsExactly("STALE_MARKET_DATA");
    }

    @Test
    void aModelledBookHasNothingToLose() {
        desk.isModelled = true;
        show("99.99", "100.01");
        desk.pass(3 * SECOND);
        assertThat(desk.ask(limit(Side.BUY, "1", "paper")).verdict()).isEqualTo(Verdict.APPROVED);
        desk.books.clear();
        assertThat(desk.ask(market(Side.BUY, "2")).verdict()).isEqualTo(Verdict.APPROVED);
    }

    @Test
    void aFreshBookOfOneSideShowsNoMidToCompare() {
        desk.showBook(BTC, List.of(), List.of(level("100.01", "50")));
        assertThat(desk.ask(limit(Side.BUY, "1", "paper")).verdict()).isEqualTo(Verdict.APPROVED);
    }
}
