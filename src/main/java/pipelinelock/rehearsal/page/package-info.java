/** The web page on which a person plays the rehearsal. */
@NullMarked
package pipelinelock.rehearsal.page;

import org.jspecify.annotations.NullMarked;
