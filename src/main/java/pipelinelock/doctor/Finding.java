package pipelinelock.doctor;

/**
 * What a check came to.
 *
 * @param found what is, as words that may be shown to anybody
 * @param advice what to do about it; empty where nothing is to be done
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
