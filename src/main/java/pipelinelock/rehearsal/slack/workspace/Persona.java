package pipelinelock.rehearsal.slack.workspace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;

/** A user of the simulated Slack, played by a person at the page or by a test. */
public enum Persona {
  ANA("U0ANA", "ana", "Ana Requester", "requester", Kind.MEMBER),
  BEN("U0BEN", "ben", "Ben Approver", "approver", Kind.MEMBER),
  CLEO("U0CLEO", "cleo", "Cleo Approver", "approver", Kind.MEMBER),
  DAN("U0DAN", "dan", "Dan Approver", "approver", Kind.MEMBER),
  GUS("U0GUS", "gus", "Gus Guest", "single-channel guest", Kind.GUEST),
  BOTTO("U0BOTTO", "botto", "Botto", "a bot", Kind.BOT),
  DEA("U0DEA", "dea", "Dea Left", "deactivated", Kind.DEACTIVATED),
  STRANGER("U0STRANGER", "sam", "Sam Stranger", "from another workspace", Kind.STRANGER);

  public static final String TEAM = "T0REHEARSAL";
  static final String OTHER_TEAM = "T0OTHER";

  private final String id;
  private final String handle;
  private final String fullName;
  private final String role;
  private final Kind kind;

  private enum Kind {
    MEMBER,
    GUEST,
    BOT,
    DEACTIVATED,
    STRANGER
  }

  Persona(String id, String handle, String fullName, String role, Kind kind) {
    this.id = id;
    this.handle = handle;
    this.fullName = fullName;
    this.role = role;
    this.kind = kind;
  }

  public String id() {
    return id;
  }

  public String handle() {
    return handle;
  }

  public String fullName() {
    return fullName;
  }

  public String role() {
    return role;
  }

  String team() {
    return kind == Kind.STRANGER ? OTHER_TEAM : TEAM;
  }

  public static List<Persona> all() {
    return List.of(values());
  }

  public static Optional<Persona> find(String id) {
    return Arrays.stream(values()).filter(persona -> persona.id.equals(id)).findFirst();
  }

  public static Persona get(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("no persona " + id));
  }

  /** Slack's word for why an app cannot write to this user alone; empty where it can. */
  public Optional<String> unwritable() {
    return switch (kind) {
      case MEMBER, GUEST -> Optional.empty();
      case BOT -> Optional.of("cannot_dm_bot");
      case DEACTIVATED, STRANGER -> Optional.of("channel_not_found");
    };
  }

  /** The user as {@code users.info} shows it. */
  public ObjectNode json() {
    boolean guest = kind == Kind.GUEST;
    var profile =
        Json.object(
            "real_name",
            fullName,
            "display_name",
            handle,
            "email",
            handle + "@example.com",
            "team",
            team());
    return Json.object(
        "id",
        id,
        "team_id",
        team(),
        "name",
        handle,
        "deleted",
        kind == Kind.DEACTIVATED,
        "real_name",
        fullName,
        "tz",
        "Europe/London",
        "tz_label",
        "Greenwich Mean Time",
        "tz_offset",
        0,
        "profile",
        profile,
        "is_admin",
        false,
        "is_owner",
        false,
        "is_primary_owner",
        false,
        "is_restricted",
        guest,
        "is_ultra_restricted",
        guest,
        "is_bot",
        kind == Kind.BOT,
        "is_app_user",
        false,
        "is_stranger",
        kind == Kind.STRANGER,
        "is_email_confirmed",
        true,
        "updated",
        1708000000);
  }

  /** The user as a click or a submission shows it. */
  public ObjectNode inPayload() {
    return Json.object("id", id, "username", handle, "name", handle, "team_id", team());
  }
}
