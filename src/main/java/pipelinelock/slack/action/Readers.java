package pipelinelock.slack.action;

import java.util.Optional;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.RefusalNotes;
import pipelinelock.slack.message.Message;

/**
 * The one rule on who may see what the bot knows, through commands, forms and the Home tab: full
 * members of the workspace. Guests, bots and people from other workspaces see only what is posted
 * in the channels that they are in.
 */
public final class Readers {
  private static final String MEANWHILE = "One moment …";

  private final People people;
  private final RefusalNotes refusals;

  /**
   * @param log keeps who was turned away
   */
  public Readers(People people, RefusalLog log) {
    this.people = people;
    this.refusals = new RefusalNotes(log);
  }

  /**
   * Somebody about whom Slack says nothing right now does not count as a member, and may try again.
   */
  public static boolean mayRead(Person person) {
    return person.standing() == Standing.MEMBER;
  }

  /** The same answer for a member. Who it is is asked for once the command is acknowledged. */
  public Answer only(String user, String act, Answer answer) {
    return switch (answer) {
      case Answer.Now(var message) ->
          Answer.later(MEANWHILE, _ -> turnedAway(user, act).orElse(message));
      case Answer.Later(var meanwhile, var work, var forAll) ->
          new Answer.Later(
              meanwhile,
              tell -> {
                var refused = turnedAway(user, act);
                return refused.isPresent() ? refused.get() : work.get(tell);
              },
              forAll);
      case Answer.Opens form -> form; // it shows nothing; what is chosen in it is judged then
    };
  }

  /**
   * The reply to somebody who may see nothing; empty for a member.
   *
   * @param act what was wanted, as the command for it is called
   */
  public Optional<Message> turnedAway(String user, String act) {
    var person = people.find(user);
    if (mayRead(person)) {
      return Optional.empty();
    }
    refusals.add(
        new Refusal(person.id(), act, Optional.empty(), Optional.empty(), Code.NOT_A_MEMBER));
    return Optional.of(
        Message.sentence(
            person.standing() == Standing.UNKNOWN
                ? "Slack could not identify you right now, so nothing is shown. Try again in a moment."
                : "Only full members of this workspace are shown that. Ask one of them."));
  }
}
