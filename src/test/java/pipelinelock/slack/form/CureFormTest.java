package pipelinelock.slack.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.runbook.request.RecreateWish;
import pipelinelock.runbook.request.UsualFinish;
import pipelinelock.slack.Story;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.card.AskAgain;

class CureFormTest {
  private static final Submission FILLED_IN =
      new Submission(
          "U0ANA",
          "",
          Map.of(
              "reason", " stuck since 09:07 ", "vms", "web/0", "follow", "unlock", "claim", "keep"),
          Optional.empty());

  /** A blind recreate is typed, never pressed. */
  @Test
  void eachCureHasOneFormBehindItsButton() {
    assertThat(CureForm.ALL).extracting(CureForm::button).doesNotHaveDuplicates();
    assertThat(CureForm.ALL).extracting(CureForm::callback).doesNotHaveDuplicates();
    for (var kind : EnumSet.complementOf(EnumSet.of(CureKind.BLIND))) {
      assertThat(CureForm.ALL)
          .filteredOn(it -> it.button().equals(AskAgain.button(kind)))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.command()).isEqualTo(kind.word());
                assertThat(it.wish().apply(FILLED_IN).kind()).isEqualTo(kind);
              });
    }
    assertThat(CureForm.ALL).extracting(CureForm::button).contains(AskAgain.CURE);
  }

  @Test
  void whatWasFilledInIsWhatIsAskedFor() {
    var end = new Finish(true, Optional.empty(), Optional.of(FollowsUntil.UNLOCK));
    var reason = "stuck since 09:07";
    assertThat(CureForm.CURE.wish().apply(FILLED_IN)).isEqualTo(new LightestWish(reason, end));
    assertThat(CureForm.ABORT.wish().apply(FILLED_IN))
        .isEqualTo(new LighterWish(CureKind.ABORT, reason, end));
    assertThat(CureForm.RECREATE.wish().apply(FILLED_IN))
        .isEqualTo(new RecreateWish(reason, Set.of(), false, List.of("web/0"), end));
  }

  /** What the settings have comes first, and so is chosen where nobody chooses. */
  @Test
  void howFarTheDeploymentIsFollowedIsAsked() {
    assertThat(formWhere(FollowsUntil.CLAIM))
        .containsSubsequence("Until it has the lock", "Until it has released the lock");
    assertThat(formWhere(FollowsUntil.UNLOCK))
        .containsSubsequence("Until it has released the lock", "Until it has the lock");
  }

  private static String formWhere(FollowsUntil usual) {
    return CureForm.CURE
        .of(Story.DEV04, "C1", 10, new UsualFinish(true, usual))
        .view(Banner.NONE)
        .toString();
  }

  /** As in what people type: what looks like nothing is nothing, in every form. */
  @Test
  void hiddenSpacesAreNoText() {
    var hidden = Map.of("reason", "\u200B\u3000stuck\u2007since\uFEFF", "text", "\u2060\u200B");
    var submission = new Submission("U0ANA", "", hidden, Optional.empty());
    assertThat(submission.text("reason")).isEqualTo("stuck since");
    assertThat(submission.text("text")).isEmpty();
  }

  @Test
  void onlyTheRecreateAsksForVms() {
    assertThat(CureForm.ALL).filteredOn(CureForm::choosesVms).containsExactly(CureForm.RECREATE);
  }
}
