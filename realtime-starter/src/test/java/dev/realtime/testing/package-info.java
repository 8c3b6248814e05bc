/**
 * What the tests of several rooms share. {@link dev.realtime.testing.NodeScripts} is the
 * door to the real clients: it prepares a folder with the published JavaScript SDK and
 * starts scripts in it, and a {@link dev.realtime.testing.NodeProcess} is one running
 * script, told what to do and asked what happened.
 */
@NullMarked
package dev.realtime.testing;

import org.jspecify.annotations.NullMarked;
