/**
 * Clients that do wrong, against a running application on each servlet container. What
 * they do is answered with a code of the catalogue and plain words, is counted, costs a
 * bounded amount and disturbs nobody: in every test a
 * {@link dev.realtime.wrong.Bystander} listens, and afterwards every count is back where
 * it was.
 */
@NullMarked
package dev.realtime.wrong;

import org.jspecify.annotations.NullMarked;
