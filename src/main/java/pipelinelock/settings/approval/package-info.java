/** Who approves what, and breaking the glass, as the settings say it. */
@NullMarked
package pipelinelock.settings.approval;

import org.jspecify.annotations.NullMarked;
