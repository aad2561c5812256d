package pipelinelock.doctor;

/**
 * The result of a check.
 *
 * @param found what was found, in words that anybody may see
 * @param advice what to do about it; empty if there is nothing to do
 */
record Finding(Grade grade, String found, String advice) {
  static Finding ok(String found) {
    return new Finding(Grade.OK, found, "");
  }

  static Finding warn(String found, String advice) {
    return new Finding(Grade.WARN, found, advice);
  }

  static Finding fail(String found, String advice) {
    return new Finding(Grade.FAIL, found, advice);
  }

  /** The same with something worth doing. */
  Finding but(String advised) {
    return new Finding(grade, found, advised);
  }
}
