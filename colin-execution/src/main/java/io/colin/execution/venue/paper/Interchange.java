package io.colin.execution.venue.paper;

import io.colin.api.Decimals;
import io.colin.api.instrument.Instrument;
import io.colin.api.instrument.InstrumentKind;
import io.colin.api.instrument.Payoff;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.BookDelta;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookSnapshot;
import io.colin.api.market.DataGap;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Quote;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One contract taken for another on the same underlying: what the market of the recorded one shows, told as if it were
 * the listed one. Prices stay as they are; sizes become those of the listed instrument, rounded down to its lot.
 *
 * @param listed what orders name
 * @param recorded whose market they are matched with
 */
record Interchange(Instrument listed, Instrument recorded) {
    Interchange {
        Symbol symbol = listed.symbol();
        Require.that(
                symbol.base().equals(recorded.symbol().base()),
                "recorded",
                "must have the underlying of " + symbol,
                recorded.symbol());
        Require.that(
                listed.payoff() == Payoff.LINEAR && listed.contractSize().compareTo(BigDecimal.ONE) == 0,
                "common",
                "must be linear with a contract size of 1, so that its sizes are the underlying's",
                symbol);
        Require.that(
                recorded.kind() != InstrumentKind.FUTURE,
                "recorded",
                "must be spot or perpetual: a future has a price of its own",
                recorded.symbol());
    }

    /** What a venue lists when a common instrument is traded on the market of a recorded one: with that one's grids. */
    static Interchange of(Instrument common, Instrument recorded) {
        // The lot of an inverse contract is an amount of money: no fixed size of the underlying.
        boolean linear = recorded.payoff() == Payoff.LINEAR;
        BigDecimal unit = recorded.contractSize();
        BigDecimal lot = linear ? recorded.lotSize().multiply(unit) : common.lotSize();
        BigDecimal least = linear ? recorded.minQuantity().multiply(unit) : BigDecimal.ZERO;
        BigDecimal notional = linear
                ? recorded.minNotional()
                : recorded.minQuantity().max(recorded.lotSize()).multiply(unit);
        return new Interchange(
                new Instrument(
                        common.symbol(),
                        common.kind(),
                        recorded.tickSize(),
                        lot,
                        least,
                        notional,
                        common.contractSize(),
                        common.payoff(),
                        common.expiryTimeNs()),
                recorded);
    }

    /** An event of the recorded market as the listed one's; empty for what is told of the recorded contract alone. */
    Optional<MarketEvent> told(MarketEvent event) {
        Symbol symbol = listed.symbol();
        return switch (event) {
            case Trade trade -> told(trade);
            case Quote quote ->
                Optional.of(new Quote(
                        symbol,
                        quote.timeNs(),
                        quote.bid(),
                        size(quote.bidSize(), quote.bid()),
                        quote.ask(),
                        size(quote.askSize(), quote.ask())));
            case BookSnapshot book ->
                Optional.of(new BookSnapshot(
                        symbol, book.timeNs(), book.lastUpdateId(), levels(book.bids()), levels(book.asks())));
            case BookDelta delta ->
                Optional.of(new BookDelta(
                        symbol,
                        delta.timeNs(),
                        delta.firstUpdateId(),
                        delta.lastUpdateId(),
                        delta.previousUpdateId(),
                        levels(delta.bids()),
                        levels(delta.asks())));
            case Bar bar -> Optional.of(told(bar));
            case DataGap gap -> Optional.of(new DataGap(symbol, gap.timeNs(), gap.kind(), gap.detail()));
            default -> Optional.empty();
        };
    }

    /** For a person: what stands in for what. */
    String text() {
        return listed.symbol() + " is matched with the recorded market of " + recorded.symbol()
                + ", taken as interchangeable: prices as they are, sizes in "
                + recorded.symbol().base()
                + (recorded.payoff() == Payoff.INVERSE ? " (contracts at each level's price)" : "")
                + ", rounded down to " + Decimals.text(listed.lotSize());
    }

    private Optional<MarketEvent> told(Trade trade) {
        BigDecimal quantity = size(trade.quantity(), trade.price());
        return quantity.signum() == 0
                ? Optional.empty()
                : Optional.of(new Trade(listed.symbol(), trade.timeNs(), trade.price(), quantity, trade.aggressor()));
    }

    private Bar told(Bar bar) {
        BigDecimal bought = size(bar.buyVolume(), bar.close());
        BigDecimal sold = size(bar.sellVolume(), bar.close());
        return new Bar(
                listed.symbol(),
                bar.openTimeNs(),
                bar.timeNs(),
                bar.open(),
                bar.high(),
                bar.low(),
                bar.close(),
                size(bar.volume(), bar.close()).max(bought.add(sold)),
                bought,
                sold,
                bar.tradeCount());
    }

    private List<BookLevel> levels(List<BookLevel> levels) {
        return levels.stream()
                .map(level -> new BookLevel(level.price(), size(level.quantity(), level.price())))
                .toList();
    }

    /** A recorded size in the underlying, on the lots of the listed instrument. */
    private BigDecimal size(BigDecimal quantity, BigDecimal price) {
        BigDecimal contracts = quantity.multiply(recorded.contractSize());
        return Decimals.floorTo(
                recorded.payoff() == Payoff.LINEAR ? contracts : contracts.divide(price, Decimals.QUOTIENT),
                listed.lotSize());
    }
}
