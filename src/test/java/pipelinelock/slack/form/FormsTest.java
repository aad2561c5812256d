package pipelinelock.slack.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents.Shown;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.ongoing.Ongoing;
import pipelinelock.runbook.request.Offer;
import pipelinelock.runbook.request.UsualFinish;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.action.Readers;
import pipelinelock.slack.button.IncidentButton;
import pipelinelock.slack.direct.LaterForm;
import pipelinelock.slack.home.FirstWords;
import pipelinelock.slack.home.HomePage;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.ThreadRef;

class FormsTest {
  @Test
  void aChoiceOfVmsIsRefusedOnItsFieldWhereItMayNotBe() {
    var vms = DIAGNOSIS.evidence().instances().value().orElseThrow();
    var offer = Optional.of(new Offer(vms.subList(0, 1), vms.subList(1, 2)));
    String worker = vms.getFirst().id().toString();
    String web = vms.get(1).id().toString();

    assertThat(wrong(Map.of(), offer)).as("sent before the VMs were known").isEmpty();
    assertThat(wrong(Map.of("vms", worker), offer)).isEmpty();
    assertThat(wrong(Map.of("vms", worker + "," + web), offer)).isEmpty();
    assertThat(wrong(Map.of("vms", ""), offer)).contains("Choose at least one VM.");
    assertThat(wrong(Map.of("vms", web), offer)).get().asString().startsWith("Web alone");
    assertThat(wrong(Map.of("vms", "diego-cell/" + vms.getFirst().id().id()), offer))
        .get()
        .asString()
        .contains("is not among the VMs that may be recreated now");
    for (String tampered : List.of("*", "concourse-worker/*", "concourse-worker", "../x", ",")) {
      assertThat(wrong(Map.of("vms", tampered), offer)).isPresent();
      assertThat(wrong(Map.of("vms", tampered), Optional.empty())).isPresent();
    }
    assertThat(wrong(Map.of("vms", web), Optional.empty())).as("the desk has to see").isEmpty();
  }

  /** Slack keeps what was typed in a block of the same id with a field of the same id. */
  @Test
  void theVmsComeBelowTheReasonAndLeaveItsFieldAsItWas() {
    var vms = DIAGNOSIS.evidence().instances().value().orElseThrow();
    var first = CureForm.RECREATE.of(Story.DEV04, CHANNEL, 10, USUAL);
    var then = VmField.in(first, new Offer(vms.subList(0, 1), vms.subList(1, 2)));
    assertThat(then.blocks()).startsWith(first.blocks().toArray(LayoutBlock[]::new));
    assertThat(then.blocks()).hasSize(first.blocks().size() + 1);
    assertThat(first.blocks().getLast()).isInstanceOf(InputBlock.class);
    assertThat(then.remembered()).isEqualTo(first.remembered());
  }

  private static Optional<String> wrong(Map<String, String> values, Optional<Offer> offer) {
    return VmField.wrong(new Submission("U0ANA", "", values, Optional.empty()), offer);
  }

  private static final String CHANNEL = "C0INCIDENTS";
  private static final UsualFinish USUAL = new UsualFinish(true, FollowsUntil.CLAIM);

