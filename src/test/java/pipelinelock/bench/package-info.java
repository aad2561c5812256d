/** Measurements compared with an equal app on another framework: {@code mvn -Pbench verify}. */
@NullMarked
package pipelinelock.bench;

import org.jspecify.annotations.NullMarked;
