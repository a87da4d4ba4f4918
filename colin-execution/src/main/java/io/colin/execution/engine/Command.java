package io.colin.execution.engine;

import java.util.function.Consumer;

/**
 * Something a person asks of the engine.
 *
 * @param id what the events it causes name as their cause
 * @param principal who asks
 * @param action run on the engine's thread
 * @param refuse run instead where the engine does not take it
 */
record Command(String id, String principal, Runnable action, Consumer<? super RuntimeException> refuse) {}
