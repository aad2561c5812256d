/** What the bot's earlier incidents left undone, as the current look still shows it. */
@NullMarked
package pipelinelock.diagnosis.leftover;

import org.jspecify.annotations.NullMarked;
