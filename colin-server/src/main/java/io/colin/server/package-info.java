/**
 * The server: REST, WebSocket, configuration and command line. It composes the modules and decides nothing; start
 * reading at {@code cli.ColinCommand} (what the command line does) and
 * {@link io.colin.server.http.HttpServer} (how a request comes in).
 */
@NullMarked
package io.colin.server;

import org.jspecify.annotations.NullMarked;
