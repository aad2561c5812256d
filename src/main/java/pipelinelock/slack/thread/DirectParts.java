package pipelinelock.slack.thread;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Comparator.comparingInt;

import com.google.common.hash.Hashing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.electorate.Ballot;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.electorate.Voter;
import pipelinelock.incident.electorate.Voters;
import pipelinelock.incident.ledger.QuietPeople;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.ledger.ToldSoFar;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.slack.message.ThreadRef;
import pipelinelock.slack.thread.card.DirectCard;
import pipelinelock.slack.thread.card.RequestLinks;

/**
 * The messages about an incident that one person alone gets: those whose approval counts are asked,
 * and the requester learns what was decided. Each gets one, which is edited from then on; whoever
 * has one keeps it. Whom Slack does not name for certain gets none.
 */
public final class DirectParts {
  private static final Logger LOG = LoggerFactory.getLogger(DirectParts.class);

  /**
   * How many people are asked directly: enough that somebody is awake. Slack counts messages over
   * the whole workspace, and each one is edited with every approval.
   */
  public static final int MOST = 15;

  /** What was decided longer ago is no news, as after a time without the bot. */
  private static final Duration NEWS = Duration.ofHours(1);

  private final Electorate electorate;
  private final QuietPeople quiet;
  private final InstantSource clock;
  private final RequestLinks links;
  private volatile @Nullable IncidentId logged;

  /**
   * @param electorate who may approve
   * @param quiet who wants no such messages
   */
  public DirectParts(
      Electorate electorate, QuietPeople quiet, InstantSource clock, RequestLinks links) {
    this.links = links;
    this.electorate = electorate;
    this.quiet = quiet;
    this.clock = clock;
  }

  /**
   * What should be there.
   *
   * @param events the whole record of the incident
   * @param known what is there, by name
   * @param mayBegin whether others may get a message than those who have one
   */
  List<Part> of(
      Incident incident,
      List<Recorded> events,
      Map<String, Posted> known,
      ThreadRef thread,
      boolean mayBegin) {
    boolean isLast = !incident.isOpen();
    var place = new DirectCard.Place(thread, new ToldSoFar(List.copyOf(known.values())).refused());
    var parts = new ArrayList<Part>();
    var asked = asked(incident, known.keySet(), mayBegin);
    if (!asked.users().isEmpty()) {
      var card = DirectCard.toApprover(incident, events, place, links, asked.crowded());
      asked.users().forEach(user -> parts.add(Part.direct(user, Part.ask(user), card, isLast)));
    }
    String requester = incident.request().by().user();
    String decision = Part.decision(requester);
    if (known.containsKey(decision) || (mayBegin && isNews(incident, events))) {
      var card = DirectCard.decided(incident, events, place);
      parts.add(Part.direct(requester, decision, card, isLast));
    }
    return parts;
  }

  /**
   * Slack's ids of those who have been asked to approve, or will be, as far as is known now.
   *
   * @param known the names of the messages that are there
   */
  public Set<String> asked(Incident incident, Set<String> known) {
    return asked(incident, known, true).users();
  }

  /**
   * Whom the bot asks directly.
   *
   * @param crowded whether more people could be asked than are
   */
  private record Asked(Set<String> users, boolean crowded) {}

  private Asked asked(Incident incident, Set<String> known, boolean mayBegin) {
    var asked = new LinkedHashSet<String>();
    known.stream().flatMap(it -> Part.asked(it).stream()).sorted().forEach(asked::add);
    var others = others(incident, asked);
    int room = mayBegin ? Math.clamp(MOST - (long) asked.size(), 0, others.size()) : 0;
    int all = asked.size() + others.size();
    if (room > 0 && all > MOST && !incident.id().equals(logged)) {
      logged = incident.id();
      LOG.info("{}: {} people could be asked directly; {} of them are", incident.id(), all, MOST);
    }
    asked.addAll(others.subList(0, room));
    return new Asked(asked, all > MOST);
  }

  /** Who could be asked too, in an order that differs with each incident, and with nothing else. */
  private List<String> others(Incident incident, Set<String> asked) {
    if (!(incident.phase() instanceof Phase.AwaitingApproval)) {
      return List.of();
    }
    var now = clock.instant();
    return Voters.of(Ballot.of(incident), electorate).counting().stream()
        .map(Voter::id)
        .filter(person -> quiet.of(person, now).isEmpty())
        .map(UserId::user)
        .filter(user -> !asked.contains(user))
        .sorted(comparingInt((String user) -> turn(incident.id(), user)).thenComparing(it -> it))
        .toList();
  }

  /**
   * Who is left out of one incident is no likelier than anybody else to be left out of the next.
   */
  private static int turn(IncidentId incident, String user) {
    return Hashing.murmur3_32_fixed().hashString(incident + " " + user, UTF_8).asInt();
  }

  /** Whether it was decided a short while ago, and not by the requester. */
  private boolean isNews(Incident incident, List<Recorded> events) {
    var now = clock.instant();
    var requester = incident.request().by();
    return !(incident.phase() instanceof Phase.AwaitingApproval)
        && quiet.of(requester, now).isEmpty()
        && !isABot(incident)
        && decided(events)
            .filter(it -> it.at().plus(NEWS).isAfter(now) && !by(it).equals(Optional.of(requester)))
            .isPresent();
  }

  /** As where the bot itself asks. */
  private boolean isABot(Incident incident) {
    var request = incident.request();
    return electorate.person(request.by(), request.policy()).standing() == Standing.BOT;
  }

  /** The event that decided it: what follows a start is no decision. */
  private static Optional<Recorded> decided(List<Recorded> events) {
    return events.stream()
        .takeWhile(it -> !(it.event() instanceof IncidentEvent.Started))
        .filter(it -> decides(it.event()))
        .reduce((_, last) -> last);
  }

  private static boolean decides(IncidentEvent event) {
    return event instanceof IncidentEvent.Approved
        || event instanceof IncidentEvent.GlassBroken
        || event instanceof IncidentEvent.Rejected
        || event instanceof IncidentEvent.Withdrawn
        || event instanceof IncidentEvent.Expired
        || event instanceof IncidentEvent.Lapsed;
  }

  private static Optional<UserId> by(Recorded decision) {
    return switch (decision.event()) {
      case IncidentEvent.Approved it -> Optional.of(it.by());
      case IncidentEvent.GlassBroken it -> Optional.of(it.by());
      case IncidentEvent.Rejected it -> Optional.of(it.by());
      case IncidentEvent.Withdrawn it -> Optional.of(it.by());
      default -> Optional.empty();
    };
  }
}
