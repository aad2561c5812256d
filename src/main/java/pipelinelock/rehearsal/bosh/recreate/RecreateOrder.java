package pipelinelock.rehearsal.bosh.recreate;

import java.util.Map;

/**
 * The options of a recreate.
 *
 * @param target the instance's id
 * @param fix also replace VMs whose agents do not answer
 * @param skipDrain for the target's whole group
 */
public record RecreateOrder(String target, boolean fix, boolean skipDrain, boolean dryRun) {

  public static RecreateOrder converging(String target, Map<String, String> query) {
    return new RecreateOrder(
        target, is(query, "fix"), is(query, "skip_drain"), is(query, "dry_run"));
  }

  public static RecreateOrder alone(String target, Map<String, String> query) {
    return new RecreateOrder(
        target, is(query, "ignore_unresponsive_agent"), is(query, "skip_drain"), false);
  }

  private static boolean is(Map<String, String> query, String option) {
    return "true".equals(query.get(option));
  }
}
