package io.colin.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Numbers of a file as they are written. YAML 1.1 reads 010 as 8, 0x10 as 16, 0b11 as 3 and 1:30 as 90: nobody who writes a
 * limit means that, and command line and environment read decimals.
 */
final class RawNumbers {
    private static final Pattern RADIX = Pattern.compile("[+-]?0[0-9xXbBoO_].*");

    private RawNumbers() {}

    /**
     * The numbers that YAML would read as others than they are written.
     *
     * @param yaml reads the text
     * @param text of a file that is valid YAML
     * @return a violation for each, by field
     */
    static List<ConfigViolation> broken(YAMLMapper yaml, String text) throws IOException {
        List<ConfigViolation> violations = new ArrayList<>();
        try (JsonParser parser = yaml.getFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isNumeric() && !isAsWritten(parser)) {
                    String path = path(parser.getParsingContext());
                    violations.add(new ConfigViolation(
                            path,
                            "must be written as a decimal number without a leading zero",
                            ConfigLoader.isSecret(path) ? "" : parser.getText()));
                }
            }
        }
        return violations;
    }

    private static boolean isAsWritten(JsonParser parser) throws IOException {
        String raw = parser.getText();
        if (RADIX.matcher(raw).matches()) {
            return false;
        }
        try {
            return new BigDecimal(raw.replace("_", "")).compareTo(parser.getDecimalValue()) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The field: the names down to the first list. */
    private static String path(JsonStreamContext innermost) {
        String path = "";
        for (JsonStreamContext at = innermost; at != null; at = at.getParent()) {
            if (at.inArray()) {
                path = "";
            } else if (at.getCurrentName() != null) {
                path = path.isEmpty() ? at.getCurrentName() : at.getCurrentName() + "." + path;
            }
        }
        return path;
    }
}
