/**
 * The starter inside applications of every kind, through the front door.
 */
@NullMarked
package dev.realtime.autoconfigure;

import org.jspecify.annotations.NullMarked;
