/** What earlier incidents of the bot left undone, as a look still sees it. */
@NullMarked
package pipelinelock.diagnosis.leftover;

import org.jspecify.annotations.NullMarked;
