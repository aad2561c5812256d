/**
 * The commands of the program but those on the record, and what they share: what is around them,
 * how they fail, the rehearsal.
 */
@NullMarked
package pipelinelock.cli;

import org.jspecify.annotations.NullMarked;
