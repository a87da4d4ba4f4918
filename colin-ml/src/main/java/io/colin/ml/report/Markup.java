package io.colin.ml.report;

import java.util.Locale;

/** Writes HTML and SVG: text and attribute values are always escaped, numbers always have the same shape. */
final class Markup {
    private final StringBuilder out = new StringBuilder(1 << 14);

    /** Opens an element; attributes come as name, value, name, value. Elements are closed by their name. */
    Markup open(String element, Object... attributes) {
        return tag(element, ">", attributes);
    }

    /** An element without content. */
    Markup empty(String element, Object... attributes) {
        return tag(element, "/>", attributes);
    }

    Markup close(String element) {
        out.append("</").append(element).append(">\n");
        return this;
    }

    /** Text content, escaped. */
    Markup text(String text) {
        escape(text);
        return this;
    }

    /** An element with text only. */
    Markup leaf(String element, String text, Object... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    /** What the caller wrote itself; never anything from outside. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private Markup tag(String element, String end, Object... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(show(attributes[i + 1]));
            out.append('"');
        }
        out.append(end);
        return this;
    }

    private static String show(Object value) {
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.1f", number == 0 ? 0.0 : number)
                : value.toString();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(isAllowed(c) ? c : '\uFFFD');
            }
        }
    }

    /** Control characters other than white space may stand in no HTML document. */
    private static boolean isAllowed(char c) {
        return c >= ' ' || c == '\n' || c == '\t';
    }
}
