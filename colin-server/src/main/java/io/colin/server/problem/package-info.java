/**
 * What went wrong with a request, as RFC 9457 problem details: {@link io.colin.server.problem.Problem} and the closed
 * list of its codes.
 */
@NullMarked
package io.colin.server.problem;

import org.jspecify.annotations.NullMarked;
