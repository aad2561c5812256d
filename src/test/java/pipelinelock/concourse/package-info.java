/** The Concourse client over real HTTP, with answers as Concourse writes them. */
@NullMarked
package pipelinelock.concourse;

import org.jspecify.annotations.NullMarked;
