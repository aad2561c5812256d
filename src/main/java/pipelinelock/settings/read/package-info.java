/**
 * How a settings file is read: nodes with their place, kinds of values, and where a secret comes
 * from.
 */
@NullMarked
package pipelinelock.settings.read;

import org.jspecify.annotations.NullMarked;
