package pipelinelock.slack.command;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incidents;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/** {@code status dev04}. */
final class StatusCommand implements SlashSubcommand {
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
  public String usage() {
    return "status " + directory.example();
  }

  @Override
  public String purpose() {
    return "says whether the lock is free, busy or hung, and the next step that fits";
  }

  @Override
  public String details() {
    return "It changes nothing. With `--details` it lists every fact it saw. Without a name it tells of all environments; in the incident channel of one, of that one (`status all` for all).";
  }

  @Override
  public Answer answer(Call call) {
    boolean bare = call.typed().first().isEmpty();
    boolean all =
        bare
            ? directory.ofChannel(call.channel()).isEmpty()
            : call.typed().first().orElseThrow().plain().equals("all");
    if (all) {
      return Answer.later("Looking at all environments …", _ -> board());
    }
    var environment = naming.environmentOrOfChannel(call, usage()).environment();
    boolean details = call.typed().has("details");
    return Answer.later(
        "Looking at %s …".formatted(environment),
        _ ->
            StatusCard.of(
                looks.look(environment),
                incidents.openIn(environment),
                directory.where(environment),
                details));
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
