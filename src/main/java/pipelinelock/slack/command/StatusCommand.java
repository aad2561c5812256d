package pipelinelock.slack.command;

import pipelinelock.incident.Incidents;

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
    return "It changes nothing. With `--details` it lists every fact it saw. In the incident channel of one environment its name can be left out.";
  }

  @Override
  public Answer answer(Call call) {
    var environment = naming.environmentOrOfChannel(call, usage()).environment();
    boolean details = call.typed().has("details");
    String channel = directory.channels().getOrDefault(environment, "");
    return Answer.later(
        "Looking at %s …".formatted(environment),
        _ ->
            StatusCard.of(
                looks.look(environment), incidents.openIn(environment), channel, details));
  }
}
