package io.colin.execution.venue.paper;

import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.Symbol;
import io.colin.api.order.Fill;
import io.colin.api.order.Liquidity;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.OrderStatus;
import io.colin.api.venue.VenueListener;
import io.colin.api.venue.VenueReport;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** Turns what happened at the venue into reports that reach us after their delay. */
final class Reporter implements Executions {
    private final String venue;
    private final Map<Symbol, Instrument> instruments;
    private final FeeBook fees;
    private final LatencyModel latency;
    private final Agenda reports = new Agenda();
    private final FaultDice dice;
    private Consumer<Fill> onFill = fill -> {};
    private Optional<VenueListener> listener = Optional.empty();

    Reporter(String venue, Map<Symbol, Instrument> instruments, FeeBook fees, LatencyModel latency, FaultDice dice) {
        this.venue = venue;
        this.instruments = instruments;
        this.fees = fees;
        this.latency = latency;
        this.dice = dice;
    }

    Agenda agenda() {
        return reports;
    }

    void listen(VenueListener newListener) {
        listener = Optional.of(newListener);
    }

    /** Who looks at each fill. */
    void onFill(Consumer<Fill> look) {
        onFill = look;
    }

    boolean isConnected() {
        return listener.isPresent();
    }

    /**
     * Reports what happened to an order at a time; the event is stamped with the time it reaches us, and an end states what
     * was executed by then.
     */
    void update(PaperOrder order, long timeNs, LongFunction<OrderEvent> event) {
        BigDecimal executed = order.filled();
        send(order, timeNs, dueNs -> told(event.apply(dueNs), executed));
    }

    private VenueReport told(OrderEvent event, BigDecimal executed) {
        return switch (event) {
            case OrderEvent.Canceled end -> new VenueReport.OrderUpdate(venue, event, Optional.of(executed));
            case OrderEvent.Expired end -> new VenueReport.OrderUpdate(venue, event, Optional.of(executed));
            case OrderEvent.Rejected end -> new VenueReport.OrderUpdate(venue, event, Optional.of(executed));
            default -> new VenueReport.OrderUpdate(venue, event);
        };
    }

    /** Answers a command, unless the answer is lost: then the fate of the order is unknown once it was waited for. */
    void answer(PaperOrder order, long timeNs, LongFunction<OrderEvent> event) {
        if (dice.drops(order)) {
            lost(order, timeNs, "no answer came");
        } else {
            update(order, timeNs, event);
        }
    }

    /** A command whose answer never comes. */
    void lost(PaperOrder order, long timeNs, String why) {
        long dueNs = timeNs + dice.faults().answerTimeout().toNanos();
        put(dueNs, due -> new VenueReport.OrderUpdate(venue, new OrderEvent.Unresolved(order.id(), due, why)));
    }

    void send(PaperOrder order, long timeNs, LongFunction<VenueReport> report) {
        put(order.reportAt(timeNs, latency), report);
    }

    /** Tells that the connection was lost, or is back. */
    void connection(boolean up, long timeNs) {
        String reason = up ? "the connection is back" : "the connection was lost";
        reports.put(
                timeNs,
                due -> listener.ifPresent(l -> l.onReport(new VenueReport.ConnectionChanged(venue, due, up, reason))));
    }

    /** What is due while the connection is lost comes when it is back. */
    private void put(long dueNs, LongFunction<VenueReport> report) {
        reports.put(dice.upAt(dueNs), due -> listener.ifPresent(l -> l.onReport(report.apply(due))));
    }

    private void report(PaperOrder order, Fill fill, long timeNs) {
        LongFunction<VenueReport> told =
                due -> new VenueReport.OrderUpdate(venue, new OrderEvent.Filled(order.id(), due, fill));
        if (dice.delays(order)) {
            put(order.lateAt(timeNs, dice.faults().lateBy().toNanos(), latency), told);
        } else {
            send(order, timeNs, told);
        }
        if (dice.repeats(order)) {
            send(order, timeNs, told);
        }
    }

    @Override
    public void fill(PaperOrder order, BigDecimal quantity, BigDecimal price, Liquidity liquidity, long timeNs) {
        order.fill(quantity);
        Instrument instrument = instruments.get(order.origin().symbol());
        if (instrument == null) {
            throw new IllegalStateException(
                    "symbol: is not traded here (" + order.origin().symbol() + ")");
        }
        BigDecimal rate = fees.at(instrument.symbol(), timeNs).rate(liquidity);
        fees.executed(instrument.symbol(), quantity, price, timeNs);
        Fill fill = new Fill(
                venue + ":" + order.id() + ":" + order.tradeNumber(),
                order.id(),
                order.origin().parentId(),
                venue,
                order.origin().symbol(),
                order.side(),
                quantity,
                price,
                instrument.worth(quantity, price).abs().multiply(rate),
                instrument.settlementCurrency(),
                liquidity,
                timeNs);
        report(order, fill, timeNs);
        onFill.accept(fill);
    }

    @Override
    public void cancel(PaperOrder order, String reason, long timeNs) {
        order.turn(OrderStatus.CANCELED);
        update(order, timeNs, due -> new OrderEvent.Canceled(order.id(), due, reason));
    }
}
