/** What the BOSH Director tells of the VMs under Concourse: instances, tasks, task events. */
@NullMarked
package pipelinelock.vm;

import org.jspecify.annotations.NullMarked;
