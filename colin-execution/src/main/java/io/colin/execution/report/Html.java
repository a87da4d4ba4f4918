package io.colin.execution.report;

import java.util.Locale;

/** Writes elements: text and attribute values are always escaped, coordinates always have one decimal. */
final class Html {
    private final StringBuilder out = new StringBuilder(1 << 14);

    /** Opens an element; attributes come as name, value, name, value. */
    Html open(String element, Object... attributes) {
        return tag(element, ">", attributes);
    }

    Html close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    /** An element without content. */
    Html empty(String element, Object... attributes) {
        return tag(element, "/>\n", attributes);
    }

    /** An element with text only. */
    Html leaf(String element, String text, Object... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // Other control characters may stand in no HTML document.
                default -> out.append(c >= ' ' || c == '\n' || c == '\t' ? c : '\uFFFD');
            }
        }
        return this;
    }

    /** What this package wrote itself; never anything from outside. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private Html tag(String element, String end, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            text(shown(attributes[i + 1]));
            out.append('"');
        }
        out.append(end);
        return this;
    }

    private static String shown(Object value) {
        // Adding 0 turns -0 into 0.
        return value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number + 0.0) : value.toString();
    }
}
