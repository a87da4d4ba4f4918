package io.colin.examples;

import io.colin.api.market.MarketDataSource;
import io.colin.execution.algo.Immediate;
import io.colin.execution.engine.RunReport;
import io.colin.execution.engine.TradingEngine;
import io.colin.execution.routing.NetPriceRouter;
import io.colin.execution.source.BitstampTrades;
import io.colin.execution.venue.paper.PaperVenue;
import io.colin.ml.feature.BarCatalog;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.onnx.OnnxGraph;
import io.colin.ml.onnx.OnnxGraph.Axis;
import io.colin.ml.onnx.OnnxNode;
import io.colin.ml.serving.OnnxSignalModel;
import io.colin.risk.RiskLimits;
import io.colin.risk.gate.StandardGate;
import io.colin.risk.sizing.EquityShare;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A network of one's own as an ONNX file, over the embedded trades. With an argument that file is served; without one a
 * graph is written by hand first: it looks at the last row alone and bets on a move going on.
 *
 * <p>From PyTorch, a module that takes a batch of windows [batch, 10, 24] and gives three logits each, in the order LONG,
 * NEUTRAL, SHORT, is exported by
 *
 * <pre>{@code
 * torch.onnx.export(
 *     network.eval(), torch.zeros(1, 10, 24), "model.onnx",
 *     input_names=["window"], output_names=["logits"],
 *     dynamic_axes={"window": {0: "batch"}, "logits": {0: "batch"}}, dynamo=False)
 * }</pre>
 */
public final class YourOwnNetwork {
    private static final FeatureSchema COLUMNS = BarCatalog.demonstration();
    private static final int STEPS = 10;
    private static final float SLOPE = 150;
    private static final Duration QUIET = Duration.ofSeconds(60);

    private YourOwnNetwork() {}

    /** Logits of ±150 times the return of the last 15 minutes for LONG and SHORT, 0 for NEUTRAL. */
    static byte[] momentum() {
        float[] weights = new float[COLUMNS.size() * 3];
        int row = 3 * COLUMNS.indexOf("ret_15");
        weights[row] = SLOPE;
        weights[row + 2] = -SLOPE;
        return OnnxGraph.builder("momentum")
                .input("window", Axis.named("batch"), Axis.of(STEPS), Axis.of(COLUMNS.size()))
                .integers("last", new long[] {STEPS - 1})
                .floats("weights", weights, COLUMNS.size(), 3)
                .node(OnnxNode.of("Gather").in("window", "last").out("row").with("axis", 1))
                .node(OnnxNode.of("MatMul").in("row", "weights").out("logits"))
                .output("logits", Axis.named("batch"), Axis.of(3))
                .build()
                .toBytes();
    }

    static RunReport run(MarketDataSource source, Path file, PrintStream out) {
        var btcUsd = BitstampTrades.embedded().instrument();
        var model = OnnxSignalModel.builder()
                .name("momentum")
                .file(file)
                .symbols(Set.of(btcUsd.symbol()))
                .window(COLUMNS, STEPS) // the columns in the order the network takes them
                .logits()
                .trainedOn(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), Duration.ofDays(36_500)) // never was
                .build();
        out.println(
                "model " + model.description().id() + " " + model.description().version());
        try (var engine = TradingEngine.builder()
                .instruments(btcUsd)
                .source(source)
                .model(model)
                .sizer(EquityShare.builder().build())
                .gate(StandardGate.builder()
                        .limits(RiskLimits.demonstration()
                                // The first hours hold no history of returns, and an armed check without its input
                                // refuses.
                                .tail(t -> t.armed(false))
                                .stress(t -> t.armed(false))
                                .build())
                        .build())
                .algo(Immediate.builder().capBps(60).maxQuoteAge(QUIET).build())
                .router(NetPriceRouter.builder()
                        .maxBookAge(QUIET)
                        .slippageCapBps(60)
                        .build())
                .venue(PaperVenue.builder().instruments(btcUsd).feeBps(10).build())
                .build()) {
            RunReport report = engine.run();
            ReportPrinter.print(report, out);
            return report;
        }
    }

    /**
     * Trades the embedded week.
     *
     * @param args an ONNX file, or nothing
     */
    public static void main(String[] args) {
        run(BitstampTrades.embedded(), args.length > 0 ? Path.of(args[0]) : written(), System.out);
    }

    private static Path written() {
        try {
            Path file = Files.createTempFile("momentum", ".onnx");
            file.toFile().deleteOnExit();
            return Files.write(file, momentum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
