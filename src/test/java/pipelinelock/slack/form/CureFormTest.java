package pipelinelock.slack.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.runbook.request.RecreateWish;
import pipelinelock.slack.thread.card.AskAgain;

class CureFormTest {
  private static final Submission FILLED_IN =
      new Submission(
          "U0ANA",
          "",
          Map.of("reason", " stuck since 09:07 ", "vms", "web/0", "claim", "keep"),
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
    var end = new Finish(true, Optional.empty());
    var reason = "stuck since 09:07";
    assertThat(CureForm.CURE.wish().apply(FILLED_IN)).isEqualTo(new LightestWish(reason, end));
    assertThat(CureForm.ABORT.wish().apply(FILLED_IN))
        .isEqualTo(new LighterWish(CureKind.ABORT, reason, end));
    assertThat(CureForm.RECREATE.wish().apply(FILLED_IN))
        .isEqualTo(new RecreateWish(reason, Set.of(), false, List.of("web/0"), end));
  }

  @Test
  void onlyTheRecreateAsksForVms() {
    assertThat(CureForm.ALL).filteredOn(CureForm::choosesVms).containsExactly(CureForm.RECREATE);
  }
}
