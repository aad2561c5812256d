/** The one way to call a remote system over HTTP, tried over HTTP. */
@NullMarked
package pipelinelock.http;

import org.jspecify.annotations.NullMarked;
