/**
 * The paper venue: {@link io.colin.execution.venue.paper.PaperVenue} fills orders against recorded or live books, books
 * modelled from trades, or bars, with fees, latency and queue positions, in event time and repeatable bit for bit.
 */
@NullMarked
package io.colin.execution.venue.paper;

import org.jspecify.annotations.NullMarked;
