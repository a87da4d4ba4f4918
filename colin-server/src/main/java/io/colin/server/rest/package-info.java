/**
 * The routes of the API, a class for each resource. {@link io.colin.server.rest.Api} puts them together into the table
 * that the document {@code openapi.json} describes.
 */
@NullMarked
package io.colin.server.rest;

import org.jspecify.annotations.NullMarked;
