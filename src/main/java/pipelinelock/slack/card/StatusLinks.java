package pipelinelock.slack.card;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.LinkButton;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.slack.message.Site;
import pipelinelock.wording.Span;

/** Links to what a verdict is about, and the age of its evidence, in Slack's markup. */
public final class StatusLinks {
  private StatusLinks() {}

  /** Links to the build that the verdict is about and to the lock's commit, with its time. */
  public static List<String> of(Diagnosis diagnosis, Optional<Site> site) {
    var links = new ArrayList<String>();
    diagnosis
        .verdict()
        .about()
        .ifPresent(
            build ->
                links.add(
                    site.map(it -> Mrkdwn.link(it.build(build), build.shortForm()))
                        .orElseGet(() -> Mrkdwn.code(build.shortForm()))));
    diagnosis
        .evidence()
        .lock()
        .value()
        .flatMap(PoolLock::moved)
        .ifPresent(commit -> links.add(commit(commit, site)));
    return links;
  }

  /** Buttons to the same, where it is known how to find them. */
  static List<Button> buttons(Diagnosis diagnosis, Optional<Site> site) {
    var build =
        site.flatMap(it -> diagnosis.verdict().about().map(it::build))
            .flatMap(LinkButton.BUILD::to);
    var commit =
        diagnosis
            .evidence()
            .lock()
            .value()
            .flatMap(PoolLock::moved)
            .flatMap(moved -> site.flatMap(it -> it.commit(moved.id())))
            .flatMap(LinkButton.COMMIT::to);
    return Stream.of(build, commit).flatMap(Optional::stream).toList();
  }

  private static String commit(LockCommit commit, Optional<Site> site) {
    var id =
        site.flatMap(it -> it.commit(commit.id()))
            .map(url -> Mrkdwn.link(url, commit.shortId()))
            .orElseGet(() -> Mrkdwn.code(commit.shortId()));
    return "lock changed %s by commit %s".formatted(Mrkdwn.date(commit.at()), id);
  }

  /** {@code Read 1 s ago: lock repository; Concourse. Not read: BOSH}. */
  static String freshness(Evidence evidence) {
    var now = facts(evidence).map(Fact::at).max(Instant::compareTo).orElse(evidence.at());
    var oldest = new TreeMap<Source, Duration>();
    var unread = new TreeMap<Source, String>();
    facts(evidence)
        .forEach(
            fact -> {
              if (fact instanceof Fact.NotRead<?> missing) {
                unread.putIfAbsent(missing.source(), missing.reason());
              } else {
                oldest.merge(
                    fact.source(),
                    Duration.between(fact.at(), now),
                    (a, b) -> a.compareTo(b) > 0 ? a : b);
              }
            });
    var read =
        oldest.entrySet().stream()
            .map(entry -> entry.getKey().text() + " " + Span.of(entry.getValue()) + " ago")
            .collect(Collectors.joining(", "));
    var missing = unread.values().stream().map(Mrkdwn::escape).collect(Collectors.joining("; "));
    return "Read "
        + (read.isEmpty() ? "nothing" : read)
        + (missing.isEmpty() ? "" : ". Not read: " + missing);
  }

  private static Stream<Fact<?>> facts(Evidence evidence) {
    return Stream.of(
        evidence.lock(),
        evidence.concourse(),
        evidence.pipeline(),
        evidence.otherBuilds(),
        evidence.checks(),
        evidence.workers(),
        evidence.tasks(),
        evidence.directorLocks(),
        evidence.instances());
  }
}
