package io.colin.execution.venue.paper;

import io.colin.api.instrument.Symbol;
import io.colin.api.market.BookLevel;
import io.colin.api.market.BookView;
import io.colin.api.market.Fidelity;
import io.colin.api.order.Side;
import java.util.List;

/** A book as we meet it, own impact included: whoever plans by it can be filled as planned. */
record ImpactedBook(BookView recorded, OwnImpact impact) implements BookView {
    @Override
    public Symbol symbol() {
        return recorded.symbol();
    }

    @Override
    public long timeNs() {
        return recorded.timeNs();
    }

    @Override
    public Fidelity fidelity() {
        return recorded.fidelity();
    }

    @Override
    public List<BookLevel> bids(int depth) {
        return impact.shown(Side.SELL, recorded.bids(depth), depth);
    }

    @Override
    public List<BookLevel> asks(int depth) {
        return impact.shown(Side.BUY, recorded.asks(depth), depth);
    }
}
