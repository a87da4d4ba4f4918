/**
 * Configuration: {@link io.colin.server.config.ConfigLoader} lays command line, environment and file over the defaults
 * of {@link io.colin.server.config.Catalogue} and reports every violation at once.
 */
@NullMarked
package io.colin.server.config;

import org.jspecify.annotations.NullMarked;
