/**
 * What every simulated server is made of: an HTTP server on loopback that remembers what it was
 * asked, its routes, its JSON, and the ways in which it misbehaves.
 */
@NullMarked
package pipelinelock.rehearsal.http;

import org.jspecify.annotations.NullMarked;
