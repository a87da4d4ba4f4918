package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.colin.execution.store.MemoryEventStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The size that is left for a target is that of its own symbol. */
class TargetSizeTest {
    @Test
    void asksTheGateForTheSizeOfTheSymbolOfTheSignal() throws Exception {
        List<Double> sizes = Collections.synchronizedList(new ArrayList<>());
        PlainGate gate = new PlainGate("1000").scaling(Rig.BTC_USD.symbol(), 0.75, 0.5);
        TradingEngine engine = Rig.recording()
                .swinging(ScriptedSource.minutes("800", "801", "801").giveAll(), MemoryEventStore.empty())
                .gate(gate)
                .sizer(request -> {
                    sizes.add(request.multiplier());
                    return BigDecimal.ZERO;
                })
                .build();
        engine.start();
        engine.ended().get(60, TimeUnit.SECONDS);
        engine.stop();
        assertThat(sizes).containsExactly(0.75);
    }
}
