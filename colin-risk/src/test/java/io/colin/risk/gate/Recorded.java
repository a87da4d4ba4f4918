package io.colin.risk.gate;

import io.colin.api.event.EventHeader;
import io.colin.api.event.LedgerEvent;
import io.colin.api.event.RecordListener;
import io.colin.api.event.RunEnded;
import io.colin.api.instrument.Symbol;
import io.colin.api.market.Bar;
import io.colin.api.market.MarketView;
import io.colin.api.order.ChildOrder;
import io.colin.api.order.Fill;
import io.colin.api.order.OrderIntent;
import io.colin.api.order.ParentOrder;
import io.colin.api.order.Side;
import io.colin.api.portfolio.CashFlow;
import io.colin.api.portfolio.Portfolio;
import io.colin.api.risk.KillSwitch;
import io.colin.api.risk.RiskContext;
import io.colin.api.risk.RiskControls;
import io.colin.api.risk.RiskGate;
import io.colin.api.risk.RiskRequest;
import io.colin.api.risk.RiskTask;
import io.colin.api.risk.SelfMatchPolicy;
import io.colin.api.risk.TimedLock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gate, its controls and its slow work in one, of which every call is written down and answered as it was told to. The
 * methods are those of the interfaces, so that none that is added can be forgotten.
 */
final class Recorded {
    /** A gate that also follows the ledger. */
    interface Following extends RiskGate, RecordListener {}

    final List<String> calls = new ArrayList<>();
    private final Map<String, Function<Object[], Object>> answers = new HashMap<>();

    Recorded answering(String method, Object answer) {
        return answeringBy(method, given -> answer);
    }

    Recorded answeringBy(String method, Function<Object[], Object> answer) {
        answers.put(method, answer);
        return this;
    }

    /** A gate that does not follow the ledger. */
    RiskGate plain() {
        return of(RiskGate.class);
    }

    Following gate() {
        return of(Following.class);
    }

    RiskControls controls() {
        return of(RiskControls.class);
    }

    RiskTask task() {
        return of(RiskTask.class);
    }

    private <T> T of(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                Recorded.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, given) -> called(method, given)));
    }

    private @Nullable Object called(Method method, Object @Nullable [] given) {
        Object[] all = given == null ? new Object[0] : given;
        calls.add(call(method, all));
        @Nullable Function<Object[], Object> answer = answers.get(method.getName());
        return answer == null ? nothing(method) : answer.apply(all);
    }

    private static @Nullable Object nothing(Method method) {
        Class<?> type = method.getReturnType();
        if (type == void.class) {
            return null;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 0L;
        }
        if (type == double.class) {
            return 1.0;
        }
        if (type == SelfMatchPolicy.class) {
            return SelfMatchPolicy.REJECT;
        }
        return type == Optional.class ? Optional.empty() : type == SortedMap.class ? new TreeMap<>() : List.of();
    }

    static String call(Method method, Object... given) {
        return method.getName() + Arrays.toString(given);
    }

    /** All methods of some interfaces, by name. */
    static List<Method> methods(Class<?>... types) {
        return Stream.of(types)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    /** Calls a method of something with the arguments of a sample. */
    static @Nullable Object invoke(Object on, Method method, Object... given) {
        try {
            return method.invoke(on, given);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(method.getName(), e.getCause());
        }
    }

    /** One of each kind of argument, each of another value. */
    static final class Samples {
        private final Desk desk = new Desk(Desk.wide().build(), "1000");
        private final OrderIntent intent = desk.buy("1");
        private final ParentOrder parent = desk.parent(intent);
        private final ChildOrder child = desk.child(parent, "1");
        private final Fill fill = desk.fill("a", "b", Desk.BTC, Side.BUY, "1");
        private final RiskContext context = new RiskContext(desk, desk.portfolio());
        private int numbers;

        Object[] of(Method method) {
            return Stream.of(method.getParameterTypes()).map(this::of).toArray();
        }

        private Object of(Class<?> type) {
            numbers++;
            Map<Class<?>, Object> all = Map.ofEntries(
                    Map.entry(RiskRequest.class, new RiskRequest.Child(child, parent)),
                    Map.entry(RiskRequest.Child.class, new RiskRequest.Child(child, parent)),
                    Map.entry(Optional.class, Optional.of(BigDecimal.ONE)),
                    Map.entry(RiskContext.class, context),
                    Map.entry(ParentOrder.class, parent),
                    Map.entry(ChildOrder.class, child),
                    Map.entry(Fill.class, fill),
                    Map.entry(Portfolio.class, context.portfolio()),
                    Map.entry(CashFlow.class, new CashFlow("USD", BigDecimal.TEN.negate(), numbers)),
                    Map.entry(Bar.class, bar()),
                    Map.entry(Symbol.class, Desk.BTC),
                    Map.entry(MarketView.class, desk),
                    Map.entry(long.class, (long) numbers),
                    Map.entry(boolean.class, true),
                    Map.entry(List.class, List.of(1L, 2L)),
                    Map.entry(String.class, "text " + numbers),
                    Map.entry(SortedMap.class, new TreeMap<>(Map.of("name", "value"))),
                    Map.entry(KillSwitch.class, new KillSwitch(KillSwitch.Scope.SYSTEM, "", "why", "who", 1)),
                    Map.entry(TimedLock.class, new TimedLock(Desk.BTC, TimedLock.Sides.BOTH, "why", "who", 1, 2)),
                    Map.entry(KillSwitch.Scope.class, KillSwitch.Scope.VENUE),
                    Map.entry(LedgerEvent.class, new RunEnded(new EventHeader(1, 2, 3, "c", "d"), "run", "hash")));
            return Optional.ofNullable(all.get(type)).orElseThrow(() -> new AssertionError("no sample of " + type));
        }

        private static Bar bar() {
            BigDecimal one = BigDecimal.ONE;
            return new Bar(
                    Desk.BTC, 0, 60 * Desk.SECOND, one, one, one, one, BigDecimal.TEN, one, one, Bar.UNKNOWN_COUNT);
        }
    }
}
