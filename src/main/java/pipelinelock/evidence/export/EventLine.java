package pipelinelock.evidence.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import pipelinelock.evidence.TimelineEntry;
import pipelinelock.incident.Incident;
import pipelinelock.wording.Outside;

/** An event as one line of JSON for other systems; docs/record.md describes its keys. */
public final class EventLine {
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private EventLine() {}

  /** Without its line end. */
  public static String of(Incident incident, TimelineEntry entry) {
    var line = JSON.createObjectNode();
    line.put("v", VERSION);
    line.put("incident", incident.id().toString());
    line.put("event", entry.sequence());
    line.put("at", entry.recorded().toString());
    line.put("type", entry.type());
    line.put("environment", incident.environment().value());
    line.put("cure", incident.request().plan().cure().word());
    text(line, "by", entry.by().map(Object::toString));
    text(line, "what", Optional.of(entry.words()));
    text(line, "quoted", entry.quoted());
    line.put("happened_at", entry.about().toString());
    var evidence = line.putArray("evidence");
    entry.evidence().forEach(it -> evidence.add(Outside.line(it)));
    text(line, "link", entry.link());
    text(line, "for_status_page", entry.publicly());
    line.put("hash", entry.hash());
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a tree", e);
    }
  }

  private static void text(ObjectNode line, String key, Optional<String> text) {
    text.ifPresentOrElse(it -> line.put(key, Outside.line(it)), () -> line.putNull(key));
  }
}
