/** What several packages of this module share and nobody else should use: public only for the compiler. */
@NullMarked
package io.colin.risk.internal;

import org.jspecify.annotations.NullMarked;
