/**
 * The program's commands, except those on the record, and what they share: their surroundings,
 * their errors, and the rehearsal.
 */
@NullMarked
package pipelinelock.cli;

import org.jspecify.annotations.NullMarked;
