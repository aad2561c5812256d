@NullMarked
package pipelinelock.audit.trial;

import org.jspecify.annotations.NullMarked;
