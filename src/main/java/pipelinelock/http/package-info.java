/** The one way to call a remote system over HTTP, and what its failures are called. */
@NullMarked
package pipelinelock.http;

import org.jspecify.annotations.NullMarked;
