@NullMarked
package pipelinelock.store.click;

import org.jspecify.annotations.NullMarked;
