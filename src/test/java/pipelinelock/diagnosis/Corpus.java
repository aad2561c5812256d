package pipelinelock.diagnosis;

import java.util.SortedMap;
import java.util.TreeMap;

/** The diagnosis of every labelled case, for those who show diagnoses. */
public final class Corpus {
  private Corpus() {}

  /** By the case's name, {@code hung-claim-1-…}. */
  public static SortedMap<String, Diagnosis> diagnoses() {
    var all = new TreeMap<String, Diagnosis>();
    CorpusCase.all().forEach(it -> all.put(it.name(), it.diagnosis()));
    return all;
  }
}
