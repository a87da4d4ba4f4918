/**
 * How a request comes in and an answer goes out. {@link io.colin.server.http.HttpServer} listens, and its edge is the only door: it checks
 * framing, host, credential and body before a {@link io.colin.server.http.Route}'s handler sees anything.
 */
@NullMarked
package io.colin.server.http;

import org.jspecify.annotations.NullMarked;
