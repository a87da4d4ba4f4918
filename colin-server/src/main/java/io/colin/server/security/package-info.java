/**
 * Who asks and what they may do: {@link io.colin.server.security.Authenticator} turns a credential into a
 * {@link io.colin.server.security.Principal}, whose role holds the permissions.
 */
@NullMarked
package io.colin.server.security;

import org.jspecify.annotations.NullMarked;
