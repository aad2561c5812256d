package pipelinelock.runbook.plan;

import java.util.UUID;
import java.util.regex.Pattern;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;

/**
 * The label of one request, which the Director stores with its task and shows in {@code bosh task}:
 * {@code pipeline-lock:INC-42:step-4:1a2b3c4d:U0ANA}, so that BOSH's own log shows who wanted it.
 * Each intent has a new one, so that no process mistakes another's intent for its own. A task is
 * found by the whole label on record, never by its parts.
 */
public record ContextId(String text) {
  private static final String OWN = "pipeline-lock:";

  /** What the Director takes ({@code base_controller.rb}). */
  private static final int LONGEST = 64;

  private static final Pattern PERSON = Pattern.compile("[A-Za-z0-9]+");

  public static ContextId of(Incident incident, int step, UUID fresh) {
    String label =
        "%s%s:step-%d:%s".formatted(OWN, incident.id(), step + 1, fresh.toString().substring(0, 8));
    return new ContextId(label + person(incident.request().by(), LONGEST - label.length()));
  }

  /** Nobody rather than a part of a name. */
  private static String person(UserId by, int room) {
    String id = by.user();
    return PERSON.matcher(id).matches() && id.length() < room ? ":" + id : "";
  }

  /** Whether a request of this bot, or of another one like it, made this task. */
  public static boolean isOwn(String label) {
    return label.startsWith(OWN);
  }
}
