/**
 * Who else keeps a record's checkpoints, and what the bot asks them before it acts on the record.
 */
@NullMarked
package pipelinelock.audit.witness;

import org.jspecify.annotations.NullMarked;
