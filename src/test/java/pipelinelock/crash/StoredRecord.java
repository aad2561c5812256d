package pipelinelock.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.audit.HashChain;

/** The rows of the record as a dead process left them. */
record StoredRecord(List<HashChain.Link> links) {
  static final StoredRecord NONE = new StoredRecord(List.of());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One event: its type, and its JSON. */
  record Row(long sequence, String type, JsonNode body) {
    int step() {
      return body.path("step").asInt();
    }
  }

  /** Copies the database; the next process then meets the write-ahead log as it was left. */
  static Path copy(Path file, Path folder) {
    try {
      Files.createDirectories(folder);
      for (var suffix : List.of("", "-wal")) {
        var part = file.resolveSibling(file.getFileName() + suffix);
        var target = folder.resolve("copy.db" + suffix);
        Files.deleteIfExists(target);
        if (Files.exists(part)) {
          Files.copy(part, target);
        }
      }
      Files.deleteIfExists(folder.resolve("copy.db-shm"));
      return folder.resolve("copy.db");
    } catch (IOException e) {
      throw new UncheckedIOException("copying the record", e);
    }
  }

  static StoredRecord read(String url) {
    try (var sql = DriverManager.getConnection(url)) {
      return read(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("reading the copy of the record", e);
    }
  }

  /**
   * @param sql to a database; empty and without tables when the process died early
   */
  static StoredRecord read(Connection sql) throws SQLException {
    try (var tables = sql.getMetaData().getTables(null, null, "incident_event", null)) {
      if (!tables.next()) {
        return NONE;
      }
    }
    try (var statement = sql.createStatement()) {
      var links = new ArrayList<HashChain.Link>();
      var rows = statement.executeQuery("select * from incident_event order by incident, sequence");
      while (rows.next()) {
        var entry =
            new HashChain.Entry(
                rows.getLong("incident"),
                rows.getLong("sequence"),
                Instant.ofEpochMilli(rows.getLong("at")),
                rows.getString("type"),
                rows.getString("body"));
        links.add(new HashChain.Link(entry, rows.getString("hash")));
      }
      return new StoredRecord(links);
    }
  }

  List<Row> rows() {
    return links.stream()
        .map(HashChain.Link::entry)
        .map(entry -> new Row(entry.sequence(), entry.type(), json(entry.body())))
        .toList();
  }

  Stream<Row> rows(String type) {
    return rows().stream().filter(row -> row.type().equals(type));
  }

  /** The type of the newest event: where the process was killed. */
  String head() {
    return links.isEmpty() ? "nothing" : links.getLast().entry().type();
  }

  /** How it ended, e.g. {@code COMPLETED} or {@code lapsed}. */
  String outcome() {
    return rows("ended").findFirst().map(row -> row.body().path("outcome").asText()).orElse(head());
  }

  /** Why it did not complete. */
  String reason() {
    return rows("step-ended")
        .filter(row -> !row.body().path("outcome").asText().equals("DONE"))
        .findFirst()
        .map(row -> row.body().toString())
        .or(() -> rows("ended").findFirst().map(row -> row.body().toString()))
        .orElseGet(() -> rows().isEmpty() ? "" : rows().getLast().body().toString());
  }

  boolean begins(StoredRecord later) {
    return later.links.size() >= links.size() && later.links.subList(0, links.size()).equals(links);
  }

  /** The messages that the thread must show, in order: derived again here, apart from the bot's. */
  List<String> parts() {
    var parts = new ArrayList<String>();
    if (!links.isEmpty()) {
      parts.addAll(List.of("root", "request"));
    }
    for (var row : rows()) {
      switch (row.type()) {
        case "started" -> parts.addAll(List.of("event-" + row.sequence(), "by-hand"));
        case "approved", "revoked", "reminded", "answer-lost", "step-ended", "noted" ->
            parts.add("event-" + row.sequence());
        case "task-accepted" -> {
          parts.add("task-" + row.step());
          if (isDrained(row.step())) {
            parts.add("drained-" + row.step());
          }
        }
        case "cancel-asked" -> parts.add("event-" + row.sequence());
        case "ended" -> parts.addAll(List.of("timeline", "log", "end"));
        case "rejected", "withdrawn", "expired", "lapsed" -> parts.add("end");
        default -> {}
      }
    }
    return parts;
  }

  /** By the log of the step's task, of which the record has pieces. */
  private boolean isDrained(int step) {
    var planned = rows().getFirst().body().path("plan").path("steps").path(step);
    if (planned.path("options").toString().contains("SKIP_DRAIN")) {
      return false;
    }
    var log =
        rows("task-said")
            .filter(row -> row.step() == step)
            .map(row -> row.body().path("lines").asText())
            .collect(Collectors.joining());
    boolean draining = false;
    for (var line : log.lines().filter(it -> it.endsWith("}")).map(StoredRecord::json).toList()) {
      String state = line.path("state").asText();
      boolean drains = line.path("data").path("status").asText().equals("executing drain");
      if (isOf(planned.path("instance").asText(), line)) {
        if (draining && !drains && !state.equals("started") && !state.equals("failed")) {
          return true;
        }
        draining |= drains || line.path("task").asText().equals("Stopping instance");
      }
    }
    return false;
  }

  private static boolean isOf(String instance, JsonNode line) {
    return (line.path("stage").asText() + " " + line.path("task").asText() + " ")
        .contains(instance + " ");
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the record holds an event that is no JSON", e);
    }
  }
}
