package pipelinelock.world;

/** The short names of workers in described worlds. */
final class WorkerNames {
  /** A second worker VM. */
  static final String SECOND = "1f2e3d4c-0000-4000-8000-981af56840e7";

  private WorkerNames() {}

  static String of(String word) {
    return switch (word) {
      case "W" -> Usual.WORKER;
      case "W2" -> SECOND;
      case "WEB" -> Usual.WEB;
      default -> word;
    };
  }
}
