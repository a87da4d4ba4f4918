package io.colin.ml.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.api.ColinException;
import io.colin.api.ColinException.Reason;
import io.colin.api.internal.Require;
import io.colin.ml.dataset.BarDataset;
import io.colin.ml.dataset.Scaler;
import io.colin.ml.feature.FeatureSchema;
import io.colin.ml.label.Label.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the data a model was fitted on looked like, kept as a part of its file.
 *
 * @param columns one a column of the schema, in its order, of values as the model sees them
 * @param limit of the scaled rows
 * @param volatilityRange 1 and 99 % quantile of {@link DailyVolatility} over the training; empty where it was too short
 */
public record TrainingReference(List<ColumnReference> columns, DistributionLimit limit, List<Double> volatilityRange) {
    /** Bars between two observations that count as two. */
    public static final int SPACING_BARS = 15;

    private static final String VOLATILITY_RANGE = "volatilityRange";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    /** Checks and copies. */
    public TrainingReference {
        columns = List.copyOf(columns);
        Require.positive("columns", columns.size());
        volatilityRange = List.copyOf(volatilityRange);
        Require.that(
                volatilityRange.isEmpty() || volatilityRange.size() == 2,
                "volatilityRange",
                "must be two numbers or none",
                volatilityRange);
    }

    /**
     * Fits on the decisions a network learnt from: the last row of each.
     *
     * @param data the rows
     * @param scaler fitted on the same fold
     * @param fit decisions of the fold in order of time, at least two
     * @return the reference
     */
    public static TrainingReference fit(BarDataset data, Scaler scaler, List<Outcome> fit) {
        FeatureSchema schema = data.schema();
        List<double[]> rows = new ArrayList<>();
        for (Outcome outcome : fit) {
            double[] row = new double[schema.size()];
            for (int column = 0; column < row.length; column++) {
                row[column] = scaler.scale(column, data.value(outcome.decision(), column));
            }
            rows.add(row);
        }
        List<ColumnReference> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            int at = column;
            double[] values = rows.stream().mapToDouble(row -> row[at]).toArray();
            columns.add(ColumnReference.fit(schema.columns().get(column).name(), values, SPACING_BARS));
        }
        return new TrainingReference(
                columns,
                DistributionLimit.fit(rows),
                DailyVolatility.range(data.history(), fit.getLast().decision()));
    }

    /**
     * As a part of a model file.
     *
     * @return the same bytes for the same reference
     */
    public byte[] bytes() {
        try {
            return (MAPPER.writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every reference can be written", e);
        }
    }

    /**
     * Reads a part of a model file.
     *
     * @param bytes as {@link #bytes} gave them
     * @return the reference
     * @throws ColinException MODEL_FAILED if they are no reference
     */
    public static TrainingReference parse(byte[] bytes) {
        try {
            JsonNode json = MAPPER.readTree(bytes);
            if (json instanceof ObjectNode object && !object.has(VOLATILITY_RANGE)) {
                // Kept before there was one: it is not known.
                object.putArray(VOLATILITY_RANGE);
            }
            return MAPPER.treeToValue(json, TrainingReference.class);
        } catch (IOException e) {
            throw new ColinException(
                    Reason.MODEL_FAILED, "the training reference cannot be used: " + e.getMessage(), e);
        }
    }
}
