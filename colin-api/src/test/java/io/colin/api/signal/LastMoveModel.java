package io.colin.api.signal;

import io.colin.api.Decimals;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.MarketEvent;
import io.colin.api.market.Trade;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The plainest model: every hundredth trade of its symbol is a decision point and the last move is expected to go on. */
final class LastMoveModel implements SignalModel {
    private static final int EVERY = 100;

    private final Symbol known;
    private final Map<Symbol, Input> latest = new HashMap<>();
    private BigDecimal before = BigDecimal.ZERO;
    private int trades;

    private record Input(Symbol symbol, long dataAsOfNs, BigDecimal before, BigDecimal now) implements ModelInput {}

    LastMoveModel(Symbol known) {
        this.known = known;
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "last-move",
                "1",
                "rule",
                Profile.BAR,
                900_000_000_000L,
                ModelStage.CANDIDATE,
                "price",
                0,
                0,
                new TreeMap<>());
    }

    @Override
    public Optional<? extends ModelInput> observe(MarketEvent event) {
        if (!(event instanceof Trade trade) || !trade.symbol().equals(known) || ++trades % EVERY != 0) {
            return Optional.empty();
        }
        BigDecimal reference = before.signum() == 0 ? trade.price() : before;
        Input input = new Input(known, trade.timeNs(), reference, trade.price());
        before = trade.price();
        latest.put(known, input);
        return Optional.of(input);
    }

    @Override
    public Optional<? extends ModelInput> latest(Symbol symbol) {
        return Optional.ofNullable(latest.get(symbol));
    }

    @Override
    public List<SignalOutcome> evaluate(List<? extends ModelInput> inputs) {
        return inputs.stream().map(input -> judge((Input) input)).toList();
    }

    private static SignalOutcome judge(Input input) {
        int sign = input.now().compareTo(input.before());
        if (sign == 0) {
            return new NoSignal(input.symbol(), input.dataAsOfNs(), "last-move", SignalReason.WARMING_UP, "no move");
        }
        double move = Decimals.statistic(input.now()) / Decimals.statistic(input.before()) - 1;
        return Signal.of(input.symbol(), "last-move", input.dataAsOfNs())
                .probabilities(sign > 0 ? new Probabilities(0.5, 0.3, 0.2) : new Probabilities(0.2, 0.3, 0.5))
                .directed(sign > 0 ? Direction.LONG : Direction.SHORT, 1)
                .expected(move, Math.abs(move))
                .band(0.001, input.now())
                .horizonNs(900_000_000_000L)
                .version("1", "price")
                .build();
    }
}
