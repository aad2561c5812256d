/** One reader for each section of the settings. */
@NullMarked
package pipelinelock.settings.section;

import org.jspecify.annotations.NullMarked;
