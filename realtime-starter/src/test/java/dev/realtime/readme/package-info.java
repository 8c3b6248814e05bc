/**
 * The README and the pages under {@code docs}: what they show is compiled and run, what
 * they list is compared with the code, where they point must exist.
 *
 * <p>
 * {@link dev.realtime.readme.Page} is one of them. A code block is a file when the line
 * above it says so: {@code <!-- file: src/main/java/hello/Hello.java -->}.
 */
@NullMarked
package dev.realtime.readme;

import org.jspecify.annotations.NullMarked;
