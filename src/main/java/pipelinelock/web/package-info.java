/** The HTTP server and its door: what gets in is bounded, signed, fresh, new, and for this app. */
@NullMarked
package pipelinelock.web;

import org.jspecify.annotations.NullMarked;
