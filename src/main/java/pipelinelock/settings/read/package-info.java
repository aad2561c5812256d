/**
 * How a settings file is read: nodes with their places, kinds of values, and sources of secrets.
 */
@NullMarked
package pipelinelock.settings.read;

import org.jspecify.annotations.NullMarked;
