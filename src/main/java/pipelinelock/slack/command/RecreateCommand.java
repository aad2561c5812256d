package pipelinelock.slack.command;

import pipelinelock.incident.Incidents;

/** {@code recreate dev04 the lock hangs since 09:07}. */
final class RecreateCommand implements SlashSubcommand {
  private final Directory directory;
  private final RecreateRequests requests;
  private final People people;
  private final Naming naming;

  RecreateCommand(
      Directory directory, Incidents incidents, RecreateRequests requests, People people) {
    this.directory = directory;
    this.requests = requests;
    this.people = people;
    this.naming = new Naming(directory, incidents);
  }

  @Override
  public String name() {
    return "recreate";
  }

  @Override
  public String usage() {
    return "recreate %s why it is needed".formatted(directory.example());
  }

  @Override
  public String purpose() {
    return "asks for the recreate of Concourse's VMs, where the verdict allows it";
  }

  @Override
  public String details() {
    return "It looks first, makes the plan, and asks for approval in the incident channel. Nothing is done before enough people approve, nor when the evidence has changed by then.";
  }

  @Override
  public Answer answer(Call call) {
    var meant = naming.environment(call, usage());
    return Answer.later(
        "Looking at %s before anybody is asked …".formatted(meant.environment()),
        tell -> {
          var person = people.find(call.user());
          return RequestReply.of(
              requests.recreate(meant.environment(), person, meant.others().rest(), tell),
              directory);
        });
  }
}
