package io.colin.ml.serving;

import io.colin.api.market.Aggressor;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import io.colin.api.signal.SignalModel;
import io.colin.api.signal.SignalModelContract;
import io.colin.ml.SyntheticMarket;
import io.colin.ml.Trained;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class OnnxSignalModelContractTest extends SignalModelContract {
    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = HandMadeModel.write(directory);
    }

    @Override
    protected SignalModel model() {
        return HandMadeModel.of(file).build();
    }

    /** Two trades, then bars until some time after the model has warmed up. */
    @Override
    protected List<? extends MarketEvent> events() {
        List<MarketEvent> events = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            events.add(new Trade(
                    SyntheticMarket.SYMBOL,
                    SyntheticMarket.START_NS + i,
                    BigDecimal.valueOf(1_000),
                    BigDecimal.ONE,
                    Aggressor.UNKNOWN));
        }
        events.addAll(Trained.BARS.subList(0, 130));
        return events;
    }
}
