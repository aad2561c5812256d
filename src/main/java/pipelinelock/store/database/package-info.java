/** SQLite and PostgreSQL: connections, migrations, triggers that protect the record, failures. */
@NullMarked
package pipelinelock.store.database;

import org.jspecify.annotations.NullMarked;
