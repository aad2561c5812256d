package pipelinelock.rehearsal.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;

/** A channel of the simulated Slack. */
public enum SlackChannel {
  INCIDENTS("C0INCIDENTS", "incidents"),
  PLATFORM("C0PLATFORM", "platform"),
  SECURITY("C0SECURITY", "security"),
  ARCHIVED("C0ARCHIVED", "old-incidents"),
  SHARED("C0SHARED", "with-a-supplier"),
  WITHOUT_THE_BOT("C0RANDOM", "random");

  private final String id;
  private final String title;

  SlackChannel(String id, String title) {
    this.id = id;
    this.title = title;
  }

  public String id() {
    return id;
  }

  public String title() {
    return title;
  }

  public boolean isArchived() {
    return this == ARCHIVED;
  }

  public boolean isPrivate() {
    return this == SECURITY;
  }

  public boolean hasTheBot() {
    return this != WITHOUT_THE_BOT;
  }

  public static Optional<SlackChannel> find(String id) {
    return Arrays.stream(values()).filter(channel -> channel.id.equals(id)).findFirst();
  }

  public static SlackChannel get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no channel " + id));
  }

  public ObjectNode json() {
    return Json.object(
        "id",
        id,
        "name",
        title,
        "name_normalized",
        title,
        "is_channel",
        true,
        "is_group",
        false,
        "is_im",
        false,
        "is_mpim",
        false,
        "created",
        1600000000,
        "is_archived",
        isArchived(),
        "is_general",
        false,
        "is_private",
        isPrivate(),
        "is_member",
        hasTheBot(),
        "is_shared",
        this == SHARED,
        "is_ext_shared",
        this == SHARED,
        "is_org_shared",
        false,
        "is_pending_ext_shared",
        false,
        "context_team_id",
        Persona.TEAM,
        "topic",
        Json.object("value", "", "creator", "", "last_set", 0),
        "purpose",
        Json.object("value", "", "creator", "", "last_set", 0),
        "num_members",
        Persona.values().length);
  }
}
