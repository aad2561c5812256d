@NullMarked
package pipelinelock.bosh.api;

import org.jspecify.annotations.NullMarked;
