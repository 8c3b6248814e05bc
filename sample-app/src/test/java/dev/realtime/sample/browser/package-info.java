/**
 * A real browser for the tests of all demos. {@link dev.realtime.sample.browser.Browser}
 * is the door: a test class says {@link dev.realtime.sample.browser.BrowserTest} and
 * takes one as a parameter. A {@link dev.realtime.sample.browser.CuttableProxy} takes its
 * network away, {@link dev.realtime.sample.browser.TextContrast} looks at what it paints.
 */
@NullMarked
package dev.realtime.sample.browser;

import org.jspecify.annotations.NullMarked;
