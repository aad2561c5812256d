/** What an open incident does at this moment, for whoever looks at its environment. */
@NullMarked
package pipelinelock.ongoing;

import org.jspecify.annotations.NullMarked;
