/** What the BOSH Director reports about the VMs under Concourse: instances, tasks, task events. */
@NullMarked
package pipelinelock.vm;

import org.jspecify.annotations.NullMarked;
