/** Ports for what is kept next to the record: leases, requests received, messages of the thread. */
@NullMarked
package pipelinelock.incident.ledger;

import org.jspecify.annotations.NullMarked;
