/**
 * What every simulated server is built from: an HTTP server on loopback that records its requests,
 * routes, JSON, and a tap in front of it for tests.
 */
@NullMarked
package pipelinelock.rehearsal.http;

import org.jspecify.annotations.NullMarked;
