/**
 * Who may come in, who may stay and who goes.
 */
@NullMarked
package dev.realtime.admission;

import org.jspecify.annotations.NullMarked;
