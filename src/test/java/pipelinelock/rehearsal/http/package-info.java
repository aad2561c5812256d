/** The tap between a simulated server and who asks it. */
@NullMarked
package pipelinelock.rehearsal.http;

import org.jspecify.annotations.NullMarked;
