/** Notices to people: an {@link io.colin.api.alert.Alert} goes out through {@link io.colin.api.alert.AlertChannel}s. */
@NullMarked
package io.colin.api.alert;

import org.jspecify.annotations.NullMarked;
