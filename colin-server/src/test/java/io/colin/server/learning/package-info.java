/** What models of colin-ml reach on recorded data, which only this module can read. */
@NullMarked
package io.colin.server.learning;

import org.jspecify.annotations.NullMarked;
