/** What stands beside the record, as ports: leases, open requests, what the thread has shown. */
@NullMarked
package pipelinelock.incident.ledger;

import org.jspecify.annotations.NullMarked;
