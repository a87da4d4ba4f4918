package io.colin.risk.gate;

import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RecordListener;
import io.colin.api.instrument.Symbol;
import io.colin.api.internal.Require;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.ParentOrder;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskDecision;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskNotice;
import io.colin.api.risk.RiskReduction;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskStatus;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.SelfMatch;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.api.risk.TradingState;
import io.colin.risk.internal.SavedState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Several gates as one: an order passes when all let it pass, in the tightest size any of them allows. What one refuses is
 * given back in the others. When one allows less, all are asked for that size anew, so that each has judged the size that
 * goes; a gate that counts what passes may count such an order twice.
 *
 * <p>An amend that one refuses after others let it pass is taken back there by an amend to the terms as they work; a gate
 * that refuses even that keeps the larger of both reserved until the order tells otherwise.
 *
 * <p>Single-threaded.
 */
public final class ChainedGate implements RiskGate, RecordListener {
    private static final String KIND = "gate";
    private static final String COUNT = "chain.count";
    private static final int MOST_ROUNDS = 16;

    private final List<RiskGate> gates;

    private ChainedGate(List<RiskGate> gates) {
        this.gates = gates;
    }

    /**
     * Several gates as one.
     *
     * @param gates asked in this order; at least one
     * @return the gate
     */
    public static ChainedGate of(List<RiskGate> gates) {
        Require.that(!gates.isEmpty(), "gates", "must hold at least one", gates);
        return new ChainedGate(List.copyOf(gates));
    }

