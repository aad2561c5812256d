package pipelinelock.evidence;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.audit.checkpoint.Digest;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.proof.ClickProof;

/** The runbook's incident from the request to its end, with text that means harm. */
public final class ReportExamples {
  /** A formula, a script, a mention and markup of every output. */
  public static final String HOSTILE =
      "=HYPERLINK(\"http://evil\") | <script>alert(1)</script> @channel `x` [a](http://evil) \"q\" 'r'\n| second line";

  public static final List<String> FACTS =
      List.of(
          "environment dev04",
          "lock create-cloudfoundry/lock",
          "lock CLAIMED",
          "version 7.11.2",
          "instance concourse/cd83da7e i-032e8d53aeeee59c5 running",
          "worker 89f7a596 <b>running</b> | linux");

  public static final EvidenceSummary SEEN =
      new EvidenceSummary(
          Digest.of(String.join("\n", FACTS)),
          HUNG.state(),
          HUNG.headline(),
          HUNG.lines(),
          NOON.minusSeconds(20));

  public static final ClickProof PROOF =
      new ClickProof(
          "a1".repeat(32),
          Optional.of("1764417600"),
          Optional.of("v0=" + "b2".repeat(32)),
          Optional.of("c3".repeat(32)));

  private ReportExamples() {}

  /** Its events, as they are recorded, with made-up hashes. */
  public static List<Recorded> cured() {
    var story = new Story();
    story.add(0, IncidentExamples.requested(DEV04, ANA, HOSTILE, SEEN, LADDER, TWO_OTHERS));
    story.add(60, approved(DAN));
    story.add(70, new IncidentEvent.Revoked(DAN));
    story.add(90, new IncidentEvent.Reminded());
    story.add(120, withProof());
    story.add(
        180,
        new IncidentEvent.Approved(
            CLEO, Set.of(Panel.FIRST), Optional.empty(), Optional.of(PROOF)));
    story.add(181, new IncidentEvent.Started(SEEN));
    story.step(182, 0, "The job is paused.");
    story.step(184, 1, "pipeline-lock build 123 is aborted.");
    story.add(186, new IncidentEvent.StepEnded(2, StepOutcome.DONE, "The lock is claimed."));
    story.add(190, new IncidentEvent.StepIntended(3, "pl-INC-42-4"));
    story.add(191, new IncidentEvent.TaskAccepted(3, 260183));
    var log = log();
    int half = log.indexOf('\n', log.length() / 2) + 1;
    story.add(200, new IncidentEvent.TaskSaid(3, 260183, 0, half, log.substring(0, half)));
    story.add(
        763, new IncidentEvent.TaskSaid(3, 260183, half, log.length() - half, log.substring(half)));
    story.add(764, new IncidentEvent.TaskEnded(3, 260183, "done", Optional.empty()));
    story.add(770, new IncidentEvent.StepEnded(3, StepOutcome.DONE, "The VM runs."));
    story.add(
        780,
        new IncidentEvent.NoteAdded(
            BEN,
            NOON.minus(Duration.ofMinutes(53)),
            "deployments began to wait",
            Optional.of(CLEO),
            Optional.of("https://example.slack.com/archives/C0/p1")));
    story.add(781, new IncidentEvent.StepEnded(4, StepOutcome.NOT_NEEDED, "Nothing hangs."));
    story.add(790, new IncidentEvent.StepEnded(5, StepOutcome.DONE, "All VMs run."));
    story.step(795, 6, "The lock is unclaimed by 7f3a21c0.");
    story.step(800, 7, "The job is no longer paused.");
    story.add(
        801,
        new IncidentEvent.Ended(
            Outcome.COMPLETED,
            "The lock is free.",
            List.of("Start the deployment again."),
            Optional.of("\uD83D\uDFE2 Lock released")));
    return story.events;
  }

  private static IncidentEvent.Approved withProof() {
    return new IncidentEvent.Approved(
        BEN, Set.of(Panel.FIRST), Optional.of(Confirmation.TYPE_NAME), Optional.of(PROOF));
  }

  /** The Director's own log of the runbook's worker. */
  public static String log() {
    try {
      return Files.readString(Path.of("src/test/resources/bosh/task-260183.event.ndjson"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is written of these events, where their facts were kept and no checkpoint covers them. */
  public static IncidentReport report(List<Recorded> events) {
    return IncidentReport.of(
        events,
        Seal.of(events, List.of(), Optional.empty()),
        it -> it.equals(SEEN.fingerprint()) ? Optional.of(FACTS) : Optional.empty(),
        new Transcripts());
  }

  private static final class Story {
    private final List<Recorded> events = new ArrayList<>();

    private void add(long second, IncidentEvent event) {
      int sequence = events.size() + 1;
      events.add(
          new Recorded(
              new IncidentId(42),
              sequence,
              NOON.plusSeconds(second),
              event,
              Digest.of("event " + sequence)));
    }

    private void step(long second, int step, String note) {
      add(second, new IncidentEvent.StepIntended(step, ""));
      add(second + 1, new IncidentEvent.StepEnded(step, StepOutcome.DONE, note));
    }
  }
}
