/** Who approves what, and break-glass, according to the settings. */
@NullMarked
package pipelinelock.settings.approval;

import org.jspecify.annotations.NullMarked;
