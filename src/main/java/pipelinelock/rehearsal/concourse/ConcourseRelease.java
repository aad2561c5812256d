package pipelinelock.rehearsal.concourse;

/** The release of the Concourse, as far as its behaviour depends on it. */
public enum ConcourseRelease {
  /** As in production, on containerd: the abort of a put is acknowledged, and nothing follows. */
  V7_11_2("7.11.2", true),
  /** The process of a put that is aborted is killed ten seconds later. */
  V7_14_3("7.14.3", false);

  private final String version;
  private final boolean ignoresAborts;

  ConcourseRelease(String version, boolean ignoresAborts) {
    this.version = version;
    this.ignoresAborts = ignoresAborts;
  }

  String version() {
    return version;
  }

  /** Whether a put takes no notice of an abort. */
  boolean ignoresAborts() {
    return ignoresAborts;
  }
}
