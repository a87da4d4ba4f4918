package io.colin.ml.serving;

import io.colin.api.market.ListSource;
import io.colin.api.market.MarketEvent;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalModelContract;
import io.colin.ml.BookTraining;
import io.colin.ml.TrainedBookModel;
import io.colin.ml.feature.book.BookScript;
import java.util.List;
import java.util.Set;

class BookSignalModelContractTest extends SignalModelContract {
    private static final List<MarketEvent> EVENTS = BookScript.events(BookScript.LINEAR, 22, 12_000);
    private static final TrainedBookModel TRAINED = BookTraining.builder()
            .source(ListSource.of("script", EVENTS))
            .instrument(BookScript.LINEAR)
            .build()
            .train();

    @Override
    protected SignalModel model() {
        return TRAINED.serve(Set.of(BookScript.LINEAR));
    }

    /** Two trades before the book, then until some time after the model has warmed up. */
    @Override
    protected List<? extends MarketEvent> events() {
        return EVENTS.subList(0, 2_000);
    }
}
