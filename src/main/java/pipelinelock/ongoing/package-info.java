/** What an open incident is doing right now, for anybody who looks at its environment. */
@NullMarked
package pipelinelock.ongoing;

import org.jspecify.annotations.NullMarked;
