/** Settings files, whole and broken, and what is said about them. */
@NullMarked
package pipelinelock.settings;

import org.jspecify.annotations.NullMarked;
