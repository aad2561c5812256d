package pipelinelock.slack.unwritten;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.incident.ledger.ThreadLedger;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.slack.channel.ChannelMessages;
import pipelinelock.slack.channel.PostReceipt;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.health.SlackTrouble;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.DirectParts;
import pipelinelock.slack.thread.ThreadWatch;

/**
 * Where Slack takes no message in an incident's channel, its people would wait for a thread that
 * nobody can see. It is shown in the log, health, Home, and where the incident is shown, for as
 * long as it lasts; who asked, and who may approve, are notified directly, once for each incident.
 */
public final class UnwrittenThreads implements ThreadWatch {
  private static final Logger LOG = LoggerFactory.getLogger(UnwrittenThreads.class);

  /** The ledger's name for who was notified; no part of a thread is called so. */
  private static final String TOLD = "unwritten-";

  private final ChannelMessages messages;
  private final ThreadLedger ledger;
  private final Electorate electorate;
  private final DirectParts directs;
  private final SlackHealth health;
  private final Banner banner;
  private final Map<IncidentId, String> refused = new TreeMap<>();

  /**
   * @param electorate who may approve
   * @param directs whose message with the request says it already
   */
  public UnwrittenThreads(
      ChannelMessages messages,
      ThreadLedger ledger,
      Electorate electorate,
      DirectParts directs,
      SlackHealth health,
      Banner banner) {
    this.messages = messages;
    this.ledger = ledger;
    this.electorate = electorate;
    this.directs = directs;
    this.health = health;
    this.banner = banner;
  }

  @Override
  public void refused(Incident incident, String channel, String error) {
    note(incident.id(), "%s in %s (%s)".formatted(incident.id(), channel, error));
    var refused = new ToldSoFar.Refused(channel, error);
    if (!told(incident.id()).refused().equals(Optional.of(refused))) {
      ledger.save(incident.id(), refused.row());
    }
    if (incident.isOpen()) {
      var message = banner.on(UnwrittenCard.of(incident, channel, error));
      people(incident).stream()
          .filter(person -> !isTold(incident.id(), person))
          .forEach(
              person ->
                  told(
                      incident.id(),
                      person,
                      messages.post(person.user(), Optional.empty(), message, Optional.empty())));
    }
  }

  @Override
  public void over(IncidentId incident) {
    told(incident).over().ifPresent(row -> ledger.save(incident, row));
    leftToOthers(incident);
  }

  @Override
  public synchronized void leftToOthers(IncidentId incident) {
    if (refused.remove(incident) != null) {
      tellHealth();
    }
  }

  private ToldSoFar told(IncidentId incident) {
    return new ToldSoFar(ledger.posted(incident));
  }

  private synchronized void note(IncidentId incident, String line) {
    if (!line.equals(refused.put(incident, line))) {
      tellHealth();
    }
  }

  private void tellHealth() {
    if (refused.isEmpty()) {
      health.ends(SlackTrouble.UNWRITTEN);
    } else {
      health.begins(
          SlackTrouble.UNWRITTEN,
          refused.values().stream()
              .collect(
                  Collectors.joining(
                      ", ",
                      "no message can be written in the threads of ",
                      "; invite the bot there, or set another channel")));
    }
  }

  /**
   * Who asked, and while it waits those whose approval would count: but for whom the bot asks
   * directly, which is one message for one person.
   */
  private Set<UserId> people(Incident incident) {
    return Stream.concat(
            requester(incident),
            incident.phase() instanceof Phase.AwaitingApproval
                ? notAsked(incident)
                : Stream.<UserId>empty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Stream<UserId> notAsked(Incident incident) {
    var known =
        ledger.posted(incident.id()).stream()
            .filter(it -> !it.isLost())
            .map(Posted::part)
            .collect(Collectors.toSet());
    var asked = directs.asked(incident, known);
    return Voters.of(Ballot.of(incident), electorate).counting().stream()
        .filter(voter -> !asked.contains(voter.id().user()))
        .flatMap(voter -> voter.accounts().stream());
  }

  /** Nobody where the bot asks by itself: it cannot write to itself, nor would anybody read it. */
  private Stream<UserId> requester(Incident incident) {
    var request = incident.request();
    return Stream.of(request.by())
        .filter(by -> electorate.person(by, request.policy()).standing() != Standing.BOT);
  }

  private boolean isTold(IncidentId incident, UserId person) {
    return ledger.posted(incident).stream()
        .anyMatch(it -> it.part().equals(TOLD + person.user()) && it.isKnown());
  }

  private void told(IncidentId incident, UserId person, Sent<PostReceipt> sent) {
    switch (sent) {
      case Sent.Done<PostReceipt>(var receipt) ->
          ledger.save(
              incident, new Posted(TOLD + person.user(), person.user(), receipt.ts(), "told"));
      case Sent.Refused<PostReceipt>(var error) ->
          LOG.error("{}: Slack takes no message for {} either: {}", incident, person.user(), error);
      case Sent.Slower<PostReceipt> _,
          Sent.InDoubt<PostReceipt> _ -> {} // tried again with the thread
    }
  }
}
