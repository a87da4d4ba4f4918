package io.colin.execution.report;

import io.colin.api.internal.Require;
import java.util.ArrayList;
import java.util.List;

/**
 * One HTML page that needs nothing else: charts are inline SVG, there is no script, the page asks for no other file and
 * forbids itself to, and it follows the reader's light or dark setting. The numbers behind a chart stand in a table below
 * it. The same page gives the same text. Immutable.
 *
 * @param title what it is about
 * @param summary what came out, in one or two sentences
 * @param blocks in the order shown
 */
public record Page(String title, String summary, List<Block> blocks) {
    /** Checks and copies. */
    public Page {
        Require.text("title", title);
        Require.text("summary", summary);
        blocks = List.copyOf(blocks);
    }

    /**
     * Starts a page.
     *
     * @param title what it is about
     * @param summary what came out, in one or two sentences
     * @return a builder without blocks
     */
    public static Builder builder(String title, String summary) {
        return new Builder(Require.text("title", title), Require.text("summary", summary));
    }

    /**
     * Writes it.
     *
     * @return the whole page, to be stored as UTF-8
     */
    public String html() {
        return new PageWriter().write(this);
    }

    /** Collects blocks in the order given. Not safe for several threads. */
    public static final class Builder {
        private final String title;
        private final String summary;
        private final List<Block> blocks = new ArrayList<>();

        private Builder(String title, String summary) {
            this.title = title;
            this.summary = summary;
        }

        /**
         * Adds a block.
         *
         * @param block to add
         * @return this
         */
        public Builder add(Block block) {
            blocks.add(block);
            return this;
        }

        /**
         * Adds sentences.
         *
         * @param heading a few words
         * @param paragraphs plain text
         * @return this
         */
        public Builder words(String heading, String... paragraphs) {
            return add(new Block.Words(heading, List.of(paragraphs)));
        }

        /**
         * Builds the page.
         *
         * @return the page
         */
        public Page build() {
            return new Page(title, summary, blocks);
        }
    }
}
