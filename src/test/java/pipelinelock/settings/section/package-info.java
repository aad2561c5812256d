@NullMarked
package pipelinelock.settings.section;

import org.jspecify.annotations.NullMarked;
