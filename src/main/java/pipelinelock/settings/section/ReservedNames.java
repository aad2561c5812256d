package pipelinelock.settings.section;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that an environment must not have, because people type them for something else: the
 * commands, their aliases, and incidents. A test keeps the list in step with the commands.
 */
public final class ReservedNames {
  private static final Pattern INCIDENT = Pattern.compile("inc-?[0-9]+|[0-9]+");

  private static final Set<String> COMMANDS =
      Set.of(
          "abort",
          "approve",
          "approvers",
          "audit",
          "break-glass",
          "breakglass",
          "cancel",
          "check",
          "commands",
          "cure",
          "decline",
          "deny",
          "env",
          "environments",
          "envs",
          "freeze",
          "h",
          "handover",
          "help",
          "hist",
          "history",
          "inc",
          "incident",
          "insight",
          "insights",
          "list",
          "log",
          "ls",
          "mute",
          "note",
          "pipeline-lock",
          "recreate",
          "reject",
          "release",
          "review",
          "revoke",
          "show",
          "silence",
          "snooze",
          "stat",
          "state",
          "status",
          "stop",
          "unfreeze",
          "unmute",
          "unpause",
          "unsilence",
          "unsnooze",
          "update",
          "usage",
          "who",
          "withdraw");

  private ReservedNames() {}

  /** What else it means, a noun; empty where it is free. */
  static String meaning(String name) {
    if (INCIDENT.matcher(name).matches()) {
      return "an incident";
    }
    return COMMANDS.contains(name) ? "a command" : "";
  }

  /** The commands' names, for the test that keeps them. */
  public static Set<String> commands() {
    return COMMANDS;
  }
}
