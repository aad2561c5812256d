package pipelinelock.slack.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** {@code status dev04}. */
final class StatusCommand implements SlashSubcommand {
  private static final List<String> FLAGS = List.of("details", "public");

  private final Directory directory;
  private final Incidents incidents;
  private final Looks looks;
  private final Naming naming;

  StatusCommand(Directory directory, Incidents incidents, Looks looks) {
    this.directory = directory;
    this.incidents = incidents;
    this.looks = looks;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "status";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("state", "stat", "check");
  }

  @Override
  public String usage() {
    return "status " + directory.example();
  }

  @Override
  public String purpose() {
    return "says whether the lock is free, busy or hung, and the next step that fits";
  }

  @Override
  public String details() {
    return "It changes nothing. With `--details` it lists every fact it saw; with `--public` everybody in the channel sees the answer. Without a name it tells of all environments; in the incident channel of one, of that one (`status all` for all).";
  }

  @Override
  public Answer answer(Call call) {
    checkFlags(call.typed());
    var typed = call.typed();
    boolean details = typed.has("details") || typed.first(StatusCommand::isDetails).isPresent();
    var named = new Call(call.user(), call.channel(), typed.but(StatusCommand::isDetails));
    boolean all =
        named.typed().first().isEmpty()
            ? directory.ofChannel(call.channel()).isEmpty()
            : named.typed().first().orElseThrow().plain().equals("all");
    if (all) {
      return later("Looking at all environments …", call, this::board);
    }
    var environment = naming.environmentOrOfChannel(named, usage()).environment();
    return later(
        "Looking at %s …".formatted(environment),
        call,
        () ->
            StatusCard.of(
                looks.look(environment),
                incidents.openIn(environment),
                directory.where(environment),
                details));
  }

  private static boolean isDetails(Typed.Word word) {
    return !word.quoted() && word.plain().matches("-?details?");
  }

  private static void checkFlags(Typed typed) {
    for (String flag : typed.flags()) {
      if (!FLAGS.contains(flag)) {
        throw new UsageError(
            "There is no option `--%s`.%s There are `--details` and `--public`."
                .formatted(
                    flag.replace('`', '\''),
                    DidYouMean.of(flag, FLAGS)
                        .map(it -> " Did you mean `--%s`?".formatted(it))
                        .orElse("")));
      }
    }
  }

  private static Answer later(String meanwhile, Call call, Supplier<Message> card) {
    return call.typed().has("public")
        ? Answer.laterForAll(meanwhile, _ -> askedBy(call.user(), card.get()))
        : Answer.later(meanwhile, _ -> card.get());
  }

  /** Slack does not show everybody what was typed. */
  private static Message askedBy(String user, Message card) {
    var blocks = new ArrayList<>(card.blocks());
    blocks.add(Layout.note("Asked by " + Mrkdwn.mentionOf(user)));
    return Message.of(blocks);
  }

  /** Looks at all at once: each look keeps its own time limit, so the slowest one decides. */
  private Message board() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var lines =
          directory.channels().keySet().stream()
              .map(name -> threads.submit(() -> line(name)))
              .toList()
              .stream()
              .map(StatusCommand::joined)
              .toList();
      return Message.of(Layout.header("All environments"), Layout.markup(lines));
    }
  }

  private static String joined(Future<String> line) {
    try {
      return line.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not looked at";
    } catch (ExecutionException e) {
      throw new IllegalStateException("looking at an environment", e.getCause());
    }
  }

  private String line(EnvironmentName name) {
    var diagnosis = looks.look(name);
    var links = StatusLinks.of(diagnosis, directory.where(name).site());
    var open = incidents.openIn(name).map(incident -> " · *%s* is open".formatted(incident.id()));
    return "*%s* · %s%s%s"
        .formatted(
            name,
            diagnosis.verdict().title(),
            links.isEmpty() ? "" : " · " + String.join(" · ", links),
            open.orElse(""));
  }
}
