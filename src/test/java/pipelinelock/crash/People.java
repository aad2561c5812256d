package pipelinelock.crash;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.workspace.Persona;

/**
 * Ana asks for the recreate, Ben and Cleo approve it. Whoever does not see in Slack that it counted
 * tries again, as people do.
 */
final class People implements AutoCloseable {
  private static final String APPROVE = "incident.approve";

  private final SimulatedSlack slack;
  private final List<Persona> approvers;
  private final Map<Persona, Long> lastTry = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("people").factory());

  People(SimulatedSlack slack) {
    this(slack, List.of(Persona.BEN, Persona.CLEO));
  }

  /**
   * @param approvers who of them is there
   */
  People(SimulatedSlack slack, List<Persona> approvers) {
    this.slack = slack;
    this.approvers = approvers;
    thread.scheduleWithFixedDelay(this::tryToAct, 20, 20, TimeUnit.MILLISECONDS);
  }

  private void tryToAct() {
    try {
      act();
    } catch (RuntimeException e) {
      e.printStackTrace(); // an executor would stop without a word
    }
  }

  private void act() {
    var shown = ShownThread.of(slack);
    if (shown.find("root").isEmpty()) {
      if (isTime(Persona.ANA, 400)) {
        slack.command(
            Persona.ANA.id(),
            SimulatedSlack.INCIDENTS,
            "recreate dev04 deployments wait since 11:07, the claim is silent");
      }
      return;
    }
    approvers.forEach(who -> approve(shown, who));
  }

  private void approve(ShownThread shown, Persona who) {
    boolean counted =
        shown.messages().stream()
            .anyMatch(it -> it.message().words().contains("<@" + who.id() + "> approved"));
    shown
        .find("request")
        .filter(request -> request.actions().contains(APPROVE))
        .filter(_ -> !counted && isTime(who, 400))
        .ifPresent(request -> click(who, request.ts()));
  }

  private void click(Persona who, String ts) {
    try {
      slack.click(who.id(), ts, APPROVE);
    } catch (IllegalArgumentException e) {
      // the button went away while the hand moved
    }
  }

  private boolean isTime(Persona who, long everyMillis) {
    long now = System.nanoTime();
    boolean due = !lastTry.containsKey(who) || now - lastTry.get(who) > everyMillis * 1_000_000;
    if (due) {
      lastTry.put(who, now);
    }
    return due;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
