/** What a recreate does to each instance, given the state of all of them. */
@NullMarked
package pipelinelock.rehearsal.bosh.recreate;

import org.jspecify.annotations.NullMarked;
