package io.colin.execution.store;

import io.colin.api.event.ChildCreated;
import io.colin.api.event.PerformanceMeasured;
import io.colin.api.order.OrderEvent;
import io.colin.api.order.ParentOrder;
import io.colin.api.risk.RiskDecision;
import io.colin.api.signal.Signal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a record class looks: its components, its constructor, and its name where it is one of a sealed family. Looked up
 * once a class; immutable.
 */
final class RecordShape {
    /** Measurements by the clock: no two runs agree on them, so they are never written and come back as zero. */
    private static final Map<Class<?>, Set<String>> NOT_WRITTEN =
            Map.of(RiskDecision.class, Set.of("validationTimeNs"));

    /** What a component stands for that a record of before it lacks. */
    private static final Map<Class<?>, Map<String, Object>> ADDED = Map.of(
            ParentOrder.class,
            Map.of("algoVersion", ParentOrder.UNKNOWN_VERSION),
            ChildCreated.class,
            Map.of("algo", ParentOrder.UNKNOWN_VERSION),
            Signal.class,
            Map.of("provisional", false),
            PerformanceMeasured.class,
            Map.of("clockAheadNs", 0L),
            OrderEvent.PendingUpdate.class,
            Map.of("fallback", Optional.empty()),
            OrderEvent.Unresolved.class,
            Map.of("owed", OrderEvent.Unresolved.Owed.ANSWER));

    private static final MethodType READ = MethodType.methodType(Object.class, Record.class);

    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final Class<?> type;
    private final List<Part> parts;
    private final List<Part> written;
    private final Constructor<?> constructor;
    private final Optional<String> familyName;

    /**
     * A component.
     *
     * @param reader takes a record and gives the component
     */
    record Part(String name, Type type, MethodHandle reader, boolean isWritten, Optional<Object> before) {
        /** Its value in a record of the class. */
        Object read(Record of) {
            try {
                return (Object) reader.invokeExact(of);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(of.getClass().getName() + "." + name + " cannot be read", e);
            }
        }
    }

    private RecordShape(Class<?> type) {
        this.type = type;
        RecordComponent[] components = type.getRecordComponents();
        Set<String> notWritten = NOT_WRITTEN.getOrDefault(type, Set.of());
        List<Part> found = new ArrayList<>();
        for (RecordComponent component : components) {
            found.add(new Part(
                    component.getName(),
                    component.getGenericType(),
                    reader(component),
                    !notWritten.contains(component.getName()),
                    Optional.ofNullable(ADDED.getOrDefault(type, Map.of()).get(component.getName()))));
        }
        parts = List.copyOf(found);
        written = parts.stream()
                .filter(Part::isWritten)
                .sorted(Comparator.comparing(Part::name))
                .toList();
        constructor = canonical(type, components);
        familyName = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed)
                ? Optional.of(type.getSimpleName())
                : Optional.empty();
    }

    /**
     * The shape of a record class.
     *
     * @param type a record class
     * @return its shape
     */
    static RecordShape of(Class<?> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException("type: must be a record (" + type.getName() + ")");
        }
        return SHAPES.get(type);
    }

    List<Part> parts() {
        return parts;
    }

    /** The name that tells the members of a sealed family apart; empty for a record that stands alone. */
    Optional<String> familyName() {
        return familyName;
    }

    /** What is written of a record, sorted by name. */
    List<Part> written() {
        return written;
    }

    /** A record of these component values, in the order of {@link #parts()}. */
    Object create(Object[] arguments) {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            Throwable refused = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(type.getSimpleName() + " " + refused.getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be created", e);
        }
    }

    private static MethodHandle reader(RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.trySetAccessible();
        try {
            return MethodHandles.lookup().unreflect(accessor).asType(READ);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + " cannot be read", e);
        }
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }
}
