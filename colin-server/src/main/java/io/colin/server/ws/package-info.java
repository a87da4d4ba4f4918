/**
 * Live streams. {@link io.colin.server.ws.StreamHub} listens to the engine and sends to every session; a session is
 * owned by one wrapper with one writer, because the web server's sessions do not survive anything else.
 */
@NullMarked
package io.colin.server.ws;

import org.jspecify.annotations.NullMarked;
