package pipelinelock.diagnosis;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.look.PipelineReader;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;

/** A Concourse that returns what a piece of evidence has of it. */
public class TellingConcourse implements PipelineReader {
  private final Evidence evidence;

  public TellingConcourse(Evidence evidence) {
    this.evidence = evidence;
  }

  @Override
  public ConcourseVersion version() {
    return evidence.concourse().value().orElseThrow();
  }

  @Override
  public PipelineState pipeline() {
    return evidence.pipeline().value().orElseThrow();
  }

  @Override
  public HolderBuild holder(LockCommit claim) {
    return evidence.holder().value().orElseThrow();
  }

  @Override
  public Account account() {
    return evidence.account().value().orElseThrow();
  }

  @Override
  public List<Container> containers() {
    return evidence.containers().value().orElseThrow();
  }

  @Override
  public BuildActivity activity(long buildId) {
    return PipelineExamples.activity(
        buildId,
        BuildActivity.PutPhase.NONE,
        Optional.empty(),
        Optional.of(evidence.at()),
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Preparation preparation(long buildId) {
    return new Preparation(buildId, false, false, false, List.of(), Map.of());
  }

  @Override
  public List<ResourceCheck> checks() {
    return evidence.checks().value().orElseThrow();
  }

  @Override
  public List<Build> otherBuilds() {
    return List.of();
  }

  @Override
  public List<Worker> workers() {
    return evidence.workers().value().orElseThrow();
  }
}
