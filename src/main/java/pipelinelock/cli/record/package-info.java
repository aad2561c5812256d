/**
 * The commands on the record and its checkpoints, {@code record} and {@code audit}, and the reports
 * that they write.
 */
@NullMarked
package pipelinelock.cli.record;

import org.jspecify.annotations.NullMarked;
