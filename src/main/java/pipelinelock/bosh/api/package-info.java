/** The Director's address, login, permissions and calls, and what its refusals mean. */
@NullMarked
package pipelinelock.bosh.api;

import org.jspecify.annotations.NullMarked;
