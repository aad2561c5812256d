package pipelinelock.incident.electorate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;

/**
 * Asks about a person at most once a minute, for messages that are redrawn much more often than
 * people change. Nothing is decided by it. People who could not be read are asked for again.
 */
public final class RecentElectorate implements Electorate {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Electorate all;
  private final InstantSource clock;
  private final Map<Question, Known> known = new ConcurrentHashMap<>();

  private record Question(UserId id, ApprovalPolicy policy) {}

  private record Known(Person person, Instant at) {
    boolean isFresh(Instant now) {
      return now.isBefore(at.plus(FRESH)) && !now.isBefore(at);
    }
  }

  public RecentElectorate(Electorate all, InstantSource clock) {
    this.all = all;
    this.clock = clock;
  }

  @Override
  public Roll roll(ApprovalPolicy policy) {
    return all.roll(policy);
  }

  @Override
  public Person person(UserId id, ApprovalPolicy policy) {
    var now = clock.instant();
    known.values().removeIf(it -> !it.isFresh(now));
    var question = new Question(id, policy);
    var recent = known.get(question);
    if (recent != null) {
      return recent.person();
    }
    var person = all.person(id, policy);
    if (person.standing() != Person.Standing.UNKNOWN) {
      known.put(question, new Known(person, now));
    }
    return person;
  }

  @Override
  public UserId member(String user) {
    return all.member(user);
  }
}
