/** Argument checks shared by Colin's modules: public only for the compiler, not part of the API. */
@NullMarked
package io.colin.api.internal;

import org.jspecify.annotations.NullMarked;
