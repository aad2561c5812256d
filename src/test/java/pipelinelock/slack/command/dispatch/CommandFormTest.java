package pipelinelock.slack.command.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Story;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.command.SlashSubcommand;
import pipelinelock.slack.form.Remembered;
import pipelinelock.slack.form.Submission;
import pipelinelock.slack.form.Submitted;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.message.Form;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Site;

/** What is chosen in the form goes the way of what is typed, and nothing else does. */
class CommandFormTest {
  private static final EnvironmentName STG_LON = new EnvironmentName("stg-lon");
  private static final Directory DIRECTORY =
      Directory.of(
          Map.of(Story.DEV04, "C0INCIDENTS", STG_LON, "C0PLATFORM"),
          Map.of(Story.DEV04, new Site(URI.create("https://ci.example.com"), Optional.empty(), 10)),
          Set.of(),
          _ -> Optional.empty());
  private static final ClickProof PROOF =
      new ClickProof("a".repeat(64), Optional.empty(), Optional.empty(), Optional.empty());

  private final List<Call> typed = new ArrayList<>();
  private final CommandForm form = form(DIRECTORY);

  private CommandForm form(Directory directory) {
    return new CommandForm(
        directory,
        List.of(
            command("status", SlashSubcommand.Offered.FOR_AN_ENVIRONMENT, true),
            command("cure", SlashSubcommand.Offered.WITH_A_REASON, false),
            command("cancel", SlashSubcommand.Offered.FOR_AN_ENVIRONMENT, false),
            command("break-glass", SlashSubcommand.Offered.NOT, false)),
        call -> {
          typed.add(call);
          return Answer.later("Looking …", tell -> answered(tell));
        });
  }

  private static Message answered(Answer.Telling tell) {
    tell.accept("so far");
    return Message.sentence("done");
  }

  private static SlashSubcommand command(
      String name, SlashSubcommand.Offered offered, boolean reads) {
    return new SlashSubcommand() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String usage() {
        return name + " dev04";
      }

      @Override
      public Topic topic() {
        return Topic.LOOK;
      }

      @Override
      public String purpose() {
        return "does what it says";
      }

      @Override
      public Offered offered() {
        return offered;
      }

      @Override
      public boolean isRead() {
        return reads;
      }

      @Override
      public Answer answer(Call call) {
        throw new IllegalStateException("only the dispatcher asks a command");
      }
    };
  }

  private Submitted submit(String command, String environment, String reason) {
    return form.submit(
        new Submission(
            "U0ANA",
            new Remembered("C0THERE", "").text(),
            Map.of("command", command, "environment", environment, "reason", reason),
            Optional.of(PROOF)));
  }

  private static Map<String, String> errors(Submitted submitted) {
    return submitted instanceof Submitted.Wrong(var errors) ? errors : Map.of();
  }

  @Test
  void aRequestIsTheCommandThatOneWouldTypeWithTheProofOfItsClick() {
    var accepted = (Submitted.Accepted) submit("cure", "dev04", "it hangs since 09:07");

    var said = new ArrayList<String>();
    String last = accepted.work().get(message -> said.add(message.text())).text();
    assertThat(said).containsExactly("Looking …", "so far");
    assertThat(last).isEqualTo("done");
    assertThat(accepted.places())
        .extracting(Submitted.Place::channel)
        .as("where it was asked, and else where its incidents are")
        .containsExactly("C0THERE", "C0INCIDENTS");
    assertThat(typed).hasSize(1);
    var call = typed.getFirst();
    assertThat(call.user()).isEqualTo("U0ANA");
    assertThat(call.channel()).isEqualTo("C0THERE");
    assertThat(call.proof()).contains(PROOF);
    assertThat(call.typed().rest()).isEqualTo("cure dev04 it hangs since 09:07");
  }

  /** Who explains that an option was the fault must not choose that option by it. */
  @Test
  void noWordOfAReasonIsAnOptionOrAnEnvironment() {
    submit("cure", "dev04", "--no-start did it in stg-lon, \"see\" --dry-run");
    var call = typed.getFirst().typed();
    assertThat(call.flags()).isEmpty();
    assertThat(call.words()).hasSize(3);
    assertThat(call.words().getLast().text())
        .isEqualTo("--no-start did it in stg-lon, \"see\" --dry-run");
    assertThat(call.words().getLast().quoted()).isTrue();
  }

  @Test
  void aRequestNeedsItsReasonAndALookNone() {
    assertThat(errors(submit("cure", "dev04", "slow")))
        .containsEntry(
            "reason",
            "Say why, in at least 10 characters: the approvers and the auditor will read it.");
    assertThat(errors(submit("cure", "dev04", "\u200B\u3000\u2007\u200B ".repeat(4))))
        .as("spaces that nobody sees are no reason")
        .containsKey("reason");
    assertThat(typed).as("nothing was asked for").isEmpty();

    assertThat(submit("status", "dev04", "")).isInstanceOf(Submitted.Shown.class);
    submit("cancel", "dev04", "left over from another choice");
    assertThat(typed)
        .extracting(it -> it.typed().rest())
        .containsExactly("status dev04", "cancel dev04");
  }

  @Test
  void whatOnlyAsksIsShownInPlaceOfTheForm() {
    var shown = (Submitted.Shown) submit("status", "stg-lon", "");
    assertThat(shown.meanwhile().title()).isEqualTo("stg-lon");
    assertThat(shown.meanwhile().submit()).isEmpty();
    var forms = new ArrayList<Form>();
    shown.then().accept(forms::add);
    assertThat(forms)
        .extracting(it -> it.blocks().toString())
        .satisfiesExactly(
            first -> assertThat(first).contains("so far"),
            then -> assertThat(then).contains("done"));
  }

  /** The client is not trusted: its form may hold what was never in it. */
  @Test
  void whatIsNotInTheFormCannotBeChosen() {
    assertThat(errors(submit("break-glass", "dev04", "because I can"))).containsKey("command");
    assertThat(errors(submit("", "dev04", ""))).containsKey("command");
    assertThat(errors(submit("cure --no-start", "dev04", "it hangs since"))).containsKey("command");
    assertThat(errors(submit("status", "dev05", ""))).containsKey("environment");
    assertThat(errors(submit("status", "dev04 stg-lon", ""))).containsKey("environment");
    assertThat(typed).isEmpty();
  }

  @Test
  void theChannelsOwnEnvironmentIsChosenAtFirst() {
    assertThat(places("C0PLATFORM")).containsSubsequence("stg-lon", "dev04");
    assertThat(places("C0OTHER")).containsSubsequence("dev04", "stg-lon");
  }

  private String places(String channel) {
    var view = form.of(channel).orElseThrow().view(Banner.NONE);
    BlockKitLimits.check(view);
    return view.toString();
  }

  @Test
  void moreEnvironmentsThanSlackShowsAreSaid() {
    var many = new TreeMap<EnvironmentName, String>();
    IntStream.range(0, 130)
        .forEach(it -> many.put(new EnvironmentName("env-%03d".formatted(it)), "C0" + it));
    var view =
        form(Directories.of(many)).of("C0129").orElseThrow().view(new Banner(Optional.of("X")));
    BlockKitLimits.check(view);
    assertThat(view.toString()).contains("Slack shows 100 of 130 here", "env-129");
    assertThat(form(Directories.of(Map.of())).of("C1")).as("nothing to choose").isEmpty();
  }
}
