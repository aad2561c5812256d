/** The reports of the commands on the record. */
@NullMarked
package pipelinelock.cli.record;

import org.jspecify.annotations.NullMarked;
