package pipelinelock.slack.action;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import pipelinelock.environment.UserId;
import pipelinelock.evidence.IncidentWords;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Proofs;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.refusal.Refusal;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.slack.channel.People;
import pipelinelock.slack.click.Actor;
import pipelinelock.slack.click.RefusalNotes;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.message.Mrkdwn;

/** What people decide about an incident, by button or by command, under the same rules. */
public final class Decisions {
  /** How long the reason of a rejection has to be, in letters. */
  public static final int LEAST_REASON = 5;

  private static final String NO_REASON = "No reason was given.";

  private static final String USED =
      "This very click was counted before; Slack delivered it a second time, so it changed nothing. If you mean it again, press or type it again.";

  private final Incidents incidents;
  private final People people;
  private final RefusalNotes refusals;
  private final Function<IncidentId, Optional<String>> links;

  /**
   * @param links the addresses of incidents' threads, where they are known
   */
  public Decisions(
      Incidents incidents,
      People people,
      RefusalLog refusals,
      Function<IncidentId, Optional<String>> links) {
    this.links = links;
    this.incidents = incidents;
    this.people = people;
    this.refusals = new RefusalNotes(refusals);
  }

  /** The result, and the reply to the person who decided. */
  public record Reply(boolean accepted, Message message) {}

  /**
   * One yes.
   *
   * @param typed what was typed as the environment's name
   */
  public Reply approve(IncidentId id, Actor by, Optional<String> typed) {
    return decide(
        "approve",
        id,
        by,
        (incident, person, now) -> IncidentRules.approve(incident, person, typed, now));
  }

  public Reply reject(IncidentId id, Actor by, String reason) {
    String why = reason.isBlank() ? NO_REASON : reason.strip();
    return decide(
        "reject",
        id,
        by,
        (incident, person, now) -> IncidentRules.reject(incident, person, why, now));
  }

  public Reply revoke(IncidentId id, Actor by) {
    return decide(
        "revoke", id, by, (incident, person, _) -> IncidentRules.revoke(incident, person.id()));
  }

  public Reply cancel(IncidentId id, Actor by) {
    return decide(
        "cancel", id, by, (incident, person, _) -> IncidentRules.cancel(incident, person));
  }

  /**
   * One person's word instead of all approvals.
   *
   * @param typed what was typed as the environment's name
   */
  public Reply breakGlass(IncidentId id, Actor by, Optional<String> typed, String reason) {
    return decide(
        "break-glass",
        id,
        by,
        incident -> people.find(by.user(), incident.request().policy()),
        (incident, person, now) ->
            BreakGlassRules.breakGlass(incident, person, typed, reason, now));
  }

  public Reply review(IncidentId id, Actor by, String finding) {
    return decide(
        "review",
        id,
        by,
        (incident, person, _) -> BreakGlassRules.review(incident, person, finding));
  }

  private interface Rule {
    Decision decide(Incident incident, Person person, Instant now);
  }

  private Reply decide(String act, IncidentId id, Actor by, Rule rule) {
    return decide(act, id, by, incident -> person(incident, by.user()), rule);
  }

  private Reply decide(
      String act, IncidentId id, Actor by, Function<Incident, Person> who, Rule rule) {
    var incident = incidents.find(id);
    if (incident.isEmpty()) {
      refusals.add(
          new Refusal(
              people.member(by.user()),
              act,
              Optional.of(id),
              Optional.empty(),
              Code.UNKNOWN_INCIDENT));
      return new Reply(false, Message.sentence(incidents.unknown(id)));
    }
    var person = who.apply(incident.get());
    BiFunction<Incident, Instant, Decision> now =
        (it, at) ->
            Proofs.isUsed(by.proof(), incidents.events(id))
                ? new Refused(Code.CLICK_USED, USED)
                : proved(rule.decide(it, person, at), by);
    var result = incidents.act(id, now).orElseThrow();
    return switch (result.decision()) {
      case Refused refused -> {
        keep(person.id(), act, result.incident(), refused);
        yield new Reply(false, told(refused.text(), id));
      }
      case Decision.Accepted _ ->
          new Reply(true, told("That counts. " + next(result.incident()), id));
    };
  }

  private static Decision proved(Decision decision, Actor by) {
    return decision instanceof Decision.Accepted(var events)
        ? new Decision.Accepted(
            events.stream().map(event -> Proofs.with(by.proof(), event)).toList())
        : decision;
  }

  /**
   * The requester's word does not depend on groups, so it does not wait for Slack to report them.
   */
  private Person person(Incident incident, String user) {
    return incident.request().by().user().equals(user)
        ? people.find(user)
        : people.find(user, incident.request().policy());
  }

  /** Keeps that a click or a command about an incident was refused. */
  public void keep(UserId by, String act, Incident incident, Refused refused) {
    refusals.add(
        new Refusal(
            by,
            act,
            Optional.of(incident.id()),
            Optional.of(incident.environment()),
            refused.code()));
  }

  /** With a link to the thread, where Slack has given it. */
  private Message told(String sentence, IncidentId id) {
    return links
        .apply(id)
        .map(
            link ->
                Message.of(
                    Layout.sentence(sentence), Layout.note(Mrkdwn.link(link, "Thread of " + id))))
        .orElseGet(() -> Message.sentence(sentence));
  }

  private static String next(Incident incident) {
    return switch (incident.phase()) {
      case Phase.AwaitingApproval _ ->
          "%s %s.".formatted(incident.id(), IncidentWords.state(incident));
      case Phase.Approved _ ->
          "%s %s; the bot reads the evidence again before the start."
              .formatted(
                  incident.id(),
                  incident.breakGlass().isPresent()
                      ? "starts without further approvals, and the bot announces it"
                      : "is approved");
      case Phase.Running _ ->
          "%s stops at its next safe point; its thread says when.".formatted(incident.id());
      case Phase.Closed _ when incident.breakGlass().flatMap(BreakGlassStart::review).isPresent() ->
          "%s is reviewed, and the review is on record.".formatted(incident.id());
      case Phase.Closed(var outcome, var _, var _, var _, var _) ->
          "%s is %s, and nothing was done.".formatted(incident.id(), outcome.text());
    };
  }
}