    @Override
    public RiskDecision check(RiskRequest request, RiskContext context) {
        Joint joint = new Joint(request);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (round(joint, context)) {
                return joint.decision();
            }
        }
        return joint.refusal("gates agree on no size");
    }

    /** Asks every gate for one size; false when all must be asked for a smaller one. */
    private boolean round(Joint joint, RiskContext context) {
        joint.start();
        for (int i = 0; i < gates.size(); i++) {
            RiskDecision answer = gates.get(i).check(joint.request(), context);
            boolean smaller = joint.add(answer);
            if (smaller || !answer.passes()) {
                int asked = answer.passes() ? i + 1 : i;
                for (RiskGate gate : gates.subList(0, asked)) {
                    joint.takeBack(gate, context);
                }
                return !smaller;
            }
        }
        return true;
    }

    @Override
    public void onParent(ParentOrder parent) {
        each(gate -> gate.onParent(parent));
    }

    @Override
    public void onChild(ChildOrder child) {
        each(gate -> gate.onChild(child));
    }

    @Override
    public void onFill(Fill fill) {
        each(gate -> gate.onFill(fill));
    }

    @Override
    public void onPortfolio(Portfolio portfolio) {
        each(gate -> gate.onPortfolio(portfolio));
    }

    @Override
    public void onBar(Bar bar) {
        each(gate -> gate.onBar(bar));
    }

    @Override
    public void onMarket(Symbol symbol, MarketView market) {
        each(gate -> gate.onMarket(symbol, market));
    }

    @Override
    public void onTime(long nowNs) {
        each(gate -> gate.onTime(nowNs));
    }

    @Override
    public List<RiskNotice> takeNotices() {
        List<RiskNotice> all = List.of();
        for (int i = 0; i < gates.size(); i++) {
            List<RiskNotice> its = gates.get(i).takeNotices();
            if (!its.isEmpty()) {
                all = joined(all, its);
            }
        }
        return all;
    }

    private static List<RiskNotice> joined(List<RiskNotice> first, List<RiskNotice> second) {
        List<RiskNotice> both = new ArrayList<>(first);
        both.addAll(second);
        return List.copyOf(both);
    }

    @Override
    public boolean onPerformance(List<Long> endToEndNs, long lagNs, long timeNs) {
        boolean awaited = false;
        for (RiskGate gate : gates) {
            awaited |= gate.onPerformance(endToEndNs, lagNs, timeNs);
        }
        return awaited;
    }

    /** Slow work of the first gate that has some; the others are asked once it was applied. */
    @Override
    public Optional<RiskTask> dueTask(RiskContext context) {
        for (RiskGate gate : gates) {
            Optional<RiskTask> due = gate.dueTask(context);
            if (due.isPresent()) {
                return due;
            }
        }
        return Optional.empty();
    }

    @Override
    public void onRecord(LedgerEvent event, boolean again) {
        for (RiskGate gate : gates) {
            if (gate instanceof RecordListener follower) {
                follower.onRecord(event, again);
            }
        }
    }

    @Override
    public List<RiskReduction> dueReductions(RiskContext context) {
        List<RiskReduction> all = new ArrayList<>();
        each(gate -> all.addAll(gate.dueReductions(context)));
        return List.copyOf(all);
    }

    /** That of the first gate that has another than to refuse. */
    @Override
    public SelfMatchPolicy selfMatchPolicy() {
        return gates.stream()
                .map(RiskGate::selfMatchPolicy)
                .filter(policy -> policy != SelfMatchPolicy.REJECT)
                .findFirst()
                .orElse(SelfMatchPolicy.REJECT);
    }

    /** What the gates of that policy name. */
    @Override
    public List<SelfMatch> selfMatches(RiskRequest.Child child, RiskContext context) {
        SelfMatchPolicy policy = selfMatchPolicy();
        return gates.stream()
                .filter(gate -> gate.selfMatchPolicy() == policy)
                .flatMap(gate -> gate.selfMatches(child, context).stream())
                .distinct()
                .sorted(Comparator.comparing(SelfMatch::orderId))
                .toList();
    }

    /** What the first gate says that refuses. */
    @Override
    public Optional<RiskDecision> vet(RiskRequest request, Optional<BigDecimal> goesAt, RiskContext context) {
        return gates.stream()
                .flatMap(gate -> gate.vet(request, goesAt, context).stream())
                .findFirst();
    }

    @Override
    public boolean keepsReduceOnly() {
        return gates.stream().anyMatch(RiskGate::keepsReduceOnly);
    }

    @Override
    public boolean isReserved(String principal) {
        return gates.stream().anyMatch(gate -> gate.isReserved(principal));
    }

    /** An order stays where every gate that halts would let it, and one of them knows it as a way out. */
    @Override
    public boolean mayUnwind(ParentOrder parent) {
        return gates.stream()
                        .filter(gate -> gate.status().tradingState() == TradingState.HALTED)
                        .allMatch(gate -> gate.mayUnwind(parent))
                && gates.stream().anyMatch(gate -> gate.mayUnwind(parent));
    }

    /** What a person does is done to every gate that can be controlled. */
    @Override
    public Optional<RiskControls> controls() {
        List<RiskControls> all =
                gates.stream().flatMap(gate -> gate.controls().stream()).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(new ChainedControls(all));
    }

    @Override
    public double sizeMultiplier(Symbol symbol) {
        return gates.stream()
                .mapToDouble(gate -> gate.sizeMultiplier(symbol))
                .min()
                .orElse(1);
    }

    @Override
    public RiskStatus status() {
        return ChainedStatus.of(gates.stream().map(RiskGate::status).toList());
    }

    @Override
    public SortedMap<String, String> durableState() {
        SortedMap<String, String> state = new TreeMap<>();
        state.put(KIND, "chain/1");
        state.put(COUNT, Integer.toString(gates.size()));
        for (int i = 0; i < gates.size(); i++) {
            String prefix = prefix(i);
            gates.get(i).durableState().forEach((name, text) -> state.put(prefix + name, text));
        }
        return state;
    }

    @Override
    public void restore(SortedMap<String, String> state) {
        Require.that("chain/1".equals(state.get(KIND)), KIND, "must be chain/1", state.keySet());
        int count = SavedState.of(state).count(COUNT);
        Require.that(count == gates.size(), COUNT, "must be " + gates.size(), count);
        List<SortedMap<String, String>> parts = new ArrayList<>();
        for (int i = 0; i < gates.size(); i++) {
            parts.add(part(state, prefix(i)));
        }
        for (int i = 0; i < gates.size(); i++) {
            gates.get(i).restore(parts.get(i));
        }
    }

    private static SortedMap<String, String> part(Map<String, String> state, String prefix) {
        SortedMap<String, String> part = new TreeMap<>();
        state.forEach((name, text) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), text);
            }
        });
        return part;
    }

    private static String prefix(int gate) {
        return "chain." + gate + ".";
    }

    private void each(Consumer<RiskGate> call) {
        gates.forEach(call);
    }
}
