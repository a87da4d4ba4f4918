package io.colin.api.venue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.colin.api.order.OrderEvent;
import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VenueReportTest {
    private static final OrderEvent END = new OrderEvent.Canceled("o-1", 7, "asked");

    @Test
    void keepsWhatAVenueExecutedInItsNormalForm() {
        VenueReport.OrderUpdate update = new VenueReport.OrderUpdate("v", END, Optional.of(new BigDecimal("0.400")));

        assertThat(update.filledQuantity()).contains(new BigDecimal("0.4"));
        assertThat(update.timeNs()).isEqualTo(7);
    }

    @Test
    void saysNothingOfWhatWasExecutedWhereTheVenueDoesNot() {
        assertThat(new VenueReport.OrderUpdate("v", END).filledQuantity()).isEmpty();
    }

    @Test
    void refusesLessThanNothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VenueReport.OrderUpdate("v", END, Optional.of(new BigDecimal("-1"))))
                .withMessageContaining("filledQuantity")
                .withMessageContaining("-1");
    }
}
