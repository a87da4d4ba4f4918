package io.colin.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "                      | empty",
                "{                     | not JSON",
                "{\"a\":1,}            | not JSON",
                "{'a':1}               | not JSON",
                "{\"a\":NaN}           | not JSON",
                "{\"a\":01}            | not JSON",
                "{\"a\":1} x           | not JSON",
                "{\"a\":1}{\"b\":2}    | not JSON",
                "{\"a\":1,\"a\":2}     | twice",
                "{\"a\":1e999999999}   | exponent",
                "{\"a\":1e-99}         | exponent",
                "{\"a\":12345678901234567890123456789012345} | 34 digits",
                "{\"a\":\"\\ud800\"}   | surrogate",
            })
    void whatTwoReadersCouldUnderstandDifferentlyIsNotTaken(String text, String reason) {
        byte[] bytes = (text == null ? "" : text).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Json.parse(bytes))
                .isInstanceOf(JsonException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("com.fasterxml");
    }

    @Test
    void depthStringsAndFieldsAreLimited() {
        assertBroken("[".repeat(17) + "]".repeat(17), "levels");
        assertBroken("[\"" + "x".repeat(10_001) + "\"]", "longer");
        StringBuilder fields = new StringBuilder("{");
        for (int i = 0; i < 257; i++) {
            fields.append(i == 0 ? "" : ",").append("\"f").append(i).append("\":1");
        }
        assertBroken(fields + "}", "fields");
        assertThatThrownBy(() -> Json.parse(new byte[] {'"', (byte) 0xff, '"'})).hasMessageContaining("UTF-8");
    }

    @Test
    void numbersAreReadExactly() throws JsonException {
        JsonNode node =
                Json.parse("{\"a\":0.1000,\"b\":12345678901234567890.123456789}".getBytes(StandardCharsets.UTF_8));
        assertThat(node.path("a").decimalValue()).isEqualTo(new BigDecimal("0.1000"));
        assertThat(node.path("b").decimalValue()).isEqualTo(new BigDecimal("12345678901234567890.123456789"));
    }

    @Test
    void writesDecimalsAsStringsAndWhatIsNotKnownAsNull() {
        assertThat(Json.decimal(new BigDecimal("1E+3")).asText()).isEqualTo("1000");
        assertThat(Json.statistic(Double.NaN).isNull()).isTrue();
        assertThat(Json.statistic(0.05).doubleValue()).isEqualTo(0.05);
        assertThat(Json.time(1_700_000_000_123_456_789L).asText()).isEqualTo("2023-11-14T22:13:20.123456789Z");
        assertThat(Json.time(Long.MIN_VALUE).isNull()).isTrue();
    }

    @Test
    void equalContentHasOneCanonicalText() throws JsonException {
        String one = Json.canonical(
                Json.parse("{\"b\":[1,{\"d\":1,\"c\":2}],\"a\":\"x\"}".getBytes(StandardCharsets.UTF_8)));
        String other = Json.canonical(
                Json.parse("{ \"a\":\"x\", \"b\":[1,{\"c\":2,\"d\":1}]}".getBytes(StandardCharsets.UTF_8)));
        assertThat(one).isEqualTo(other).isEqualTo("{\"a\":\"x\",\"b\":[1,{\"c\":2,\"d\":1}]}");
    }

    private static void assertBroken(String text, String reason) {
        assertThatThrownBy(() -> Json.parse(text.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(reason);
    }
}
