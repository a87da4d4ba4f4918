package io.colin.ml.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.colin.ml.report.Section.Bars;
import io.colin.ml.report.Section.Facts;
import io.colin.ml.report.Section.Lines;
import io.colin.ml.report.Section.Matrix;
import io.colin.ml.report.Section.Table;
import io.colin.ml.report.Section.Words;
import java.util.List;

/**
 * A report as one JSON document: {@code title}, {@code verdict} and {@code sections}, each with {@code kind},
 * {@code title} and its content. Numbers are full values, not what people are shown; what does not exist is null.
 */
public final class ReportJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private ReportJson() {}

    /**
     * Writes a report.
     *
     * @param report to write
     * @return one line of JSON without a line end; the same text for the same report
     */
    public static String of(Report report) {
        ObjectNode json = NODES.objectNode().put("title", report.title()).put("verdict", report.verdict());
        ArrayNode sections = json.putArray("sections");
        report.sections().forEach(section -> sections.add(section(section)));
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every report can be written", e);
        }
    }

    private static ObjectNode section(Section section) {
        return switch (section) {
            case Words words -> {
                ObjectNode json = start("words", words);
                words.paragraphs().forEach(json.putArray("paragraphs")::add);
                yield json;
            }
            case Facts facts -> facts(facts);
            case Table table -> table(table);
            case Lines lines -> lines(lines);
            case Bars bars -> bars(bars);
            case Matrix matrix -> matrix(matrix);
        };
    }

    private static ObjectNode start(String kind, Section section) {
        return NODES.objectNode().put("kind", kind).put("title", section.title());
    }

    private static ObjectNode facts(Facts facts) {
        ObjectNode json = start("facts", facts);
        ObjectNode values = json.putObject("facts");
        facts.facts().forEach(fact -> put(values, fact.name(), fact.value()));
        return json;
    }

    private static void put(ObjectNode json, String name, Cell cell) {
        switch (cell) {
            case Cell.Text text -> json.put(name, text.shown());
            case Cell.Numeric number -> json.put(name, number.value());
            case Cell.Absent absent -> json.putNull(name);
        }
    }

    private static ObjectNode table(Table table) {
        ObjectNode json = start("table", table);
        ArrayNode rows = json.putArray("rows");
        for (List<Cell> row : table.rows()) {
            ObjectNode named = rows.addObject();
            for (int i = 0; i < row.size(); i++) {
                put(named, table.columns().get(i), row.get(i));
            }
        }
        return json;
    }

    private static ObjectNode lines(Lines lines) {
        ObjectNode json = start("lines", lines)
                .put("x", lines.axes().x())
                .put("y", lines.axes().y());
        json.put("x_is_time_ms", lines.axes().time());
        ArrayNode series = json.putArray("series");
        for (Section.Series line : lines.series()) {
            ObjectNode one = series.addObject().put("name", line.name());
            ArrayNode points = one.putArray("points");
            line.points().forEach(point -> points.addArray().add(point.x()).add(point.y()));
        }
        return json;
    }

    private static ObjectNode bars(Bars bars) {
        ObjectNode json = start("bars", bars).put("unit", bars.unit());
        ArrayNode values = json.putArray("bars");
        bars.bars()
                .forEach(bar -> values.addObject()
                        .put("name", bar.name())
                        .put("value", bar.value())
                        .put("low", bar.low())
                        .put("high", bar.high()));
        return json;
    }

    private static ObjectNode matrix(Matrix matrix) {
        ObjectNode json = start("matrix", matrix).put("rows_are", matrix.rowsAre());
        json.put("columns_are", matrix.columnsAre());
        matrix.names().forEach(json.putArray("names")::add);
        ArrayNode rows = json.putArray("counts");
        matrix.counts().forEach(row -> row.forEach(rows.addArray()::add));
        return json;
    }
}
