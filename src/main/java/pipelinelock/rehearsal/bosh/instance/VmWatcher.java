package pipelinelock.rehearsal.bosh.instance;

/**
 * Is notified of what happens to a VM while the Director recreates it; {@code instance} is the BOSH
 * instance id.
 */
public interface VmWatcher {
  /** A watcher that does not care. */
  VmWatcher NOBODY =
      new VmWatcher() {
        @Override
        public void drains(String instance) {}

        @Override
        public void goes(String instance) {}

        @Override
        public void comesBack(String instance, String agent) {}
      };

  /** Its drain script runs. */
  void drains(String instance);

  /** Its jobs are stopped; the VM is about to be deleted. */
  void goes(String instance);

  /** A new VM runs its jobs; {@code agent} is the new agent id, which is also its host name. */
  void comesBack(String instance, String agent);
}
