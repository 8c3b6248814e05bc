/**
 * The demo application: one package per demo, each a page that runs in a browser.
 */
@NullMarked
package dev.realtime.sample;

import org.jspecify.annotations.NullMarked;
