/** SQLite and PostgreSQL: connections, migrations, guards against other hands, failures. */
@NullMarked
package pipelinelock.store.database;

import org.jspecify.annotations.NullMarked;
