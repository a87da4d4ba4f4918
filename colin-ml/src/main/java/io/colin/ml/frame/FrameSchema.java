package io.colin.ml.frame;

import io.colin.api.internal.Require;
import io.colin.ml.feature.ColumnSpec;
import io.colin.ml.feature.FeatureSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Columns of several time frames in one schema: frame after frame the same columns, each with the suffix {@code _f} and
 * the frame's length and the parameter {@code frame}, so that the schema's hash covers the frames. A schema without that
 * parameter has one frame, the bars themselves.
 */
public final class FrameSchema {
    private static final String FRAME = "frame";

    private FrameSchema() {}

    /**
     * The schema of some columns in every frame.
     *
     * @param columns of the bar catalog, from bars alone
     * @param frames length of each frame in bars, ascending, the first 1
     * @return frames × columns, frame by frame; warm-ups are in bars of the first frame
     */
    public static FeatureSchema of(FeatureSchema columns, List<Integer> frames) {
        List<ColumnSpec> all = new ArrayList<>();
        for (int frame : frames) {
            for (ColumnSpec column : columns.columns()) {
                SortedMap<String, Double> parameters = new TreeMap<>(column.parameters());
                parameters.put(FRAME, (double) frame);
                all.add(new ColumnSpec(
                        column.name() + suffix(frame),
                        column.formulaVersion(),
                        parameters,
                        column.required(),
                        Math.multiplyExact(column.warmUpBars(), frame),
                        column.unit(),
                        column.group()));
            }
        }
        return new FeatureSchema(all);
    }

    /**
     * The frames of a schema.
     *
     * @param schema any
     * @return length of each in bars, ascending; {@code [1]} where columns name no frame
     */
    public static List<Integer> frames(FeatureSchema schema) {
        return List.copyOf(byFrame(schema).keySet());
    }

    /**
     * Whether there is more than the bars themselves.
     *
     * @param schema any
     * @return true when its columns name frames
     */
    public static boolean isFramed(FeatureSchema schema) {
        return schema.columns().stream().anyMatch(column -> column.parameters().containsKey(FRAME));
    }

    /**
     * The columns of the first frame, as the bar catalog knows them.
     *
     * @param schema any
     * @return the schema itself where columns name no frame
     */
    public static FeatureSchema first(FeatureSchema schema) {
        return byFrame(schema).values().iterator().next();
    }

    /** The catalog's columns of each frame, in order. */
    static Map<Integer, FeatureSchema> byFrame(FeatureSchema schema) {
        if (!isFramed(schema)) {
            return Map.of(1, schema);
        }
        Map<Integer, List<ColumnSpec>> lists = new LinkedHashMap<>();
        int last = 0;
        for (ColumnSpec column : schema.columns()) {
            int frame = column.parameters().getOrDefault(FRAME, 0.0).intValue();
            Require.that(frame >= Math.max(1, last), "column " + column.name(), "must follow its frame", frame);
            last = frame;
            lists.computeIfAbsent(last, ignored -> new ArrayList<>()).add(plain(column, last));
        }
        Map<Integer, FeatureSchema> schemas = new LinkedHashMap<>();
        lists.forEach((frame, columns) -> schemas.put(frame, new FeatureSchema(columns)));
        return schemas;
    }

    private static ColumnSpec plain(ColumnSpec column, int frame) {
        SortedMap<String, Double> parameters = new TreeMap<>(column.parameters());
        parameters.remove(FRAME);
        String name = column.name();
        Require.that(name.endsWith(suffix(frame)), "column " + name, "must end with " + suffix(frame), frame);
        return new ColumnSpec(
                name.substring(0, name.length() - suffix(frame).length()),
                column.formulaVersion(),
                parameters,
                column.required(),
                column.warmUpBars() / frame,
                column.unit(),
                column.group());
    }

    private static String suffix(int frame) {
        return "_f" + frame;
    }
}
