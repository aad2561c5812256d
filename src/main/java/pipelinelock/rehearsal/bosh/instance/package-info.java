/** What the simulated Director knows about its instances and their VMs, and how it lists them. */
@NullMarked
package pipelinelock.rehearsal.bosh.instance;

import org.jspecify.annotations.NullMarked;
