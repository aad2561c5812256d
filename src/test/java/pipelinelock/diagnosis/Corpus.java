package pipelinelock.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceRows;

/** The diagnosis of every labelled case, for those who show diagnoses. */
public final class Corpus {
  private Corpus() {}

  /** By the case's name, {@code hung-claim-1-…}. */
  public static SortedMap<String, Diagnosis> diagnoses() {
    var all = new TreeMap<String, Diagnosis>();
    CorpusCase.all().forEach(it -> all.put(it.name(), it.diagnosis()));
    return all;
  }

  /** One of them, as if the Director had listed other instances. */
  public static Diagnosis with(String name, List<Instance> instances) {
    var draft = new Draft(CorpusCase.named(name).evidence());
    draft.instances = draft.known(Source.BOSH, instances);
    draft.rows = draft.known(Source.BOSH, InstanceRows.of(instances));
    return Diagnosis.of(draft.evidence(), Optional.empty());
  }
}
