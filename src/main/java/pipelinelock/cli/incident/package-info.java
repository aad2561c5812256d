/** The commands on the incidents in the record: they only read it, also while the bot runs. */
@NullMarked
package pipelinelock.cli.incident;

import org.jspecify.annotations.NullMarked;
