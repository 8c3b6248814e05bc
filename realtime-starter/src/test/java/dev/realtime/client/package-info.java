/**
 * The browser client, which is tested in its own language: the tests lie in
 * {@code src/test/client} and are run from here.
 */
@NullMarked
package dev.realtime.client;

import org.jspecify.annotations.NullMarked;
