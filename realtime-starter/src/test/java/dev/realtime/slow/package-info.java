/**
 * Slow clients through real sockets: a reader of 1 KB/s, a link that is cut, a link that
 * delays and loses, a thousand readers that do not read. The server is an application in
 * a JVM of its own ({@link dev.realtime.slow.SlowServer}); what is claimed is counted at
 * the clients, in the order in which things arrive there.
 *
 * <p>
 * Scores are critical and conflate, the feed is normal and is recovered, talk is low and
 * is not.
 */
@NullMarked
package dev.realtime.slow;

import org.jspecify.annotations.NullMarked;
