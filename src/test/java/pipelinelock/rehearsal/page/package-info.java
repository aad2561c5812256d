/** The page, over HTTP. */
@NullMarked
package pipelinelock.rehearsal.page;

import org.jspecify.annotations.NullMarked;
