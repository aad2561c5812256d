/** The one way to call a remote system over HTTP, and the messages for its failures. */
@NullMarked
package pipelinelock.http;

import org.jspecify.annotations.NullMarked;
