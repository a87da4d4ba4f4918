/**
 * The slow part of risk: gathers returns, computes the figures of the portfolio beside the order path and hands the gate
 * what it needs to judge an order within microseconds. Start with {@link io.colin.risk.figures.FigureDesk}.
 */
@NullMarked
package io.colin.risk.figures;

import org.jspecify.annotations.NullMarked;
