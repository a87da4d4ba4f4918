package io.colin.api.venue;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookView;
import io.colin.api.market.MarketEvent;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Simulated venues that break a law, and the contract that catches them. */
class VenueContractTest {
    @Test
    void catchesAVenueThatFillsTwice() {
        SimulatedVenueContract contract = contract(plain -> new Broken(plain) {
            @Override
            void tell(VenueListener listener, VenueReport report) {
                listener.onReport(report);
                if (isFill(report)) {
                    listener.onReport(report);
                }
            }
        });

        contract.connect();
        assertThatThrownBy(contract::acceptsAMarketOrderAndFillsItInFull).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.keepsEveryOrderWithinItsQuantityAndItsLife(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAVenueThatDoesNotSayWhatItExecutedOfWhatEnds() {
        SimulatedVenueContract contract = contract(plain -> new Broken(plain) {
            @Override
            void tell(VenueListener listener, VenueReport report) {
                listener.onReport(
                        report instanceof VenueReport.OrderUpdate update
                                ? new VenueReport.OrderUpdate(update.venue(), update.event())
                                : report);
            }
        });

        contract.connect();
        assertThatThrownBy(contract::statesWhatItExecutedWithTheEndOfAnOrder).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.keepsEveryOrderWithinItsQuantityAndItsLife(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAVenueThatForgetsToAccept() {
        SimulatedVenueContract contract = contract(plain -> new Broken(plain) {
            @Override
            void tell(VenueListener listener, VenueReport report) {
                if (!(report instanceof VenueReport.OrderUpdate update
                        && update.event() instanceof OrderEvent.Accepted)) {
                    listener.onReport(report);
                }
            }
        });

        contract.connect();
        assertThatThrownBy(contract::acceptsAMarketOrderAndFillsItInFull).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> contract.keepsEveryOrderWithinItsQuantityAndItsLife(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAVenueThatFillsWorseThanTheLimit() {
        SimulatedVenueContract contract = contract(plain -> new Broken(plain) {
            @Override
            void tell(VenueListener listener, VenueReport report) {
                listener.onReport(isFill(report) ? priced(report, new BigDecimal("40000")) : report);
            }
        });

        contract.connect();
        assertThatThrownBy(contract::neverFillsWorseThanTheLimit).isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAVenueThatAnswersWithinTheCommand() {
        SimulatedVenueContract contract = contract(plain -> new Broken(plain) {
            @Override
            public void submit(ChildOrder order, long timeNs) {
                super.submit(order, timeNs);
                advanceTo(Math.max(timeNs, nextDueNs()));
            }
        });

        assertThatThrownBy(() -> contract.reportsNothingOutsideAnAdvanceNorBeforeItsTime(1))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void catchesAVenueWhoseReportsDependOnHowOftenItIsAsked() {
        SimulatedVenueContract contract = contract(plain -> new Broken(plain) {
            private int advances;

            @Override
            public void advanceTo(long timeNs) {
                advances++;
                super.advanceTo(timeNs);
            }

            @Override
            void tell(VenueListener listener, VenueReport report) {
                listener.onReport(isFill(report) ? priced(report, BigDecimal.valueOf(1000L + advances)) : report);
            }
        });

        assertThatThrownBy(() -> contract.reportsTheSameHoweverOftenTimeIsAdvanced(1))
                .isInstanceOf(AssertionError.class);
    }

    /** The plain venue, heard through a test's ears. */
    private static class Broken implements SimulatedVenue {
        private final SimulatedVenue plain;

        Broken(SimulatedVenue plain) {
            this.plain = plain;
        }

        void tell(VenueListener listener, VenueReport report) {
            listener.onReport(report);
        }

        static boolean isFill(VenueReport report) {
            return report instanceof VenueReport.OrderUpdate update && update.event() instanceof OrderEvent.Filled;
        }

        static VenueReport priced(VenueReport report, BigDecimal price) {
            OrderEvent.Filled event = (OrderEvent.Filled) ((VenueReport.OrderUpdate) report).event();
            Fill fill = event.fill();
            Fill other = new Fill(
                    fill.tradeId(),
                    fill.orderId(),
                    fill.parentId(),
                    fill.venue(),
                    fill.symbol(),
                    fill.side(),
                    fill.quantity(),
                    price,
                    fill.fee(),
                    fill.feeCurrency(),
                    fill.liquidity(),
                    fill.timeNs());
            return new VenueReport.OrderUpdate(
                    report.venue(), new OrderEvent.Filled(event.orderId(), event.timeNs(), other));
        }

        @Override
        public String id() {
            return plain.id();
        }

        @Override
        public VenueCapabilities capabilities() {
            return plain.capabilities();
        }

        @Override
        public FeeSchedule fees(Symbol symbol) {
            return plain.fees(symbol);
        }

        @Override
        public List<Instrument> instruments() {
            return plain.instruments();
        }

        @Override
        public Optional<BookView> book(Symbol symbol) {
            return plain.book(symbol);
        }

        @Override
        public void connect(VenueListener listener) {
            plain.connect(report -> tell(listener, report));
        }

        @Override
        public void submit(ChildOrder order, long timeNs) {
            plain.submit(order, timeNs);
        }

        @Override
        public void cancel(ChildOrder order, long timeNs) {
            plain.cancel(order, timeNs);
        }

        @Override
        public void amend(ChildOrder order, BigDecimal quantity, OrderType type, long timeNs) {
            plain.amend(order, quantity, type, timeNs);
        }

        @Override
        public void query(ChildOrder order, long timeNs) {
            plain.query(order, timeNs);
        }

        @Override
        public void onMarket(MarketEvent event) {
            plain.onMarket(event);
        }

        @Override
        public long nextDueNs() {
            return plain.nextDueNs();
        }

        @Override
        public void advanceTo(long timeNs) {
            plain.advanceTo(timeNs);
        }

        @Override
        public void restore(ChildOrder order, long timeNs) {
            plain.restore(order, timeNs);
        }

        @Override
        public void close() {
            plain.close();
        }
    }

    private static SimulatedVenueContract contract(Function<SimulatedVenue, SimulatedVenue> broken) {
        return new SimulatedVenueContract() {
            @Override
            protected SimulatedVenue simulated() {
                return broken.apply(new TouchVenue(instrument()));
            }
        };
    }
}
