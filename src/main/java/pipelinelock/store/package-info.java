/** The record on SQL: an embedded SQLite file. */
@NullMarked
package pipelinelock.store;

import org.jspecify.annotations.NullMarked;
