package io.colin.server.shape;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.SampleInstruments;
import io.colin.api.order.SampleFill;
import io.colin.api.portfolio.PortfolioBook;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a position is worth is told in the account currency, or not at all. */
class PortfolioShapeTest {
    private static final Instrument BTC = Instrument.spot("BTC/USD").build();
    private static final Instrument ETH_BTC = Instrument.spot("ETH/BTC").build();
    private static final Instrument INVERSE = SampleInstruments.btcInverse();

    private final PortfolioBook book =
            PortfolioBook.of("main", "USD", new BigDecimal("1000000"), List.of(BTC, ETH_BTC, INVERSE));

    private JsonNode position() {
        return PortfolioShape.of(book.snapshot()).path("positions").get(0);
    }

    @Test
    void aPositionWhoseQuoteCurrencyHasNoRateHasAMarkButNoWorth() {
        book.apply(SampleFill.buy(ETH_BTC.symbol(), "1", "0.04").build());
        book.mark(ETH_BTC.symbol(), new BigDecimal("0.05"), 1);

        assertThat(position().path("mark_price").asText()).isEqualTo("0.05");
        assertThat(position().path("value").isNull()).isTrue();
        assertThat(position().path("unrealised_pnl").isNull()).isTrue();
        assertThat(position().path("realised_pnl").isNull()).isTrue();

        book.mark(BTC.symbol(), new BigDecimal("20000"), 2);
        assertThat(position().path("value").asText()).isEqualTo("1000");
        assertThat(position().path("unrealised_pnl").asText()).isEqualTo("200");
    }

    @Test
    void aProfitInACoinIsToldInTheAccountCurrency() {
        book.apply(SampleFill.buy(INVERSE.symbol(), "400", "20000").build());
        book.apply(SampleFill.sell(INVERSE.symbol(), "200", "25000").build());
        book.mark(INVERSE.symbol(), new BigDecimal("25000"), 1);
        book.mark(BTC.symbol(), new BigDecimal("25000"), 1);

        assertThat(new BigDecimal(position().path("unrealised_pnl").asText())).isPositive();
        assertThat(new BigDecimal(position().path("realised_pnl").asText()))
                .as("half was closed at the mark")
                .isEqualByComparingTo(position().path("unrealised_pnl").asText());
    }
}
