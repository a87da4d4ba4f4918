package io.colin.execution.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.colin.api.event.ExecutionAnalysed;
import io.colin.api.event.PortfolioMarked;
import io.colin.api.execution.ExecutionImpact;
import io.colin.api.execution.Realm;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.Side;
import io.colin.execution.algo.Immediate;
import io.colin.execution.impact.ImpactAccuracy;
import io.colin.execution.impact.ImpactEstimate;
import io.colin.execution.impact.ImpactLaw;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.venue.paper.PaperVenue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine trades at a venue whose law of impact is known, measures its parents, and foretells those it has not learnt from. */
class KnownLawRunTest {
    private static final long SECOND_NS = ScriptedSource.SECOND_NS;
    private static final int SECONDS = 20_000;
    /** So that orders of one side, which come in turn, never meet in one minute: they would pay for each other. */
    private static final int EVERY = 45;

    private static final int LEARNT = 250;
    private static final ImpactLaw TRUTH = new ImpactLaw(0.3, 0.5, 0.6);

    private final Rig rig = Rig.recording();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void recoversTheLawAndForetellsWhatItHasNotLearntFrom(long seed) {
        TradingEngine engine = trading(seed);
        engine.run();
        List<ExecutionAnalysed> told = rig.of(ExecutionAnalysed.class);
        assertThat(told).hasSizeGreaterThan(LEARNT + 150);
        double missed = 0;
        double realised = 0;
        long count = 0;
        for (ExecutionAnalysed each : told.subList(LEARNT, told.size())) {
            ExecutionImpact impact = each.analysis().impact().orElseThrow();
            double came = impact.slippage() - impact.relativeSpread() / 2;
            missed += Math.abs(impact.predicted() - impact.relativeSpread() / 2 - came);
            realised += Math.abs(came);
            count++;
        }
        double accuracy = new ImpactAccuracy(missed, realised, count).value().orElseThrow();
        ImpactEstimate estimate = engine.view()
                .executionCosts()
                .impact(Realm.PAPER, "paper", Rig.BTC_USD.symbol())
                .orElseThrow();
        assertThat(accuracy).as("%s parents, %s", count, estimate).isGreaterThan(0.98);
        assertThat(estimate.source()).isEqualTo(ImpactEstimate.Source.SYMBOL);
        assertThat(estimate.law().eta()).isCloseTo(TRUTH.eta(), within(0.005));
    }

    private TradingEngine trading(long seed) {
        SplittableRandom random = new SplittableRandom(seed + 1000);
        long[] nextNs = {ScriptedSource.START_NS + 900 * SECOND_NS};
        int[] orders = {0};
        TradingEngine[] engine = new TradingEngine[1];
        engine[0] = TradingEngine.builder()
                .instruments(Rig.BTC_USD)
                .source(SeededWalk.of(seed, SECONDS))
                .gate(new PlainGate("100000"))
                .initialCash(new BigDecimal("100000000"))
                .algo(Immediate.builder().capBps(500).maxQuoteAge(Rig.QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(Rig.QUIET)
                        .slippageCapBps(500)
                        .build())
                .venue(PaperVenue.builder()
                        .instruments(Rig.BTC_USD)
                        .feeBps(1)
                        .impact(TRUTH)
                        .build())
                .onEvent(rig.events::add)
                .onEvent(event -> {
                    if (event instanceof PortfolioMarked marked
                            && marked.header().timeNs() >= nextNs[0]
                            && engine[0].view().status().takesOrders()) {
                        nextNs[0] += EVERY * SECOND_NS;
                        var unused = engine[0].submit(Rig.ask(order(random, ++orders[0]), "", "h"));
                    }
                })
                .build();
        return engine[0];
    }

    /** From a two-hundredth of a minute's volume to half of it, buys and sells in turn. */
    private static OrderIntent order(SplittableRandom random, int number) {
        double quantity = SeededWalk.VOLUME * 60 * 0.005 * Math.pow(100, random.nextDouble());
        return OrderIntent.of(
                        Rig.BTC_USD.symbol(),
                        number % 2 == 1 ? Side.BUY : Side.SELL,
                        BigDecimal.valueOf(quantity).setScale(4, RoundingMode.UP))
                .clientOrderId("o" + number)
                .build();
    }
}
