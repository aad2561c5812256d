package pipelinelock.slack.action;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Incidents;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.watch.Proposals;
import pipelinelock.watch.Trouble;
import pipelinelock.wording.Span;

/**
 * What the watcher asks for by itself, under the bot's own account. From there on it is a request
 * like any other: its thread, its reminders, its lapse.
 */
public final class OwnRequests implements Proposals {
  private static final Logger LOG = LoggerFactory.getLogger(OwnRequests.class);

  private final Incidents incidents;
  private final RequestDesk desk;
  private final Supplier<Optional<UserId>> account;
  private final Map<EnvironmentName, String> refused = new ConcurrentHashMap<>();

  /**
   * @param account the bot's own, as Slack names it now; empty where Slack does not say
   */
  public OwnRequests(Incidents incidents, RequestDesk desk, Supplier<Optional<UserId>> account) {
    this.incidents = incidents;
    this.desk = desk;
    this.account = account;
  }

  @Override
  public Optional<Instant> newest(EnvironmentName environment) {
    return incidents.newest(environment, 1).stream().map(Incident::recordedAt).findFirst();
  }

  @Override
  public void propose(EnvironmentName environment, Trouble trouble, Instant seen) {
    var bot = account.get();
    if (bot.isEmpty()) {
      refused(environment, "Slack does not say which account is the bot's own");
      return;
    }
    var reason =
        "%s has stood for %s, and nobody has asked for its cure."
            .formatted(trouble.title(), Span.of(Duration.between(trouble.since(), seen)));
    var answer = desk.requestByItself(environment, bot.get(), reason);
    switch (answer.decision()) {
      case Accepted _ -> {
        refused.remove(environment);
        LOG.info(
            "{}: the watcher asks for a cure: {}",
            answer.incident().map(it -> it.id().toString()).orElse(environment.value()),
            reason);
      }
      case Refused(var _, var why) -> refused(environment, why);
    }
  }

  /** Each look comes here again: a reason is logged once. */
  private void refused(EnvironmentName environment, String why) {
    if (!why.equals(refused.put(environment, why))) {
      LOG.warn("{}: the watcher would ask for a cure, and may not: {}", environment, why);
    }
  }
}