  private static final Directory DIRECTORY =
      Directories.of(Map.of(Story.DEV04, CHANNEL, new EnvironmentName("stg-lon"), "C0PLATFORM"));
  private static final Diagnosis DIAGNOSIS =
      Objects.requireNonNull(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));

  @TempDir private Path folder;

  @Test
  void theHomeTabStandsAsItWasPinned() {
    var running = Story.requested().started().recreating().incident();
    var rows =
        List.of(
            row(Story.DEV04, Optional.of(DIAGNOSIS), Optional.of(running), CHANNEL),
            row(new EnvironmentName("dev05"), Optional.of(DIAGNOSIS), Optional.empty(), CHANNEL),
            row(new EnvironmentName("stg-lon"), Optional.empty(), Optional.empty(), CHANNEL));
    Golden.check("home", HomePage.of(rows, List.of(), List.of()).view(Banner.NONE));
    Golden.check(
        "home-first-words",
        HomePage.of(rows.subList(2, 3), List.of(), List.of())
            .after(firstWords(Map.of(Story.DEV04, Story.policy(Set.of("S0APPROVERS")))))
            .view(Banner.NONE));
    Golden.check("home-members-only", HomePage.forMembersOnly().view(Banner.NONE));
    Golden.check(
        "home-open-for-review",
        HomePage.of(rows, List.of(Story.brokenGlass().incident()), List.of()).view(Banner.NONE));
  }

  /** What the settings say, and no more: a list of many names helps nobody. */
  @Test
  void theFirstWordsNameThoseWhoMayApproveWhereTheyAreFew() {
    var one = Story.policy(Set.of("S0APPROVERS"));
    var other = PolicyBuilder.like(one).approvals(3).build();
    var lon = new EnvironmentName("stg-lon");
    assertThat(said(Map.of(Story.DEV04, one, lon, one)))
        .contains("*Who may approve:* <!subteam^S0", "Needs 2 approvals.", "who dev04");
    assertThat(said(Map.of(Story.DEV04, one, lon, other)))
        .contains("*Who may approve in `dev04`:*", "*Who may approve in `stg-lon`:*")
        .contains("Needs 2 approvals.", "Needs 3 approvals.");
    var many = new TreeMap<EnvironmentName, ApprovalPolicy>();
    for (int i = 2; i < 8; i++) {
      many.put(new EnvironmentName("env-" + i), PolicyBuilder.like(one).approvals(i).build());
    }
    assertThat(said(many)).contains("*Who may approve:* `/pipeline-lock who env-2`");
    assertThat(new FirstWords(many, Optional.empty()).blocks().toString())
        .doesNotContain("Who runs this bot");
  }

  private static String said(Map<EnvironmentName, ApprovalPolicy> policies) {
    return firstWords(policies).toString();
  }

  private static List<LayoutBlock> firstWords(Map<EnvironmentName, ApprovalPolicy> policies) {
    return new FirstWords(new TreeMap<>(policies), Optional.of("S0PLATFORM")).blocks();
  }

  @Test
  void theHomeTabShowsEveryEnvironmentHoweverMany() {
    var running = Story.requested().started().recreating().incident();
    var rows =
        IntStream.range(0, 100)
            .mapToObj(i -> new EnvironmentName("env-%03d".formatted(i)))
            .map(
                it ->
                    row(
                        it,
                        Optional.empty(),
                        it.value().endsWith("0") ? Optional.of(running) : Optional.empty(),
                        CHANNEL))
            .toList();
    var reviews = Collections.nCopies(200, Story.brokenGlass().incident());
    var view = HomePage.of(rows, reviews, List.of()).view(new Banner(Optional.of("REHEARSAL")));
    BlockKitLimits.check(view);
    assertThat(rows).allSatisfy(it -> assertThat(view.toString()).contains(it.name().value()));
    assertThat(view.toString()).contains("Not looked at yet (90) · env-001, env-002");
  }

  @Test
  void formsStandAsTheyWerePinned() {
    var incident = Story.requested().incident();
    var chosen =
        new NoteForm.Chosen(CHANNEL, "1795514400.000100", "", "U0CLEO", "&lt;it&gt; is slow");
    checkQuestion("form-reject", IncidentButton.REJECT, incident);
    checkQuestion("form-approve", IncidentButton.APPROVE, incident);
    checkQuestion("form-review", IncidentButton.REVIEW, Story.brokenGlass().incident());
    Golden.check("form-note", NoteForm.form(chosen, List.of(incident)).view(Banner.NONE));
    Golden.check("form-later", LaterForm.form(new Remembered("D0BEN", "")).view(Banner.NONE));
    try (var desk = new Desk(folder)) {
      var people = desk.people();
      var readers = new Readers(people, desk.refusals);
      var status = new StatusForm(DIRECTORY, desk.incidents, _ -> DIAGNOSIS, readers);
      Golden.check("form-status-choice", status.choice().view(Banner.NONE));
      var shown = new ArrayList<Form>();
      status.show(Story.BEN.user(), Story.DEV04, shown::add);
      assertThat(shown).hasSize(1);
      Golden.check("form-status", shown.getFirst().view(Banner.NONE));
      status.withDetails().show(Story.BEN.user(), Story.DEV04, shown::add);
      Golden.check("form-status-details", shown.getLast().view(Banner.NONE));
    }
    var vms = DIAGNOSIS.evidence().instances().value().orElseThrow();
    var offer = new Offer(vms.subList(0, 1), vms.subList(1, 2));
    Golden.check(
        "form-recreate-vms",
        VmField.in(CureForm.RECREATE.of(Story.DEV04, CHANNEL, 10, USUAL), offer).view(Banner.NONE));
    for (var cure : CureForm.ALL) {
      Golden.check(
          "form-" + cure.command(), cure.of(Story.DEV04, CHANNEL, 10, USUAL).view(Banner.NONE));
    }
  }

  private static void checkQuestion(String name, IncidentButton button, Incident incident) {
    var remembered = new Remembered(CHANNEL, incident.id().toString());
    Golden.check(name, button.question().form(incident, remembered).view(Banner.NONE));
  }

  private static HomePage.Row row(
      EnvironmentName name, Optional<Diagnosis> seen, Optional<Incident> open, String channel) {
    return new HomePage.Row(
        name,
        seen,
        new Shown(open, Optional.empty()),
        open.map(it -> Ongoing.of(it, it.recordedAt(), _ -> Optional.empty())),
        ThreadRef.in(channel),
        Optional.empty(),
        false);
  }
}
