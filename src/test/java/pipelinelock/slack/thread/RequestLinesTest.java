package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.ladder.Blindness;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.runbook.blind.BlindNotes;
import pipelinelock.slack.Golden;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.Story;
import pipelinelock.slack.card.IncidentCard;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.wording.ShortIds;

/** Ten lines decide a request, and nothing that a plan touches is behind them. */
class RequestLinesTest {
  private static final String USUAL =
      "There was no recreate like this here before; the runbook's took about 7 min for each VM.";
  private static final List<String> TWO =
      List.of("It ends create-cloudfoundry/pipeline-lock build 123 (started by admin).", USUAL);
  private static final ApprovalPolicy THREE =
      PolicyBuilder.approvers(
              Set.of(Story.ANA, Story.BEN, Story.CLEO, Story.user(Persona.DAN)), Set.of())
          .approvals(3)
          .confirm(Confirmation.TYPE_NAME)
          .build();

  private static Requested request(Plan plan, List<String> notes, ApprovalPolicy policy) {
    var like = Story.request("deployments wait since 09:07");
    return new Requested(
        like.environment(),
        like.by(),
        like.reason(),
        like.evidence(),
        plan,
        policy,
        notes,
        Optional.empty());
  }

  private static List<Recorded> recorded(Requested request) {
    return List.of(new Recorded(Story.ID, 1, Story.AT, request, "h1"));
  }

  private static Message card(Requested request) {
    var events = recorded(request);
    return ThreadExamples.of(
            IncidentThreadTest::transcript, IncidentThreadTest.BY_HAND, KnownPeople.OF_THE_STORY)
        .parts(Incident.of(events), events)
        .stream()
        .filter(part -> part.name().equals(Part.REQUEST))
        .findFirst()
        .orElseThrow()
        .message();
  }

  private static List<String> lines(Requested request) {
    return card(request).text().lines().toList();
  }

  /** What a blind recreate of a web VM that may carry a worker says, and how long it took. */
  private static Requested blind() {
    var evidence =
        Altered.of("hung-claim-1-silent-waiter-lock-free").concourseIs(Kind.UNREACHABLE).evidence();
    var notes = new ArrayList<>(BlindNotes.of(evidence, (Blindness.Blind) Blindness.of(evidence)));
    notes.add(USUAL);
    var like = Story.request("Concourse is dead since 11:07");
    var silence =
        new EvidenceSummary(
            "7f3a91c2",
            "WEB STUCK",
            "WEB STUCK: Concourse does not answer, and BOSH says that its web VM is failing",
            List.of("Neither the version nor the pipeline could be read."),
            like.evidence().at());
    return new Requested(
        like.environment(),
        like.by(),
        like.reason(),
        silence,
        IncidentExamples.BLINDLY,
        THREE,
        notes,
        Optional.empty());
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.argumentSet("ladder", request(IncidentExamples.WHOLE, TWO, THREE)),
        Arguments.argumentSet("runbook", request(IncidentExamples.RUNBOOK, TWO, THREE)),
        Arguments.argumentSet("release", request(IncidentExamples.RELEASE, TWO, THREE)),
        Arguments.argumentSet("unpause", request(IncidentExamples.UNPAUSE, TWO, THREE)),
        Arguments.argumentSet("no notes", request(IncidentExamples.WHOLE, List.of(), THREE)),
        Arguments.argumentSet("blind", blind()));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void areTenAtMost(Requested request) {
    assertThat(lines(request)).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void ofALadderAndOfABlindRecreateAreShownWhole() {
    Golden.check("thread-request-ladder", card(request(IncidentExamples.WHOLE, TWO, THREE)));
    Golden.check("thread-request-blind", card(blind()));
  }

  /** Ten lines are the aim; that approvers know what they end comes first. */
  @Test
  void areMoreWhereMoreHasToBeKnown() {
    var notes = new ArrayList<String>();
    for (int i = 1; i <= 6; i++) {
      notes.add("It touches neighbour %d too.".formatted(i));
    }
    notes.add(USUAL);
    assertThat(lines(request(IncidentExamples.WHOLE, notes, THREE)))
        .containsAll(notes.subList(0, 6).stream().map("• "::concat).toList())
        .noneMatch(line -> line.contains(USUAL));
  }

  /** Whatever the card leaves out. */
  @Test
  void theIncidentItselfShowsAllThatIsToKnow() {
    var blind = blind();
    var events = recorded(blind);
    assertThat(
            IncidentCard.of(
                    Incident.of(events),
                    events,
                    ThreadRef.in("C0INCIDENTS"),
                    Optional.empty(),
                    Optional.empty())
                .text())
        .contains(blind.notes().stream().map(ShortIds::in).toList());
  }
}
