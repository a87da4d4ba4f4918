/**
 * The whole web front of a process: {@link io.colin.server.web.WebFront} puts routes, streams, health and metrics
 * together and is there before the engine is.
 */
@NullMarked
package io.colin.server.web;

import org.jspecify.annotations.NullMarked;
