/**
 * JSON, strictly: {@link io.colin.server.json.Json} reads nothing that two readers could understand differently and
 * writes decimals as strings, statistics as numbers and what is not known as null.
 */
@NullMarked
package io.colin.server.json;

import org.jspecify.annotations.NullMarked;
