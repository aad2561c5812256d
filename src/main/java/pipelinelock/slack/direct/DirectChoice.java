package pipelinelock.slack.direct;

import java.time.InstantSource;
import java.util.Optional;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ledger.QuietPeople;
import pipelinelock.incident.ledger.QuietPeople.Quiet;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.input.MuteTime;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** Takes down whether a person wants direct messages about requests. Each speaks for themselves. */
public final class DirectChoice {
  private final QuietPeople quiet;
  private final People people;
  private final InstantSource clock;

  public DirectChoice(QuietPeople quiet, People people, InstantSource clock) {
    this.quiet = quiet;
    this.people = people;
    this.clock = clock;
  }

  /**
   * None from now on.
   *
   * @param time for how long; empty = until the person wants them again
   */
  public Message off(String user, Optional<MuteTime> time) {
    var until = time.map(it -> it.end(clock.instant(), people.zoneOrUtc(user)));
    quiet.put(people.member(user), new Quiet(until));
    return shown(
        "%s%s"
            .formatted(
                time.filter(MuteTime::isTooLong).isPresent() ? "Seven days is the longest. " : "",
                state(people.member(user))));
  }

  public Message on(String user) {
    quiet.remove(people.member(user));
    return shown(state(people.member(user)));
  }

  /** What holds now. */
  public Message state(String user) {
    return shown(state(people.member(user)));
  }

  private String state(UserId person) {
    return quiet
        .of(person, clock.instant())
        .map(
            it ->
                "You get no direct messages about requests%s. Threads in the incident channel still mention you, and your approval still counts. To get them again: `/pipeline-lock dm on`"
                    .formatted(
                        it.until().map(end -> " until " + Mrkdwn.date(end)).orElse(" any more")))
        .orElse(
            "The bot writes to you directly when you may approve a request, and when your own is decided. To end that: `/pipeline-lock dm off`, or for a while: `/pipeline-lock dm off for 4h`");
  }

  private static Message shown(String markup) {
    return Message.of(Layout.markup(markup));
  }
}
