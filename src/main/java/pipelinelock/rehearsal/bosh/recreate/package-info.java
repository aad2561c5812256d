/** What a recreate does to which instance, by what the Director knows of all of them. */
@NullMarked
package pipelinelock.rehearsal.bosh.recreate;

import org.jspecify.annotations.NullMarked;
