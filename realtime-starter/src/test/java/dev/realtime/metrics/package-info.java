/** Tests of the catalogue of meters. */
@NullMarked
package dev.realtime.metrics;

import org.jspecify.annotations.NullMarked;
