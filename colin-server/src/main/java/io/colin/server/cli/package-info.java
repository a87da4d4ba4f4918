/**
 * The command line: {@link io.colin.server.cli.ColinCommand} is where the process starts. Results go to standard output,
 * progress and errors to standard error; this is the only package that writes to either.
 */
@NullMarked
package io.colin.server.cli;

import org.jspecify.annotations.NullMarked;
