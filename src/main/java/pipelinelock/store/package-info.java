/** The record in SQL: an embedded SQLite file, or a PostgreSQL server. */
@NullMarked
package pipelinelock.store;

import org.jspecify.annotations.NullMarked;
