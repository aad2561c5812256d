/**
 * The commands on the record and its checkpoints, {@code record} and {@code audit}, and their
 * reports.
 */
@NullMarked
package pipelinelock.cli.record;

import org.jspecify.annotations.NullMarked;
