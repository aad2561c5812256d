/** Who else keeps the checkpoints of a record, and what the bot asks them before it acts on it. */
@NullMarked
package pipelinelock.audit.witness;

import org.jspecify.annotations.NullMarked;
